/**
 * Numbers are refused where they are made, so that no later step has to say what it cannot know: which noun gave them,
 * and why. `columns`: of a matrix, row by row; without it `what` is the number itself.
 * @throws RangeError that names the first number that is not finite
 */
export function demandFinite(what: string, values: ArrayLike<number>, columns?: number): void {
  for (let at = 0; at < values.length; at++) {
    if (Number.isFinite(values[at])) continue;
    const place = columns ? `row ${Math.floor(at / columns) + 1}, column ${(at % columns) + 1} of ` : '';
    throw new RangeError(`${place}${what} is ${values[at]}, where a finite number is needed`);
  }
}

/** @throws RangeError for a matrix of another size, for numbers that are not finite, and for none but subnormal ones */
export function demandMatrix(matrix: Float64Array, rows: number, columns: number): void {
  if (matrix.length !== rows * columns)
    throw new RangeError(`a matrix of ${rows} × ${columns} has ${rows * columns} numbers, not ${matrix.length}`);
  demandFinite('the matrix', matrix, columns);
  let largest = 0;
  for (let at = 0; at < matrix.length; at++) largest = Math.max(largest, Math.abs(matrix[at]));
  if (largest > 0 && largest < smallestNormal)
    throw new RangeError(`the largest number of the matrix is ${largest}: below ${smallestNormal} digits are lost`);
}

/** The kernels bring the largest magnitude to 1 .. 2 by a power of 2, which must be a number itself. */
const smallestNormal = 2 ** -1022;
