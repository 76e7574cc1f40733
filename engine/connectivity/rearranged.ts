/** Matrices made of the places and weights of another; `rewire.ts` has those that move edges. */
import type { Stream } from '../random/index.ts';
import type { Matrix } from './matrix.ts';
import { transposed } from './matrix-structure.ts';

/** The neurons renamed: one random permutation of rows and columns together. */
export function permuteNeurons({ size, values }: Matrix, draws: Stream): Matrix {
  const order = draws.permutation(size);
  const permuted = new Float64Array(values.length);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      permuted[row * size + column] = values[order[row] * size + order[column]];
  return { size, values: permuted };
}

export const diagonalOf = (matrix: Matrix): Matrix => keepWhere(matrix, (row, column) => row === column);
export const withoutDiagonal = (matrix: Matrix): Matrix => keepWhere(matrix, (row, column) => row !== column);
const keepWhere = ({ size, values }: Matrix, wanted: (row: number, column: number) => boolean): Matrix => ({
  size,
  values: values.map((value, place) => (wanted(Math.floor(place / size), place % size) ? value : 0)),
});

/**
 * Without the connections of a share (0 .. 1) of the neurons, rounded to whole ones; a larger share takes the neurons
 * of a smaller one too.
 */
export function lesioned(matrix: Matrix, share: number, draws: Stream): Matrix {
  const order = draws.permutation(matrix.size);
  const lost = new Set(Array.from(order).slice(0, Math.round(share * matrix.size)));
  return keepWhere(matrix, (row, column) => !lost.has(row) && !lost.has(column));
}

/** (W + Wᵀ)/2. */
export function symmetrised(matrix: Matrix): Matrix {
  const { size, values } = matrix;
  const flipped = transposed(matrix).values;
  return { size, values: values.map((value, place) => (value + flipped[place]) / 2) };
}

/** Whether the same pairs of neurons are connected. */
export const connectsAlike = ({ values }: Matrix, after: Matrix): boolean =>
  values.every((weight, at) => (weight === 0) === (after.values[at] === 0));
/** The share (0 .. 1) of the edges whose pair of neurons has another weight, or none, afterwards. */
export function shareMoved({ size, values }: Matrix, after: Matrix): number {
  let edges = 0;
  let moved = 0;
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const weight = values[row * size + column];
      if (row === column || weight === 0) continue;
      edges++;
      if (after.values[row * size + column] !== weight) moved++;
    }
  return edges === 0 ? 0 : moved / edges;
}
