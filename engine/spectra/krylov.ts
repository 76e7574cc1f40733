import type { Operator } from '../connectivity/index.ts';
import type { LinearAlgebra } from '../kernels/index.ts';
import { stream } from '../random/index.ts';

export interface Extremes {
  readonly largest: number;
  readonly smallest: number;
  readonly steps: number;
}

/**
 * Largest and smallest eigenvalue of a symmetric operator by Lanczos' method with full reorthogonalisation (Golub & Van
 * Loan, 10.3), to `tolerance` of the larger magnitude. Needs only products with the operator: for thousands of neurons
 * far fewer operations than all eigenvalues.
 * @throws Error where `most` steps do not suffice
 */
export function lanczos(operator: Operator, algebra: LinearAlgebra, { tolerance = 1e-10, most = 500 } = {}): Extremes {
  const { size: n } = operator;
  const basis: Float64Array[] = [unit(random(n))],
    diagonal: number[] = [],
    beside: number[] = [];
  for (let step = 1; ; step++) {
    const v = basis[step - 1],
      w = operator.apply(v);
    diagonal.push(dot(w, v));
    orthogonalise(w, basis);
    const rest = norm(w);
    const ended = step === n || rest < 1e-14 * Math.max(...diagonal.map(Math.abs), 1e-300);
    if (ended || step % 10 === 0) {
      const found = ritz(diagonal, beside, algebra, ended ? 0 : rest);
      if (ended || found.error <= tolerance * Math.max(Math.abs(found.largest), Math.abs(found.smallest)))
        return { largest: found.largest, smallest: found.smallest, steps: step };
    }
    if (step === most) throw new Error(`Lanczos' method did not converge in ${most} steps`);
    beside.push(rest);
    basis.push(w.map((value) => value / rest));
  }
}
/**
 * Extreme eigenvalues of the tridiagonal matrix so far, and how far they can be from those of the operator: |last
 * component of the vector| · rest.
 */
function ritz(diagonal: readonly number[], beside: readonly number[], algebra: LinearAlgebra, rest: number) {
  const m = diagonal.length,
    t = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    t[i * m + i] = diagonal[i];
    if (i + 1 < m) t[i * m + i + 1] = t[(i + 1) * m + i] = beside[i];
  }
  const { values, vectors } = algebra.symmetricEigenvectors(t, m);
  return {
    smallest: values[0],
    largest: values[m - 1],
    error: rest * Math.max(Math.abs(vectors[m - 1]), Math.abs(vectors[m * m - 1])),
  };
}

/**
 * Eigenvalues of largest modulus of a general operator by Arnoldi's method, `steps` long without a restart (Golub & Van
 * Loan, 10.5): those whose residual is below
 * `tolerance` of their modulus, by falling modulus. Eigenvalues inside a dense bulk converge late or not at all, and
 * are then not among them.
 */
export function arnoldi(
  operator: Operator,
  algebra: LinearAlgebra,
  { steps = 150, tolerance = 1e-8 } = {},
): readonly (readonly [re: number, im: number])[] {
  const most = Math.min(steps, operator.size),
    h = new Float64Array(most * most);
  const basis: Float64Array[] = [unit(random(operator.size))];
  let m = 0,
    rest = 0;
  while (m < most) {
    const w = operator.apply(basis[m]),
      coefficients = orthogonalise(w, basis);
    coefficients.forEach((value, i) => {
      h[i * most + m] = value;
    });
    rest = norm(w);
    m++;
    if (m === most || rest < 1e-14 * norm(Float64Array.from(coefficients))) break;
    h[m * most + m - 1] = rest;
    basis.push(w.map((value) => value / rest));
  }
  const small = new Float64Array(m * m);
  for (let i = 0; i < m; i++) small.set(h.subarray(i * most, i * most + m), i * m);
  const { re, im } = algebra.eigenvalues(small, m);
  return Array.from(re, (real, i) => [real, im[i]] as const)
    .filter(
      ([real, imaginary]) =>
        residual(small, m, real, imaginary) * rest <= tolerance * Math.hypot(real, imaginary) || m === operator.size,
    )
    .sort((a, b) => Math.hypot(...b) - Math.hypot(...a));
}
/**
 * |last component| of the unit eigenvector of a Hessenberg matrix, from below: with the last one 1, each row gives the
 * one before it.
 */
function residual(h: Float64Array, m: number, re: number, im: number): number {
  const x = new Float64Array(m),
    y = new Float64Array(m);
  x[m - 1] = 1;
  let squares = 1;
  for (let row = m - 1; row > 0; row--) {
    let real = re * x[row] - im * y[row],
      imaginary = re * y[row] + im * x[row];
    for (let j = row; j < m; j++) {
      real -= h[row * m + j] * x[j];
      imaginary -= h[row * m + j] * y[j];
    }
    const beside = h[row * m + row - 1];
    if (beside === 0) return 0;
    x[row - 1] = real / beside;
    y[row - 1] = imaginary / beside;
    squares += x[row - 1] ** 2 + y[row - 1] ** 2;
    if (squares > 1e200) return 0;
  }
  return 1 / Math.sqrt(squares);
}

/** Takes the directions of the basis out of w, twice, and returns how much of each there was. */
function orthogonalise(w: Float64Array, basis: readonly Float64Array[]): number[] {
  const found = new Array<number>(basis.length).fill(0);
  for (let round = 0; round < 2; round++)
    basis.forEach((v, i) => {
      const along = dot(w, v);
      found[i] += along;
      for (let k = 0; k < w.length; k++) w[k] -= along * v[k];
    });
  return found;
}
const random = (n: number): Float64Array => {
  const draws = stream(0, 'krylov', 'start');
  return Float64Array.from({ length: n }, () => draws.normal());
};
const unit = (v: Float64Array): Float64Array => {
  const length = norm(v);
  return v.map((value) => value / length);
};
const norm = (v: Float64Array): number => Math.sqrt(dot(v, v));
function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
