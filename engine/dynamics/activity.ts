/** Activity of neurons in time: simulated, or recorded. */
export interface Activity {
  readonly neurons: number;
  /** Time bins of all runs, one run after another. */
  readonly frames: number;
  /** neurons × frames, row-major. */
  readonly values: Float32Array;
  /** Width of a bin, seconds. */
  readonly bin: number;
  /** Bins of each run, in order; no lag crosses from one into the next. */
  readonly runs: readonly number[];
  /** neurons × dimensions, metres. */
  readonly positions?: Float64Array;
  readonly dimensions?: number;
}

export const rowOf = ({ values, frames }: Activity, neuron: number): Float32Array =>
  values.subarray(neuron * frames, (neuron + 1) * frames);

/** Every neuron minus its mean, over its standard deviation (n); a silent one stays 0. */
export function standardised(activity: Activity): Activity {
  const { neurons, frames } = activity;
  const values = new Float32Array(activity.values.length);
  for (let neuron = 0; neuron < neurons; neuron++) {
    const row = rowOf(activity, neuron);
    let sum = 0,
      squares = 0;
    for (let t = 0; t < frames; t++) sum += row[t];
    const mean = sum / frames;
    for (let t = 0; t < frames; t++) squares += (row[t] - mean) ** 2;
    const deviation = Math.sqrt(squares / frames);
    if (deviation > 0) for (let t = 0; t < frames; t++) values[neuron * frames + t] = (row[t] - mean) / deviation;
  }
  return { ...activity, values };
}

/** Only some neurons, in the order given. */
export function neuronsOf(activity: Activity, which: ArrayLike<number>): Activity {
  const { frames, dimensions = 0, positions } = activity;
  const values = new Float32Array(which.length * frames),
    places = positions && new Float64Array(which.length * dimensions);
  for (let i = 0; i < which.length; i++) {
    values.set(rowOf(activity, which[i]), i * frames);
    if (places) places.set(positions!.subarray(which[i] * dimensions, (which[i] + 1) * dimensions), i * dimensions);
  }
  return { ...activity, neurons: which.length, values, ...(places && { positions: places }) };
}
