import type { ReducedMatrix, SummedProducts } from '../kernels/index.ts';
import {
  type ActivityKernels,
  type ActivitySource,
  type Progress,
  scaledReader,
  type Recorded,
  type Scaling,
  scalingOf,
  sourceOf,
  stretches,
  usedAgain,
} from './activity-source.ts';

/** Frames from .. to − 1, and how their neurons are scaled. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly scaling: Scaling;
}

/**
 * Correlations of all pairs of neurons over all time: neurons × neurons, symmetric; rows of silent neurons are 0. Sums
 * of 256 products in f32, of those in f64; each pair is multiplied once.
 */
export function correlation(
  recorded: Recorded,
  kernels: ActivityKernels,
  onProgress: Progress = () => {},
): Float64Array {
  const { neurons, frames } = recorded;
  return symmetric(correlationSums(recorded, kernels, onProgress).ended(), neurons, 1 / frames);
}
/** Before they are divided by the number of frames. */
function correlationSums(recorded: Recorded, kernels: ActivityKernels, onProgress: Progress): SummedProducts {
  const source = sourceOf(recorded),
    { neurons, frames } = source,
    scaling = scalingOf(source),
    read = scaledReader(source);
  return summedUp(kernels.summed(neurons, neurons), (sums) => {
    for (const [from, to] of stretches(neurons, 0, frames)) {
      sums.addOwn(read(scaling, from, to), to - from);
      onProgress(to / frames);
    }
  });
}
/** What is on and above the diagonal times a factor, and below it the same: in tiles, which fit the cache. */
export function symmetric(values: Float64Array, n: number, factor: number): Float64Array {
  for (let top = 0; top < n; top += tile)
    for (let left = top; left < n; left += tile)
      for (let i = top; i < Math.min(n, top + tile); i++)
        for (let j = Math.max(i, left); j < Math.min(n, left + tile); j++)
          values[j * n + i] = values[i * n + j] *= factor;
  return values;
}
/** With what is added; what is thrown lets go of them. */
function summedUp(sums: SummedProducts, add: (sums: SummedProducts) => void): SummedProducts {
  try {
    add(sums);
  } catch (error) {
    sums.release();
    throw error;
  }
  return sums;
}

/** Mean of x_i(t) y_j(t) over the parts, i in `left`, j in `right`: left × right. */
export function crossCovariance(
  source: ActivitySource,
  left: Int32Array,
  right: Int32Array,
  parts: readonly Part[],
  kernels: ActivityKernels,
  onProgress: Progress = () => {},
): Float64Array {
  const frames = parts.reduce((sum, { from, to }) => sum + to - from, 0),
    read = scaledReader(source),
    [one, other] = [usedAgain(), usedAgain()];
  let done = 0;
  const covariance = summedUp(kernels.summed(left.length, right.length), (sums) => {
    for (const { from: start, to: end, scaling } of parts)
      for (const [from, to] of stretches(source.neurons, start, end)) {
        const length = to - from,
          scaled = read(scaling, from, to);
        sums.add(rowsOf(scaled, length, left, one), rowsOf(scaled, length, right, other), length);
        onProgress((done += length) / frames);
      }
  }).ended();
  for (let at = 0; at < covariance.length; at++) covariance[at] /= frames;
  return covariance;
}

export interface Components {
  /** Variance along each of the first components, descending, and that of all together. */
  readonly values: Float64Array;
  readonly total: number;
  /** The first components, one a row of length 1: count × neurons. */
  readonly vectors: Float32Array;
  readonly count: number;
  readonly scaling: Scaling;
}

/** The covariances of a recording, or what is found on the way. */
export interface KnownCovariance {
  readonly onProgress?: Progress;
  /** As `reducedCovariance` finds it; whoever gives it lets go of it. */
  readonly reduced?: () => ReducedMatrix;
}

/**
 * Correlations of z-scored neurons (those that are known, or found for this alone), or where there are fewer frames
 * than neurons the frames × frames Gram matrix, which has the same eigenvalues: reduced for those, and for the vectors
 * of the largest. The caller releases it.
 */
