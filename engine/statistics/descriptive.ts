import { studentQuantile } from './student.ts';

export type Interval = readonly [number, number];

/** The values of one condition, one per seed. `sd` is null for one value; `ci` also where the values are all equal. */
export interface Description {
  readonly n: number;
  readonly mean: number;
  readonly sd: number | null;
  readonly ci: Interval | null;
}

/** Mean, standard deviation (n − 1) and the 95 % interval of the mean by Student's t. */
export function summarise(values: readonly number[]): Description {
  const n = values.length;
  return { n, mean: mean(values), sd: n < 2 ? null : standardDeviation(values), ci: studentInterval(values) };
}

/**
 * The 95 % t interval of the mean; null where it means nothing: fewer than two values, values that are all equal,
 * values that are not finite.
 */
export function studentInterval(values: readonly number[]): Interval | null {
  const n = values.length;
  if (n < 2 || isConstant(values) || !values.every(Number.isFinite)) return null;
  const centre = mean(values);
  const half = (studentQuantile(0.975, n - 1) * standardDeviation(values)) / Math.sqrt(n);
  return [centre - half, centre + half];
}

/** NaN of no values. */
export function mean(values: readonly number[] | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Of a sample: divided by n − 1; NaN of fewer than two values. */
export function standardDeviation(values: readonly number[] | Float64Array): number {
  if (values.length < 2) return NaN;
  const centre = mean(values);
  let sum = 0;
  for (const value of values) sum += (value - centre) ** 2;
  return Math.sqrt(sum / (values.length - 1));
}

/** Equal in every seed, up to the rounding of numbers as large as `magnitude`. */
export function isConstant(values: readonly number[], magnitude = largest(values)): boolean {
  return values.every((value) => Math.abs(value - values[0]) <= 1e-13 * magnitude);
}
export function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
