/** exp((W − 1) t): what a time makes of the activity of a linear network, for one octave of times after another. */
import type { Matrix } from '../connectivity/index.ts';
import type { KernelBackend, Multiplier } from '../kernels/index.ts';
import { stream } from '../random/index.ts';

type Kernels = Pick<KernelBackend, 'multiplier' | 'algebra'>;

export interface Flow {
  /** The shortest of all times, in time constants; others are whole multiples of `first`/8, up to 32 of the octave. */
  readonly first: number;
  /** The largest ‖exp((W − 1) t) x‖ of x of length 1, for each of these times of the octave. */
  stretches(times: readonly number[]): readonly number[];
  /** On to times twice as long. */
  next(): void;
  release(): void;
}

/** exp((W − 1) t) − 1 for one time: what is near 1 keeps its digits in f32. */
interface Level {
  readonly change: Float32Array;
  readonly forth: Multiplier;
  readonly back: Multiplier;
}
/** Steps shorter than those of an octave, for what lies between them, and those that its times are made of. */
const finer = 3,
  made = 5;
/** Columns that are multiplied at once. */
const columns = 16;

export function flowOf({ size: n, values }: Matrix, kernels: Kernels): Flow {
  const drift = Float32Array.from(values, (weight, place) => weight - Number(place % (n + 1) === 0));
  const opened = (change: Float32Array): Level => ({
    change,
    forth: kernels.multiplier(change, n, n, columns),
    back: kernels.multiplier(transposedOf(change, n), n, n, columns),
  });
  const closed = ({ forth, back }: Level): void => {
    forth.release();
    back.release();
  };
  const doubled = ({ change }: Level): Level => opened(twice(change, n, kernels));
  const measured = opened(drift),
    size = 1.25 * largestStretches([[measured]], n, kernels, false)[0];
  closed(measured);
  // ‖A t‖ of the shortest time is 1/64 at most: exp(A t) − 1 is its series of five terms
  let shortest = 2 ** Math.floor(Math.log2(1 / 64 / size));
  const levels = [opened(exponentialLessOne(drift, shortest, n, kernels))];
  while (levels.length < finer + made) levels.push(doubled(levels[levels.length - 1]));
  return {
    first: shortest * 2 ** finer,
    stretches: (times) =>
      largestStretches(
        times.map((time) => levels.filter((_, level) => Math.round(time / shortest) & (1 << level))),
        n,
        kernels,
        true,
      ),
    next() {
      closed(levels.shift()!);
      levels.push(doubled(levels[levels.length - 1]));
      shortest *= 2;
    },
    release: () => levels.forEach(closed),
  };
}

/** exp(A t) − 1 of small A t: (A t)(1 + A t/2 + (A t)²/6 + (A t)²(A t/24 + (A t)²/120)). */
function exponentialLessOne(a: Float32Array, time: number, n: number, kernels: Kernels): Float32Array {
  const once = a.map((value) => value * time),
    square = product(once, once, n, kernels),
    inner = once.map((value, at) => value / 24 + square[at] / 120),
    far = product(square, inner, n, kernels),
    series = far.map((value, at) => value + once[at] / 2 + square[at] / 6),
    curved = product(once, series, n, kernels);
  return curved.map((value, at) => value + once[at]);
}
/** (1 + D)² − 1. */
function twice(change: Float32Array, n: number, kernels: Kernels): Float32Array {
  return product(change, change, n, kernels).map((value, at) => value + 2 * change[at]);
}
function product(left: Float32Array, right: Float32Array, n: number, kernels: Kernels): Float32Array {
  const { wide, multiply, release } = kernels.multiplier(left, n, n, n),
    block = new Float32Array(n * wide),
    result = new Float32Array(n * wide);
  for (let row = 0; row < n; row++) block.set(right.subarray(row * n, (row + 1) * n), row * wide);
  try {
    multiply(block, result);
  } finally {
    release();
  }
  const narrow = new Float32Array(n * n);
  for (let row = 0; row < n; row++) narrow.set(result.subarray(row * wide, row * wide + n), row * n);
  return narrow;
}
function transposedOf(matrix: Float32Array, n: number): Float32Array {
  const flipped = new Float32Array(n * n);
  for (let row = 0; row < n; row++)
    for (let column = 0; column < n; column++) flipped[column * n + row] = matrix[row * n + column];
  return flipped;
}

