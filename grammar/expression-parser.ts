import { Descent, type ParserMethod } from './descent.ts';
import { fold, type Prefixed } from './operators.ts';
import {
  And,
  At,
  Binary,
  Colon,
  Comma,
  Compare,
  Dot,
  End,
  Equals,
  Inside,
  LeftBrace,
  LeftParenthesis,
  Minus,
  Not,
  NumberToken,
  Of,
  Or,
  Quoted,
  Reserved,
  RightBrace,
  RightParenthesis,
  Times,
  belongs,
  Separator,
  Unit,
  Word,
  By,
  To,
  type Token,
} from './tokens.ts';
import type {
  Argument,
  AtClause,
  Call,
  ErrorExpression,
  Expression,
  Name,
  OfCondition,
  Range,
  RangeExpression,
  SyntaxError as Mistake,
} from './tree.ts';
import { prefix } from './words.ts';
import { didYouMean, explain, otherLanguage, quoteFix } from './mistakes.ts';

const longestExpression = 2000;

/**
 * Expressions, and how mistakes are met: the first one in a statement is recorded, the rest of the statement is passed
 * over up to its block, and every rule then returns what it has. No rule throws, so a broken statement still gives a
 * tree.
 */
export abstract class ExpressionParser extends Descent {
  mistakes: Mistake[] = [];
  /** Whether this statement's mistake is reported already. */
  protected damaged = false;
  /** Inside `expect` and `measure`, where a name may be `name of condition`. */
  protected expecting = false;
  /** Inside `expect`, where what stands in quotes is a name. */
  protected claiming = false;

  constructor() {
    super(End);
  }

  /** Nothing of a text is known in the next one. */
  override reset(): void {
    super.reset();
    this.mistakes = [];
    this.damaged = false;
    this.expecting = false;
  }

  /** `only: 'sum'` leaves comparisons to the caller. */
  readonly expression: ParserMethod<[only?: 'sum'], Expression> = this.RULE(
    'expression',
    (only?: 'sum'): Expression => {
      const operands: Prefixed[] = [this.SUBRULE(this.prefixed)];
      const operators: Token[] = [];
      this.MANY({
        GATE: () => only !== 'sum' || ![Compare, Equals, And, Or].includes(this.LA(1).tokenType),
        DEF: () => {
          operators.push(this.CONSUME(Binary));
          operands.push(this.SUBRULE(this.prefixed));
        },
      });
      return this.ACTION(() => {
        if (operators.length <= longestExpression) return fold(operands, operators);
        this.fail({
          at: operators[longestExpression],
          message: `This expression has more than ${longestExpression} operators: give parts of it names.`,
        });
        return this.missing();
      });
    },
  );

  private readonly prefixed: ParserMethod<[], Prefixed> = this.RULE('prefixed', (): Prefixed => {
    const prefixes: Token[] = [];
    this.MANY(() => {
      prefixes.push(this.OR([{ ALT: () => this.CONSUME(Not) }, { ALT: () => this.CONSUME(Minus) }]));
    });
    const operand = this.SUBRULE(this.primary);
    return this.ACTION(() => {
      if (prefixes.length <= 50) return { prefixes, operand };
      this.fail({ at: prefixes[50], message: 'Too many signs before one operand.' });
      return { prefixes: [], operand };
    });
  });

  private readonly primary: ParserMethod<[], Expression> = this.RULE(
    'primary',
    (): Expression =>
      this.OR<Expression>([
        { ALT: () => this.SUBRULE(this.number) },
        { ALT: () => this.SUBRULE(this.group) },
        { GATE: () => this.beginsName(), ALT: () => this.SUBRULE(this.named) },
        {
          ALT: () => {
            const token = this.CONSUME(Quoted);
            return { kind: 'string', value: token.image.slice(1, -1), range: this.rangeOf(token) };
          },
        },
        {
          ALT: () =>
            this.ACTION(() => {
              this.unexpected('a name, a number, a call or `(`');
              return this.missing();
            }),
        },
      ]),
  );

