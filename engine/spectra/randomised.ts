import type { LinearAlgebra } from '../kernels/index.ts';
import { stream } from '../random/index.ts';

/** Products with a matrix (rows × columns) and its transpose, of blocks of `wide` vectors, row-major. */
export interface BlockOperator {
  readonly rows: number;
  readonly columns: number;
  readonly apply: (block: Float64Array, wide: number) => Float64Array;
  readonly applyTransposed: (block: Float64Array, wide: number) => Float64Array;
}
/** The largest `count` singular values, descending, with the vectors of each as a row. */
export interface LeadingSvd {
  readonly values: Float64Array;
  readonly left: Float64Array;
  readonly right: Float64Array;
}

/**
 * Leading singular values and vectors by a random range finder with power iteration (Halko, Martinsson & Tropp 2011,
 * algorithms 4.4 and 5.1): exact where the rank is below `count` + `oversampling`; elsewhere the error falls with (σ of
 * the first left out / σ)^(2 · powers + 1).
 */
export function randomisedSvd(
  operator: BlockOperator,
  count: number,
  algebra: LinearAlgebra,
  { oversampling = 10, powers = 4, stream: key = 'randomised' } = {},
): LeadingSvd {
  const { rows, columns } = operator,
    wide = Math.min(count + oversampling, rows, columns);
  const draws = stream(0, key, 'range');
  let basis = orthonormal(
    operator.apply(
      Float64Array.from({ length: columns * wide }, () => draws.normal()),
      wide,
    ),
    rows,
    wide,
  );
  for (let power = 0; power < powers; power++)
    basis = orthonormal(
      operator.apply(orthonormal(operator.applyTransposed(basis, wide), columns, wide), wide),
      rows,
      wide,
    );
  const projected = operator.applyTransposed(basis, wide); // columns × wide: (Qᵀ A)ᵀ
  const gram = new Float64Array(wide * wide);
  for (let k = 0; k < columns; k++)
    for (let i = 0; i < wide; i++)
      for (let j = i; j < wide; j++) gram[i * wide + j] += projected[k * wide + i] * projected[k * wide + j];
  const { values, vectors } = algebra.symmetricEigenvectors(gram, wide);
  const found = Math.min(count, wide),
    left = new Float64Array(found * rows),
    right = new Float64Array(found * columns);
  const singular = Float64Array.from({ length: found }, (_, i) => Math.sqrt(Math.max(0, values[wide - 1 - i])));
  for (let i = 0; i < found; i++)
    for (let k = 0; k < wide; k++) {
      const weight = vectors[(wide - 1 - i) * wide + k];
      for (let row = 0; row < rows; row++) left[i * rows + row] += weight * basis[row * wide + k];
      if (singular[i] > 0)
        for (let column = 0; column < columns; column++)
          right[i * columns + column] += (weight / singular[i]) * projected[column * wide + k];
    }
  return { values: singular, left, right };
}

/**
 * Orthonormal columns that span the same space, by Gram and Schmidt, twice; a column that is no new direction becomes
 * zero.
 */
function orthonormal(block: Float64Array, rows: number, wide: number): Float64Array {
  const q = block.slice();
  for (let j = 0; j < wide; j++) {
    let before = 0;
    for (let row = 0; row < rows; row++) before += q[row * wide + j] ** 2;
    for (let round = 0; round < 2; round++)
      for (let k = 0; k < j; k++) {
        let along = 0;
        for (let row = 0; row < rows; row++) along += q[row * wide + k] * q[row * wide + j];
        for (let row = 0; row < rows; row++) q[row * wide + j] -= along * q[row * wide + k];
      }
    let after = 0;
    for (let row = 0; row < rows; row++) after += q[row * wide + j] ** 2;
    const factor = after > 1e-28 * before ? 1 / Math.sqrt(after) : 0;
    for (let row = 0; row < rows; row++) q[row * wide + j] *= factor;
  }
  return q;
}
