import {
  type ActivitySource,
  type Recorded,
  runsOf,
  scalingOf,
  sourceOf,
  stretches,
} from '../activity/activity-source.ts';
import { quantile } from '../activity/quantile.ts';

/** What is an event, and in which bins. */
export interface EventOptions {
  /** A neuron is active where it lies so many standard deviations above its mean; without it, its own values count. */
  readonly deviations?: number;
  /** Bins of the activity that are taken together. */
  readonly bins?: number;
}
/** The sum over the neurons in each bin, one array a run. */
export interface Population {
  readonly runs: readonly Float64Array[];
  readonly neurons: number;
  /** Width of a bin, seconds. */
  readonly bin: number;
  /** Whole numbers, 0 or more. */
  readonly areCounts: boolean;
  /** Some neuron goes below 0 somewhere, also where the sum does not. */
  readonly isSigned: boolean;
  /** No neuron ever changes, as far as events are asked for. */
  readonly isStill: boolean;
}

/**
 * Activity summed over neurons, or the number of neurons that are active. Bins at the end of a run that make no whole
 * wide one are left out.
 */
export function populationOf(recorded: Recorded, { deviations, bins = 1 }: EventOptions = {}): Population {
  const source = sourceOf(recorded);
  const levels = deviations === undefined ? undefined : levelsOf(source, deviations);
  let areCounts = true,
    isSigned = false;
  const runs = runsOf(source).map(([start, end]) => {
    const length = Math.floor((end - start) / bins),
      sums = new Float64Array(length);
    for (const [from, to] of stretches(source.neurons, start, start + length * bins)) {
      const values = source.read(from, to),
        width = to - from;
      for (let neuron = 0; neuron < source.neurons; neuron++) {
        const level = levels?.[neuron];
        for (let t = 0; t < width; t++) {
          const value = values[neuron * width + t];
          const counted = level === undefined ? value : value > level ? 1 : 0;
          if (counted < 0) isSigned = true;
          if (counted !== 0) sums[Math.floor((from - start + t) / bins)] += counted;
        }
      }
    }
    if (areCounts) areCounts = sums.every((sum) => sum >= 0 && Number.isInteger(sum));
    return sums;
  });
  // what rounding leaves at a fixed point is no fluctuation
  if (!areCounts && scalingOf(source).inverse.every((each) => each === 0)) for (const sums of runs) sums.fill(sums[0]);
  const isStill = levels
    ? levels.every((level) => level === Infinity)
    : runs.every((sums) => sums.every((sum) => sum === runs[0][0]));
  return { runs, neurons: source.neurons, bin: source.bin * bins, areCounts, isSigned, isStill };
}
/** Infinite where a neuron never changes: it is never active. */
function levelsOf(source: ActivitySource, deviations: number): Float64Array {
  const { mean, inverse } = scalingOf(source);
  return mean.map((centre, neuron) => (inverse[neuron] > 0 ? centre + deviations / inverse[neuron] : Infinity));
}

/** The level that a share of all bins does not exceed; a whole number of counts, so that sizes are whole. */
export function levelOf({ runs, areCounts }: Population, share: number): number {
  const all = new Float64Array(runs.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const run of runs) {
    all.set(run, at);
    at += run.length;
  }
  const level = quantile(all.sort(), share);
  return areCounts ? Math.floor(level) : level;
}
