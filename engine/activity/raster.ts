import { type Progress, type Recorded, scalingOf, sourceOf, stretches } from './source.ts';

/** Activity made small enough to be seen: `rows` × `columns` means, row-major, each neuron first minus its mean and over its standard deviation. */
export interface Raster {
  /** Of the activity itself; `bin` in seconds. */
  readonly neurons: number;
  readonly frames: number;
  readonly bin: number;
  /** First frame shown, and how many. */
  readonly from: number;
  readonly shown: number;
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/**
 * Reduces activity, a stretch at a time. Neurons stand in their order, `neurons / rows` of them in a row; frames `from` .. `from + shown` − 1 (the whole by default),
 * `shown / columns` of them in a column.
 */
export function rasterOf(recorded: Recorded, { rows: mostRows = 200, columns: mostColumns = 400, from = 0, shown = recorded.frames - from }: { readonly rows?: number; readonly columns?: number; readonly from?: number; readonly shown?: number } = {}, onProgress?: Progress): Raster {
  const source = sourceOf(recorded), { neurons, frames, bin } = source;
  if (!(from >= 0 && shown >= 1 && from + shown <= frames)) throw new RangeError(`frames ${from} .. ${from + shown - 1} are not all among the ${frames} of the activity`);
  const rows = Math.min(mostRows, neurons), columns = Math.min(mostColumns, shown);
  const { mean, inverse } = scalingOf(source);
  const sums = new Float64Array(rows * columns), columnCounts = new Float64Array(columns), rowCounts = new Float64Array(rows);
  for (let neuron = 0; neuron < neurons; neuron++) rowCounts[Math.floor(neuron * rows / neurons)]++;
  for (let frame = 0; frame < shown; frame++) columnCounts[Math.floor(frame * columns / shown)]++;
  for (const [first, end] of stretches(neurons, from, from + shown)) {
    const values = source.read(first, end), length = end - first;
    for (let neuron = 0; neuron < neurons; neuron++) {
      const row = Math.floor(neuron * rows / neurons) * columns;
      for (let t = 0; t < length; t++) sums[row + Math.floor((first - from + t) * columns / shown)] += (values[neuron * length + t] - mean[neuron]) * inverse[neuron];
    }
    onProgress?.((end - from) / shown);
  }
  return { neurons, frames, bin, from, shown, rows, columns, values: Float32Array.from(sums, (sum, at) => sum / (rowCounts[Math.floor(at / columns)] * columnCounts[at % columns])) };
}
