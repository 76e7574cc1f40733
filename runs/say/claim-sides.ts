import type { Expression } from '../../engine/expressions/expression.ts';
import { exp, log } from '../../engine/random/index.ts';
import type { ExperimentSpec, SweepPoint } from '../../language/specification.ts';
import { type Quantity, quantityOf } from '../../results/quantity.ts';
import type { Reduction } from '../../results/seed-values.ts';

/** A measure as an expectation names it. */
export interface Mention {
  readonly measure: string;
  readonly condition?: string;
  readonly reduction?: Reduction;
  /** Where it stands at a point of its own. */
  readonly at?: SweepPoint;
}
export const keyOf = (mention: Mention): string =>
  JSON.stringify([mention.measure, mention.condition, mention.reduction, mention.at]);

/** `accuracy of grown`, `accuracy`, `max(accuracy of grown)`. */
export function mentionIn(expression: Expression, reduction?: Reduction): Mention | undefined {
  if (typeof expression !== 'object') return undefined;
  if ('name' in expression) return { measure: expression.name, reduction };
  if (!('call' in expression)) return undefined;
  const [first, second] = expression.arguments;
  if (expression.call === 'of') return { measure: nameIn(first), condition: nameIn(second), reduction };
  if (expression.call === 'at') {
    const mention = mentionIn(first, reduction);
    return mention && { ...mention, at: expression.named as SweepPoint };
  }
  if (expression.arguments.length === 1 && isReduction(expression.call)) return mentionIn(first, expression.call);
  return undefined;
}
const isReduction = (word: string): word is 'final' | 'max' | 'mean' =>
  word === 'final' || word === 'max' || word === 'mean';
const nameIn = (expression: Expression): string =>
  typeof expression === 'object' && 'name' in expression ? expression.name : String(expression);

export function mentions(expression: Expression, step?: Reduction): Mention[] {
  const mention = mentionIn(expression, step);
  if (mention) return [mention];
  return typeof expression === 'object' && 'call' in expression
    ? expression.arguments.flatMap((argument) => mentions(argument, step))
    : [];
}

/** Not a number as soon as any part of it is none, or not finite: `min(1, x / 0)` would hide it. */
export function evaluate(
  expression: Expression,
  step: Reduction | undefined,
  value: (mention: Mention) => number,
): number {
  const mention = mentionIn(expression, step);
  if (mention) return value(mention);
  if (typeof expression === 'number') return expression;
  const operation = typeof expression === 'object' && 'call' in expression ? arithmetic[expression.call] : undefined;
  if (!operation || typeof expression !== 'object' || !('call' in expression))
    throw new Error(`an expectation cannot hold ${JSON.stringify(expression)}`);
  const values = expression.arguments.map((argument) => evaluate(argument, step, value));
  const result = operation(...values);
  return [...values, result].every(Number.isFinite) ? result : Number.NaN;
}
const arithmetic: Readonly<Record<string, (...values: number[]) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => (b === undefined ? -a : differenceOf(a, b)),
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
  min: Math.min,
  max: Math.max,
  abs: Math.abs,
  sqrt: Math.sqrt,
  exp,
  log,
};

/** Two values that are equal but for the order of their sums differ by nothing. */
const differenceOf = (a: number, b: number): number =>
  Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b)) ? 0 : a - b;

/**
 * In what a side of a claim is read: as its measure where it is one, or the sum, difference or extreme of one; else as
 * a pure number.
 */
export function quantityIn(expression: Expression, experiment: ExperimentSpec): Quantity {
  const mention = mentionIn(expression);
  if (mention) return quantityOf(experiment, mention.measure);
  const [first, ...others] =
    typeof expression === 'object' && 'call' in expression && sameInKind.has(expression.call)
      ? mentions(expression).map(({ measure }) => quantityOf(experiment, measure))
      : [];
  return first && others.every(({ unit }) => unit === first.unit)
    ? { ...first, limits: undefined }
    : { label: '', unit: '', factor: 1 };
}
const sameInKind: ReadonlySet<string> = new Set(['+', '-', 'min', 'max', 'abs']);
