import { crossCovariance, rowsOf } from './sampled-covariance.ts';
import { fourier } from './fourier.ts';
import { type Splitting, splitNeurons } from './halves.ts';
import { lowest } from './minimum.ts';
import { segmentsOf } from './shared-variance.ts';
import { singularVectors } from './singular-vectors.ts';
import {
  type ActivityKernels,
  type Progress,
  scaledReader,
  type Recorded,
  scalingWithin,
  sourceOf,
} from './activity-source.ts';
import type { Key } from './surrogates.ts';

export interface TimescaleOptions {
  /** Components, by falling shared variance. */
  readonly pcs: number;
  /** The recording is cut in so many blocks (20), alternately to find the components and to follow them. */
  readonly blocks?: number;
  /** Seconds; the summary is the mean autocorrelation one bin about it (0.23 s: lags 4 .. 6 of 46 ms). */
  readonly lag?: number;
  readonly splitting?: Splitting;
  readonly onProgress?: Progress;
}
export interface Timescales {
  /** Per component, its autocorrelation about `lag` (NaN where the blocks are shorter than that). */
  readonly atLag: Float64Array;
  /** Per component, its time constant in seconds: `timeConstant`; NaN where none could be told. */
  readonly constants: Float64Array;
  /** components × lags, from lag 0 on, in bins. */
  readonly autocorrelation: Float64Array;
  readonly lags: number;
}

/** Of a component that is chance a correlation is this many standard errors above 0 in one of 1,000. */
const aboveChance = 3.1;

/**
 * How long each component of the activity lasts (Pachitariu et al. 2026). Neurons are split in two halves; in every
 * other block of time the directions that the halves share are found (singular vectors of their cross-covariance); in
 * the blocks between, the autocorrelation of a component is the correlation of its value in one half with its value in
 * the other some bins later and earlier, over that at lag 0: noise of single neurons has no part in it. Scaled by
 * neuron in each block; not wrapped round its end; up to a quarter of a block. A component that the halves do not share
 * in those times, or that says nothing of itself a bin later, has no time constant.
 * @throws RangeError where there is no second block, or a block has fewer than 8 bins
 */
export function timescales(
  recorded: Recorded,
  options: TimescaleOptions,
  key: Key,
  kernels: ActivityKernels,
): Timescales {
  const { pcs, blocks = 20, lag = 0.23, splitting, onProgress = () => {} } = options;
  const source = sourceOf(recorded),
    [left, right] = splitNeurons(source, key, splitting),
    cut = segmentsOf(source, blocks);
  const shortest = Math.min(...cut.map(([from, to]) => to - from));
  if (cut.length < 2 || shortest < 8)
    throw new RangeError(
      `${source.frames} bins cut in ${cut.length} blocks: timescales need at least 2 blocks of at least 8 bins`,
    );
  const parts = cut.map(([from, to]) => ({ from, to, scaling: scalingWithin(source, from, to) }));
  const covariance = crossCovariance(
    source,
    left,
    right,
    parts.filter((_, i) => i % 2 === 0),
    kernels,
    (done) => onProgress(done / 2),
  );
  const { count, left: u, right: v } = singularVectors(covariance, left.length, right.length, kernels.algebra, pcs);
  const lags = Math.max(2, shortest >> 2) + 1,
    autocorrelation = new Float64Array(count * lags),
    ofOne = new Float64Array(count * lags),
    ofOther = new Float64Array(count * lags);
  const test = parts.filter((_, i) => i % 2 === 1),
    read = scaledReader(source);
  for (const [i, { from, to, scaling }] of test.entries()) {
    const scaled = read(scaling, from, to),
      length = to - from,
      addCorrelation = correlating(length, lags);
    const ones = kernels.product(new Float32Array(u), rowsOf(scaled, length, left), count, left.length, length);
    const others = kernels.product(new Float32Array(v), rowsOf(scaled, length, right), count, right.length, length);
    for (let k = 0; k < count; k++) {
      const [one, other] = [ones, others].map((values) => values.subarray(k * length, (k + 1) * length)),
        row = (sums: Float64Array): Float64Array => sums.subarray(k * lags, (k + 1) * lags);
      addCorrelation(one, other, row(autocorrelation));
      addCorrelation(one, one, row(ofOne));
      addCorrelation(other, other, row(ofOther));
    }
    onProgress(0.5 + (0.5 * (i + 1)) / test.length);
  }
  const rowsIn = (sums: Float64Array): Float64Array[] =>
    Array.from({ length: count }, (_, k) => sums.subarray(k * lags, (k + 1) * lags));
  const rows = rowsIn(autocorrelation),
    [one, other] = [rowsIn(ofOne), rowsIn(ofOther)],
    bins = test.reduce((sum, { from, to }) => sum + to - from, 0),
    lasts = rows.map((row, k) => isAboveChance(row, one[k], other[k], bins));
  for (const row of rows) {
    const [whole] = row;
    for (let at = 0; at < lags; at++) row[at] = whole > 0 ? row[at] / whole : NaN;
  }
  return {
    atLag: Float64Array.from(rows, (row) => aboutLag(row, Math.round(lag / source.bin))),
    constants: Float64Array.from(rows, (row, k) => (lasts[k] ? timeConstant(row, source.bin, shortest) : NaN)),
    autocorrelation,
    lags,
  };
}

