import { demandFinite } from './finite.ts';
import type { Block, Kernels } from './kernels.ts';

/** The exponential of n × n matrices (row-major), one after another in the same memory. */
export interface Exponential {
  /**
   * e^A; it holds until the next call.
   * @throws RangeError for a number that is not finite, and where e^A is beyond the range of numbers
   */
  of(matrix: Float64Array): Float64Array;
  /** Gradient by the last A of a function whose gradient by e^A is given; it holds until the next call. */
  gradient(cotangent: Float64Array): Float64Array;
  release(): void;
}
/** Of the products that an exponential is made of; what comes in and out has double precision. */
export type Precision = 'single' | 'double';

/** As in source/algebra.h and source/exponential.h. */
const schemes = {
  double: { operation: 6, largestNorm: 1.09 },
  single: { operation: 8, largestNorm: 1.46 },
} as const;

export function exponentials(kernels: Kernels, n: number, precision: Precision): Exponential {
  const { operation, largestNorm } = schemes[precision],
    matrix = kernels.allocate(8 * n * n),
    values = new Float64Array(n * n),
    slopes = new Float64Array(n * n);
  let halvings = 0,
    room: Block | undefined;
  const demandRoom = (doubles: number): Block => {
    if (room && room.doubles().length >= doubles) return room;
    room?.release();
    room = undefined;
    room = kernels.allocate(8 * doubles);
    return room;
  };
  const run = (which: number, from: Float64Array, to: Float64Array): Float64Array => {
    if (from.length !== n * n) throw new RangeError(`a matrix of ${n} × ${n} has ${n * n} numbers, not ${from.length}`);
    if (n === 0) return to;
    const held = demandRoom(kernels.algebraRoom(operation, n + halvings, n));
    matrix.doubles().set(from);
    kernels.algebra(which, n + halvings, n, matrix, matrix, held);
    to.set(matrix.doubles().subarray(0, n * n));
    return to;
  };
  return {
    of(from) {
      const norm = smallerNorm(from, n);
      if (!(norm < Infinity)) demandFinite('the matrix', from, n);
      halvings = 0;
      while (norm / 2 ** halvings > largestNorm && norm < Infinity) halvings++;
      if (norm < Infinity && areFinite(run(operation, from, values))) return values;
      throw new RangeError(`the exponential of a matrix of norm ${norm.toPrecision(3)} is beyond the range of numbers`);
    },
    gradient: (cotangent) => run(operation + 1, cotangent, slopes),
    release() {
      matrix.release();
      room?.release();
    },
  };
}

/** The largest sum of magnitudes of a row, or of a column. */
function smallerNorm(matrix: Float64Array, n: number): number {
  const columns = new Float64Array(n);
  let largest = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) {
      const size = Math.abs(matrix[i * n + j]);
      sum += size;
      columns[j] += size;
    }
    largest = Math.max(largest, sum);
  }
  return Math.min(
    largest,
    columns.reduce((most, sum) => Math.max(most, sum), 0),
  );
}
function areFinite(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}
