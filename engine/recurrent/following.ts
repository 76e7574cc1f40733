/** How far a student's activity is from its teacher's. Rates are steps × neurons × trials, as a learner runs them. */

import type { Numbers } from './network.ts';

export interface Rates {
  readonly values: Numbers;
  readonly steps: number;
  readonly neurons: number;
  readonly trials: number;
}
export interface ActivityErrors {
  /** Σ mean((r_S − r_T)²) / Σ var(r_T) over the neurons: 1 is what each neuron's mean would give. */
  readonly pooled: number;
  /** Median over neurons of the same ratio; NaN where more than half of the neurons are silent. */
  readonly median: number;
  /** Mean over neurons of mean((r_S − r_T)²), in units of activity squared. */
  readonly meanSquare: number;
  /** Mean over neurons of 1 − |ρ|; a neuron that is constant in either has none. */
  readonly dissimilarity: number;
  /** `meanSquare` as a share of what the teacher's own activity gives with its neurons shuffled, in expectation. */
  readonly shareOfShuffled: number;
  /** Neurons whose activity does not change in the teacher. */
  readonly silent: number;
}

/** One neuron's activity, all trials and steps: mean and mean square about it. */
interface Moments {
  readonly mean: number;
  readonly variance: number;
}
const momentsOf = ({ values, steps, neurons, trials }: Rates, neuron: number): Moments => {
  let sum = 0,
    squares = 0;
  for (let t = 0; t < steps; t++)
    for (let b = 0, at = (t * neurons + neuron) * trials; b < trials; b++, at++) sum += values[at];
  const mean = sum / (steps * trials);
  for (let t = 0; t < steps; t++)
    for (let b = 0, at = (t * neurons + neuron) * trials; b < trials; b++, at++) squares += (values[at] - mean) ** 2;
  return { mean, variance: squares / (steps * trials) };
};
/** Beyond the rounding of rates in single precision. */
const varies = ({ mean, variance }: Moments): boolean => variance > 1e-13 * mean ** 2;
/** Variance of each neuron over all trials and steps. */
export const variances = (rates: Rates): Float64Array =>
  Float64Array.from({ length: rates.neurons }, (_, neuron) => momentsOf(rates, neuron).variance);

/**
 * Over the teacher's neurons named; `as[i]` is the student's neuron that stands for neuron i (itself, when left out).
 * @throws RangeError where the two have not the same steps, neurons and trials, or no neuron is named
 */
export function activityErrors(
  student: Rates,
  teacher: Rates,
  named: Uint32Array,
  as: (neuron: number) => number = (neuron) => neuron,
): ActivityErrors {
  demandAlike(student, teacher);
  if (named.length === 0) throw new RangeError('there is no such neuron: every one is recorded, or none is');
  const { steps, neurons, trials } = teacher;
  const count = steps * trials;
  let squares = 0,
    variance = 0,
    dissimilarity = 0,
    varied = 0,
    silent = 0;
  const ratios: number[] = [];
  for (const neuron of named) {
    const own = momentsOf(teacher, neuron),
      other = as(neuron),
      copied = momentsOf(student, other);
    let square = 0,
      product = 0;
    for (let t = 0; t < steps; t++) {
      const from = (t * neurons + other) * trials,
        to = (t * neurons + neuron) * trials;
      for (let b = 0; b < trials; b++) {
        const a = student.values[from + b],
          wanted = teacher.values[to + b];
        square += (a - wanted) ** 2;
        product += (a - copied.mean) * (wanted - own.mean);
      }
    }
    squares += square / count;
    variance += own.variance;
    if (varies(own)) ratios.push(square / count / own.variance);
    else {
      silent++;
      ratios.push(Number.POSITIVE_INFINITY);
    }
    if (varies(own) && varies(copied)) {
      dissimilarity += 1 - Math.min(1, Math.abs(product / count / Math.sqrt(own.variance * copied.variance)));
      varied++;
    }
  }
  ratios.sort((a, b) => a - b);
  const median = (ratios[(ratios.length - 1) >> 1] + ratios[ratios.length >> 1]) / 2;
  return {
    pooled: squares / variance,
    median: Number.isFinite(median) ? median : Number.NaN,
    meanSquare: squares / named.length,
    dissimilarity: varied > 0 ? dissimilarity / varied : Number.NaN,
    shareOfShuffled: squares / named.length / shuffledMeanSquare(teacher, named),
    silent,
  };
}

