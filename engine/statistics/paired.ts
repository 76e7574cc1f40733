import { stream } from '../random/index.ts';
import { demandFinite } from '../kernels/index.ts';
import {
  finiteInterval,
  type Interval,
  isConstant,
  largest,
  mean,
  standardDeviation,
  studentInterval,
} from './descriptive.ts';

/**
 * Two conditions, paired by seed: `difference` is the mean of a − b in the measure's unit, `d_z` the same in standard
 * deviations of the differences; null where that tells nothing (`standardised`).
 */
export interface Comparison {
  readonly n: number;
  readonly difference: number;
  readonly ci: Interval | null;
  readonly d_z: number | null;
  readonly p: number | null;
}

/** With fewer seeds no two-sided sign-flip test can reach 0.05, so no p is given. */
export const fewestSeedsForP = 6;
/**
 * With fewer pairs d_z has no variance: of 2 it has no mean either (a noncentral t of n − 1 degrees of freedom; Hedges
 * 1981).
 */
export const fewestSeedsForEffect = 4;
/** Beyond, the differences hardly differ: their deviation is no scale to measure by. */
export const largestEffect = 100;
/** From this many seeds on the interval is bootstrapped. */
export const fewestSeedsForBootstrap = 20;
export const mostPairsForExactTest = 15;
const resamples = 10_000;
export const sampledFlips = 99_999;

/**
 * Compares condition a with condition b; a[i] and b[i] come from the same seed. `key` names the comparison and keys its
 * draws. Without spread between seeds there is no interval and no d_z; where both conditions are equal in every seed,
 * or equal each other in every seed, there is nothing to test and no p.
 * @throws RangeError where there are no pairs, or a value that is not finite
 */
export function compare(a: readonly number[], b: readonly number[], key: string): Comparison {
  if (a.length !== b.length || a.length === 0)
    throw new RangeError(
      `a paired comparison needs the same seeds on both sides; there are ${a.length} and ${b.length}`,
    );
  const n = a.length;
  const differences = a.map((value, i) => value - b[i]);
  for (const values of [a, b, differences]) demandFinite('a value of a comparison', values);
  const difference = mean(differences);
  const spread = n >= 2 && !isConstant(differences, Math.max(largest(a), largest(b)));
  const testable = n >= fewestSeedsForP && !(isConstant(a) && isConstant(b)) && differences.some((each) => each !== 0);
  return {
    n,
    difference,
    ci: spread ? differenceInterval(differences, key) : null,
    d_z: spread ? standardised(difference, differences) : null,
    p: testable ? signFlipTest(differences, key) : null,
  };
}

function standardised(difference: number, differences: readonly number[]): number | null {
  const effect = difference / standardDeviation(differences);
  return differences.length >= fewestSeedsForEffect && Math.abs(effect) <= largestEffect ? effect : null;
}

/** The 95 % interval of the mean paired difference: Student's t under 20 seeds, studentised bootstrap from 20. */
export function differenceInterval(differences: readonly number[], key: string): Interval | null {
  return differences.length < fewestSeedsForBootstrap
    ? studentInterval(differences)
    : bootstrapInterval(differences, key);
}

/**
 * Studentised bootstrap (bootstrap-t; Efron & Tibshirani 1993, chapter 12.5) with 10,000 resamples of the seeds.
 * A resample without spread has no t and is drawn again.
 */
function bootstrapInterval(values: readonly number[], key: string): Interval | null {
  if (isConstant(values)) return null;
  const draws = stream(0, key, 'bootstrap');
  const n = values.length;
  const centre = mean(values);
  const error = standardDeviation(values) / Math.sqrt(n);
  const ts = new Float64Array(resamples);
  const resample = new Array<number>(n);
  for (let r = 0; r < resamples; r++) {
    do {
      for (let i = 0; i < n; i++) resample[i] = values[draws.below(n)];
    } while (isConstant(resample));
    ts[r] = (mean(resample) - centre) / (standardDeviation(resample) / Math.sqrt(n));
  }
  ts.sort();
  return finiteInterval([centre - quantile(ts, 0.975) * error, centre - quantile(ts, 0.025) * error]);
}

/** The p-quantile of sorted values, interpolated at (n + 1)·p. */
function quantile(sorted: Float64Array, p: number): number {
  const position = (sorted.length + 1) * p - 1;
  const below = Math.floor(position);
  return sorted[below] + (position - below) * (sorted[below + 1] - sorted[below]);
}

/**
 * Two-sided sign-flip test of mean difference zero (Fisher's randomisation test for pairs): the share of sign
 * assignments whose mean is at least as far from zero as the observed one. All 2ⁿ up to 15 pairs; beyond, (1 + k)/(1 +
 * 99,999) of sampled ones.
 */
export function signFlipTest(given: readonly number[], key: string): number {
  const n = given.length;
  // signs do not care for size, and sums of the largest numbers are none
  const differences = largest(given) * n < Number.MAX_VALUE ? given : given.map((value) => value / n);
  const magnitude = differences.reduce((sum, value) => sum + Math.abs(value), 0);
  const observed = Math.abs(differences.reduce((sum, value) => sum + value, 0)) - 1e-12 * magnitude;
  const extreme = (signs: (i: number) => boolean) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += signs(i) ? differences[i] : -differences[i];
    return Math.abs(sum) >= observed;
  };
  let count = 0;
  if (n <= mostPairsForExactTest) {
    for (let mask = 0; mask < 1 << n; mask++) if (extreme((i) => ((mask >>> i) & 1) === 1)) count++;
    return count / (1 << n);
  }
  const draws = stream(0, key, 'sign_flip');
  const words = new Uint32Array(Math.ceil(n / 32));
  for (let flip = 0; flip < sampledFlips; flip++) {
    for (let w = 0; w < words.length; w++) words[w] = draws.next();
    if (extreme((i) => ((words[i >>> 5] >>> (i & 31)) & 1) === 1)) count++;
  }
  return (1 + count) / (1 + sampledFlips);
}

/** The smallest Holm-corrected p that `seeds` pairs can reach among `comparisons` (S061). */
export function smallestP(seeds: number, comparisons: number): number {
  const single = Math.max(2 / 2 ** seeds, seeds > mostPairsForExactTest ? 1 / (1 + sampledFlips) : 0);
  return Math.min(1, single * comparisons);
}
