import type { ParserMethod } from './descent.ts';
import { ExpressionParser } from './expression-parser.ts';
import {
  By,
  Colon,
  Comma,
  Compare,
  Equals,
  Every,
  Expect,
  In,
  LeftBrace,
  Quoted,
  Within,
  type Token,
} from './tokens.ts';
import type {
  Block,
  ClaimRow,
  ClaimTable,
  ClaimTest,
  Comparison,
  Expectation,
  Expression,
  RangeExpression,
  StringLiteral,
} from './tree.ts';

/** A word of claims alone, so that a measure may be called so. */
const matches = 'matches';

type TableOfClaims = Pick<ClaimTable, 'by' | 'published' | 'block'>;

/** Claims: one by one, and over a table. */
export abstract class ClaimParser extends ExpressionParser {
  /** Inside the block of `expect … by VARIABLE`, whose statements are rows. */
  protected rows = false;

  override reset(): void {
    super.reset();
    this.rows = false;
  }

  protected abstract readonly block: ParserMethod<[], Block>;

  protected readonly expectation: ParserMethod<[], Expectation | ClaimTable> = this.RULE(
    'expectation',
    (): Expectation | ClaimTable => {
      const start = this.start();
      const outer = { expecting: this.expecting, claiming: this.claiming };
      this.CONSUME(Expect);
      this.ACTION(() => {
        this.expecting = true;
        this.claiming = true;
      });
      const every = this.OPTION(() => this.CONSUME(Every)) !== undefined;
      const left = this.SUBRULE(this.expression, { ARGS: ['sum'] });
      const claimed = this.SUBRULE(this.claimed);
      const at = this.OPTION2(() => this.SUBRULE(this.atClauses)) ?? [];
      this.ACTION(() => {
        Object.assign(this, outer);
      });
      const range = { start, end: this.end() };
      return this.ACTION(() =>
        'by' in claimed
          ? { kind: 'claims', every, left, ...claimed, at, range }
          : { kind: 'expectation', every, left, test: claimed, at, range },
      );
    },
  );

  /** `by partners { 2.4: 0.41 .. 0.62 }`, `by partners matches "published.csv" within 0.05`. */
  private readonly table: ParserMethod<[], TableOfClaims> = this.RULE('table', (): TableOfClaims => {
    this.CONSUME(By);
    const by = this.SUBRULE(this.name);
    const published = this.OPTION({
      GATE: () => this.LA(1).image === matches,
      DEF: () => this.SUBRULE(this.published),
    });
    this.ACTION(() => {
      if (!published && this.LA(1).tokenType !== LeftBrace)
        this.unexpected('`{ VALUE: a .. b }` with a row for each value, or `matches "table.csv" within 0.05`');
      this.rows = !published;
      this.expecting = !published;
      this.claiming = !published;
    });
    const block = this.OPTION2(() => this.SUBRULE(this.block));
    this.ACTION(() => {
      this.rows = false;
      this.expecting = true;
      this.claiming = true;
    });
    return { by, ...(published && { published }), ...(block && { block }) };
  });

  private readonly published: ParserMethod<[], NonNullable<ClaimTable['published']>> = this.RULE(
    'published',
    (): NonNullable<ClaimTable['published']> => {
      const word = this.SUBRULE(this.name);
      const path = this.OR<StringLiteral>([
        {
          ALT: () => {
            const token = this.CONSUME(Quoted);
            return { kind: 'string', value: token.image.slice(1, -1), range: this.rangeOf(token) };
          },
        },
        {
          ALT: () =>
            this.ACTION((): StringLiteral => {
              this.unexpected('a file in quotes, as in `matches "published.csv" within 0.05`');
              return { kind: 'string', value: '', range: this.missing().range };
            }),
        },
      ]);
      const within = this.OPTION(() => {
        this.CONSUME(Within);
        return this.SUBRULE(this.rangeOrExpression, { ARGS: ['sum'] });
      });
      return { word, path, ...(within && { within }) };
    },
  );

  protected readonly row: ParserMethod<[], ClaimRow> = this.RULE('row', (): ClaimRow => {
    const start = this.start();
    const value = this.SUBRULE(this.expression, { ARGS: ['sum'] });
    const test = this.OR<ClaimTest>([
      {
        ALT: () => {
          this.CONSUME(Colon);
          return this.SUBRULE(this.rowTest);
        },
      },
      {
        ALT: () =>
          this.ACTION((): ClaimTest => {
            this.unexpected('`:` and what is claimed at this value, as in `2.4: 0.41 .. 0.62`');
            return { kind: 'compare', operator: '=', right: this.missing() };
          }),
      },
    ]);
    return { kind: 'row', value, test, range: { start, end: this.end() } };
  });

