/** Which matrices are held as their synapses. */
import { type Matrix, outgoingOf, sparseMatrix } from '../engine/connectivity/index.ts';

/** Neurons from which on a matrix can be held as its synapses: the values of 2,000 have 32 MB. */
export const mostWhole = 2000;
/**
 * Synapses that it can have then: of an eighth of the pairs, for each takes one and a half numbers, and of fewer where
 * it is small, for its largest eigenvalues take as many products as a whole matrix of some thousand neurons takes time.
 */
export const mostSynapses = (size: number): number => size ** 2 * Math.min(1 / 8, size / 40_000);

/** A matrix of a file, as its synapses where it is large and they are few. */
export function held(matrix: Matrix): Matrix {
  const { size } = matrix;
  if (size <= mostWhole) return matrix;
  const most = mostSynapses(size);
  let count = 0;
  for (const weight of matrix.values) if (weight !== 0 && ++count > most) return matrix;
  return sparseMatrix(outgoingOf(matrix));
}
