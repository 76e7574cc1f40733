import { belongs, type Token, type TokenType } from './tokens.ts';

/** A rule, to be called with what it is given: from outside, or by `SUBRULE` from another one. */
export interface ParserMethod<Given extends unknown[], Result> {
  (...given: Given): Result;
  readonly rule: Rule;
}
export interface Rule {
  readonly name: string;
  readonly read: () => unknown;
  /** What it reads; known once it has been gone through. */
  parts?: readonly Part[];
  begins?: Beginning;
  /** By kind and number: `OPTION2`. */
  readonly choices: Map<string, Choice>;
}
/** `gated`: which of the alternatives cannot be chosen everywhere; `begin`: what each may begin with, once asked. */
interface Choice {
  readonly alternatives: readonly (readonly Part[])[];
  readonly gated: readonly boolean[];
  begin?: readonly Beginning[];
}
export type Part =
  | { readonly kind: 'token'; readonly type: TokenType }
  | { readonly kind: 'rule'; readonly rule: Rule }
  | { readonly kind: 'optional'; readonly parts: readonly Part[] }
  | { readonly kind: 'choice'; readonly alternatives: readonly (readonly Part[])[] };
/** The types of the first token; `isEmpty`: there may be none, and anything may follow. */
export interface Beginning {
  readonly types: ReadonlySet<TokenType>;
  readonly isEmpty: boolean;
}
/** `GATE`: whether it can be chosen here, whatever comes next. */
export interface Alternative<Result> {
  readonly GATE?: () => boolean;
  readonly ALT: () => Result;
}
type Optional<Result> = (() => Result) | { readonly GATE?: () => boolean; readonly DEF: () => Result };
const gateOf = (optional: Optional<unknown>): (() => boolean) | undefined =>
  typeof optional === 'function' ? undefined : optional.GATE;
const contentOf = <Result>(optional: Optional<Result>): (() => Result) =>
  typeof optional === 'function' ? optional : optional.DEF;

/** What a part gives while its rule is gone through. */
const unread = {};

/**
 * Recursive descent with one token of lookahead. A rule calls these functions in the order of what it reads. Before it
 * first has to choose it is gone through once without a text, every alternative of it, for what each may begin with:
 * what looks at the text, or changes the parser, stands in `ACTION` or `GATE` and is left out then. Choices of one kind
 * in one rule have numbers.
 */
export abstract class Descent {
  private tokens: readonly Token[] = [];
  /** Of the token that was read last. */
  private at = -1;
  private rule: Rule | undefined;
  /** What is gone through now. */
  private gone: Part[] | undefined;
  /** Before the text and behind it. */
  private readonly none: Token;

  constructor(end: TokenType) {
    this.none = { image: '', startOffset: Number.NaN, tokenType: end };
  }

  set input(tokens: readonly Token[]) {
    this.reset();
    this.tokens = tokens;
  }
  reset(): void {
    this.at = -1;
    this.rule = undefined;
  }

  /** The token that is so many ahead: 1 is the next, 0 the one that was read last. */
  protected LA(ahead: number): Token {
    return (this.gone ? undefined : this.tokens[this.at + ahead]) ?? this.none;
  }
  protected SKIP_TOKEN(): void {
    if (this.at < this.tokens.length - 1) this.at++;
  }
  protected ACTION<Result>(act: () => Result): Result {
    return this.gone ? (undefined as Result) : act();
  }

  protected RULE<Given extends unknown[], Result>(
    name: string,
    read: (...given: Given) => Result,
  ): ParserMethod<Given, Result> {
    const rule: Rule = { name, read: read as () => unknown, choices: new Map() };
    const method = (...given: Given): Result => {
      const outer = this.rule;
      this.rule = rule;
      const result = read(...given);
      this.rule = outer;
      return result;
    };
    return Object.assign(method, { rule });
  }
  protected SUBRULE<Given extends unknown[], Result>(
    method: ParserMethod<Given, Result>,
    given?: { readonly ARGS: Given },
  ): Result {
    if (!this.gone) return given ? method(...given.ARGS) : (method as () => Result)();
    this.gone.push({ kind: 'rule', rule: method.rule });
    return unread as Result;
  }
  /** @throws Error where the grammar is not sound: it is told what comes next before it reads it */
  protected CONSUME(type: TokenType): Token {
    if (this.gone) {
      this.gone.push({ kind: 'token', type });
      return this.none;
    }
    const next = this.LA(1);
    if (next.tokenType !== type && !belongs(next.tokenType, type)) throw this.unsound(type.name);
    this.at++;
    return next;
  }

