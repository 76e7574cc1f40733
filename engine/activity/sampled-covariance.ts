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
 * within a stretch in f32, over stretches in f64; each pair is multiplied once.
 */
export function correlation(
  recorded: Recorded,
  kernels: ActivityKernels,
  onProgress: Progress = () => {},
): Float64Array {
  const source = sourceOf(recorded),
    { neurons, frames } = source,
    scaling = scalingOf(source),
    sums = new Float64Array(neurons * neurons);
  for (const [from, to] of stretches(neurons, 0, frames)) {
    const scaled = readScaled(source, scaling, from, to),
      length = to - from,
      columns = transposed(scaled, neurons, length);
    for (let top = 0; top < neurons; top += together) {
      const high = Math.min(together, neurons - top),
        width = neurons - top,
        right = top === 0 ? columns : columnsFrom(columns, neurons, length, top);
      const product = kernels.product(scaled.subarray(top * length, (top + high) * length), right, high, length, width);
      for (let i = 0, at = 0; i < high; i++)
        for (let j = 0, to = (top + i) * neurons + top; j < width; j++) sums[to++] += product[at++];
    }
    onProgress(to / frames);
  }
  for (let i = 0; i < neurons; i++)
    for (let j = i; j < neurons; j++) sums[j * neurons + i] = sums[i * neurons + j] /= frames;
  return sums;
}
/** Neurons whose products with all that follow are found in one go. */
const together = 1024;
/** Columns from `first` on: length × (neurons − first). */
function columnsFrom(columns: Float32Array, neurons: number, length: number, first: number): Float32Array {
  const wide = neurons - first,
    kept = new Float32Array(length * wide);
  for (let t = 0; t < length; t++) kept.set(columns.subarray(t * neurons + first, (t + 1) * neurons), t * wide);
  return kept;
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
  /** Variance along each of the first components, descending, and that of all together. */
  readonly values: Float64Array;
  readonly total: number;
  /** The first components, one a row of length 1: count × neurons. */
  readonly vectors: Float32Array;
  readonly count: number;
  readonly scaling: Scaling;
}

/** What is known of a recording, or is found where it is asked for. */
export interface KnownCorrelation {
  readonly onProgress?: Progress;
  /** Of all its neurons. */
  readonly correlations?: () => Float64Array;
}

/**
 * Principal components of activity scaled by neuron. Where there are fewer frames than neurons, through the frames ×
 * frames Gram matrix.
 */
export function principalComponents(
  recorded: Recorded,
  wanted: number,
  kernels: ActivityKernels,
  { onProgress, correlations = () => correlation(recorded, kernels, onProgress) }: KnownCorrelation = {},
): Components {
  const source = sourceOf(recorded),
    { neurons, frames } = source,
    scaling = scalingOf(source);
  if (frames < neurons) return throughFrames(source, scaling, wanted, kernels);
  const matrix = correlations(),
    count = Math.min(wanted, neurons),
    { values, vectors } = kernels.algebra.leadingEigenvectors(matrix, neurons, count);
  let total = 0;
  for (let i = 0; i < neurons; i++) total += matrix[i * (neurons + 1)];
  return { values, total, vectors: Float32Array.from(vectors), count, scaling };
}

function throughFrames(source: ActivitySource, scaling: Scaling, wanted: number, kernels: ActivityKernels): Components {
  const { neurons, frames } = source,
    scaled = readScaled(source, scaling, 0, frames);
  const matrix = gram(scaled, neurons, frames, kernels),
    { values, vectors } = kernels.algebra.leadingEigenvectors(matrix, frames, Math.min(wanted, frames));
  let count = values.length,
    total = 0;
  for (let t = 0; t < frames; t++) total += matrix[t * (frames + 1)];
  while (count > 0 && !(values[count - 1] > 1e-6 * values[0])) count--;
  const inTime = new Float32Array(frames * count);
  for (let k = 0; k < count; k++)
    for (let t = 0; t < frames; t++) inTime[t * count + k] = vectors[k * frames + t] / Math.sqrt(frames * values[k]);
  const columns = kernels.product(scaled, inTime, neurons, frames, count);
  return { values, total, vectors: transposed(columns, neurons, count), count, scaling };
}

/**
 * Eigenvalues of the correlations of z-scored activity, descending: as many as the smaller of neurons and frames. The
 * study's `direct` estimator.
 */
export function directSpectrum(
  recorded: Recorded,
  kernels: ActivityKernels,
  { onProgress, correlations = () => correlation(recorded, kernels, onProgress) }: KnownCorrelation = {},
): Float64Array {
  const source = sourceOf(recorded),
    { neurons, frames } = source;
  const matrix =
    frames < neurons
      ? gram(readScaled(source, scalingOf(source), 0, frames), neurons, frames, kernels)
      : correlations();
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
