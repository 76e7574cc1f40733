/** Matrices that are held as their synapses: as many numbers as there are synapses, not pairs. */
import type { Matrix } from './matrix.ts';
import { type Outgoing, wholeOf } from './outgoing.ts';

/**
 * What is held as its synapses. A matrix made of another by `{ ...matrix, … }` is not it, and is none of these.
 */
const held = new WeakMap<
  Matrix,
  { readonly outgoing: Outgoing; readonly demandRoom?: () => void; readonly isWhole: () => boolean }
>();

/**
 * A matrix of these synapses. Its values are made when something asks for them for the first time, and then kept;
 * `demandRoom` can refuse that before.
 */
export function sparseMatrix(outgoing: Outgoing, demandRoom?: () => void): Matrix {
  let values: Float64Array | undefined;
  const matrix: Matrix = {
    size: outgoing.size,
    get values() {
      if (!values) demandRoom?.();
      return (values ??= wholeOf(outgoing));
    },
  };
  held.set(matrix, { outgoing, demandRoom, isWhole: () => values !== undefined });
  return matrix;
}
/** The same synapses with other weights. */
export function reweighted(matrix: Matrix, weights: Float64Array): Matrix {
  const known = held.get(matrix);
  if (!known) throw new Error('only a matrix that is held as its synapses has weights by themselves');
  return sparseMatrix({ ...known.outgoing, weights }, known.demandRoom);
}

/** The synapses of a matrix that is held as them, by pre-synaptic neuron. */
export const synapsesOf = (matrix: Matrix): Outgoing | undefined => held.get(matrix)?.outgoing;
/** Whether its values are there: they are not made by asking. */
export const isWhole = (matrix: Matrix): boolean => held.get(matrix)?.isWhole() ?? true;
/** How many numbers it holds. */
export const numbersOf = (matrix: Matrix): number => {
  const outgoing = synapsesOf(matrix);
  return (outgoing ? 1.5 * outgoing.weights.length : 0) + (isWhole(matrix) ? matrix.size ** 2 : 0);
};
