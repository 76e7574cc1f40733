import type { Stream } from '../random/index.ts';
import type { Matrix } from './matrix.ts';

/**
 * An orthogonal matrix by Haar measure: Q of the QR factorisation of a matrix of independent normals, the signs of its
 * columns such that R has a positive diagonal. Householder; about 8/3 n³ operations. Source: Stewart (1980); Mezzadri
 * (2007), Notices AMS 54, 592–604, for why the signs are needed.
 */
export function orthogonalMatrix(size: number, draws: Stream): Matrix {
  const columns = Array.from({ length: size }, () => Float64Array.from({ length: size }, () => draws.normal()));
  const signs = columns.map((_, step) => reflectBelow(columns, step));
  const basis = columns.map((_, row) => {
    const unit = new Float64Array(size);
    unit[row] = signs[row];
    return unit;
  });
  for (let step = size - 1; step >= 0; step--)
    for (let column = step; column < size; column++) reflect(columns[step], step, basis[column]);
  const values = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) values[row * size + column] = basis[column][row];
  return { size, values };
}

/** Leaves the reflection's vector, of length √2, in the column, reflects those after it; the sign of R's diagonal. */
function reflectBelow(columns: readonly Float64Array[], step: number): number {
  const column = columns[step];
  const head = column[step],
    length = Math.sqrt(product(column, column, step)),
    sign = head < 0 ? 1 : -1;
  column[step] = head - sign * length;
  const scale = Math.SQRT2 / Math.sqrt(product(column, column, step));
  for (let row = step; row < column.length; row++) column[row] *= scale;
  for (let later = step + 1; later < columns.length; later++) reflect(column, step, columns[later]);
  return sign;
}
/** x − v (v·x), of the rows from `from` on. */
function reflect(v: Float64Array, from: number, x: Float64Array): void {
  const along = product(v, x, from);
  for (let row = from; row < v.length; row++) x[row] -= along * v[row];
}
function product(a: Float64Array, b: Float64Array, from: number): number {
  let sum = 0;
  for (let row = from; row < a.length; row++) sum += a[row] * b[row];
  return sum;
}
