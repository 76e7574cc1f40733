import { type Recorded, runsOf, sourceOf, stretches } from './activity-source.ts';
import { type DecayForm, fitDecay } from './decay.ts';
import { type Pooling, slopesOf, sumsOf } from './lagged-slopes.ts';
import { leftBy, refuseOtherSpectrum, refuseWithoutDecay } from './nothing-to-fit.ts';
import { fittedSpectrum, periodogram } from './octaves.ts';
import { blocksOf, intervalOf, leastError, refuseOpenInterval } from './rate-interval.ts';

/** Activity that has no branching ratio. */
export class SignedActivity extends Error {
  override readonly name = 'SignedActivity';
}

/** The sum over the neurons, per run. @throws SignedActivity where a value is below 0 */
export function populationActivity(recorded: Recorded): Float64Array[] {
  const source = sourceOf(recorded),
    { neurons } = source;
  return runsOf(source).map(([start, end]) => {
    const sums = new Float64Array(end - start);
    for (const [from, to] of stretches(neurons, start, end)) {
      const values = source.read(from, to),
        length = to - from;
      for (let neuron = 0; neuron < neurons; neuron++)
        for (let t = 0; t < length; t++) {
          const value = values[neuron * length + t];
          if (value < 0)
            throw new SignedActivity(
              `neuron ${neuron + 1} has ${value} in bin ${from + t}: a branching ratio is of events that ` +
                `cause events, so of counts; this activity goes below 0 (a linear network, a z-score?)`,
            );
          sums[from - start + t] += value;
        }
    }
    return sums;
  });
}

export interface BranchingOptions {
  /** Lags of the regressions, bins: by default from 1 to what is found for tau (five times that of an offset). */
  readonly lags?: { readonly from: number; readonly to: number };
  readonly form?: DecayForm;
  readonly pooling?: Pooling;
}
export interface Branching {
  /** m = exp(−bin/tau) of the multistep regression, its 95 % interval, and tau in seconds. */
  readonly m: number;
  readonly interval: readonly [number, number];
  readonly tau: number;
  /** Slopes r of A(t+k) on A(t), k = `from`, `from` + 1, …, and their fit r = amplitude · m^k + what the form adds. */
  readonly slopes: Float64Array;
  readonly from: number;
  readonly amplitude: number;
  readonly offset: number;
  /** Share of the squared slopes that the fit leaves, above what chance leaves. */
  readonly left: number;
  /** Bins recorded, in times of tau: of few, slow drift and memory cannot be told apart. */
  readonly times: number;
}

const firstLags = 10;

/**
 * Branching ratio of population activity (one array of counts per run, `bin` in seconds) by multistep regression
 * (Wilting & Priesemann 2018): linear regressions of A(t+k) on A(t), r_k = amplitude · m^k by least squares. Seeing a
 * part of the neurons changes the amplitude, not m. The interval: from leaving out one run, or where there are fewer
 * than 8 one of at most 20 stretches of at least 5 time constants, after the other. Beside the slopes the spectrum is
 * held against that of such a process: what is slower, or more regular, is drift or rhythm.
 * @throws SignedActivity; NothingToFit where the slopes vanish or alternate, or the spectrum is another one; RangeError
 * where the runs are too short, or activity never changes
 */