/** The expectation of mean((r_π(i) − r_i)²) over permutations π of these neurons that leave none at its place. */
export function shuffledMeanSquare({ values, steps, neurons, trials }: Rates, named: Uint32Array): number {
  const n = named.length;
  if (n < 2) return Number.NaN;
  let sum = 0;
  for (let t = 0; t < steps; t++)
    for (let b = 0; b < trials; b++) {
      let first = 0,
        second = 0;
      for (const neuron of named) {
        const rate = values[(t * neurons + neuron) * trials + b];
        first += rate;
        second += rate * rate;
      }
      sum += (2 * (n * second - first * first)) / (n * (n - 1));
    }
  return sum / (steps * trials);
}

/**
 * For a student whose neurons have no names: each of these neurons of the teacher gets one of these neurons of the
 * student, the pair with the smallest mean square first, then the next (greedily, not the best assignment).
 * `product(a, b, rows, depth, columns)` is a matrix product in f32.
 */
export function matched(
  student: Rates,
  teacher: Rates,
  named: Uint32Array,
  product: (a: Float32Array, b: Float32Array, rows: number, depth: number, columns: number) => Float32Array,
): (neuron: number) => number {
  demandAlike(student, teacher);
  const n = named.length,
    count = teacher.steps * teacher.trials;
  const [theirs, ours] = [rowsOf(teacher, named), rowsOf(student, named)];
  const across = new Float32Array(ours.length);
  for (let i = 0; i < n; i++) for (let k = 0; k < count; k++) across[k * n + i] = ours[i * count + k];
  const shared = product(theirs, across, n, count, n);
  const square = (rows: Float32Array, i: number): number => {
    let sum = 0;
    for (let k = i * count; k < (i + 1) * count; k++) sum += rows[k] * rows[k];
    return sum;
  };
  const theirSquares = Array.from({ length: n }, (_, i) => square(theirs, i)),
    ourSquares = Array.from({ length: n }, (_, i) => square(ours, i));
  const distance = Float64Array.from(
    shared,
    (inner, at) => theirSquares[Math.floor(at / n)] + ourSquares[at % n] - 2 * inner,
  );
  const order = Uint32Array.from(distance, (_, at) => at).sort((a, b) => distance[a] - distance[b] || a - b);
  const given = new Map<number, number>(),
    taken = new Set<number>();
  for (const at of order) {
    const [wanted, own] = [Math.floor(at / n), at % n];
    if (given.has(named[wanted]) || taken.has(own)) continue;
    given.set(named[wanted], named[own]);
    taken.add(own);
  }
  return (neuron) => given.get(neuron) ?? neuron;
}
/** One row of all steps and trials for each neuron. */
function rowsOf({ values, steps, neurons, trials }: Rates, named: Uint32Array): Float32Array {
  const rows = new Float32Array(named.length * steps * trials);
  named.forEach((neuron, row) => {
    for (let t = 0; t < steps; t++)
      rows.set(
        values.subarray((t * neurons + neuron) * trials, (t * neurons + neuron + 1) * trials),
        (row * steps + t) * trials,
      );
  });
  return rows;
}

function demandAlike(a: Rates, b: Rates): void {
  if (a.steps !== b.steps || a.neurons !== b.neurons || a.trials !== b.trials)
    throw new RangeError(
      `activity of ${a.steps} steps, ${a.neurons} neurons and ${a.trials} trials cannot be held against that of ` +
        `${b.steps}, ${b.neurons} and ${b.trials}`,
    );
}

/** What a recorded neuron's error counts: 1 / (variance + 0.1 × mean variance), so that loud ones do not rule. */
export function importanceOf(variance: Float64Array, recorded: Uint32Array): Float32Array {
  const chosen = Array.from(recorded, (neuron) => variance[neuron]);
  const mean = chosen.reduce((sum, value) => sum + value, 0) / chosen.length;
  return Float32Array.from(chosen, (value) => (mean > 0 ? 1 / (value + 0.1 * mean) : 1));
}

/** 1 − Σ (z − value)² / Σ (value − mean)², over all steps, outputs and trials that count. */
export function explainedVariance(outputs: Numbers, wanted: Numbers): number {
  let mean = 0,
    residual = 0,
    whole = 0;
  for (const value of wanted) mean += value / wanted.length;
  wanted.forEach((value, at) => {
    residual += (outputs[at] - value) ** 2;
    whole += (value - mean) ** 2;
  });
  return 1 - residual / whole;
}

/** Root mean square difference over some neurons. */
export function parameterError(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  a.forEach((value, i) => {
    sum += (value - b[i]) ** 2;
  });
  return Math.sqrt(sum / a.length);
}
