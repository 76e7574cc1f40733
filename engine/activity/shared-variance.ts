import { stream } from '../random/index.ts';
import { crossCovariance, type Part } from './sampled-covariance.ts';
import { type Splitting, splitNeurons } from './halves.ts';
import { singularVectors } from './singular-vectors.ts';
import type { Activity } from '../dynamics/activity.ts';
import { type ActivityKernels, type Progress, type Recorded, runsOf, scalingOf, sourceOf } from './activity-source.ts';
import type { Key } from './surrogates.ts';

export interface SharedVarianceOptions {
  readonly splitting?: Splitting;
  readonly onProgress?: Progress;
}

/**
 * Variance that two halves of the neurons share (SVCA2 of the study): singular values of X₁X₂ᵀ over the number of
 * frames, z-scored by neuron, descending, as many as the smaller half has neurons.
 */
export function sharedVariance(
  recorded: Recorded,
  key: Key,
  kernels: ActivityKernels,
  { splitting, onProgress }: SharedVarianceOptions = {},
): Float64Array {
  const source = sourceOf(recorded),
    [left, right] = splitNeurons(source, key, splitting);
  const covariance = crossCovariance(
    source,
    left,
    right,
    [{ from: 0, to: source.frames, scaling: scalingOf(source) }],
    kernels,
    onProgress,
  );
  return kernels.algebra.singularValues(covariance, left.length, right.length);
}

export interface SvcaOptions extends SharedVarianceOptions {
  /**
   * Time is cut in so many segments (40), about a quarter of them for the test; `pad` bins (3) at both ends of a test
   * segment are left out.
   */
  readonly segments?: number;
  readonly pad?: number;
}

/**
 * Shared variance components (Stringer et al. 2019): directions from the training segments, the covariance of the two
 * halves along them in the test segments, in the order of the training values. Noise gives values about 0, also below.
 * @throws RangeError where the recording is too short to be cut so
 */
export function svca(
  recorded: Recorded,
  key: Key,
  kernels: ActivityKernels,
  { splitting, segments = 40, pad = 3, onProgress = () => {} }: SvcaOptions = {},
): Float64Array {
  const source = sourceOf(recorded),
    [left, right] = splitNeurons(source, key, splitting),
    scaling = scalingOf(source);
  const cut = segmentsOf(source, segments);
  if (cut.some(([from, to]) => to - from <= 2 * pad))
    throw new RangeError(
      `segments of ${Math.min(...cut.map(([from, to]) => to - from))} bins leave nothing between two pads ` +
        `of ${pad}; fewer segments than ${segments} would do`,
    );
  const isTest = new Uint8Array(cut.length).fill(1, 0, Math.max(1, Math.round(cut.length / 4)));
  stream(key.seed, key.stream, 'segments').shuffle(isTest);
  const parts = (test: number): Part[] =>
    cut.flatMap(([from, to], i) =>
      isTest[i] === test ? [{ from: from + test * pad, to: to - test * pad, scaling }] : [],
    );
  if (parts(0).length === 0) throw new RangeError(`${cut.length} segment cannot be both training and test`);
  const training = crossCovariance(source, left, right, parts(0), kernels, (done) => onProgress(0.75 * done));
  const test = crossCovariance(source, left, right, parts(1), kernels, (done) => onProgress(0.75 + 0.25 * done));
  const { count, left: u, right: v } = singularVectors(training, left.length, right.length, kernels.algebra);
  return Float64Array.from({ length: count }, (_, k) => {
    let sum = 0;
    for (let i = 0; i < left.length; i++) {
      let row = 0;
      for (let j = 0; j < right.length; j++) row += test[i * right.length + j] * v[k * right.length + j];
      sum += row * u[k * left.length + i];
    }
    return sum;
  });
}

/** About `wanted` pieces of equal length, none across two runs: first and last + 1 frame. */
export function segmentsOf(
  activity: Pick<Activity, 'runs' | 'frames'>,
  wanted: number,
): readonly (readonly [number, number])[] {
  return runsOf(activity).flatMap(([from, to]) => {
    const pieces = Math.max(1, Math.round((wanted * (to - from)) / activity.frames)),
      length = Math.floor((to - from) / pieces);
    return Array.from({ length: pieces }, (_, i) => [from + i * length, from + (i + 1) * length] as const);
  });
}
