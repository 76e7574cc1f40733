/**
 * Information that activity stores and sends, bits a bin, held against surrogates turned round in time: Lizier et al.
 * (2012), Schreiber (2000); of Gaussian activity Barnett et al. (2009).
 */
import type { Recorded } from '../activity/activity-source.ts';
import { stream } from '../random/index.ts';
import { surrogateTest } from '../statistics/index.ts';
import { binaryOf, binaryTransfer } from './binary-information.ts';
import { gaussianStorage, gaussianTransfer, regressedOf } from './gaussian-information.ts';
import { autocorrelationTime, coursesOf, turnOf } from './shifts.ts';

/**
 * `binary`: a neuron is active in a bin where it is above its median (of sparse counts: any event), frequencies plugged
 * in.
 * `gaussian`: linear regressions, exact where activity is Gaussian.
 */
export type InformationEstimator = 'binary' | 'gaussian';
export interface InformationOptions {
  readonly estimator: InformationEstimator;
  /** Past bins of the neuron itself, and of the one that sends. */
  readonly history: number;
  readonly source?: number;
  readonly surrogates: number;
}
export interface Information {
  /** Bits a bin, less the mean of the surrogates. */
  readonly value: number;
  /** As the estimator gives it, and the mean of the surrogates: what chance gives. */
  readonly plain: number;
  readonly chance: number;
  /** (1 + surrogates at least as large)/(1 + surrogates), of the mean over all neurons or pairs. */
  readonly p: number;
  /** Neurons, or pairs, that it is a mean over, and those left out because they never change. */
  readonly of: number;
  readonly still: number;
  /** Least turn of a surrogate, bins. */
  readonly turned: number;
}
interface Key {
  readonly seed: number;
  readonly stream: string;
}
/** Turns are longer than this many autocorrelation times. */
const beyond = 3;

/** What a neuron's past says of its next bin, the mean over neurons. @throws RangeError where no neuron ever changes */
export function activeInformation(recorded: Recorded, options: InformationOptions, key: Key): Information {
  const { history, estimator, surrogates } = options;
  const all = coursesOf(recorded),
    courses = all.courses.filter((_, i) => all.changes[i]),
    still = all.courses.length - courses.length;
  if (courses.length === 0)
    throw new RangeError('no neuron’s activity ever changes: it stores nothing that could be measured');
  const sums = new Float64Array(1 + surrogates),
    draws = stream(key.seed, key.stream, 'turn');
  let turned = 0;
  for (const course of courses) {
    const least = Math.max(history + 1, beyond * autocorrelationTime(course));
    turned = Math.max(turned, least);
    const bits = estimator === 'binary' ? binaryOf(course) : undefined,
      regressed = bits ? undefined : regressedOf(course, history);
    const found = (turn?: Int32Array): number =>
      regressed ? gaussianStorage(regressed, history, turn) : binaryTransfer(bits!, bits!, 0, history, turn);
    sums[0] += found();
    for (let i = 1; i <= surrogates; i++) sums[i] += found(turnOf(course, least, draws));
  }
  return informationOf(sums, courses.length, still, turned);
}

/**
 * What another neuron's past says of a neuron's next bin beyond its own past: the mean over pairs (source, target),
 * numbers from 0.
 */
export function transferEntropy(
  recorded: Recorded,
  pairs: readonly (readonly [source: number, target: number])[],
  options: InformationOptions,
  key: Key,
): Information {
  const { history, source: past = history, estimator, surrogates } = options;
  const neurons = [...new Set(pairs.flat())].sort((a, b) => a - b),
    { courses: all, changes: moving } = coursesOf(recorded, neurons),
    at = new Map(neurons.map((neuron, i) => [neuron, i]));
  const able = pairs.map(([a, b]) => [at.get(a)!, at.get(b)!] as const).filter(([a, b]) => moving[a] && moving[b]);
  if (able.length === 0) throw new RangeError('no pair of neurons has activity that changes');
  const times = all.map((course, i) => (moving[i] ? autocorrelationTime(course) : 0)),
    bits = estimator === 'binary' ? all.map(binaryOf) : undefined;
  const regressed = bits ? [] : all.map((course) => regressedOf(course, Math.max(history, past)));
  const sums = new Float64Array(1 + surrogates),
    draws = stream(key.seed, key.stream, 'turn');
  let turned = 0;
  for (const [a, b] of able) {
    const least = Math.max(history + 1, past + 1, beyond * Math.max(times[a], times[b]));
    turned = Math.max(turned, least);
    const found = (turn?: Int32Array): number =>
      bits
        ? binaryTransfer(bits[b], bits[a], history, past, turn)
        : gaussianTransfer(regressed[b], regressed[a], history, past, turn);
    sums[0] += found();
    for (let i = 1; i <= surrogates; i++) sums[i] += found(turnOf(all[a], least, draws));
  }
  return informationOf(sums, able.length, pairs.length - able.length, turned);
}

/** So many ordered pairs of different neurons, drawn; all, where there are no more. */
export function drawnPairs(neurons: number, most: number, key: Key): readonly (readonly [number, number])[] {
  const all = neurons * (neurons - 1);
  const pair = (place: number): readonly [number, number] => {
    const source = Math.floor(place / (neurons - 1)),
      other = place % (neurons - 1);
    return [source, other < source ? other : other + 1];
  };
  if (all <= most) return Array.from({ length: all }, (_, place) => pair(place));
  const draws = stream(key.seed, key.stream, 'pairs'),
    chosen = new Set<number>();
  while (chosen.size < most) chosen.add(draws.below(all));
  return [...chosen].map(pair);
}

function informationOf(sums: Float64Array, of: number, still: number, turned: number): Information {
  const [plain, ...surrogates] = Array.from(sums, (sum) => sum / of),
    chance = surrogates.reduce((sum, each) => sum + each, 0) / surrogates.length;
  return {
    value: plain - chance,
    plain,
    chance,
    p: surrogateTest(plain, surrogates, 'greater').p ?? 1,
    of,
    still,
    turned,
  };
}
