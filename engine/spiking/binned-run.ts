/** Runs whose activity is what is counted in each bin. */
import type { Activity } from '../dynamics/index.ts';

/** Times in seconds; `discard` lies inside the duration. */
export interface BinnedRun {
  readonly duration: number;
  readonly discard: number;
  readonly starts: number;
  /** Absent: a bin is a step. */
  readonly bin?: number;
}
export interface Key {
  readonly seed: number;
  readonly stream: string;
}
interface Binned {
  readonly steps: number;
  readonly discarded: number;
  /** Steps in a bin. */
  readonly perBin: number;
  /** Whole ones of a run. */
  readonly bins: number;
  readonly activity: {
    add(neuron: number, start: number, bin: number, count: number): void;
    whole(): Activity;
  };
}

/** @throws RangeError where nothing is left to keep, or is more than fits */
export function binsOf({ duration, discard, starts, bin }: BinnedRun, neurons: number, dt: number): Binned {
  const steps = Math.round(duration / dt),
    discarded = Math.round(discard / dt),
    perBin = bin === undefined ? 1 : Math.max(1, Math.round(bin / dt)),
    bins = Math.floor((steps - discarded) / perBin);
  if (!(bins >= 1))
    throw new RangeError(
      `nothing is left of a run of ${steps} steps without ${discarded} of them, in bins of ${perBin}`,
    );
  if (neurons * starts * bins > mostNumbers)
    throw new RangeError(
      `${neurons.toLocaleString('en')} neurons × ${(starts * bins).toLocaleString('en')} bins are more than fit in ` +
        `memory: take wider bins (\`bin 5 ms\`), or a shorter run`,
    );
  const values = new Float32Array(neurons * starts * bins);
  return {
    steps,
    discarded,
    perBin,
    bins,
    activity: {
      add(neuron, start, at, count) {
        values[(neuron * starts + start) * bins + at] += count;
      },
      whole: () => ({
        neurons,
        frames: starts * bins,
        values,
        bin: perBin * dt,
        runs: new Array<number>(starts).fill(bins),
      }),
    },
  };
}
/** f32: 4 GB. */
const mostNumbers = 1e9;
