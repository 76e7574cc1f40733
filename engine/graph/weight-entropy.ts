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
    // in one order, so that the same weights in other places have the same entropy to the last digit
    sorted = weights.slice().sort(),
    bandwidth = deviationOf(sorted) * weights.length ** (-1 / 5),
    apart = (most - least) / (gridPoints - 1) / bandwidth,
    density = new Float64Array(gridPoints);
  // the ratio of one point of a kernel to the next falls by one factor from point to point
  const falls = Math.exp(-apart * apart);
  const along = (from: number, direction: 1 | -1, beyond: number, value: number): void => {
    let kernel = value,
      ratio = Math.exp(-apart * (beyond + apart / 2));
    for (let point = from; point >= 0 && point < gridPoints && kernel > vanishing; point += direction) {
      kernel *= ratio;
      ratio *= falls;
      density[point] += kernel;
    }
  };
  for (const weight of sorted) {
    const place = (weight - least) / bandwidth,
      nearest = Math.min(gridPoints - 1, Math.round(place / apart)),
      beyond = nearest * apart - place,
      value = Math.exp(-0.5 * beyond * beyond);
    density[nearest] += value;
    along(nearest + 1, 1, beyond, value);
    along(nearest - 1, -1, -beyond, value);
  }
  return entropyOfShares(density);
}
/** What a kernel adds below this is nothing beside any density. */
const vanishing = 1e-290;

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
