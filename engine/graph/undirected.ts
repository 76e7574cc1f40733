import type { Matrix } from '../connectivity/index.ts';

/**
 * A directed matrix as an undirected graph reads it: of each pair the larger of its two weights, nothing on the
 * diagonal. Of a binary matrix that is the union of the directions.
 */
export function union({ size, values }: Matrix): Matrix {
  const joined = new Float64Array(values.length);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < row; column++) {
      const weight = Math.max(values[row * size + column], values[column * size + row]);
      joined[row * size + column] = weight;
      joined[column * size + row] = weight;
    }
  return { size, values: joined };
}

/** Every weight that is not 0 becomes 1. */
export const binarised = ({ size, values }: Matrix): Matrix => ({
  size,
  values: values.map((weight) => Number(weight !== 0)),
});
