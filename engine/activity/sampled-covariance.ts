import {
  type ActivityKernels,
  type ActivitySource,
  type Progress,
  readScaled,
  type Recorded,
  type Scaling,
  scalingOf,
  sourceOf,
  stretches,
} from './activity-source.ts';

/** Frames from .. to − 1, and how their neurons are scaled. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly scaling: Scaling;
}

/**
 * Correlations of all pairs of neurons over all time: neurons × neurons, symmetric; rows of silent neurons are 0. Sums
 * within a stretch in f32, over stretches in f64.
 */
export function correlation(recorded: Recorded, kernels: ActivityKernels, onProgress?: Progress): Float64Array {
  const source = sourceOf(recorded),
    everyone = Int32Array.from({ length: source.neurons }, (_, i) => i);
  return crossCovariance(
    source,
    everyone,
    everyone,
    [{ from: 0, to: source.frames, scaling: scalingOf(source) }],
    kernels,
    onProgress,
  );
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
  const sums = new Float64Array(left.length * right.length),
    frames = parts.reduce((sum, { from, to }) => sum + to - from, 0);
  let done = 0;
  for (const { from: start, to: end, scaling } of parts)
    for (const [from, to] of stretches(source.neurons, start, end)) {
      const length = to - from,
        scaled = readScaled(source, scaling, from, to);
      const product = kernels.product(
        rowsOf(scaled, length, left),
        columnsOf(scaled, length, right),
        left.length,
        length,
        right.length,
      );
      for (let at = 0; at < sums.length; at++) sums[at] += product[at];
      onProgress((done += length) / frames);
    }
  for (let at = 0; at < sums.length; at++) sums[at] /= frames;
  return sums;
}

export interface Components {
  /** Variance along each component, descending; their number is the smaller of neurons and frames. */
  readonly values: Float64Array;
  /** The first components, one a row of length 1: count × neurons. */
  readonly vectors: Float32Array;
  readonly count: number;
  readonly scaling: Scaling;
}

/**
 * Principal components of activity scaled by neuron. Where there are fewer frames than neurons, through the frames ×
 * frames Gram matrix.
 */
export function principalComponents(
  recorded: Recorded,
  wanted: number,
  kernels: ActivityKernels,
  onProgress?: Progress,
): Components {
  const source = sourceOf(recorded),
    { neurons, frames } = source,
    scaling = scalingOf(source);
  if (frames < neurons) return throughFrames(source, scaling, wanted, kernels);
  const { values, vectors } = kernels.algebra.symmetricEigenvectors(correlation(source, kernels, onProgress), neurons);
  const count = Math.min(wanted, neurons),
    first = new Float32Array(count * neurons);
  for (let k = 0; k < count; k++)
    first.set(vectors.subarray((neurons - 1 - k) * neurons, (neurons - k) * neurons), k * neurons);
  return { values: values.reverse(), vectors: first, count, scaling };
}

function throughFrames(source: ActivitySource, scaling: Scaling, wanted: number, kernels: ActivityKernels): Components {
  const { neurons, frames } = source,
    scaled = readScaled(source, scaling, 0, frames);
  const { values, vectors } = kernels.algebra.symmetricEigenvectors(gram(scaled, neurons, frames, kernels), frames);
  values.reverse();
  let count = Math.min(wanted, frames);
  while (count > 0 && !(values[count - 1] > 1e-6 * values[0])) count--;
  const inTime = new Float32Array(frames * count);
  for (let k = 0; k < count; k++)
    for (let t = 0; t < frames; t++)
      inTime[t * count + k] = vectors[(frames - 1 - k) * frames + t] / Math.sqrt(frames * values[k]);
  const columns = kernels.product(scaled, inTime, neurons, frames, count);
  return { values, vectors: transposed(columns, neurons, count), count, scaling };
}

/**
 * Eigenvalues of the correlations of z-scored activity, descending: as many as the smaller of neurons and frames. The
 * study's `direct` estimator.
 */
export function directSpectrum(recorded: Recorded, kernels: ActivityKernels, onProgress?: Progress): Float64Array {
  const source = sourceOf(recorded),
    { neurons, frames } = source;
  const matrix =
    frames < neurons
      ? gram(readScaled(source, scalingOf(source), 0, frames), neurons, frames, kernels)
      : correlation(source, kernels, onProgress);
  return kernels.algebra.symmetricEigenvalues(matrix, Math.min(neurons, frames)).reverse();
}

/** XᵀX over the number of frames: frames × frames. */
const gram = (scaled: Float32Array, neurons: number, frames: number, kernels: ActivityKernels): Float64Array =>
  Float64Array.from(
    kernels.product(transposed(scaled, neurons, frames), scaled, frames, neurons, frames),
    (value) => value / frames,
  );

export function rowsOf(values: Float32Array, length: number, which: Int32Array): Float32Array {
  const rows = new Float32Array(which.length * length);
  for (let i = 0; i < which.length; i++)
    rows.set(values.subarray(which[i] * length, (which[i] + 1) * length), i * length);
  return rows;
}
/** The rows named, as columns: length × which. */
function columnsOf(values: Float32Array, length: number, which: Int32Array): Float32Array {
  return transposed(rowsOf(values, length, which), which.length, length);
}
/** In tiles, so that neither side is read across the whole matrix for each number. */
export function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(values.length),
    tile = 32;
  for (let top = 0; top < rows; top += tile)
    for (let left = 0; left < columns; left += tile) {
      const bottom = Math.min(rows, top + tile),
        right = Math.min(columns, left + tile);
      for (let i = top; i < bottom; i++)
        for (let j = left; j < right; j++) turned[j * rows + i] = values[i * columns + j];
    }
  return turned;
}
