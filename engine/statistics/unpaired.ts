import { demandFinite } from '../kernels/index.ts';
import { finiteInterval, type Interval, isConstant, largest, mean, standardDeviation } from './descriptive.ts';
import { studentQuantile } from './student.ts';

/** Two samples that share nothing: `difference` is mean of a − mean of b, in the measure's unit. */
export interface UnpairedComparison {
  readonly difference: number;
  readonly ci: Interval | null;
}

/**
 * The difference of two means and its 95 % interval by Welch's t (1947), whose variances need not be equal: degrees of
 * freedom after Satterthwaite. No interval where a side has one value, or neither has spread.
 * @throws RangeError where a side has no value, or one that is not finite
 */
export function compareUnpaired(a: readonly number[], b: readonly number[]): UnpairedComparison {
  if (a.length === 0 || b.length === 0)
    throw new RangeError(`a comparison needs values on both sides; there are ${a.length} and ${b.length}`);
  for (const values of [a, b]) demandFinite('a value of a comparison', values);
  const difference = mean(a) - mean(b);
  if (a.length < 2 || b.length < 2) return { difference, ci: null };
  // of values that differ by rounding alone there is no spread
  const [ofA, ofB] = [a, b].map((values) =>
    isConstant(values, Math.max(largest(a), largest(b))) ? 0 : standardDeviation(values) ** 2 / values.length,
  );
  if (ofA + ofB === 0) return { difference, ci: null };
  const freedom = (ofA + ofB) ** 2 / (ofA ** 2 / (a.length - 1) + ofB ** 2 / (b.length - 1));
  const half = studentQuantile(0.975, freedom) * Math.sqrt(ofA + ofB);
  return { difference, ci: finiteInterval([difference - half, difference + half]) };
}
