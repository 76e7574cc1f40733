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
  /** Of spiking neurons: what is counted in the bins. */
  readonly spikes?: Spikes;
}

/**
 * When neurons fired. Times in seconds from the end of what a run discards, in the order of the steps: where V reached
 * the threshold within the step, or the step's end. `runs`: how many belong to each run, in order.
 */
export interface Spikes {
  readonly neurons: Uint32Array;
  readonly times: Float64Array;
  readonly runs: readonly number[];
}