  protected readonly number: ParserMethod<[], Expression> = this.RULE('number', (): Expression => {
    const start = this.start();
    const { image } = this.CONSUME(NumberToken);
    const unit = this.OPTION(() => {
      const token = this.CONSUME(Unit);
      return { kind: 'unit' as const, text: token.image, range: this.rangeOf(token) };
    });
    return {
      kind: 'number',
      value: Number(image.replaceAll('_', '')),
      text: image,
      ...(unit && { unit }),
      range: { start, end: this.end() },
    };
  });

  private readonly group: ParserMethod<[], Expression> = this.RULE('group', (): Expression => {
    const start = this.start();
    this.CONSUME(LeftParenthesis);
    const expression = this.SUBRULE(this.expression);
    const at = this.OPTION({ GATE: () => this.expecting, DEF: () => this.SUBRULE(this.atClauses) });
    this.OR([
      { ALT: () => this.CONSUME(RightParenthesis) },
      { ALT: () => this.ACTION(() => this.unexpected('an operator or `)`')) },
    ]);
    return { kind: 'group', expression, ...(at && { at }), range: { start, end: this.end() } };
  });

  /** `at size = 16, rate = 0.1`. */
  protected readonly atClauses: ParserMethod<[], readonly AtClause[]> = this.RULE('atClauses', (): AtClause[] => {
    const at: AtClause[] = [];
    this.CONSUME(At);
    at.push(this.SUBRULE(this.atClause));
    this.MANY(() => {
      this.CONSUME(Comma);
      at.push(this.SUBRULE(this.atClause));
    });
    return at;
  });

  private readonly atClause: ParserMethod<[], AtClause> = this.RULE('atClause', (): AtClause => {
    const start = this.start();
    const name = this.SUBRULE(this.name);
    const value = this.OR<Expression>([
      {
        ALT: () => {
          this.CONSUME(Equals);
          return this.SUBRULE(this.expression, { ARGS: ['sum'] });
        },
      },
      {
        ALT: () =>
          this.ACTION(() => {
            this.unexpected('`=` and a value');
            return this.missing();
          }),
      },
    ]);
    return { name, value, range: { start, end: this.end() } };
  });

  /** What stands behind a prefix: `rnn` in `trained rnn`. */
  private readonly operand: ParserMethod<[], Name> = this.RULE('operand', (): Name => {
    const token = this.OR([
      { ALT: () => this.CONSUME(Word) },
      { ALT: () => this.CONSUME(Unit) },
      { ALT: () => this.CONSUME(Quoted) },
    ]);
    return this.ACTION(() => {
      const quoted = token.tokenType === Quoted;
      return {
        kind: 'name',
        text: quoted ? token.image.slice(1, -1) : token.image,
        quoted,
        range: this.rangeOf(token),
      };
    });
  });

  /** A name, `name.name`, a call, `trained name`; in an `expect`, any of them `of condition`. */
  private readonly named: ParserMethod<[], Expression> = this.RULE('named', (): Expression => {
    const start = this.start();
    const name = this.SUBRULE(this.name);
    // an alternative of nothing would leave a name by itself out of what the parser looks ahead for
    const more = this.OPTION2({
      GATE: () => [LeftParenthesis, Dot].includes(this.LA(1).tokenType) || this.isPrefix(this.LA(0)),
      DEF: () =>
        this.OR<Expression>([
          { ALT: () => this.SUBRULE(this.call, { ARGS: [name] }) },
          {
            ALT: () => {
              this.CONSUME(Dot);
              const property = this.SUBRULE(this.name);
              return { kind: 'member', object: name, property, range: { start, end: this.end() } };
            },
          },
          {
            ALT: () => {
              const value = this.SUBRULE(this.operand);
              return {
                kind: 'call',
                isPrefix: true,
                callee: name,
                arguments: [{ value, range: value.range }],
                range: { start, end: this.end() },
              };
            },
          },
        ]),
    });
    const measure = more ?? name;
    const condition = this.OPTION({
      GATE: () => this.expecting,
      DEF: () => {
        this.CONSUME(Of);
        return this.SUBRULE(this.condition);
      },
    });
    return condition ? { kind: 'of', measure, ...condition, range: { start, end: this.end() } } : measure;
  });

