import { mean, studentQuantile } from '../statistics/index.ts';
import { NothingToFit } from './nothing-to-fit.ts';
import type { Block } from './lagged-slopes.ts';

/**
 * 95 % of m, from the rates found without one block each: the jackknife of log rate (Tukey 1958), with Student's t of
 * as many degrees of freedom as the spread has by its own tails (Satterthwaite 1946). No error is below what the length
 * allows, which few blocks with few bursts understate.
 */
export function intervalOf(rate: number, without: readonly number[], least: number): readonly [number, number] {
  const count = without.length,
    whole = Math.log(rate);
  const pseudo = without.map((each) => count * whole - (count - 1) * Math.log(each)),
    centre = mean(pseudo),
    apart = pseudo.map((each) => (each - centre) ** 2),
    variance = mean(apart),
    tails = mean(apart.map((each) => each * each)) / variance ** 2,
    freedom = tails > 1 ? Math.max(1, Math.min(count - 1, (2 * count) / (tails - 1))) : count - 1;
  const reach = studentQuantile(0.975, freedom) * Math.max(Math.sqrt(variance / (count - 1)), least);
  const below = inverted(reach, 1),
    above = inverted(reach, -1);
  return [Math.exp(-Math.exp(Math.max(whole, centre) + above)), Math.exp(-Math.exp(Math.min(whole, centre) - below))];
}
/**
 * Of an interval of m that excludes neither 1 nor a memory of which a bin leaves 5 % or less.
 * @throws NothingToFit
 */
export function refuseOpenInterval([low, high]: readonly [number, number]): void {
  if (high < 1 || low > endedByOneBin) return;
  throw new NothingToFit(
    `m is not known: its interval, ${Number(low.toPrecision(2))} to 1, excludes neither a memory of less ` +
      'than a bin nor one without end; record for longer, or take `fit: exponential`, which has less to fit',
  );
}
const endedByOneBin = 0.05;

/**
 * How far a log rate may lie below (`side` 1) or above (−1) the one found: u = reach · e^(side u / 2), since the error
 * grows as 1/√rate. Infinite where nothing excludes a rate of 0, that is, m = 1.
 */
function inverted(reach: number, side: 1 | -1): number {
  if (side === 1 && reach > 2 / Math.E) return Infinity;
  let u = 0;
  for (let round = 0; round < 100; round++) u = reach * Math.exp((side * u) / 2);
  return u;
}
/**
 * Standard error of log rate of a process that is seen whole: √(2/n rate), and more where its noise grows with its
 * level, as that of events does (White 1980): by ⟨x³⟩/(⟨A⟩⟨x²⟩), x = A − ⟨A⟩.
 */
export function leastError(runs: readonly ArrayLike<number>[], rate: number): number {
  let n = 0,
    mean = 0,
    square = 0,
    cube = 0;
  for (const run of runs) for (let t = 0; t < run.length; t++, n++) mean += run[t];
  mean /= n;
  for (const run of runs)
    for (let t = 0; t < run.length; t++) {
      const x = run[t] - mean;
      square += x * x;
      cube += x * x * x;
    }
  return Math.sqrt((2 / (n * rate)) * (1 + Math.max(0, cube / (mean * square))));
}

/** Whole runs where there are 8 or more; else stretches of at least 5 tau, at most 20. */
export function blocksOf(runs: readonly ArrayLike<number>[], tau: number): Block[] {
  const pieces = runs.length >= 8 ? 1 : Math.ceil(20 / runs.length);
  return runs.flatMap((run) => {
    const count = Math.max(runs.length === 1 ? 2 : 1, Math.min(pieces, Math.floor(run.length / (5 * tau))));
    return Array.from({ length: count }, (_, i) => ({
      run,
      from: Math.floor((run.length * i) / count),
      to: Math.floor((run.length * (i + 1)) / count),
    }));
  });
}
