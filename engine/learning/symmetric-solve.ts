/**
 * X with S X = B for a symmetric positive S (n × n) and B (n × columns), by Cholesky's decomposition; both are
 * overwritten.
 * Source: Golub & Van Loan, Matrix Computations, 4th ed., §4.2.
 * @throws RangeError where S is not positive
 */
export function solveSymmetric(s: Float64Array, b: Float64Array, n: number, columns: number): Float64Array {
  for (let j = 0; j < n; j++)
    for (let i = j; i < n; i++) {
      let sum = s[i * n + j];
      for (let k = 0; k < j; k++) sum -= s[i * n + k] * s[j * n + k];
      if (i === j && !(sum > 0))
        throw new RangeError('the equations of the read-out have no unique solution: a larger penalty would help');
      s[i * n + j] = i === j ? Math.sqrt(sum) : sum / s[j * n + j];
    }
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++)
      for (let c = 0; c < columns; c++) b[i * columns + c] -= s[i * n + k] * b[k * columns + c];
    for (let c = 0; c < columns; c++) b[i * columns + c] /= s[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++)
      for (let c = 0; c < columns; c++) b[i * columns + c] -= s[k * n + i] * b[k * columns + c];
    for (let c = 0; c < columns; c++) b[i * columns + c] /= s[i * n + i];
  }
  return b;
}