  /** `0.41 .. 0.62`, `0.5 within 0.05`, `> 0`. */
  private readonly rowTest: ParserMethod<[], ClaimTest> = this.RULE(
    'rowTest',
    (): ClaimTest =>
      this.OR<ClaimTest>([
        {
          GATE: () => this.LA(1).tokenType !== Equals,
          ALT: () => this.SUBRULE(this.compared),
        },
        {
          ALT: () => {
            this.OPTION2(() => {
              const sign = this.CONSUME(Equals);
              this.ACTION(() => this.needlessEquals(sign));
            });
            const right = this.SUBRULE(this.rangeOrExpression, { ARGS: ['sum'] });
            const within = this.OPTION({ GATE: () => right.kind !== 'range', DEF: () => this.SUBRULE(this.within) });
            return right.kind === 'range'
              ? { kind: 'in', range: right }
              : { kind: 'compare', operator: '=', right, ...(within && { within }) };
          },
        },
        {
          ALT: () =>
            this.ACTION((): ClaimTest => {
              this.unexpected('what is claimed at this value: `0.41 .. 0.62`, `0.5 within 0.05` or `> 0.4`');
              return { kind: 'compare', operator: '=', right: this.missing() };
            }),
        },
      ]),
  );

  private readonly within: ParserMethod<[], Expression> = this.RULE('within', (): Expression => {
    this.CONSUME(Within);
    return this.SUBRULE(this.expression, { ARGS: ['sum'] });
  });

  private readonly compared: ParserMethod<[], ClaimTest> = this.RULE('compared', (): ClaimTest => {
    const symbol = this.OR([{ ALT: () => this.CONSUME(Compare) }, { ALT: () => this.CONSUME(Equals) }]);
    const right = this.SUBRULE(this.expression, { ARGS: ['sum'] });
    const within = this.OPTION(() => this.SUBRULE(this.within));
    return { kind: 'compare', operator: symbol.image as Comparison, right, ...(within && { within }) };
  });

  private readonly claimed: ParserMethod<[], ClaimTest | TableOfClaims> = this.RULE('claimed', () =>
    this.OR<ClaimTest | TableOfClaims>([
      { ALT: () => this.SUBRULE(this.table) },
      { ALT: () => this.SUBRULE(this.compared) },
      {
        ALT: () => {
          this.CONSUME(In);
          const range = this.SUBRULE(this.rangeOrExpression, { ARGS: ['sum'] });
          return this.ACTION(() => ({ kind: 'in', range: this.asRange(range) }));
        },
      },
      {
        ALT: () =>
          this.ACTION((): ClaimTest => {
            this.unexpected('`<`, `<=`, `>`, `>=`, `=` or `in a .. b`');
            return { kind: 'compare', operator: '=', right: this.missing() };
          }),
      },
    ]),
  );

  private asRange(range: Expression | RangeExpression): RangeExpression {
    if (range.kind === 'range') return range;
    this.unexpected('`..` and the end of the range');
    return { kind: 'range', from: range, to: this.missing(), range: range.range };
  }

  private needlessEquals(sign: Token): void {
    const range = { start: sign.startOffset, end: this.LA(1).startOffset };
    this.report({
      code: 'L003',
      message: 'Behind `:` a number means that it is equal: write `2.4: 0.5 within 0.05`.',
      range: this.rangeOf(sign),
      fixes: [{ title: 'Remove `=`', edits: [{ range, text: '' }] }],
    });
  }
  /** `{ 1: 2 .. 3, 4: 5 .. 6 }`. */
  protected commasBetweenRows(): void {
    const commas: Token[] = [];
    for (let ahead = 1; !this.endsStatement(this.LA(ahead)); ahead++)
      if (this.LA(ahead).tokenType === Comma) commas.push(this.LA(ahead));
    this.report({
      code: 'L003',
      message: 'Rows of claims end with the line or a `;`, not with a comma.',
      range: this.rangeOf(commas[0]),
      fixes: [{ title: 'Write `;`', edits: commas.map((comma) => ({ range: this.rangeOf(comma), text: ';' })) }],
    });
  }
}
