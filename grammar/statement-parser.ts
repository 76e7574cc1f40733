import type { ParserMethod } from './descent.ts';
import { ClaimParser } from './claim-parser.ts';
import { didYouMean, explain, otherLanguage, quoteFix } from './mistakes.ts';
import {
  Activates,
  belongs,
  Comma,
  Dot,
  End,
  Equals,
  Expect,
  Inhibits,
  Inside,
  Label,
  LeftBrace,
  LeftParenthesis,
  Minus,
  Not,
  NumberToken,
  Of,
  OtherLabel,
  RightBrace,
  Separator,
  Unit,
  With,
  Without,
  Word,
  type Token,
} from './tokens.ts';
import type {
  Assignment,
  Block,
  Definition,
  Item,
  Name,
  Phrase,
  Regulation,
  Setting,
  Statement,
  Value,
  WithClause,
  WithoutClause,
} from './tree.ts';
import { isPlainName } from './words.ts';

type StatementForm = 'expectation' | 'row' | 'regulation' | 'assignment' | 'definition' | 'setting' | 'stray';

/** What follows the name of a rule, a condition or a regulator. */
const namedBefore: readonly unknown[] = [Comma, Equals, Activates, Inhibits];

/** Blocks and their statements. */
export class StatementParser extends ClaimParser {
  protected readonly block: ParserMethod<[], Block> = this.RULE('block', (): Block => {
    const start = this.start();
    const outer = this.damaged;
    const statements: Statement[] = [];
    this.CONSUME(LeftBrace);
    this.MANY(() =>
      this.OR([
        { ALT: () => this.CONSUME(Separator) },
        {
          ALT: () => {
            const statement = this.SUBRULE(this.statement);
            if (statement) statements.push(statement);
          },
        },
      ]),
    );
    const closing = this.CONSUME(RightBrace);
    return this.ACTION(() => {
      this.damaged = outer;
      return { kind: 'block', statements, closed: closing.image !== '', range: { start, end: this.end() } };
    });
  });

  private readonly statement: ParserMethod<[], Statement | undefined> = this.RULE(
    'statement',
    (): Statement | undefined => {
      this.ACTION(() => {
        this.damaged = false;
      });
      const form = this.form();
      const statement = this.OR<Statement | undefined>([
        { GATE: () => form === 'expectation', ALT: () => this.SUBRULE(this.expectation) },
        { GATE: () => form === 'row', ALT: () => this.SUBRULE(this.row) },
        { GATE: () => form === 'regulation', ALT: () => this.SUBRULE(this.regulation) },
        { GATE: () => form === 'assignment', ALT: () => this.SUBRULE(this.assignment) },
        { GATE: () => form === 'definition', ALT: () => this.SUBRULE(this.definition) },
        { GATE: () => form === 'setting', ALT: () => this.SUBRULE(this.setting) },
        {
          ALT: () => {
            const token = this.CONSUME(Inside);
            this.ACTION(() => this.strayStatement(token));
            return undefined;
          },
        },
      ]);
      this.ACTION(() =>
        this.finish(
          form === 'setting' ? afterStatement : 'an operator or the end of the statement (a new line or `;`)',
        ),
      );
      return statement;
    },
  );

  /** What a statement is shows in its first three tokens. */
  private form(): StatementForm {
    const [first, second, third] = [this.LA(1), this.LA(2).tokenType, this.LA(3).tokenType];
    if (this.rows) return 'row';
    const named = this.isNameLike(first) || this.isReservedWord(first);
    if (named && (second === Activates || second === Inhibits)) return 'regulation';
    if (named && (second === Comma || second === Equals)) return 'assignment';
    if (first.tokenType === Expect) return 'expectation';
    if (this.isOutright(first) || (this.isNameLike(first) && second === Of)) return 'setting';
    if (
      first.tokenType !== Word ||
      (second === Minus && this.LA(2).startOffset === first.startOffset + first.image.length)
    )
      return 'stray';
    return (this.isNameLike(this.LA(2)) || this.isReservedWord(this.LA(2))) && third === Equals
      ? 'definition'
      : 'setting';
  }

  /** `on Sox2, Hes1` inside `start`: the one label that is also a word of a block. */
  private isOutright(first: Token): boolean {
    return first.tokenType === OtherLabel && first.image === 'on' && this.isNameLike(this.LA(2));
  }

  private strayStatement(first: Token): void {
    const name = this.unquotedName(first),
      slip = otherLanguage(first, this.LA(1));
    if (slip) this.fail({ ...slip, at: first });
    else if (name) {
      const range = { start: first.startOffset, end: first.startOffset + name.length };
      this.fail({
        at: first,
        range,
        message:
          `\`${name}\` as a name stands in quotes: a plain name has letters, digits and \`_\`, and begins ` +
          `with no digit.`,
        fixes: quoteFix(name, range.start),
      });
    } else if (this.isReservedWord(first)) {
      this.fail({
        at: first,
        message:
          `Unexpected \`${first.image}\`: a statement begins with a word of its block; as a name, ` +
          `\`"${first.image}"\` stands in quotes.`,
      });
    } else this.fail({ at: first, message: `Unexpected ${explain(first)}: a statement begins with a word or a name.` });
  }