  protected OPTION<Result>(optional: Optional<Result>): Result | undefined {
    return this.option('OPTION', optional);
  }
  protected OPTION2<Result>(optional: Optional<Result>): Result | undefined {
    return this.option('OPTION2', optional);
  }
  protected OPTION3<Result>(optional: Optional<Result>): Result | undefined {
    return this.option('OPTION3', optional);
  }
  private option<Result>(key: string, optional: Optional<Result>): Result | undefined {
    if (this.gone) return this.goThrough(key, optional) as Result;
    return this.isNext(key, gateOf(optional)) ? contentOf(optional)() : undefined;
  }
  protected MANY(optional: Optional<unknown>): void {
    if (this.gone) {
      this.goThrough('MANY', optional);
      return;
    }
    const [gate, read] = [gateOf(optional), contentOf(optional)];
    for (let before = -2; this.at !== before && this.isNext('MANY', gate); ) {
      before = this.at;
      read();
    }
  }
  /** The first alternative that can be chosen. */
  protected OR<Result>(alternatives: readonly Alternative<Result>[]): Result {
    if (this.gone) {
      const parts = alternatives.map(({ ALT }) => this.partsIn(ALT));
      this.keep('OR', { alternatives: parts, gated: alternatives.map(({ GATE }) => GATE !== undefined) });
      this.gone.push({ kind: 'choice', alternatives: parts });
      return unread as Result;
    }
    const begin = this.beginnings('OR');
    const { tokenType } = this.LA(1);
    for (let place = 0; place < alternatives.length; place++) {
      if (!begin[place].isEmpty && !begin[place].types.has(tokenType)) continue;
      const { GATE, ALT } = alternatives[place];
      if (!GATE || GATE()) return ALT();
    }
    throw this.unsound('an alternative');
  }

  private isNext(key: string, gate: (() => boolean) | undefined): boolean {
    if (gate && !gate()) return false;
    const [{ types, isEmpty }] = this.beginnings(key);
    return isEmpty || types.has(this.LA(1).tokenType);
  }
  private beginnings(key: string): readonly Beginning[] {
    const rule = this.rule as Rule;
    this.partsOf(rule);
    const choice = rule.choices.get(key)!;
    choice.begin ??= choice.alternatives.map((parts) => this.beginningOf(parts));
    return choice.begin;
  }

  /** What a rule reads. */
  protected partsOf(rule: Rule): readonly Part[] {
    if (rule.parts) return rule.parts;
    const outer = this.rule;
    this.rule = rule;
    rule.parts = this.partsIn(rule.read);
    this.rule = outer;
    return rule.parts;
  }
  private partsIn(read: () => unknown): readonly Part[] {
    const outer = this.gone;
    const parts: Part[] = [];
    this.gone = parts;
    read();
    this.gone = outer;
    return parts;
  }
  private goThrough(key: string, optional: Optional<unknown>): unknown {
    const parts = this.partsIn(contentOf(optional));
    this.keep(key, { alternatives: [parts], gated: [gateOf(optional) !== undefined] });
    this.gone?.push({ kind: 'optional', parts });
    return unread;
  }
  private keep(key: string, choice: Choice): void {
    const { name, choices } = this.rule as Rule;
    if (choices.has(key)) throw new Error(`the rule ${name} has two of ${key}: give one another number`);
    choices.set(key, choice);
  }

  protected beginningOf(parts: readonly Part[]): Beginning {
    const types = new Set<TokenType>();
    return { types, isEmpty: parts.every((part) => this.addBeginning(part, types)) };
  }
  /** @returns whether what follows the part can come first, too */
  private addBeginning(part: Part, types: Set<TokenType>): boolean {
    const add = ({ types: more, isEmpty }: Beginning): boolean => {
      for (const type of more) types.add(type);
      return isEmpty;
    };
    switch (part.kind) {
      case 'token':
        for (const type of [part.type, ...part.type.members]) types.add(type);
        return false;
      case 'rule':
        part.rule.begins ??= this.beginningOf(this.partsOf(part.rule));
        return add(part.rule.begins);
      case 'optional':
        add(this.beginningOf(part.parts));
        return true;
      case 'choice':
        // an alternative of nothing is for what is missing: it is no beginning
        return part.alternatives
          .filter((parts) => parts.length > 0)
          .map((parts) => add(this.beginningOf(parts)))
          .includes(true);
    }
  }
  private unsound(missing: string): Error {
    return new Error(`the rule ${this.rule?.name} is not sound: ${missing} is not next at ${this.LA(1).startOffset}`);
  }
}
