/**
 * X with A X = B (A n × n, B n × columns, row-major). Gaussian elimination with partial pivoting; about 2/3 n³ +
 * 2 n² columns operations. Source: Golub & Van Loan, Matrix Computations, 4th ed., §3.4.
 * @throws RangeError where A is singular to the last digits
 */
export function solve(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const columns = n === 0 ? 0 : b.length / n;
  const left = a.slice(),
    right = b.slice();
  const tolerance = n * 2 ** -52 * left.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let step = 0; step < n; step++) {
    const pivot = largestBelow(left, n, step);
    if (!(Math.abs(left[pivot * n + step]) > tolerance)) throw new RangeError('the equations have no unique solution');
    swapRows(left, n, step, pivot);
    swapRows(right, columns, step, pivot);
    for (let row = step + 1; row < n; row++) {
      const factor = left[row * n + step] / left[step * n + step];
      if (factor === 0) continue;
      subtract(left, n, row, step, factor, step);
      subtract(right, columns, row, step, factor, 0);
    }
  }
  for (let row = n - 1; row >= 0; row--) {
    for (let later = row + 1; later < n; later++) subtract(right, columns, row, later, left[row * n + later], 0);
    for (let column = 0; column < columns; column++) right[row * columns + column] /= left[row * n + row];
  }
  return right;
}
function largestBelow(a: Float64Array, n: number, step: number): number {
  let pivot = step;
  for (let row = step + 1; row < n; row++) if (Math.abs(a[row * n + step]) > Math.abs(a[pivot * n + step])) pivot = row;
  return pivot;
}
function swapRows(a: Float64Array, width: number, one: number, other: number): void {
  if (one === other) return;
  const kept = a.slice(one * width, (one + 1) * width);
  a.copyWithin(one * width, other * width, (other + 1) * width);
  a.set(kept, other * width);
}
function subtract(a: Float64Array, width: number, from: number, what: number, factor: number, first: number): void {
  if (factor === 0) return;
  for (let column = first; column < width; column++) a[from * width + column] -= factor * a[what * width + column];
}