  /** `HLA-A` in `HLA-A, …`: touching tokens before what follows a name. */
  private unquotedName(first: Token): string | undefined {
    let text = first.image;
    let ahead = 1;
    for (
      let next = this.LA(ahead);
      next.startOffset === first.startOffset + text.length && belongs(next.tokenType, Inside);
      next = this.LA(++ahead)
    ) {
      if (namedBefore.includes(next.tokenType)) break;
      text += next.image;
    }
    return /^\w/.test(text) &&
      !isPlainName(text) &&
      !this.isReservedWord(first) &&
      namedBefore.includes(this.LA(ahead).tokenType)
      ? text
      : undefined;
  }

  private readonly regulation: ParserMethod<[], Regulation> = this.RULE('regulation', (): Regulation => {
    const start = this.start();
    const source = this.SUBRULE(this.name);
    const sign = this.OR([{ ALT: () => this.CONSUME(Activates) }, { ALT: () => this.CONSUME(Inhibits) }]);
    const target = this.SUBRULE(this.name);
    return { kind: 'regulation', source, sign: sign.image as '->' | '-|', target, range: { start, end: this.end() } };
  });

  private readonly assignment: ParserMethod<[], Assignment> = this.RULE('assignment', (): Assignment => {
    const start = this.start();
    const name = this.SUBRULE(this.name);
    const symbol = this.OR([{ ALT: () => this.CONSUME(Comma) }, { ALT: () => this.CONSUME(Equals) }]);
    const value = this.SUBRULE(this.value, { ARGS: [true] });
    return { kind: 'assignment', name, symbol: symbol.image as ',' | '=', value, range: { start, end: this.end() } };
  });

  private readonly definition: ParserMethod<[], Definition> = this.RULE('definition', (): Definition => {
    const start = this.start();
    const word = this.SUBRULE(this.name);
    const name = this.SUBRULE(this.name);
    this.CONSUME(Equals);
    const outer = { expecting: this.expecting, claiming: this.claiming };
    this.ACTION(() => {
      this.expecting = word.text === 'measure';
      this.claiming = false;
    });
    const value = this.SUBRULE(this.expression);
    this.ACTION(() => Object.assign(this, outer));
    return { kind: 'definition', word, name, value, range: { start, end: this.end() } };
  });

  private readonly setting: ParserMethod<[], Setting> = this.RULE('setting', (): Setting => {
    const start = this.start();
    const word = this.OR<Name>([
      {
        GATE: () => this.isOutright(this.LA(1)),
        ALT: () => {
          const token = this.CONSUME(OtherLabel);
          return { kind: 'name', text: token.image, quoted: false, range: this.rangeOf(token) };
        },
      },
      { ALT: () => this.SUBRULE(this.name) },
    ]);
    const part = this.OPTION3({
      GATE: () => this.isNameLike(this.LA(2)),
      DEF: () => {
        this.CONSUME(Dot);
        return this.SUBRULE(this.name);
      },
    });
    const items =
      this.OPTION({
        GATE: () => this.beginsValue(this.LA(1)),
        DEF: () => this.SUBRULE(this.items, { ARGS: [true] }),
      }) ?? [];
    const phrases = this.SUBRULE(this.phrases);
    this.ACTION(() => {
      if (!this.endsStatement(this.LA(1))) this.unexpected(afterStatement);
    });
    const block = this.OPTION2(() => this.SUBRULE(this.block));
    const whole = { items, phrases, ...(block && { block }), range: { start, end: this.end() } };
    return this.ACTION((): Setting => {
      if (!part) return { kind: 'setting', word, ...whole };
      const text = `${word.text}.${part.text}`;
      const range = { start: word.range.start, end: part.range.end };
      return {
        kind: 'setting',
        word: { kind: 'name', text, quoted: false, range },
        part: { of: word, name: part },
        ...whole,
      };
    });
  });

  protected readonly phrases: ParserMethod<[], readonly Phrase[]> = this.RULE('phrases', (): readonly Phrase[] => {
    const phrases: Phrase[] = [];
    this.MANY({
      GATE: () => belongs(this.LA(this.LA(1).tokenType === Comma ? 2 : 1).tokenType, Label),
      DEF: () => {
        this.OPTION(() => this.CONSUME(Comma));
        phrases.push(this.SUBRULE(this.phrase));
      },
    });
    return phrases;
  });

  private readonly phrase: ParserMethod<[], Phrase> = this.RULE('phrase', (): Phrase => {
    const start = this.start();
    const word = this.CONSUME(Label);
    const label = this.ACTION(() => ({
      kind: 'name' as const,
      text: word.image,
      quoted: false,
      range: this.rangeOf(word),
    }));
    const items =
      this.OPTION({
        GATE: () => this.beginsValue(this.LA(1)),
        DEF: () => this.SUBRULE(this.items, { ARGS: [false] }),
      }) ?? [];
    return { label, items, range: { start, end: this.end() } };
  });

