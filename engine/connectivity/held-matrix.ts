/** Which matrices are held as their synapses. */
import type { Matrix } from './matrix.ts';
import { outgoingOf } from './outgoing.ts';
import { sparseMatrix, synapsesOf } from './sparse-matrix.ts';

/** Neurons from which on a matrix can be held as its synapses: the values of 2,000 have 32 MB. */
export const mostWhole = 2000;
/**
 * Synapses that it can have then: of an eighth of the pairs, for each takes one and a half numbers, and of fewer where
 * it is small, for its largest eigenvalues take as many products as a whole matrix of some thousand neurons takes time.
 */
export const mostSynapses = (size: number): number => size ** 2 * Math.min(1 / 8, size / 40_000);

/** Whether a matrix of so many numbers that are not 0 is held as its synapses. */
export const isHeldSparse = (size: number, count: number): boolean => size > mostWhole && count <= mostSynapses(size);

/**
 * A matrix of a file, as its synapses where it is large and they are few; `demandRoom` can refuse the whole of it
 * where something asks for that.
 */
export function held(matrix: Matrix, demandRoom?: () => void): Matrix {
  const { size } = matrix,
    synapses = synapsesOf(matrix);
  if (synapses) return sparseMatrix(synapses, demandRoom);
  if (size <= mostWhole) return matrix;
  const most = mostSynapses(size);
  let count = 0;
  for (const weight of matrix.values) if (weight !== 0 && ++count > most) return matrix;
  return sparseMatrix(outgoingOf(matrix), demandRoom);
}
