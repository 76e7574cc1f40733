import { stream } from '../random/index.ts';
import { type Recorded, runsOf, sourceOf, stretches } from './activity-source.ts';
import { type DecayForm, type Decay, fitDecay } from './decay.ts';
import { quantile } from './quantile.ts';
import { type Pooling, slopesOf, sumsOf } from './lagged-slopes.ts';
import type { Key } from './surrogates.ts';

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
  /** Lags of the regressions, bins: by default from 1 to five times what is found for tau, found in rounds. */
  readonly lags?: { readonly from: number; readonly to: number };
  readonly form?: DecayForm;
  readonly pooling?: Pooling;
  /** Redraws for the interval (200; 40 of the complex form). */
  readonly redraws?: number;
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

/** Slopes that do not fall as those of a branching process do. */
export class NothingToFit extends RangeError {
  override readonly name = 'NothingToFit';
}
/**
 * Of white noise √n · Σ amplitude² m^2k is χ² of one degree, the largest of a few tau: this is rarer than 1 in 10,000.
 */
const aboveChance = 20;
/** A fit that leaves more of the slopes than this is none. */
const mostLeft = 0.5;
/** Of fewer time constants than this nothing is known of m. */
const fewestTimes = 5;
const firstLags = 10;

/**
 * Branching ratio of population activity (one array of counts per run, `bin` in seconds) by multistep regression
 * (Wilting & Priesemann 2018): linear regressions of A(t+k) on A(t), r_k = amplitude · m^k by least squares. Seeing a
 * part of the neurons changes the amplitude, not m. The interval: 2.5 and 97.5 % over redraws of runs, or where there
 * are fewer than 8 runs of blocks of at least 4 times the longest lag and at most 20.
 * @throws SignedActivity; NothingToFit where the slopes vanish or alternate; RangeError where the runs are too short,
 * or
 * activity never changes
 */
export function branching(
  runs: readonly ArrayLike<number>[],
  bin: number,
  key: Key,
  options: BranchingOptions = {},
): Branching {
  const { form = 'exponential', pooling = 'pooled', redraws = form === 'complex' ? 40 : 200 } = options;
  refuseSigned(runs);
  const longest = longestLag(runs);
  const { from, to } = options.lags ?? { from: 1, to: Math.min(longest, firstLags) };
  if (to > Math.min(...runs.map(({ length }) => length)) - 2 || to - from < 2)
    throw new RangeError(
      `lags of ${from} to ${to} bins: a branching ratio takes at least 3 of them, all shorter than the runs`,
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
    const wanted = Math.max(form === 'exponential' ? firstLags : 3 * firstLags, Math.ceil(lagsPerTau / fit.rate));
    const next = Math.min(longest, wanted);
    if (next === last) break;
    last = next;
    ({ slopes, n } = ofAll(last));
    fit = fitDecay(slopes, from, form);
  }
  const left = leftBy(fit, slopes, n);
  refuseWithoutDecay(fit, slopes, n, left);
  const blocks = blocksOf(runs, last).map((block) => sumsOf(block, from, last));
  const draws = stream(key.seed, key.stream, 'redraw'),
    found: number[] = [];
  for (let i = 0; i < redraws; i++) {
    const redrawn = slopesOf(
      blocks,
      blocks.map(() => draws.below(blocks.length)),
      pooling,
    );
    if (Number.isFinite(redrawn[0])) found.push(Math.exp(-fitDecay(redrawn, from, form, fit).rate));
  }
  found.sort((a, b) => a - b);
  return {
    m: Math.exp(-fit.rate),
    interval: [quantile(found, 0.025), quantile(found, 0.975)],
    tau: bin / fit.rate,
    slopes,
    from,
    amplitude: fit.amplitude,
    offset: fit.offset,
    left,
    times: runs.reduce((sum, { length }) => sum + length, 0) * fit.rate,
  };
}
/** Slopes over more than so many tau are noise. */
const lagsPerTau = 5;
function longestLag(runs: readonly ArrayLike<number>[]): number {
  const shortest = Math.min(...runs.map(({ length }) => length)),
    longest = Math.min(1500, Math.floor(shortest / 10));
  if (!(longest >= 3))
    throw new RangeError(
      `runs of ${shortest} bins are too short for a branching ratio: its regressions go over at least 3 lags, and a ` +
        `tenth of the shortest run`,
    );
  return longest;
}
function refuseSigned(runs: readonly ArrayLike<number>[]): void {
  for (const run of runs)
    for (let t = 0; t < run.length; t++)
      if (!(run[t] >= 0)) throw new SignedActivity(`bin ${t} has ${run[t]}: a branching ratio is of counts, 0 or more`);
}

/** What the fit leaves of Σ r², less the 1/n a lag that noise has. */
function leftBy({ fitted }: Decay, slopes: Float64Array, n: number): number {
  let residual = -slopes.length / n,
    square = -slopes.length / n;
  for (let k = 0; k < slopes.length; k++) {
    residual += (slopes[k] - fitted[k]) ** 2;
    square += slopes[k] ** 2;
  }
  return square > 0 ? Math.max(0, residual) / square : 1;
}
function refuseWithoutDecay(fit: Decay, slopes: Float64Array, n: number, left: number): void {
  const shown = Array.from(slopes.subarray(0, 3), (slope) => slope.toFixed(3)).join(', ');
  const falls = fit.amplitude > 0 && n * fit.gain > aboveChance;
  if (left > mostLeft && n * slopes[0] ** 2 > aboveChance)
    throw new NothingToFit(
      `there is nothing to fit: its slopes ${shown} … do not fall as m^k (it alternates, or has a rhythm), so ` +
        `that it ` +
        `has no branching ratio`,
    );
  if (!falls || left > mostLeft)
    throw new NothingToFit(
      `there is nothing to fit: its activity says nothing of the activity later (slopes ${shown} …, no more than ` +
        `chance gives in ${n} bins), so that no branching can be seen, and m is not known`,
    );
  if (n * fit.rate < fewestTimes)
    throw new NothingToFit(
      `m is not known: its slopes ${shown} … fall no faster than the recording is long (a trend, a slow drift, ` +
        `or m = 1), ` +
        `and ${n} bins hold ${(n * fit.rate).toPrecision(2)} of their time constants: record for longer, or ` +
        `take the trend away`,
    );
}

/**
 * Two other numbers that go by the name. `slope`: of A(t+1) on A(t), exact where all neurons are seen; it falls with
 * the
 * part that is seen (0.72 of 0.98 at 10 %). `ratio`: mean of A(t+1)/A(t) over bins with A(t) > 0, which tends to 1
 * whatever m is, and is above 1 also where activity dies out: above 1 does not mean supercritical. NaN without such
 * bins.
 */
export function plainRatios(runs: readonly ArrayLike<number>[]): { readonly slope: number; readonly ratio: number } {
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
      'pooled',
    )[0],
    ratio: sum / count,
  };
}

interface Stretch {
  readonly run: ArrayLike<number>;
  readonly from: number;
  readonly to: number;
}
function blocksOf(runs: readonly ArrayLike<number>[], longest: number): Stretch[] {
  const pieces = runs.length >= 8 ? 1 : Math.ceil(20 / runs.length);
  return runs.flatMap((run) => {
    const count = Math.max(1, Math.min(pieces, Math.floor(run.length / (4 * longest))));
    return Array.from({ length: count }, (_, i) => ({
      run,
      from: Math.floor((run.length * i) / count),
      to: Math.floor((run.length * (i + 1)) / count),
    }));
  });
}
