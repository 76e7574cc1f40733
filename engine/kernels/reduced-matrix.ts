import { demandMatrix } from './finite.ts';
import type { Block, Kernels } from './kernels.ts';

/** Eigenvalues, falling, with their vectors as rows of length 1. */
export interface Eigenvectors {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}
export type Progress = (done: number) => void;
/** A symmetric matrix (n × n) in tridiagonal form, with what led to it: n² doubles, until it is released. */
export interface ReducedMatrix {
  /** All eigenvalues, falling. */
  readonly values: Float64Array;
  /**
   * The `wanted` largest with their vectors, by inverse iteration: 5 n² operations for each and 3 n for each pair.
   * Undefined where one of them is not found to rounding.
   */
  leading(wanted: number, onProgress?: Progress): Eigenvectors | undefined;
  release(): void;
}

/** As in source/algebra.h, and source/leading.h: what stands behind a reduced matrix, and what a call answers. */
const operation = { reduce: 13, leading: 14, reducedSize: 15 } as const;
const header = { doubles: 8, shareDone: 0, step: 5 } as const;
const answers = { done: 0, goingOn: 1 } as const;
/** Smaller matrices are reduced by one thread. */
const fewestShared = 400;

/** Zeroed memory for a matrix that is to be reduced: its rows one after another at the beginning. */
export const roomToReduce = (kernels: Kernels, n: number): Block =>
  kernels.allocate(8 * kernels.algebraRoom(operation.reducedSize, n, n));

/** Of a matrix in such memory, which it takes over, times a factor. */
export function reducedMatrix(
  kernels: Kernels,
  most: number,
  reduced: Block,
  n: number,
  factor: number,
  onProgress: Progress = () => {},
): ReducedMatrix {
  if (n === 0) return { values: new Float64Array(0), leading: () => undefined, release: reduced.release };
  const threads = n < fewestShared ? 1 : most;
  const said = (what: 'shareDone' | 'step'): number => {
    const doubles = reduced.doubles();
    return doubles[doubles.length - header.doubles + header[what]];
  };
  /** Whether it came to its end. */
  const compute = (which: number, columns: number, found: Block, listen: Progress): boolean => {
    const room = kernels.allocate(8 * kernels.algebraRoom(which, n, columns, threads));
    try {
      for (;;) {
        const answer = kernels.algebra(which, n, columns, reduced, found, room, threads);
        if (answer !== answers.goingOn) return answer === answers.done;
        listen(Math.min(1, said('shareDone')));
      }
    } finally {
      room.release();
    }
  };
  try {
    demandMatrix(reduced.doubles().subarray(0, n * n), n, n);
    const found = kernels.allocate(8 * n);
    try {
      if (!compute(operation.reduce, n, found, onProgress))
        throw new Error(`the eigenvalues of a matrix of ${n} × ${n} did not converge`);
      const values = found.doubles().slice().sort().reverse();
      return {
        values: values.map((value) => value * factor),
        leading: (wanted, listen) => leading(values.subarray(0, wanted), listen),
        release: () => reduced.release(),
      };
    } finally {
      found.release();
    }
  } catch (error) {
    reduced.release();
    throw error;
  }
  function leading(values: Float64Array, listen: Progress = () => {}): Eigenvectors | undefined {
    const wanted = values.length,
      vectors = new Float64Array(wanted * n),
      result = { values: values.map((value) => value * factor), vectors };
    if (wanted === 0) return result;
    const step = said('step'),
      found = kernels.allocate(8 * wanted * (1 + step));
    try {
      found.doubles().set(values);
      if (!compute(operation.leading, wanted, found, listen)) return undefined;
      const rows = found.doubles();
      for (let k = 0; k < wanted; k++) vectors.set(rows.subarray(wanted + k * step, wanted + k * step + n), k * n);
      return result;
    } finally {
      found.release();
    }
  }
}
