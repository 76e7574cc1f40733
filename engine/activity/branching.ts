import { stream } from '../random/index.ts';
import { lowest } from './minimum.ts';
import { quantile } from './quantile.ts';
import { type Recorded, runsOf, sourceOf, stretches } from './activity-source.ts';
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
  /** Longest lag of the regressions, bins; default: a tenth of the shortest run, at most 1500. */
  readonly lags?: number;
  /** Redraws for the interval (200). */
  readonly redraws?: number;
}
export interface Branching {
  /**
   * Mean of A(t+1)/A(t) over bins with A(t) > 0: wrong where not all neurons are seen, or where something drives them.
   */
  readonly naive: number;
  /** m = exp(−bin/tau) of the multistep regression, its 95 % interval, and tau in seconds. */
  readonly m: number;
  readonly interval: readonly [number, number];
  readonly tau: number;
  /** Slopes r of A(t+k) on A(t), k = 1, 2, …, and their fit r = amplitude · m^k. */
  readonly slopes: Float64Array;
  readonly amplitude: number;
}

/**
 * Branching ratio of population activity (one array of counts per run, `bin` in seconds) by multistep regression
 * (Wilting & Priesemann 2018): linear regressions of A(t+k) on A(t), r_k = amplitude · m^k by least squares. Seeing a
 * part of the neurons changes the amplitude, not m. The interval: 2.5 and 97.5 % over redraws of runs, or where there
 * are fewer than 8 runs of blocks of at least 4 times the longest lag and at most 20.
 * @throws SignedActivity; RangeError where the runs are too short, or activity never changes
 */
export function branching(
  runs: readonly ArrayLike<number>[],
  bin: number,
  key: Key,
  { lags, redraws = 200 }: BranchingOptions = {},
): Branching {
  for (const run of runs)
    for (let t = 0; t < run.length; t++)
      if (!(run[t] >= 0)) throw new SignedActivity(`bin ${t} has ${run[t]}: a branching ratio is of counts, 0 or more`);
  const shortest = Math.min(...runs.map(({ length }) => length)),
    longest = lags ?? Math.min(1500, Math.floor(shortest / 10));
  if (!(longest >= 3 && shortest > longest + 1))
    throw new RangeError(
      `runs of ${shortest} bins are too short for regressions up to lag ${longest}; a branching ratio needs ` +
        `lags of at least 3 bins and longer runs`,
    );
  const blocks = blocksOf(runs, longest).map((block) => sumsOf(block, longest));
  const all = new Int32Array(blocks.length).map((_, i) => i);
  const slopes = slopesOf(blocks, all, longest);
  if (!Number.isFinite(slopes[0]))
    throw new RangeError('the activity is the same in all bins: it has no branching ratio');
  const { rate, amplitude } = fitDecay(slopes);
  const draws = stream(key.seed, key.stream, 'redraw'),
    found: number[] = [];
  for (let i = 0; i < redraws; i++) {
    const redrawn = slopesOf(
      blocks,
      all.map(() => draws.below(blocks.length)),
      longest,
    );
    if (Number.isFinite(redrawn[0])) found.push(Math.exp(-fitDecay(redrawn).rate));
  }
  found.sort((a, b) => a - b);
  return {
    naive: naiveRatio(runs),
    m: Math.exp(-rate),
    interval: [quantile(found, 0.025), quantile(found, 0.975)],
    tau: bin / rate,
    slopes,
    amplitude,
  };
}

function naiveRatio(runs: readonly ArrayLike<number>[]): number {
  let sum = 0,
    count = 0;
  for (const run of runs)
    for (let t = 0; t + 1 < run.length; t++)
      if (run[t] > 0) {
        sum += run[t + 1] / run[t];
        count++;
      }
  return sum / count;
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

/** Per lag, of the pairs (A(t), A(t+k)) with t in the block: their number, Σx, Σy, Σx², Σxy, about one origin. */
function sumsOf({ run, from, to }: Stretch, longest: number): Float64Array {
  const sums = new Float64Array(5 * longest);
  for (let k = 1; k <= longest; k++) {
    const end = Math.min(to, run.length - k);
    let x = 0,
      y = 0,
      xx = 0,
      xy = 0;
    for (let t = from; t < end; t++) {
      const now = run[t],
        later = run[t + k];
      x += now;
      y += later;
      xx += now * now;
      xy += now * later;
    }
    sums.set([Math.max(0, end - from), x, y, xx, xy], 5 * (k - 1));
  }
  return sums;
}

function slopesOf(blocks: readonly Float64Array[], which: Int32Array, longest: number): Float64Array {
  const total = new Float64Array(5 * longest);
  for (const block of which) for (let at = 0; at < total.length; at++) total[at] += blocks[block][at];
  return Float64Array.from({ length: longest }, (_, k) => {
    const [n, x, y, xx, xy] = total.subarray(5 * k, 5 * k + 5);
    return (n * xy - x * y) / (n * xx - x * x);
  });
}

/**
 * r_k = amplitude · exp(−rate k) by least squares; for each rate the best amplitude is known. Rates between 1/1000 of
 * the longest lag's and 10.
 */
function fitDecay(slopes: Float64Array): { rate: number; amplitude: number } {
  const amplitudeAt = (rate: number): { amplitude: number; gain: number } => {
    const step = Math.exp(-rate);
    let along = 0,
      square = 0;
    for (let k = 0, power = step; k < slopes.length; k++, power *= step) {
      along += power * slopes[k];
      square += power * power;
    }
    return { amplitude: along / square, gain: (along * Math.abs(along)) / square };
  };
  const rate = Math.exp(
    lowest((log) => -amplitudeAt(Math.exp(log)).gain, Math.log(1e-3 / slopes.length), Math.log(10)),
  );
  return { rate, amplitude: amplitudeAt(rate).amplitude };
}