  /** `grown`, or one level of each factor: `functional.grid`. */
  private readonly condition: ParserMethod<[], Pick<OfCondition, 'condition' | 'levels'>> = this.RULE(
    'condition',
    (): Pick<OfCondition, 'condition' | 'levels'> => {
      const start = this.start();
      const first = this.SUBRULE(this.name);
      const levels = [first];
      this.MANY(() => {
        this.CONSUME(Dot);
        levels.push(this.SUBRULE(this.name));
      });
      if (levels.length === 1) return { condition: first };
      const text = levels.map((level) => level.text).join('.');
      return { condition: { kind: 'name', text, quoted: false, range: { start, end: this.end() } }, levels };
    },
  );

  private readonly call: ParserMethod<[callee: Name], Call> = this.RULE('call', (callee: Name): Call => {
    const given: Argument[] = [];
    this.CONSUME(LeftParenthesis);
    this.OPTION({
      GATE: () => this.LA(1).tokenType !== RightParenthesis,
      DEF: () => {
        given.push(this.SUBRULE(this.argument));
        this.MANY(() => {
          this.CONSUME(Comma);
          given.push(this.SUBRULE(this.argument));
        });
      },
    });
    this.OR([
      { ALT: () => this.CONSUME(RightParenthesis) },
      { ALT: () => this.ACTION(() => this.unexpected('an operator, `,` or `)`')) },
    ]);
    return this.ACTION(() => ({
      kind: 'call',
      callee,
      arguments: given,
      range: { start: callee.range.start, end: this.end() },
    }));
  });

  private readonly argument: ParserMethod<[], Argument> = this.RULE('argument', (): Argument => {
    const start = this.start();
    const name = this.OPTION({
      GATE: () => this.beginsName() && this.LA(2).tokenType === Colon,
      DEF: (): Name => {
        const word = this.CONSUME(Inside);
        this.CONSUME(Colon);
        return { kind: 'name', text: word.image, quoted: false, range: this.rangeOf(word) };
      },
    });
    const value = this.SUBRULE(this.rangeOrExpression);
    return { ...(name && { name }), value, range: { start, end: this.end() } };
  });

  /** A string is a name in a claim, before `.` and, in a measure, before `of`; a reserved word is one by mistake. */
  private beginsName(): boolean {
    const next = this.LA(1);
    return next.tokenType === Quoted
      ? this.claiming || this.LA(2).tokenType === Dot || (this.expecting && this.LA(2).tokenType === Of)
      : this.isNameLike(next) || this.isReservedWord(next);
  }

  protected isPrefix({ tokenType, image }: Token): boolean {
    return tokenType === Word && image === prefix;
  }

  readonly rangeOrExpression: ParserMethod<[only?: 'sum'], Expression | RangeExpression> = this.RULE(
    'rangeOrExpression',
    (only?: 'sum'): Expression | RangeExpression => {
      const start = this.start();
      const from = this.SUBRULE(this.expression, { ARGS: [only] });
      const rest = this.OPTION(() => {
        this.CONSUME(To);
        const to = this.SUBRULE(this.expression, { ARGS: [only] });
        const step = this.OPTION2(() => {
          this.CONSUME(By);
          const times = this.OPTION3({ GATE: () => this.LA(1).image === '*', DEF: () => this.CONSUME(Times) });
          const by = this.SUBRULE(this.expression, { ARGS: [only] });
          return { by, ...(times && { isGeometric: true as const }) };
        });
        return { to, ...step };
      });
      return rest ? { kind: 'range', from, ...rest, range: { start, end: this.end() } } : from;
    },
  );