  /** `blocks`: whether a block after a value belongs to the value. */
  private readonly items: ParserMethod<[blocks: boolean], readonly Item[]> = this.RULE(
    'items',
    (blocks: boolean): readonly Item[] => {
      const items: Item[] = [this.SUBRULE(this.item, { ARGS: [blocks] })];
      this.MANY({
        GATE: () => !belongs(this.LA(2).tokenType, Label),
        DEF: () => {
          this.CONSUME(Comma);
          items.push(this.SUBRULE(this.item, { ARGS: [blocks] }));
        },
      });
      return items;
    },
  );

  private readonly item: ParserMethod<[blocks: boolean], Item> = this.RULE('item', (blocks: boolean): Item => {
    const start = this.start();
    const word = this.OPTION({
      GATE: () => this.beginsWordedItem(),
      DEF: () => this.SUBRULE(this.name),
    });
    const value = this.SUBRULE(this.value, { ARGS: [blocks] });
    return { ...(word && { word }), value, range: { start, end: this.end() } };
  });

  private readonly value: ParserMethod<[blocks: boolean], Value> = this.RULE('value', (blocks: boolean): Value => {
    const start = this.start();
    const base = this.SUBRULE(this.rangeOrExpression);
    const modifiers: Value['modifiers'][number][] = [];
    this.MANY({
      GATE: () => this.beginsModifier(blocks),
      DEF: () => {
        modifiers.push(
          this.OR<Value['modifiers'][number]>([
            { ALT: () => this.SUBRULE(this.block) },
            { ALT: () => this.SUBRULE(this.withClause) },
            { ALT: () => this.SUBRULE(this.withoutClause) },
          ]),
        );
      },
    });
    return { kind: 'value', base, modifiers, range: { start, end: this.end() } };
  });

  private readonly withClause: ParserMethod<[], WithClause> = this.RULE('withClause', (): WithClause => {
    const start = this.start();
    this.CONSUME(With);
    const name = this.SUBRULE(this.name);
    this.CONSUME(Equals);
    const value = this.SUBRULE(this.expression);
    return { kind: 'with', name, value, range: { start, end: this.end() } };
  });

  private readonly withoutClause: ParserMethod<[], WithoutClause> = this.RULE('withoutClause', (): WithoutClause => {
    const start = this.start();
    this.CONSUME(Without);
    const name = this.SUBRULE(this.name);
    return { kind: 'without', name, range: { start, end: this.end() } };
  });

  private beginsModifier(blocks: boolean): boolean {
    const first = this.LA(1).tokenType;
    if (first === LeftBrace) return blocks;
    return (first === Without || (first === With && this.LA(3).tokenType === Equals)) && this.isNameLike(this.LA(2));
  }

  private beginsValue({ tokenType: type }: Token): boolean {
    return this.isNameLike(this.LA(1)) || [NumberToken, LeftParenthesis, Minus, Not].includes(type);
  }

  /** `steps 1`, `scale -2`: a word, then a value. `a - 2`, `f(x)` are one value. */
  private beginsWordedItem(): boolean {
    const [word, next, following] = [this.LA(1), this.LA(2), this.LA(3)];
    if ((word.tokenType !== Word && word.tokenType !== Unit) || this.isPrefix(word)) return false;
    if (this.isNameLike(next) || next.tokenType === NumberToken || next.tokenType === Not) return true;
    const spaced = next.startOffset > word.startOffset + word.image.length;
    return (
      next.tokenType === Minus &&
      spaced &&
      following.tokenType === NumberToken &&
      following.startOffset === next.startOffset + 1
    );
  }

  /** Whatever is left of a statement cannot stand there. */
  protected finish(expected: string): void {
    if (!this.endsStatement(this.LA(1)) || this.LA(1).tokenType === LeftBrace) this.unexpectedRest(expected);
    let depth = 0;
    for (
      let type = this.LA(1).tokenType;
      type !== End && (depth > 0 || (type !== Separator && type !== RightBrace));
      type = this.LA(1).tokenType
    ) {
      if (type === LeftBrace) depth++;
      if (type === RightBrace) depth--;
      this.SKIP_TOKEN();
    }
  }

  private unexpectedRest(expected: string): void {
    if (this.rows && this.LA(1).tokenType === Comma) this.commasBetweenRows();
    const slip =
      didYouMean(this.LA(0)) ??
      didYouMean(this.LA(1)) ??
      otherLanguage(this.LA(0), this.LA(1)) ??
      otherLanguage(this.LA(1), this.LA(2));
    if (slip) this.report(slip);
    this.fail({ at: this.LA(1), message: `Unexpected ${explain(this.LA(1))}: expected ${expected}.` });
  }
}

const afterStatement =
  '`,`, an operator, a label such as `to` or `within`, `{`, or the end of the statement (a new line or `;`)';
