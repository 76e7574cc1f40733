import type { Recorded } from '../activity/activity-source.ts';
import type { Avalanches } from './avalanches.ts';
import { type EventOptions, type Population, populationOf } from './population.ts';

export interface Moments {
  readonly mean: number;
  readonly variance: number;
}
/** Over the bins of all runs. */
function momentsOf(runs: readonly ArrayLike<number>[], scale: number): Moments {
  let n = 0,
    mean = 0,
    squares = 0;
  for (const run of runs)
    for (let t = 0; t < run.length; t++) {
      const value = run[t] * scale,
        step = value - mean;
      n++;
      mean += step / n;
      squares += step * (value - mean);
    }
  return { mean, variance: squares / n };
}
/** χ = N(⟨ρ²⟩ − ⟨ρ⟩²) of the mean activity ρ of N neurons; NaN of a single bin. */
export function susceptibility(recorded: Recorded, options: EventOptions = {}): number {
  const population = populationOf(recorded, options);
  if (population.runs.reduce((bins, { length }) => bins + length, 0) < 2) return NaN;
  return population.neurons * momentsOf(population.runs, 1 / population.neurons).variance;
}
/** Variance over mean of the events per bin. NaN without any. */
export function fanoFactor({ runs }: Population): number {
  const { mean, variance } = momentsOf(runs, 1);
  return variance / mean;
}
/** Standard deviation over mean of the activity per bin. NaN where the mean is 0. */
export function variation({ runs }: Population): number {
  const { mean, variance } = momentsOf(runs, 1);
  return Math.sqrt(variance) / mean;
}
/**
 * κ of Shew et al. (2009): 1 + the mean difference of the share of sizes below ten places, evenly spaced in logarithm
 * over the range of the sizes, under a power law of that exponent, from the share that was seen.
 */
export function kappa({ sizes }: Avalanches, exponent = 1.5, places = 10): number {
  const sorted = sizes.slice().sort(),
    least = sorted[0],
    most = sorted[sorted.length - 1];
  const share = (size: number): number =>
    (least ** (1 - exponent) - size ** (1 - exponent)) / (least ** (1 - exponent) - most ** (1 - exponent));
  let sum = 0;
  for (let k = 0; k < places; k++) {
    const size = least * (most / least) ** (k / (places - 1));
    let below = 0;
    while (below < sorted.length && sorted[below] < size) below++;
    sum += share(size) - below / sorted.length;
  }
  return 1 + sum / places;
}
