import type { Matrix } from './matrix.ts';
import { isMutual } from './outgoing.ts';
import { synapsesOf } from './sparse-matrix.ts';

/**
 * Each row divided by the sum of its weights' absolute values (for positive weights: by its sum); rows of zeros stay
 * zero. @throws RangeError where that sum is beyond the range of numbers
 */
export function unitRows({ size, values }: Matrix): Matrix {
  const scaled = new Float64Array(values.length);
  for (let row = 0; row < size; row++) {
    let sum = 0;
    for (let column = 0; column < size; column++) sum += Math.abs(values[row * size + column]);
    if (sum === Infinity) throw new RangeError(`the weights of row ${row + 1} add up to more than a number can be`);
    if (sum > 0)
      for (let column = 0; column < size; column++) scaled[row * size + column] = values[row * size + column] / sum;
  }
  return { size, values: scaled };
}

/** The non-zero weights off the diagonal, by column, then row. */
export interface Edges {
  readonly count: number;
  readonly pre: Int32Array;
  readonly post: Int32Array;
  readonly weight: Float64Array;
}
export function edgesOf({ size, values }: Matrix): Edges {
  let count = 0;
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) if (row !== column && values[row * size + column] !== 0) count++;
  const edges = { count, pre: new Int32Array(count), post: new Int32Array(count), weight: new Float64Array(count) };
  let edge = 0;
  for (let column = 0; column < size; column++)
    for (let row = 0; row < size; row++) {
      const weight = values[row * size + column];
      if (row === column || weight === 0) continue;
      edges.pre[edge] = column;
      edges.post[edge] = row;
      edges.weight[edge] = weight;
      edge++;
    }
  return edges;
}
/** A matrix with these edges and the diagonal of `diagonal`. */
export function fromEdgeList({ count, pre, post, weight }: Edges, diagonal: Matrix): Matrix {
  const { size } = diagonal;
  const values = new Float64Array(size * size);
  for (let i = 0; i < size; i++) values[i * size + i] = diagonal.values[i * size + i];
  for (let edge = 0; edge < count; edge++) values[post[edge] * size + pre[edge]] = weight[edge];
  return { size, values };
}

/** In tiles, so that neither side is read across the whole matrix for each number. */
export function isSymmetric(matrix: Matrix): boolean {
  const synapses = synapsesOf(matrix);
  if (synapses) return isMutual(synapses);
  const { size, values } = matrix,
    tile = 64;
  for (let top = 0; top < size; top += tile)
    for (let left = 0; left <= top; left += tile)
      for (let row = top; row < Math.min(size, top + tile); row++)
        for (let column = left; column < Math.min(row, left + tile); column++)
          if (values[row * size + column] !== values[column * size + row]) return false;
  return true;
}
export function transposed({ size, values }: Matrix): Matrix {
  const flipped = new Float64Array(values.length);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) flipped[column * size + row] = values[row * size + column];
  return { size, values: flipped };
}
