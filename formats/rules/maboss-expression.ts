/** The expressions of MaBoSS (Stoll 2012): over nodes, constants `$x`, numbers and the node's own attributes `@x`. */
import { deepest } from './rule-expression.ts';
import { Misread, notSupported, type Place, placesIn } from './rules-file.ts';

export type MabossExpression = Place &
  (
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'node' | 'constant' | 'attribute'; readonly name: string }
    | { readonly kind: 'not'; readonly of: MabossExpression }
    | { readonly kind: 'and' | 'or' | 'xor'; readonly parts: readonly MabossExpression[] }
    /** One after the other from the left: `a - b + c`, `a < b`. */
    | { readonly kind: 'folded'; readonly first: MabossExpression; readonly rest: readonly Step[] }
    | {
        readonly kind: 'chosen';
        readonly by: MabossExpression;
        readonly then: MabossExpression;
        readonly otherwise: MabossExpression;
      }
  );
export type Arithmetic = '+' | '-' | '*' | '/' | '<' | '>' | '<=' | '>=' | '==' | '!=';
export interface Step {
  readonly operator: Arithmetic;
  readonly by: MabossExpression;
}

export interface MabossToken extends Place {
  readonly kind: 'name' | 'constant' | 'number' | 'text' | 'sign' | 'end';
  readonly text: string;
}

const token =
  /\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))|\/\/.*|^#.*|"(?:\\[\s\S]|[^"\\])*"|\$[A-Za-z_]\w*|[A-Za-z_]\w*|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|&&|\|\||==|!=|<=|>=|\S/gm;
/** Without comments: `/* … *\/`, `//` to the end of the line, and lines that begin with `#`. */
export function mabossTokens(text: string): readonly MabossToken[] {
  const at = placesIn(text),
    tokens: MabossToken[] = [];
  const place = (offset: number, length: number): Place => ({ ...at(offset), length });
  for (const { 0: found, index } of text.matchAll(token)) {
    const comment =
      /^(?:\/\/|\/\*)/.test(found) || (found[0] === '#' && (index === 0 || /[\r\n]/.test(text[index - 1])));
    if (comment) continue;
    const kind = /^[A-Za-z_]/.test(found)
      ? 'name'
      : /^\$\w/.test(found)
        ? 'constant'
        : /^\.?\d/.test(found)
          ? 'number'
          : /^".*"$/s.test(found) && found.length > 1
            ? 'text'
            : 'sign';
    tokens.push({ kind, text: found, ...place(index, found.length) });
  }
  return [...tokens, { kind: 'end', text: '', ...place(text.length, 1) }];
}

export interface MabossReader {
  readonly next: () => MabossToken;
  readonly take: () => MabossToken;
  /** Whether it stands here, which is then behind. */
  readonly isNext: (text: string) => boolean;
  /** @throws Misread where it does not stand here */
  readonly demand: (text: string, after: string) => MabossToken;
  readonly expression: () => MabossExpression;
}
export const saidOf = ({ kind, text }: MabossToken): string =>
  kind === 'end' ? 'the end of the file' : `"${text.length > 30 ? `${text.slice(0, 29)}…` : text}"`;

const words: Readonly<Record<string, string>> = { not: '!', and: '&', or: '|', xor: '^', '&&': '&', '||': '|' };
/** An operator by any of its spellings. */
const operatorOf = ({ kind, text }: MabossToken): string =>
  kind === 'name' || kind === 'sign' ? (words[text.toLowerCase()] ?? text) : '';
/** What binds more stands later; `!` and signs bind most, `?:` least, and `^` less than `|`. */
const levels: readonly (readonly string[])[] = [
  ['^'],
  ['|'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/'],
];
const logical: Readonly<Record<string, 'and' | 'or' | 'xor'>> = { '&': 'and', '|': 'or', '^': 'xor' };

export function mabossReader(tokens: readonly MabossToken[]): MabossReader {
  let at = 0,
    depth = 0;
  const next = (): MabossToken => tokens[at];
  const take = (): MabossToken => tokens[at < tokens.length - 1 ? at++ : at];
  const isNext = (text: string): boolean => {
    const found = next().kind !== 'text' && next().text === text;
    if (found) take();
    return found;
  };
  const demand = (text: string, after: string): MabossToken => {
    if (next().text !== text || next().kind === 'text')
      throw new Misread(`"${text}" must stand after ${after}, not ${saidOf(next())}.`, next());
    return take();
  };
  return { next, take, isNext, demand, expression };

  function expression(): MabossExpression {
    if (++depth > deepest)
      throw notSupported(`Here this expression nests deeper than ${deepest}; write it flatter.`, next());
    const by = level(0);
    let read = by;
    if (isNext('?')) {
      const then = expression();
      demand(':', 'what holds where the condition does');
      read = { ...placed(by), kind: 'chosen', by, then, otherwise: expression() };
    }
    depth--;
    return read;
  }
  function level(n: number): MabossExpression {
    if (n === levels.length) return unary();
    const first = level(n + 1),
      rest: { readonly operator: string; readonly by: MabossExpression }[] = [];
    while (levels[n].includes(operatorOf(next()))) rest.push({ operator: operatorOf(take()), by: level(n + 1) });
    if (rest.length === 0) return first;
    const joins = logical[levels[n][0]];
    return joins
      ? { ...placed(first), kind: joins, parts: [first, ...rest.map(({ by }) => by)] }
      : { ...placed(first), kind: 'folded', first, rest: rest as readonly Step[] };
  }
  function unary(): MabossExpression {
    const prefixes: MabossToken[] = [];
    while (['!', '+', '-'].includes(operatorOf(next()))) prefixes.push(take());
    if (prefixes.length > deepest)
      throw notSupported(`More than ${deepest} signs stand before one value; remove pairs of them.`, prefixes[0]);
    return prefixes.reduceRight((of, prefix): MabossExpression => {
      const sign = operatorOf(prefix);
      if (sign === '!') return { ...placed(prefix), kind: 'not', of };
      const zero: MabossExpression = { ...placed(prefix), kind: 'number', value: 0 };
      return sign === '+' ? of : { ...placed(prefix), kind: 'folded', first: zero, rest: [{ operator: '-', by: of }] };
    }, primary());
  }
  function primary(): MabossExpression {
    const found = take();
    if (found.kind === 'number') return { ...placed(found), kind: 'number', value: Number(found.text) };
    if (found.kind === 'constant') return { ...placed(found), kind: 'constant', name: found.text };
    if (found.text === '(' && found.kind === 'sign') {
      const inner = expression();
      demand(')', 'what is in brackets');
      return inner;
    }
    if (found.text === '@' && next().kind === 'name') return { ...placed(found), kind: 'attribute', name: take().text };
    if (found.text === '#')
      throw notSupported('"#cell" counts the cells of a population (PopMaBoSS); populations are not read.', found);
    if (found.kind !== 'name' || operatorOf(found) !== found.text)
      throw new Misread(`A node, a number, $, @, "!" or "(" must stand here, not ${saidOf(found)}.`, found);
    if (next().text === '(')
      throw notSupported(`"${found.text}(…)" is a function, and functions are not read; write its value.`, found);
    return { ...placed(found), kind: 'node', name: found.text };
  }
}
const placed = ({ line, column, length }: Place): Place => ({ line, column, length });
