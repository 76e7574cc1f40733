import type { LinearAlgebra } from '../kernels/index.ts';

export interface SingularVectors {
  /** The number of values: as many of the shorter side as are above 1e-7 of the largest. */
  readonly count: number;
  readonly values: Float64Array;
  /** count × rows and count × columns, one vector a row. */
  readonly left: Float64Array;
  readonly right: Float64Array;
}

/**
 * The singular vectors of a matrix with the largest singular values, through the eigenvectors of its Gram matrix: good
 * for values above 1e-7 of the largest, which is what data have.
 */
export function singularVectors(
  matrix: Float64Array,
  rows: number,
  columns: number,
  algebra: LinearAlgebra,
  wanted = Math.min(rows, columns),
): SingularVectors {
  if (rows > columns) {
    const { count, values, left, right } = singularVectors(turn(matrix, rows, columns), columns, rows, algebra, wanted);
    return { count, values, left: right, right: left };
  }
  const { values: squares, vectors } = algebra.leadingEigenvectors(
    algebra.gram(matrix, rows, columns),
    rows,
    Math.min(wanted, rows),
  );
  let count = squares.length;
  while (count > 0 && !(squares[count - 1] > 1e-14 * squares[0])) count--;
  const values = Float64Array.from({ length: count }, (_, k) => Math.sqrt(squares[k])),
    left = new Float64Array(count * rows),
    right = new Float64Array(count * columns);
  for (let k = 0; k < count; k++) {
    const u = vectors.subarray(k * rows, (k + 1) * rows),
      v = right.subarray(k * columns, (k + 1) * columns);
    left.set(u, k * rows);
    for (let i = 0; i < rows; i++)
      for (let j = 0, at = i * columns, share = u[i] / values[k]; j < columns; j++, at++) v[j] += matrix[at] * share;
  }
  return { count, values, left, right };
}

function turn(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const turned = new Float64Array(matrix.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = matrix[i * columns + j];
  return turned;
}
