import { levelOf, type Population } from './population.ts';

/** Stretches of activity above a level between two bins that are not. */
export interface Avalanches {
  /** What lies above the level, summed over the bins: events, where activity is counts and the level 0. */
  readonly sizes: Float64Array;
  /** In bins. */
  readonly durations: Int32Array;
  /** First bin of each, and its run. */
  readonly starts: Int32Array;
  readonly inRun: Int32Array;
  readonly population: Population;
  readonly level: number;
  /** All sizes are whole numbers, so that laws of sizes are of whole numbers. */
  readonly areWhole: boolean;
  /**
   * Mean number of avalanches that begin in a bin, −ln(1 − share of quiet bins that are followed by activity): as many
   * begin while another goes on, and join it. Infinite where no bin is quiet.
   */
  readonly begun: number;
  /** Left out: a border of a run lies in them. */
  readonly cut: number;
}

/**
 * Avalanches of a population's activity: bins above 0, or above the level that `above` of the bins do not exceed. Those
 * that a run begins or ends in are left out.
 * @throws RangeError for activity with a sign, where no level is said
 */
export function avalanchesOf(population: Population, above?: number): Avalanches {
  const { runs, isSigned } = population;
  if (above === undefined && isSigned)
    throw new RangeError(
      'its activity goes below 0, where avalanches need a level: say `threshold: 3 sd`, or `above: 50 %` of its bins',
    );
  const level = above === undefined ? 0 : levelOf(population, above);
  const sizes: number[] = [],
    durations: number[] = [],
    starts: number[] = [],
    inRun: number[] = [];
  let quiet = 0,
    followed = 0,
    cut = 0;
  runs.forEach((run, index) => {
    let first = -1,
      size = 0;
    for (let t = 0; t < run.length; t++) {
      const value = run[t] - level;
      if (value > 0) {
        if (first < 0) first = t;
        size += value;
      } else {
        if (first > 0) {
          sizes.push(size);
          durations.push(t - first);
          starts.push(first);
          inRun.push(index);
        } else if (first === 0) cut++;
        first = -1;
        size = 0;
        if (t + 1 < run.length) {
          quiet++;
          if (run[t + 1] > level) followed++;
        }
      }
    }
    if (first >= 0) cut++;
  });
  return {
    sizes: Float64Array.from(sizes),
    durations: Int32Array.from(durations),
    starts: Int32Array.from(starts),
    inRun: Int32Array.from(inRun),
    population,
    level,
    areWhole: sizes.every(Number.isInteger),
    begun: quiet === 0 ? Infinity : -Math.log(1 - followed / quiet),
    cut,
  };
}
