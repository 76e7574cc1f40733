import { exp, log } from '../random/index.ts';
import type { Kind, Value } from './expression.ts';

/** What an operator or function does, and to what. */
export interface Implementation {
  /** In words, for messages. */
  readonly takes: string;
  /** The kind of the result for these kinds of arguments, or undefined where they do not fit. */
  readonly result: (kinds: readonly Kind[]) => Kind | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: `result` has checked the kinds once, before any call.
  readonly compute: (...values: any[]) => Value;
  /** How the result moves with the arguments; used for bounds. Monotone means non-decreasing. */
  readonly shape?: 'monotone';
  /** True where the arithmetic is exactly rounded, so that its bounds need no margin. */
  readonly exact?: boolean;
}

/** a^b: whole powers up to 1,024 by multiplication, others by exp(b log a); the same on every machine. */
function power(base: number, exponent: number): number {
  if (Number.isInteger(exponent) && Math.abs(exponent) <= 1024) {
    let result = 1;
    for (let square = base, n = Math.abs(exponent); n > 0; n = Math.floor(n / 2), square *= square)
      if (n % 2 === 1) result *= square;
    return exponent < 0 ? 1 / result : result;
  }
  return base === 0 && exponent > 0 ? 0 : exp(exponent * log(base));
}
/** tanh x, by (1 − e^(−2|x|)) / (1 + e^(−2|x|)) and, near zero, its series. */
function tanh(x: number): number {
  const size = Math.abs(x);
  if (size < 1e-3) {
    const z = x * x;
    return x * (1 - (z / 3) * (1 - 0.4 * z));
  }
  const e = exp(-2 * size);
  return x < 0 ? (e - 1) / (1 + e) : (1 - e) / (1 + e);
}

const numbers =
  (count: number): ((kinds: readonly Kind[]) => Kind | undefined) =>
  (kinds) =>
    kinds.length === count && kinds.every((kind) => kind === 'number') ? 'number' : undefined;
const someNumbers = (kinds: readonly Kind[]): Kind | undefined =>
  kinds.length > 0 && kinds.every((kind) => kind === 'number') ? 'number' : undefined;
const oneOrTwo = (kinds: readonly Kind[]): Kind | undefined => numbers(1)(kinds) ?? numbers(2)(kinds);
const ordering = (kinds: readonly Kind[]): Kind | undefined => (numbers(2)(kinds) ? 'boolean' : undefined);
const equality = (kinds: readonly Kind[]): Kind | undefined =>
  kinds.length === 2 && kinds[0] === kinds[1] ? 'boolean' : undefined;
const logic =
  (count: number): ((kinds: readonly Kind[]) => Kind | undefined) =>
  (kinds) =>
    kinds.length === count && kinds.every((kind) => kind === 'boolean') ? 'boolean' : undefined;
const choice = (kinds: readonly Kind[]): Kind | undefined =>
  kinds.length === 3 && kinds[0] === 'boolean' && kinds[1] === kinds[2] ? kinds[1] : undefined;

const monotone = (compute: (x: number) => number, exact: boolean): Implementation => ({
  takes: 'one number',
  result: numbers(1),
  compute,
  shape: 'monotone',
  exact,
});

/** Every operator and function of the language's expressions. `log` is natural. */
export const functions: Readonly<Record<string, Implementation>> = {
  '+': { takes: 'numbers', result: oneOrTwo, compute: (a: number, b?: number) => (b === undefined ? a : a + b) },
  '-': { takes: 'numbers', result: oneOrTwo, compute: (a: number, b?: number) => (b === undefined ? -a : a - b) },
  '*': { takes: 'two numbers', result: numbers(2), compute: (a: number, b: number) => a * b },
  '/': { takes: 'two numbers', result: numbers(2), compute: (a: number, b: number) => a / b },
  '^': { takes: 'two numbers', result: numbers(2), compute: power },
  '<': { takes: 'two numbers', result: ordering, compute: (a: number, b: number) => a < b },
  '<=': { takes: 'two numbers', result: ordering, compute: (a: number, b: number) => a <= b },
  '>': { takes: 'two numbers', result: ordering, compute: (a: number, b: number) => a > b },
  '>=': { takes: 'two numbers', result: ordering, compute: (a: number, b: number) => a >= b },
  '=': { takes: 'two values of one kind', result: equality, compute: (a: Value, b: Value) => a === b },
  and: { takes: 'two yes-or-no values', result: logic(2), compute: (a: boolean, b: boolean) => a && b },
  or: { takes: 'two yes-or-no values', result: logic(2), compute: (a: boolean, b: boolean) => a || b },
  not: { takes: 'one yes-or-no value', result: logic(1), compute: (a: boolean) => !a },
  if: {
    takes: 'a condition and two values of one kind',
    result: choice,
    compute: (condition: boolean, yes: Value, no: Value) => (condition ? yes : no),
  },
  exp: monotone(exp, false),
  log: monotone(log, false),
  sqrt: monotone(Math.sqrt, true),
  tanh: monotone(tanh, false),
  abs: { takes: 'one number', result: numbers(1), compute: Math.abs },
  min: { takes: 'numbers', result: someNumbers, compute: Math.min },
  max: { takes: 'numbers', result: someNumbers, compute: Math.max },
};
