import type { Call } from './compile.ts';
import type { Expression } from './expression.ts';
import { functions } from './built-in-functions.ts';

/** All values between `low` and `high`, both included; a yes-or-no value counts as 0 or 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Bounds of an expression when each name stays in its range (a name without a range may be anything). What the compiled
 * closure returns lies inside, to the last bit: IEEE 754's + − × ÷ √ are monotone under rounding, and the other
 * functions get a margin larger than their error. The bounds need not be tight where a name occurs twice.
 * Source: Moore, Kearfott & Cloud, Introduction to Interval Analysis (2009), chapter 2.
 */
export function bounds(expression: Expression, ranges: Readonly<Record<string, Interval>>): Interval {
  if (typeof expression === 'number') return { low: expression, high: expression };
  if (typeof expression === 'boolean') return { low: Number(expression), high: Number(expression) };
  if (typeof expression === 'string') return anything;
  if ('call' in expression) return boundsOfCall(expression, ranges);
  const name =
    'name' in expression ? expression.name : 'member' in expression ? expression.member.join('.') : expression.variable;
  return Object.hasOwn(ranges, name) ? ranges[name] : anything;
}

function boundsOfCall({ call, arguments: parts }: Call, ranges: Readonly<Record<string, Interval>>): Interval {
  const of = parts.map((part) => bounds(part, ranges));
  const [a, b] = of;
  if (!logic.includes(call) && of.some(unbounded)) return comparisons.includes(call) ? unsure : anything;
  if (Object.hasOwn(rules, call)) return rules[call](a, b, of);
  const known = Object.hasOwn(functions, call) ? functions[call] : undefined;
  if (known?.shape !== 'monotone') return anything;
  const result = interval(Number(known.compute(a.low)), Number(known.compute(a.high)));
  return known.exact ? result : widened(result);
}

const anything: Interval = { low: -Infinity, high: Infinity };
const unsure: Interval = { low: 0, high: 1 };
const truth = (certainly: boolean, possibly: boolean): Interval => ({ low: Number(certainly), high: Number(possibly) });
/**
 * What may be anything may also be not-a-number, of which no comparison holds; so nothing computed from it has bounds
 * either.
 */
const unbounded = ({ low, high }: Interval): boolean => low === -Infinity && high === Infinity;
const comparisons: readonly string[] = ['<', '<=', '>', '>=', '='];
const logic: readonly string[] = ['and', 'or', 'not', 'if'];
/** Not-a-number (∞ − ∞, log of a negative) may be anything. */
const interval = (low: number, high: number): Interval =>
  Number.isNaN(low) || Number.isNaN(high) ? anything : { low, high };
const hull = (values: readonly number[]): Interval =>
  values.some(Number.isNaN) ? anything : { low: Math.min(...values), high: Math.max(...values) };
const margin = 1e-12;
const widened = ({ low, high }: Interval): Interval => ({
  low: Number.isFinite(low) ? low - margin * Math.abs(low) : -Infinity,
  high: Number.isFinite(high) ? high + margin * Math.abs(high) : Infinity,
});

type Rule = (a: Interval, b: Interval, all: readonly Interval[]) => Interval;
const less: Rule = (a, b) => truth(a.high < b.low, a.low < b.high);
const lessOrEqual: Rule = (a, b) => truth(a.high <= b.low, a.low <= b.high);
const negated = (a: Interval): Interval => interval(-a.high, -a.low);
const product: Rule = (a, b) => hull([a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high]);
const rules: Readonly<Record<string, Rule>> = {
  '+': (a, b) => (b ? interval(a.low + b.low, a.high + b.high) : a),
  '-': (a, b) => (b ? interval(a.low - b.high, a.high - b.low) : negated(a)),
  '*': product,
  '/': (a, b) =>
    b.low <= 0 && b.high >= 0 ? anything : hull([a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high]),
  '^': power,
  '<': less,
  '<=': lessOrEqual,
  '>': (a, b, all) => less(b, a, all),
  '>=': (a, b, all) => lessOrEqual(b, a, all),
  '=': (a, b) => truth(a.low === a.high && b.low === b.high && a.low === b.low, a.low <= b.high && b.low <= a.high),
  and: (a, b) => truth(a.low > 0 && b.low > 0, a.high > 0 && b.high > 0),
  or: (a, b) => truth(a.low > 0 || b.low > 0, a.high > 0 || b.high > 0),
  not: (a) => truth(a.high <= 0, a.low <= 0),
  if: (condition, yes, [, , no]) =>
    condition.low > 0 ? yes : condition.high <= 0 ? no : hull([yes.low, yes.high, no.low, no.high]),
  abs: (a) => (a.low >= 0 ? a : a.high <= 0 ? negated(a) : { low: 0, high: Math.max(-a.low, a.high) }),
  min: (_a, _b, all) => interval(Math.min(...all.map((part) => part.low)), Math.min(...all.map((part) => part.high))),
  max: (_a, _b, all) => interval(Math.max(...all.map((part) => part.low)), Math.max(...all.map((part) => part.high))),
};

/** Monotone for a fixed exponent and a base that is not negative; anything else stays unbounded. */
function power(base: Interval, exponent: Interval): Interval {
  if (exponent.low !== exponent.high || base.low < 0 || (base.low === 0 && exponent.low < 0)) return anything;
  const at = (x: number): number => Number(functions['^'].compute(x, exponent.low));
  return widened(hull([at(base.low), at(base.high)]));
}
