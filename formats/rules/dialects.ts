import type { BooleanExpression } from '../../engine/genes/index.ts';
import { type Built, type Connective, constant, deepest, joined, largest, named, negated } from './rule-expression.ts';
import { Misread, notSupported, type Place } from './rules-file.ts';

/** How a format writes rules. */
export interface Dialect {
  readonly token: RegExp;
  readonly name: RegExp;
  readonly more: ReadonlyMap<string, Connective>;
}
/**
 * `nameCharacter`: a regular expression for one character of a name outside quotes; `more`: operators beyond not, and,
 * or.
 */
export const dialect = (nameCharacter: string, more: readonly Connective[] = []): Dialect => ({
  token: new RegExp(`#.*|"[^"]*"|<=>|=>|&&|\\|\\||${nameCharacter}+|\\S`, 'gu'),
  name: new RegExp(`^${nameCharacter}`, 'u'),
  more: new Map(more.map((one) => [one, one])),
});

export type TokenKind = '!' | Connective | '(' | ')' | 'name' | 'quoted' | 'other' | 'end';
export interface Token extends Place {
  readonly kind: TokenKind;
  readonly text: string;
}

const operators: ReadonlyMap<string, TokenKind> = new Map([
  ['!', '!'],
  ['~', '!'],
  ['not', '!'],
  ['&', '&'],
  ['&&', '&'],
  ['and', '&'],
  ['|', '|'],
  ['||', '|'],
  ['or', '|'],
  ['(', '('],
  [')', ')'],
]);
const constants: ReadonlyMap<string, boolean> = new Map([
  ['0', false],
  ['1', true],
  ['false', false],
  ['true', true],
]);
/** A bare word that is not a name. */
export const isReserved = (word: string): boolean => /^(and|or|not|true|false|0|1)$/i.test(word);

/**
 * Tokens of a line from a column on, up to its comment; what belongs to nothing is a token of its own (`other`) and is
 * refused where it stands.
 */
export function tokensOf(text: string, line: number, { token, name, more }: Dialect, from = 1): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = from - 1;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [found] = match;
    if (found.startsWith('#')) break;
    const place = { line, column: match.index + 1, length: found.length };
    if (found.startsWith('"') && found.length > 1) tokens.push({ kind: 'quoted', text: found.slice(1, -1), ...place });
    else
      tokens.push({
        kind:
          operators.get(found.length > 3 ? found : found.toLowerCase()) ??
          more.get(found) ??
          (name.test(found) ? 'name' : 'other'),
        text: found,
        ...place,
      });
  }
  return withNames(tokens);
}
/**
 * Genes called `Or`, `And` or `Not` are names: with such a capital, and where no operator can stand. (`or` and `OR` are
 * operators wherever they stand.)
 */
function withNames(tokens: Token[]): Token[] {
  const named = (i: number): void => {
    tokens[i] = { ...tokens[i], kind: 'quoted' };
  };
  for (const [i, { text }] of tokens.entries())
    if (/^(And|Or)$/.test(text) && !['name', 'quoted', ')'].includes(tokens[i - 1]?.kind)) named(i);
  for (const [i, { text }] of tokens.entries())
    if (text === 'Not' && !['name', 'quoted', '!', '('].includes(tokens[i + 1]?.kind)) named(i);
  return tokens;
}

/** The place behind the last token, where something is missing. */
export function endOf(tokens: readonly Token[], line: number): Token {
  const last = tokens.at(-1);
  return { kind: 'end', text: '', line, column: last ? last.column + last.length : 1, length: 1 };
}
export const isName = ({ kind }: Token): boolean => kind === 'name' || kind === 'quoted';
/** The tokens that name genes. */
export const genesIn = (tokens: readonly Token[]): readonly Token[] =>
  tokens.filter(({ kind, text }) => kind === 'quoted' || (kind === 'name' && !isReserved(text)));
export function said({ kind, text }: Token): string {
  if (kind === 'end') return 'the end of the line';
  if (text === '"') return 'a quote that is not closed';
  if (/^(and|or|not)$/i.test(text)) return `the operator "${text}" (a gene of that name stands in quotes)`;
  return `"${text.length > 30 ? `${text.slice(0, 29)}…` : text}"`;
}

/** What stands on the stack while its right side is read: an operator, or a bracket that is still open. */
interface Pending {
  readonly kind: '!' | Connective | '(';
  readonly token: Token;
}
/** `!` binds most, then `^`, `&`, `|`, `=>`, `<=>`. */
const binding: Readonly<Record<Pending['kind'], number>> = {
  '(': 0,
  '<=>': 1,
  '=>': 2,
  '|': 3,
  '&': 4,
  '^': 5,
  '!': 6,
};