export function branching(runs: readonly ArrayLike<number>[], bin: number, options: BranchingOptions = {}): Branching {
  const { form = 'exponential', pooling = 'pooled' } = options;
  refuseSigned(runs);
  const longest = longestLag(runs);
  const { from, to } = options.lags ?? { from: 1, to: Math.min(longest, firstLags) };
  if (!(from >= 1) || to > Math.min(...runs.map(({ length }) => length)) - 2 || to - from < 2)
    throw new RangeError(
      `lags of ${from} to ${to} bins: a branching ratio takes at least 3 of them, from 1 on, all shorter than the runs`,
    );
  const ofAll = (last: number): { slopes: Float64Array; n: number } => {
    const sums = runs.map((run) => sumsOf({ run, from: 0, to: run.length }, from, last));
    return {
      slopes: slopesOf(
        sums,
        sums.map((_, i) => i),
        pooling,
      ),
      n: sums.reduce((all, [count]) => all + count, 0),
    };
  };
  let last = to,
    { slopes, n } = ofAll(last);
  if (!Number.isFinite(slopes[0]))
    throw new RangeError('the activity is the same in all bins: it has no branching ratio');
  let fit = fitDecay(slopes, from, form);
  for (let round = 0; !options.lags && round < 12; round++) {
    const { fewest, perTau } = lagsOf[form],
      next = Math.min(longest, Math.max(fewest, Math.ceil(perTau / fit.rate)));
    if (next === last) break;
    last = next;
    ({ slopes, n } = ofAll(last));
    fit = fitDecay(slopes, from, form);
  }
  const left = leftBy(fit, slopes, n);
  refuseWithoutDecay(fit, slopes, n, left, form);
  const spectrum = fittedSpectrum(periodogram(runs), Math.exp(-fit.rate), form === 'exponential' ? 0 : 1 / last);
  refuseOtherSpectrum(spectrum, form, bin);
  const blocks = blocksOf(runs, 1 / fit.rate).map((block) => sumsOf(block, from, last));
  const rates = blocks.map((_, left) => {
    const others = blocks.flatMap((__, at) => (at === left ? [] : [at]));
    return fitDecay(slopesOf(blocks, others, pooling), from, form, fit).rate;
  });
  const interval = intervalOf(fit.rate, rates, lagsOf[form].error * leastError(runs, fit.rate));
  refuseOpenInterval(interval);
  return {
    m: Math.exp(-fit.rate),
    interval,
    tau: bin / fit.rate,
    slopes,
    from,
    amplitude: fit.amplitude,
    offset: fit.offset,
    left,
    times: runs.reduce((sum, { length }) => sum + length, 0) * fit.rate,
  };
}
/**
 * Lags by form, at least and in time constants. Slopes tell most of m over the first time constant: of more lags the
 * intervals are wider (by a half at five), and hold the truth less often. An offset shows only beyond, and takes its
 * toll: by Bartlett's formula for the covariances of correlations (1946) the error of log rate is 1.7 times as large;
 * beside a fall and an oscillation too 1.4 to 3.5 times, by where they are, in the middle 2.4.
 */
const lagsOf = {
  exponential: { fewest: 10, perTau: 1, error: 1 },
  offset: { fewest: 30, perTau: 5, error: 1.7 },
  complex: { fewest: 30, perTau: 5, error: 2.4 },
} as const satisfies Record<DecayForm, unknown>;
function longestLag(runs: readonly ArrayLike<number>[]): number {
  const shortest = Math.min(...runs.map(({ length }) => length)),
    longest = Math.floor(shortest / 10);
  if (!(longest >= 3))
    throw new RangeError(
      `runs of ${shortest} ${shortest === 1 ? 'bin' : 'bins'} are too short for a branching ratio: its regressions ` +
        `go over at least 3 lags, and a tenth of the shortest run`,
    );
  return longest;
}
function refuseSigned(runs: readonly ArrayLike<number>[]): void {
  for (const run of runs)
    for (let t = 0; t < run.length; t++)
      if (!(run[t] >= 0)) throw new SignedActivity(`bin ${t} has ${run[t]}: a branching ratio is of counts, 0 or more`);
}

/**
 * Two other numbers that go by the name. `slope`: of A(t+1) on A(t), exact where all neurons are seen; it falls with
 * the part that is seen (0.72 of 0.98 at 10 %); where runs are `separate`, each about its own mean. `ratio`: mean of
 * A(t+1)/A(t) over bins with A(t) > 0, which tends to 1 whatever m is, and is above 1 also where activity dies out:
 * above 1 does not mean supercritical. NaN without such bins.
 */
export function plainRatios(
  runs: readonly ArrayLike<number>[],
  pooling: Pooling = 'pooled',
): { readonly slope: number; readonly ratio: number } {
  refuseSigned(runs);
  let sum = 0,
    count = 0;
  for (const run of runs)
    for (let t = 0; t + 1 < run.length; t++)
      if (run[t] > 0) {
        sum += run[t + 1] / run[t];
        count++;
      }
  const sums = runs.map((run) => sumsOf({ run, from: 0, to: run.length }, 1, 1));
  return {
    slope: slopesOf(
      sums,
      sums.map((_, i) => i),
      pooling,
    )[0],
    ratio: sum / count,
  };
}
