import type { Key } from '../../engine/activity/index.ts';
import { exp, log, type Stream, stream } from '../../engine/random/index.ts';

export interface BranchingProcess {
  /** Mean number of events that an event causes in the next step, 0 .. 1. */
  readonly m: number;
  /** Mean number of events a step from outside. */
  readonly drive: number;
  readonly steps: number;
  readonly trials: number;
  /** Each event is seen with this probability. */
  readonly seen: number;
}

/**
 * A(t+1) ~ Poisson(m A(t) + drive), from its stationary mean; of each A(t) a binomial part is seen. One array of counts
 * a trial.
 */
export function branchingProcess({ m, drive, steps, trials, seen }: BranchingProcess, key: Key): Float64Array[] {
  if (!(m >= 0 && m < 1)) throw new RangeError(`a branching process settles for m from 0 to below 1; this one is ${m}`);
  return Array.from({ length: trials }, (_, trial) => {
    const draws = stream(key.seed, key.stream, 'branching', trial),
      counts = new Float64Array(steps);
    let active = Math.round(drive / (1 - m));
    for (let t = 0; t < steps; t++) {
      active = poisson(m * active + drive, draws);
      counts[t] = binomial(active, seen, draws);
    }
    return counts;
  });
}

/** Below 10 by multiplying uniforms (Knuth); above by transformed rejection, exact (Hörmann 1993, PTRS). */
export function poisson(mean: number, draws: Stream): number {
  if (mean < 10) {
    const end = exp(-mean);
    let count = 0;
    for (let product = draws.uniform(); product > end; product *= draws.uniform()) count++;
    return count;
  }
  const b = 0.931 + 2.53 * Math.sqrt(mean),
    a = -0.059 + 0.02483 * b,
    inverseAlpha = 1.1239 + 1.1328 / (b - 3.4),
    accepted = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = draws.uniform() - 0.5,
      v = 1 - draws.uniform(),
      us = 0.5 - Math.abs(u),
      count = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= accepted) return count;
    if (count < 0 || (us < 0.013 && v > us)) continue;
    if (log(v) + log(inverseAlpha) - log(a / (us * us) + b) <= count * log(mean) - mean - logFactorial(count))
      return count;
  }
}

/** ln n!: exact up to 20, above Stirling's series (error below 1e-12). */
function logFactorial(n: number): number {
  if (n <= 20) {
    let product = 1;
    for (let k = 2; k <= n; k++) product *= k;
    return log(product);
  }
  const x = n + 1;
  return (x - 0.5) * log(x) - x + 0.9189385332046728 + 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5);
}

/** By the lengths of the runs of failures between successes (Devroye 1986). */
function binomial(n: number, p: number, draws: Stream): number {
  if (p >= 1) return n;
  if (!(p > 0)) return 0;
  const failure = log(1 - p);
  let successes = 0;
  for (let trial = 0; ; successes++) {
    trial += Math.floor(log(1 - draws.uniform()) / failure) + 1;
    if (trial > n) return successes;
  }
}
