import type { Matrix } from './matrix.ts';

/**
 * A square matrix of few weights, row by row: those of row i are at `start[i]` .. `start[i + 1]` of `column` and
 * `weight`. Row = post-synaptic.
 */
export interface SparseMatrix {
  readonly size: number;
  readonly start: Uint32Array;
  readonly column: Uint32Array;
  readonly weight: Float64Array;
}

export function sparse({ size, values }: Matrix): SparseMatrix {
  const start = new Uint32Array(size + 1);
  for (let row = 0; row < size; row++) {
    let count = 0;
    for (let place = row * size; place < (row + 1) * size; place++) if (values[place] !== 0) count++;
    start[row + 1] = start[row] + count;
  }
  const column = new Uint32Array(start[size]),
    weight = new Float64Array(start[size]);
  for (let row = 0, at = 0; row < size; row++)
    for (let j = 0; j < size; j++)
      if (values[row * size + j] !== 0) {
        column[at] = j;
        weight[at++] = values[row * size + j];
      }
  return { size, start, column, weight };
}

/** What takes a vector x to W x. */
export interface Operator {
  readonly size: number;
  readonly apply: (x: Float64Array) => Float64Array;
}

export const sparseOperator = ({ size, start, column, weight }: SparseMatrix): Operator => ({
  size,
  apply: (x) => {
    const y = new Float64Array(size);
    for (let row = 0; row < size; row++) {
      let sum = 0;
      for (let at = start[row]; at < start[row + 1]; at++) sum += weight[at] * x[column[at]];
      y[row] = sum;
    }
    return y;
  },
});
export const denseOperator = ({ size, values }: Matrix): Operator => ({
  size,
  apply: (x) => {
    const y = new Float64Array(size);
    for (let row = 0, at = 0; row < size; row++) {
      let sum = 0;
      for (let j = 0; j < size; j++) sum += values[at++] * x[j];
      y[row] = sum;
    }
    return y;
  },
});
