import { entropyOfShares } from './spectral-entropy.ts';

const gridPoints = 100;

/**
 * Entropy, in bits, of the weights' density as the cortical-RNN study computes it: a Gaussian kernel density with
 * Scott's bandwidth (n^(−1/5) standard deviations, n − 1) at 100 points from the least to the largest weight, as shares
 * of their sum; at most log2 100 = 6.64. About 100 operations per weight. @throws RangeError where weights are not
 * finite or all are equal
 */
export function densityEntropy(weights: Float64Array): number {
  const { least, most } = rangeOf(weights),
    bandwidth = deviationOf(weights) * weights.length ** (-1 / 5);
  const sorted = weights.slice().sort(),
    density = new Float64Array(gridPoints);
  let first = 0;
  for (let point = 0; point < gridPoints; point++) {
    const at = point === gridPoints - 1 ? most : least + ((most - least) * point) / (gridPoints - 1);
    while (first < sorted.length && sorted[first] < at - reach * bandwidth) first++;
    let sum = 0;
    for (let i = first; i < sorted.length && sorted[i] <= at + reach * bandwidth; i++) {
      const apart = (sorted[i] - at) / bandwidth;
      sum += Math.exp(-0.5 * apart * apart);
    }
    density[point] = sum;
  }
  return entropyOfShares(density);
}
/** So many bandwidths away a kernel is 0 in double precision. */
const reach = 38.7;

export interface HistogramEntropy {
  /** In bits, of the shares of weights in each bin. */
  readonly value: number;
  /** By how much it is expected to be too low for so many weights: (occupied bins − 1) / (2 n ln 2) (Miller 1955). */
  readonly bias: number;
  readonly occupied: number;
}
/** Of bins of equal width from the least to the largest weight. @throws RangeError as `densityEntropy` */
export function histogramEntropy(weights: Float64Array, bins: number): HistogramEntropy {
  const { least, most } = rangeOf(weights),
    counts = new Float64Array(bins);
  for (const weight of weights) counts[Math.min(bins - 1, Math.floor(((weight - least) / (most - least)) * bins))]++;
  const occupied = counts.reduce((sum, count) => sum + Number(count > 0), 0);
  return { value: entropyOfShares(counts), bias: (occupied - 1) / (2 * weights.length * Math.LN2), occupied };
}

/** What the outermost hundredth of the weights does to a scale that reaches from the least to the largest. */
export interface Outermost {
  /** The weights without them: those between the 0.5 and the 99.5 % point. */
  readonly inner: Float64Array;
  /** Which share of the range lies outside these. */
  readonly share: number;
}
/** @throws RangeError as `densityEntropy` */
export function withoutOutermost(weights: Float64Array): Outermost {
  const { least, most } = rangeOf(weights),
    sorted = weights.slice().sort(),
    cut = Math.floor(sorted.length / 200),
    inner = sorted.slice(cut, sorted.length - cut);
  return { inner, share: 1 - (inner[inner.length - 1] - inner[0]) / (most - least) };
}

function rangeOf(weights: Float64Array): { readonly least: number; readonly most: number } {
  const broken = weights.reduce((count, weight) => count + Number(!Number.isFinite(weight)), 0);
  if (broken > 0) throw new RangeError(`${broken} of its ${weights.length} weights are not finite numbers`);
  const least = weights.reduce((low, weight) => Math.min(low, weight), Infinity),
    most = weights.reduce((high, weight) => Math.max(high, weight), -Infinity);
  if (!(least < most))
    throw new RangeError(weights.length === 0 ? 'it has no weights' : `all its weights are equal (${least})`);
  return { least, most };
}
function deviationOf(weights: Float64Array): number {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return Math.sqrt(weights.reduce((sum, weight) => sum + (weight - mean) ** 2, 0) / (weights.length - 1));
}
