import { type Progress, type Recorded, scalingOf, sourceOf, stretches } from './activity-source.ts';

/**
 * Activity made small enough to be seen: `rows` × `columns` means, row-major, each neuron first minus its mean and over
 * its standard deviation.
 */
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
 * Reduces activity to at most so many rows and columns, a stretch at a time. Neurons stand in their order, as many in
 * each row (the last may have fewer); frames `from` .. `from + shown` − 1 (the whole by default) likewise in the
 * columns.
 */
export function rasterOf(
  recorded: Recorded,
  {
    rows: mostRows = 200,
    columns: mostColumns = 400,
    from = 0,
    shown = recorded.frames - from,
  }: { readonly rows?: number; readonly columns?: number; readonly from?: number; readonly shown?: number } = {},
  onProgress?: Progress,
): Raster {
  const source = sourceOf(recorded),
    { neurons, frames, bin } = source;
  if (!(from >= 0 && shown >= 1 && from + shown <= frames))
    throw new RangeError(`frames ${from} .. ${from + shown - 1} are not all among the ${frames} of the activity`);
  const high = Math.ceil(neurons / mostRows),
    wide = Math.ceil(shown / mostColumns),
    rows = Math.ceil(neurons / high),
    columns = Math.ceil(shown / wide);
  const { mean, inverse } = scalingOf(source);
  const sums = new Float64Array(rows * columns);
  for (const [first, end] of stretches(neurons, from, from + shown)) {
    const values = source.read(first, end),
      length = end - first;
    for (let neuron = 0; neuron < neurons; neuron++) {
      const row = Math.floor(neuron / high) * columns;
      for (let t = 0; t < length; t++)
        sums[row + Math.floor((first - from + t) / wide)] +=
          (values[neuron * length + t] - mean[neuron]) * inverse[neuron];
    }
    onProgress?.((end - from) / shown);
  }
  const inRow = (row: number) => Math.min(high, neurons - row * high),
    inColumn = (column: number) => Math.min(wide, shown - column * wide);
  return {
    neurons,
    frames,
    bin,
    from,
    shown,
    rows,
    columns,
    values: Float32Array.from(sums, (sum, at) => sum / (inRow(Math.floor(at / columns)) * inColumn(at % columns))),
  };
}
