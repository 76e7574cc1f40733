import type { Expression } from '../../engine/expressions/index.ts';
import { type Dimension, number } from '../../catalogue/units.ts';
import { functionEntry } from '../../language/vocabulary/index.ts';
import { dimensionOf, quantityText } from './setting-units.ts';

/** What the quantities of a place are measured in: `distance`, `age`. */
type Known = ReadonlyMap<string, Dimension>;

/** `exp(-distance / 100 um)`: an expression in SI units with each number as a person writes it, where that is known. */
export function expressionText(expression: Expression, known: Known, expected: Dimension = number): string {
  return written(expression, known, expected).text;
}

/** How strongly an operator binds: what binds less stands in brackets. */
const strengths: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  not: 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '^': 8,
};
const [minus, strongest] = [7, 9];

interface Written {
  readonly text: string;
  readonly strength: number;
}

function written(expression: Expression, known: Known, expected: Dimension | undefined): Written {
  if (typeof expression === 'number')
    return { text: quantityText(expression, expected ?? number), strength: expression < 0 ? minus : strongest };
  if (typeof expression !== 'object') return { text: String(expression), strength: strongest };
  if ('name' in expression) return { text: expression.name, strength: strongest };
  if ('variable' in expression) return { text: expression.variable, strength: strongest };
  if ('member' in expression) return { text: expression.member.join('.'), strength: strongest };
  const { call, arguments: given, named = {} } = expression;
  const strength = strengths[call];
  if (strength === undefined) {
    const parameters = functionEntry(call)?.parameters ?? [];
    const expectedAt = (name: string | undefined, place: number): Dimension | undefined => {
      const type = (name === undefined ? parameters[place] : parameters.find((one) => one.name === name))?.type;
      return (type && dimensionOf(type)) ?? (alike.has(call) ? (dimensionIn(expression, known) ?? expected) : number);
    };
    const parts = [
      ...given.map((part, place) => written(part, known, expectedAt(undefined, place)).text),
      ...Object.entries(named).map(([name, part]) => `${name}: ${written(part, known, expectedAt(name, 0)).text}`),
    ];
    return { text: `${call}(${parts.join(', ')})`, strength: strongest };
  }
  const within = (part: Written, least: number) => (part.strength < least ? `(${part.text})` : part.text);
  if (given.length === 1) {
    const own = call === '-' ? minus : strength;
    const part = within(written(given[0], known, expected), own);
    return { text: `${call}${call === 'not' ? ' ' : ''}${part}`, strength: own };
  }
  const parts = given.map((part, place) => written(part, known, expectedOf(call, given, place, known, expected)));
  return {
    // what stands on the right of − or / binds more, or brackets say so
    text: parts.map((part, place) => within(part, strength + (place > 0 ? 1 : 0))).join(` ${call} `),
    strength,
  };
}

/** Functions whose arguments and value are of one kind. */
const alike: ReadonlySet<string> = new Set(['min', 'max', 'abs', 'if']);

/** What the part of an operation is measured in, by the others. */
function expectedOf(
  call: string,
  given: readonly Expression[],
  place: number,
  known: Known,
  expected: Dimension | undefined,
): Dimension | undefined {
  const other = given.length === 2 ? dimensionIn(given[1 - place], known) : undefined;
  if (strengths[call] < strengths['<']) return undefined;
  if (strengths[call] === strengths['<']) return other;
  if (call === '+' || call === '-') return other ?? expected;
  if (!other || !expected) return call === '^' || other ? number : expected;
  if (call === '*') return combined(expected, other, -1);
  if (call === '/') return place === 0 ? combined(expected, other, 1) : combined(other, expected, -1);
  return number;
}

/** What an expression is measured in, where its names tell it; a bare number may be anything. */
function dimensionIn(expression: Expression, known: Known): Dimension | undefined {
  if (typeof expression !== 'object' || 'variable' in expression) return undefined;
  if ('name' in expression) return known.get(expression.name);
  if ('member' in expression) return known.get(expression.member.join('.'));
  const { call, arguments: given } = expression;
  const parts = given.map((part) => dimensionIn(part, known));
  if (call === '+' || call === '-' || alike.has(call)) return parts.find((part) => part !== undefined);
  if (call === '*' || call === '/') {
    const [one, other] = parts;
    return one && other && combined(one, other, call === '*' ? 1 : -1);
  }
  return strengths[call] === undefined ? number : undefined;
}
const combined = (one: Dimension, other: Dimension, power: 1 | -1): Dimension =>
  one.map((exponent, i) => exponent + power * other[i]) as unknown as Dimension;
