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
  const { values: squares, vectors } = algebra.symmetricEigenvectors(gram(matrix, rows, columns), rows);
  let count = Math.min(wanted, rows);
  while (count > 0 && !(squares[rows - count] > 1e-14 * squares[rows - 1])) count--;
  const values = Float64Array.from({ length: count }, (_, k) => Math.sqrt(squares[rows - 1 - k])),
    left = new Float64Array(count * rows),
    right = new Float64Array(count * columns);
  for (let k = 0; k < count; k++) {
    const u = vectors.subarray((rows - 1 - k) * rows, (rows - k) * rows),
      v = right.subarray(k * columns, (k + 1) * columns);
    left.set(u, k * rows);
    for (let i = 0; i < rows; i++)
      for (let j = 0, at = i * columns, share = u[i] / values[k]; j < columns; j++, at++) v[j] += matrix[at] * share;
  }
  return { count, values, left, right };
}

/** M Mᵀ, f64, four rows at a time. */
function gram(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const product = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j <= i; j += 4) {
      const a = i * columns,
        [b, c, d, e] = [0, 1, 2, 3].map((k) => Math.min(rows - 1, j + k) * columns);
      let p = 0,
        q = 0,
        r = 0,
        s = 0;
      for (let k = 0; k < columns; k++) {
        const value = matrix[a + k];
        p += value * matrix[b + k];
        q += value * matrix[c + k];
        r += value * matrix[d + k];
        s += value * matrix[e + k];
      }
      [p, q, r, s].forEach((sum, k) => {
        if (j + k <= i) product[i * rows + j + k] = product[(j + k) * rows + i] = sum;
      });
    }
  return product;
}

function turn(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const turned = new Float64Array(matrix.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = matrix[i * columns + j];
  return turned;
}
