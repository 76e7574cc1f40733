import { demandFinite } from '../kernels/index.ts';
import { studentQuantile } from './student.ts';

export type Interval = readonly [number, number];

/** The values of one condition, one per seed. `sd` is null for one value; `ci` also where the values are all equal. */
export interface Description {
  readonly n: number;
  readonly mean: number;
  readonly sd: number | null;
  readonly ci: Interval | null;
}

/**
 * Mean, standard deviation (n − 1) and the 95 % interval of the mean by Student's t.
 * @throws RangeError where there is no value, or one that is not finite
 */
export function summarise(values: readonly number[]): Description {
  const n = values.length;
  if (n === 0) throw new RangeError('there is no mean of no values');
  demandFinite('a value of a mean', values);
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
  const half = (reachOf(n - 1) * standardDeviation(values)) / Math.sqrt(n);
  return finiteInterval([centre - half, centre + half]);
}
/** The quantile of a 95 % interval: a sweep asks for the same one at each of thousands of points. */
function reachOf(df: number): number {
  const known = reaches.get(df) ?? studentQuantile(0.975, df);
  reaches.set(df, known);
  return known;
}
const reaches = new Map<number, number>();
/** None where its ends are beyond the range of numbers. */
export const finiteInterval = (interval: Interval): Interval | null =>
  interval.every(Number.isFinite) ? interval : null;

/** NaN of no values. */
export function mean(values: readonly number[] | Float64Array): number {
  const plain = meanOf(values, 1);
  return Number.isFinite(plain) ? plain : meanOf(values, scaleOf(values));
}
function meanOf(values: readonly number[] | Float64Array, scale: number): number {
  let sum = 0;
  for (const value of values) sum += value * scale;
  return sum / values.length / scale;
}

/** Of a sample: divided by n − 1; NaN of fewer than two values. */
export function standardDeviation(values: readonly number[] | Float64Array): number {
  if (values.length < 2) return NaN;
  const centre = mean(values);
  const plain = deviationOf(values, centre, 1);
  return plain > 2 ** -400 && Number.isFinite(plain) ? plain : deviationOf(values, centre, scaleOf(values));
}
function deviationOf(values: readonly number[] | Float64Array, centre: number, scale: number): number {
  let sum = 0;
  for (const value of values) sum += (value * scale - centre * scale) ** 2;
  return Math.sqrt(sum / (values.length - 1)) / scale;
}

/** A power of two times which sums and squares of these values stay within the range of numbers. */
const scaleOf = (values: readonly number[] | Float64Array): number => (largest(values) > 1 ? 2 ** -600 : 2 ** 500);

/** Equal in every seed, up to the rounding of numbers as large as `magnitude`. */
export function isConstant(values: readonly number[], magnitude = largest(values)): boolean {
  return values.every((value) => Math.abs(value - values[0]) <= 1e-13 * magnitude);
}
export function largest(values: readonly number[] | Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