  readonly name: ParserMethod<[], Name> = this.RULE(
    'name',
    (): Name =>
      this.OR<Name>([
        {
          ALT: () => {
            const token = this.CONSUME(Word);
            const text = this.ACTION(() => token.image.replace(/[ \t]+/, ' '));
            return { kind: 'name', text, quoted: false, range: this.rangeOf(token) };
          },
        },
        {
          ALT: () => {
            const token = this.CONSUME(Unit);
            return { kind: 'name', text: token.image, quoted: false, range: this.rangeOf(token) };
          },
        },
        {
          ALT: () => {
            const token = this.CONSUME(Quoted);
            return { kind: 'name', text: token.image.slice(1, -1), quoted: true, range: this.rangeOf(token) };
          },
        },
        {
          GATE: () => /^\w/.test(this.LA(1).image),
          ALT: () => {
            const token = this.CONSUME(Reserved);
            return this.ACTION((): Name => {
              if (!this.isArgument())
                this.report({
                  code: 'L003',
                  message:
                    `\`${token.image}\` is a word of the language: as a name it stands in quotes, ` +
                    `\`"${token.image}"\`.`,
                  range: this.rangeOf(token),
                  fixes: quoteFix(token.image, token.startOffset),
                });
              return { kind: 'name', text: token.image, quoted: false, range: this.rangeOf(token) };
            });
          },
        },
        {
          ALT: () =>
            this.ACTION((): Name => {
              this.unexpected('a name');
              return { kind: 'name', text: '', quoted: false, range: this.missing().range };
            }),
        },
      ]),
  );

  /** `keep: in`: whole behind the name of an argument, the word that was just read can only be its value. */
  private isArgument(): boolean {
    return this.LA(-1).tokenType === Colon && [Comma, RightParenthesis].includes(this.LA(1).tokenType);
  }

  /** The next token cannot stand here; `expected` says what could. */
  protected unexpected(expected: string): void {
    const [previous, next] = [this.LA(0), this.LA(1)];
    const slip =
      didYouMean(previous) ?? didYouMean(next) ?? otherLanguage(previous, next) ?? otherLanguage(next, this.LA(2));
    if (slip) {
      this.report(slip);
      this.fail({ at: next, message: '' });
      return;
    }
    // A missing bracket is reported where it was opened.
    if (previous.image === '' || (next.image === '' && next.tokenType !== End)) this.damaged = true;
    if (this.endsStatement(next))
      this.fail({ at: previous, message: `Something is missing after ${explain(previous)}: expected ${expected}.` });
    else this.fail({ at: next, message: `Unexpected ${explain(next)}: expected ${expected}.` });
  }

  /**
   * Records the mistake, unless this statement has one already, and passes over the statement up to its block or its
   * end.
   */
  protected fail({ at, ...mistake }: { at: Token; message: string; range?: Range; fixes?: Mistake['fixes'] }): void {
    this.report({ code: 'L003', range: this.rangeOf(at), ...mistake });
    while (!this.endsStatement(this.LA(1))) this.SKIP_TOKEN();
  }

  protected report(error: Mistake): void {
    if (!this.damaged) this.mistakes.push(error);
    this.damaged = true;
  }

  /** What stands in for an expression that is not there. */
  protected missing(): ErrorExpression {
    return { kind: 'error', range: { start: this.end(), end: this.end() } };
  }
  protected endsStatement(token: Token): boolean {
    return [Separator, LeftBrace, RightBrace, End].includes(token.tokenType);
  }
  protected isNameLike(token: Token): boolean {
    return [Word, Unit, Quoted].includes(token.tokenType);
  }
  protected isReservedWord(token: Token): boolean {
    return belongs(token.tokenType, Reserved) && /^\w/.test(token.image);
  }
  protected rangeOf(token: Token): Range {
    return { start: token.startOffset, end: token.startOffset + token.image.length };
  }
  protected start(): number {
    return this.LA(1).startOffset;
  }
  protected end(): number {
    const last = this.LA(0);
    return Number.isNaN(last.startOffset) ? 0 : last.startOffset + last.image.length;
  }
}