export function reducedCovariance(
  recorded: Recorded,
  kernels: ActivityKernels,
  onProgress: Progress = () => {},
  correlations?: (onProgress: Progress) => Float64Array,
): ReducedMatrix {
  const { neurons, frames } = recorded,
    share = frames < neurons ? 0 : frames / (frames + 3 * neurons), // as they take time
    summing = (done: number) => onProgress(share * done),
    reducing = (done: number) => onProgress(share + (1 - share) * done);
  if (frames < neurons) return gramSums(recorded, kernels).reduced(1 / frames, reducing);
  return correlations
    ? kernels.algebra.reduced(correlations(summing), neurons, reducing)
    : correlationSums(recorded, kernels, summing).reduced(1 / frames, reducing);
}

/** Principal components of activity scaled by neuron. */
export function principalComponents(
  recorded: Recorded,
  wanted: number,
  kernels: ActivityKernels,
  { onProgress = () => {}, reduced }: KnownCovariance = {},
): Components {
  const source = sourceOf(recorded),
    { neurons, frames } = source,
    scaling = scalingOf(source),
    size = Math.min(neurons, frames),
    most = Math.min(wanted, size);
  const held = reduced?.() ?? reducedCovariance(recorded, kernels, (done) => onProgress(done / 2));
  try {
    const total = held.values.reduce((sum, value) => sum + value, 0),
      { values, vectors } =
        held.leading(most, (done) => onProgress(0.5 + done / 2)) ??
        kernels.algebra.leadingEigenvectors(
          frames < neurons
            ? symmetric(gramSums(recorded, kernels).ended(), frames, 1 / frames)
            : correlation(recorded, kernels),
          size,
          most,
        );
    if (frames >= neurons) return { values, total, vectors: new Float32Array(vectors), count: most, scaling };
    let count = values.length;
    while (count > 0 && !(values[count - 1] > 1e-6 * values[0])) count--;
    const inTime = new Float32Array(frames * count);
    for (let k = 0; k < count; k++)
      for (let t = 0; t < frames; t++) inTime[t * count + k] = vectors[k * frames + t] / Math.sqrt(frames * values[k]);
    const columns = kernels.product(scaledReader(source)(scaling, 0, frames), inTime, neurons, frames, count);
    return { values, total, vectors: transposed(columns, neurons, count), count, scaling };
  } finally {
    if (!reduced) held.release();
  }
}

/**
 * Eigenvalues of the correlations of z-scored activity, descending: as many as the smaller of neurons and frames. The
 * study's `direct` estimator.
 */
export function directSpectrum(
  recorded: Recorded,
  kernels: ActivityKernels,
  { onProgress, reduced }: KnownCovariance = {},
): Float64Array {
  const held = reduced?.() ?? reducedCovariance(recorded, kernels, onProgress);
  if (!reduced) held.release();
  return held.values.slice();
}

/** XᵀX of activity scaled by neuron: frames × frames. */
function gramSums(recorded: Recorded, kernels: ActivityKernels): SummedProducts {
  const source = sourceOf(recorded),
    { neurons, frames } = source,
    inTime = transposed(scaledReader(source)(scalingOf(source), 0, frames), neurons, frames);
  return summedUp(kernels.summed(frames, frames), (sums) => sums.addOwn(inTime, neurons));
}

/** So many rows of `length`, in memory of their own or as it is given. */
export function rowsOf(
  values: Float32Array,
  length: number,
  which: Int32Array,
  room: (size: number) => Float32Array = (size) => new Float32Array(size),
): Float32Array {
  const rows = room(which.length * length);
  for (let i = 0; i < which.length; i++)
    rows.set(values.subarray(which[i] * length, (which[i] + 1) * length), i * length);
  return rows;
}
/** In tiles, so that neither side is read across the whole matrix for each number. */
export function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(values.length);
  for (let top = 0; top < rows; top += tile)
    for (let left = 0; left < columns; left += tile) {
      const bottom = Math.min(rows, top + tile),
        right = Math.min(columns, left + tile);
      for (let i = top; i < bottom; i++)
        for (let j = left; j < right; j++) turned[j * rows + i] = values[i * columns + j];
    }
  return turned;
}
/** Rows and columns of a tile. */
const tile = 32;