/**
 * Reads all the tokens as one rule, without recursion; `end` is the place behind them. @throws Misread at the token
 * that cannot stand where it does.
 */
export function readRule(tokens: readonly Token[], end: Token): BooleanExpression {
  const pending: Pending[] = [];
  const values: Built[] = [];
  let wantsValue = true;
  for (const token of [...tokens, end]) {
    if (wantsValue) {
      if (token.kind === '!' || token.kind === '(') {
        pending.push({ kind: token.kind, token });
        continue;
      }
      if (!isName(token)) throw new Misread(`A gene, 0, 1, "!" or "(" must stand here, not ${said(token)}.`, token);
      const value = token.kind === 'name' ? constants.get(token.text.toLowerCase()) : undefined;
      values.push(value === undefined ? named(token.text) : constant(value));
      wantsValue = false;
    } else if (token.kind === ')') {
      reduce(0, token);
      if (pending.pop() === undefined)
        throw new Misread('This bracket closes nothing; remove it, or open one before it.', token);
    } else if (token.kind === 'end') {
      reduce(0, token);
      const open = pending.pop();
      if (open) throw new Misread(`This bracket is not closed: ")" is missing before ${said(token)}.`, open.token);
    } else if (token.kind !== '!' && token.kind in binding && token.kind !== '(') {
      reduce(binding[token.kind as Connective] + 1, token);
      pending.push({ kind: token.kind as Connective, token });
      wantsValue = true;
    } else throw unexpected(token, tokens[tokens.indexOf(token) - 1]);
  }
  return values[0].rule;

  /** Applies what binds at least so much, back to the last open bracket; equal connectives are joined at once. */
  function reduce(least: number, at: Token): void {
    for (let top = pending.at(-1); top && top.kind !== '(' && binding[top.kind] >= least; top = pending.at(-1)) {
      const { kind } = top;
      if (kind === '!') {
        pending.pop();
        values.push(within(negated(values.pop() as Built), at));
        continue;
      }
      let operands = 1;
      for (; pending.at(-1)?.kind === kind; operands++) pending.pop();
      values.push(within(joined(kind, values.splice(-operands)), at));
    }
  }
}

/** The same, unless it is too deep or too large for what walks over a rule. @throws Misread */
export function within(built: Built, at: Place): Built {
  if (built.depth > deepest)
    throw notSupported(
      `Here the operators of this rule nest deeper than ${deepest}; write it flatter, or in parts with ` +
        `genes of their own.`,
      at,
    );
  if (built.size > largest)
    throw notSupported(
      `Written out with "!", "&" and "|" this rule has more than ${largest.toLocaleString('en')} parts; ` +
        `write it in parts with genes of their own.`,
      at,
    );
  return built;
}
function unexpected(token: Token, before: Token): Misread {
  if (token.kind === '(' && before.kind === 'name')
    return notSupported(
      `"${before.text}(…)" is a function; only genes with "!", "&", "|" and brackets are read. Write out ` +
        `what it means, or put an operator before the bracket.`,
      before,
    );
  if (token.text === '[' && isName(before))
    return notSupported(
      `"${before.text}[…]" is a value at another time or level; rules that look further back than one step ` +
        `are not read.`,
      token,
    );
  return new Misread(`The rule has ended before ${said(token)}; an operator (&, |) is missing.`, token);
}

export interface Words {
  readonly not: string;
  readonly and: string;
  readonly or: string;
  readonly true: string;
  readonly false: string;
}

/** A rule as text with only the brackets that precedence needs, and no `!!`, which some programs do not read. */
export function ruleIn(words: Words, written: BooleanExpression, name: (gene: string) => string): string {
  const rule = affirmed(written);
  if ('constant' in rule) return rule.constant ? words.true : words.false;
  if ('gene' in rule) return name(rule.gene);
  if ('not' in rule) return words.not + bracketed(rule.not, 'and' in rule.not || 'or' in rule.not);
  if ('and' in rule)
    return rule.and.length === 0
      ? words.true
      : rule.and.map((part) => bracketed(part, 'or' in affirmed(part) && rule.and.length > 1)).join(` ${words.and} `);
  return rule.or.length === 0 ? words.false : rule.or.map((part) => ruleIn(words, part, name)).join(` ${words.or} `);

  function bracketed(part: BooleanExpression, needed: boolean): string {
    const text = ruleIn(words, part, name);
    return needed ? `(${text})` : text;
  }
}
/** A rule that does not begin with two negations. */
export const affirmed = (rule: BooleanExpression): BooleanExpression =>
  'not' in rule && 'not' in rule.not ? affirmed(rule.not.not) : rule;
export const symbols: Words = { not: '!', and: '&', or: '|', true: '1', false: '0' };
