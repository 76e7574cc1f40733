import type { Matrix } from '../connectivity/index.ts';
import type { LinearAlgebra } from '../kernels/index.ts';
import { strengthsOf } from './graph-of-weights.ts';

/** `binary`: of the connections (Estrada & Hatano 2008). `weighted`: of normalised weights (Crofts & Higham 2009). */
export type Communicability = 'binary' | 'weighted';

/**
 * Communicability, neurons × neurons, from the column to the row: walks of all lengths k, each counted 1/k!, with the
 * product of its weights; 0 on the diagonal. `binary`: e^A, A the connections. `weighted`: e^(D^−½ |W| D^−½), D the
 * summed magnitude of each neuron's outgoing weights; a neuron without any neither sends nor receives. Connections of a
 * neuron onto itself are steps of walks. @throws RangeError where it is beyond the range of numbers
 */
export function communicabilityOf(
  { size, values }: Matrix,
  form: Communicability,
  algebra: Pick<LinearAlgebra, 'exponential'>,
): Float64Array {
  const edges = values.map(form === 'binary' ? (weight) => Number(weight !== 0) : Math.abs),
    root = form === 'binary' ? undefined : strengthsOf({ size, values: edges }).outOf.map(Math.sqrt);
  const eachPair = (change: (value: number, i: number, j: number) => number, of: Float64Array): void => {
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) of[i * size + j] = change(of[i * size + j], i, j);
  };
  // |W| D^−1 is similar to D^−½ |W| D^−½, and no column of it sums to more than 1.
  if (root) eachPair((weight, i, j) => (root[i] > 0 && root[j] > 0 ? weight / root[j] ** 2 : 0), edges);
  const exponential = algebra.exponential(size, 'double');
  let found: Float64Array;
  try {
    found = exponential.of(edges).slice();
  } finally {
    exponential.release();
  }
  eachPair((value, i, j) => {
    if (i === j) return 0;
    if (!root) return value;
    return root[i] > 0 && root[j] > 0 ? (value * root[j]) / root[i] : 0;
  }, found);
  return found;
}
/** Over ordered pairs of different neurons. */
export const meanBetween = (between: Float64Array, size: number): number =>
  between.reduce((sum, value) => sum + value, 0) / (size * (size - 1));