/**
 * Largest singular values of products of levels, each 1 + D (`around`) or D alone: Lanczos’ iteration on MᵀM from a
 * drawn start, which lies along no direction of a matrix that was made by hand.
 */
function largestStretches(
  products: readonly (readonly Level[])[],
  n: number,
  { algebra }: Kernels,
  around: boolean,
): readonly number[] {
  return Array.from({ length: Math.ceil(products.length / columns) }, (_, part) =>
    stretchesOf(products.slice(part * columns, (part + 1) * columns), n, algebra, around),
  ).flat();
}
/** Relative change of a largest singular value, squared, that counts as none. */
const still = 2e-5;
const mostRounds = 100;

function stretchesOf(
  products: readonly (readonly Level[])[],
  n: number,
  algebra: Kernels['algebra'],
  around: boolean,
): readonly number[] {
  const levels = [...new Set(products.flat())],
    [{ forth }] = levels,
    { wide } = forth,
    through = passing(products, n, wide, around);
  const diagonal: Float64Array[] = [],
    beside: Float64Array[] = [];
  const draws = stream(1, 'transient gain', 'start'),
    drawn = Float64Array.from({ length: n }, () => draws.normal()),
    length = Math.sqrt(drawn.reduce((sum, value) => sum + value * value, 0));
  let here: Float64Array = new Float64Array(n * wide),
    before: Float64Array = new Float64Array(n * wide);
  for (let i = 0; i < n; i++) here.fill(drawn[i] / length, i * wide, i * wide + products.length);
  const largest = new Float64Array(products.length),
    rests = new Int32Array(products.length);
  for (let round = 0; round < Math.min(n, mostRounds) && rests.some((rest) => rest < 2); round++) {
    const next = Float64Array.from(through([...levels].reverse(), 'back', through(levels, 'forth', here)));
    const alpha = dots(here, next, n, wide),
      back = beside[round - 1] ?? new Float64Array(wide);
    for (let at = 0; at < next.length; at++) {
      const column = at % wide;
      next[at] -= alpha[column] * here[at] + back[column] * before[at];
    }
    const beta = dots(next, next, n, wide).map(Math.sqrt);
    diagonal.push(alpha);
    beside.push(beta);
    for (let at = 0; at < next.length; at++) next[at] = beta[at % wide] > 0 ? next[at] / beta[at % wide] : 0;
    [before, here] = [here, next];
    for (let column = 0; column < products.length; column++) {
      if (rests[column] > 1) continue;
      const value = algebra
        .tridiagonalEigenvalues(
          Float64Array.from(diagonal, (row) => row[column]),
          Float64Array.from(beside.slice(0, -1), (row) => row[column]),
        )
        .at(-1)!;
      rests[column] = Math.abs(value - largest[column]) <= still * value ? rests[column] + 1 : 0;
      largest[column] = value;
    }
  }
  return Array.from(largest, (value) => Math.sqrt(Math.max(0, value)));
}

/** Takes a block through levels, each column through those of its product. */
const passing =
  (products: readonly (readonly Level[])[], n: number, wide: number, around: boolean) =>
  (levels: readonly Level[], way: 'forth' | 'back', start: Float64Array | Float32Array): Float32Array => {
    const block = Float32Array.from(start),
      result = new Float32Array(n * wide);
    for (const level of levels) {
      level[way].multiply(block, result);
      const passed = products.map((product) => product.includes(level));
      for (let row = 0; row < n; row++)
        passed.forEach((passes, column) => {
          const at = row * wide + column;
          if (passes) block[at] = around ? block[at] + result[at] : result[at];
        });
    }
    return block;
  };
/** Of each column with the same of the other. */
function dots(a: Float64Array, b: Float64Array, n: number, wide: number): Float64Array {
  const sums = new Float64Array(wide);
  for (let row = 0; row < n; row++)
    for (let column = 0; column < wide; column++) sums[column] += a[row * wide + column] * b[row * wide + column];
  return sums;
}