/**
 * Adds the mean product of two signals of a length, one later than the other, both ways, at lags 0, 1, …: by a
 * convolution, which takes n log n.
 */
function correlating(length: number, lags: number): (a: Float32Array, b: Float32Array, sums: Float64Array) => void {
  const size = 2 ** Math.ceil(Math.log2(length + lags)),
    transform = fourier(size);
  return (a, b, sums) => {
    const [re, im, otherRe, otherIm] = Array.from({ length: 4 }, () => new Float64Array(size));
    re.set(a);
    otherRe.set(b);
    transform(re, im);
    transform(otherRe, otherIm);
    // real and even, as is its transform back
    for (let j = 0; j < size; j++) re[j] = re[j] * otherRe[j] + im[j] * otherIm[j];
    transform(re, im.fill(0));
    for (let lag = 0; lag < lags; lag++) sums[lag] += re[lag] / size / (length - lag);
  };
}

/**
 * Whether two signals of `bins` bins have more in common, at once and one bin apart, than chance gives signals with
 * their own autocovariances: Fisher's z of their correlation, of the effective bins of Bartlett's formula (1946).
 */
function isAboveChance(shared: Float64Array, one: Float64Array, other: Float64Array, bins: number): boolean {
  const size = Math.sqrt(one[0] * other[0]);
  let memory = 1;
  for (let lag = 1; lag < one.length; lag++) memory += (2 * one[lag] * other[lag]) / size ** 2;
  const free = bins / Math.max(1, memory) - 3,
    least = Math.tanh(aboveChance / Math.sqrt(Math.max(0, free)));
  return shared[0] > least * size && shared[1] > least * size;
}

function aboutLag(autocorrelation: Float64Array, lag: number): number {
  const from = Math.max(1, lag - 1),
    to = lag + 1;
  if (to >= autocorrelation.length) return NaN;
  let sum = 0;
  for (let at = from; at <= to; at++) sum += autocorrelation[at];
  return sum / (to - from + 1);
}

/**
 * The time constant (s) of the exponential process that, averaged over bins, has the autocorrelation nearest (least
 * squares) to this one, over the lags from 1 to the first at which it is below 1/e. With x = bin / constant such a
 * process has r(k) = exp(−k x) (cosh x − 1) / (x − 1 + exp(−x)) at lag k; where the mean of blocks of
 * `length` bins was taken away, the variance v of that mean is missing from all lags, which makes slow processes look
 * faster: amplitude · (r(k) − v). The amplitude is free (noise, and what two halves do not share, change lag 0 alone),
 * but for fewer than 4 lags, where it is 1/(1 − v). NaN where the autocorrelation is 0 or less at lag 1, and where the
 * constant is longer than a block: what hardly moves within it is taken away with its mean, so that any longer constant
 * fits as well (finite windows hide slow timescales: Zeraati et al. 2022).
 */
export function timeConstant(autocorrelation: ArrayLike<number>, bin: number, length = Infinity): number {
  if (!(autocorrelation[1] > 0)) return NaN;
  let last = 1;
  while (last < autocorrelation.length - 1 && autocorrelation[last] >= 1 / Math.E) last++;
  const shape = new Float64Array(last);
  const distance = (x: number): number => {
    const first = x < 1e-3 ? 1 + x / 3 : (Math.cosh(x) - 1) / (x - 1 + Math.exp(-x)),
      taken = varianceOfMean(length * x) / varianceOfMean(x);
    let along = 0,
      square = 0;
    for (let k = 0; k < last; k++) {
      shape[k] = first * Math.exp(-(k + 1) * x) - taken;
      along += shape[k] * autocorrelation[k + 1];
      square += shape[k] ** 2;
    }
    const amplitude = last < 4 ? 1 / (1 - taken) : along / square;
    return shape.reduce((sum, value, k) => sum + (autocorrelation[k + 1] - amplitude * value) ** 2, 0);
  };
  const slowest = Math.log(1e-4 / last),
    x = Math.exp(lowest((log) => distance(Math.exp(log)), slowest, Math.log(30)));
  return x < Math.max(1.1e-4 / last, 1 / length) ? NaN : bin / x;
}
/** Of the mean of an exponential process of variance 1 over x time constants. */
const varianceOfMean = (x: number): number =>
  x < 1e-3 ? 1 - x / 3 : x === Infinity ? 0 : (2 * (x - 1 + Math.exp(-x))) / x / x;
