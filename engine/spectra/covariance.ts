import { type Matrix, symmetricForm } from '../connectivity/index.ts';
import type { LinearAlgebra } from '../kernels/index.ts';

/** A linear network that does not come to rest: an eigenvalue of W has a real part of 1 or more (C020). */
export class Unstable extends Error {
  override readonly name = 'Unstable';
}

/**
 * Variances of the principal components of tau x' = −x + W x + noise of unit strength, in falling order: eigenvalues of
 * S with (W − 1) S + S (W − 1)ᵀ = −1. Symmetric W: S = ½ (1 − W)⁻¹, so s = 1 / (2 (1 − λ)), without solving for S.
 * Directed W: Lyapunov's equation (Bartels & Stewart).
 * @throws Unstable
 */
export function covarianceSpectrum(matrix: Matrix, algebra: LinearAlgebra): Float64Array {
  const symmetric = symmetricForm(matrix);
  return symmetric
    ? varianceOfModes(algebra.symmetricEigenvalues(symmetric.values, matrix.size))
    : spectrumOf(covariance(matrix, algebra), matrix.size, algebra);
}

/** The same from the eigenvalues of a symmetric W alone. @throws Unstable */
export function varianceOfModes(eigenvalues: ArrayLike<number>): Float64Array {
  const largest = Float64Array.from(eigenvalues).sort().at(-1) ?? 0; // NaN, if there is one
  if (!(largest < 1)) throw new Unstable(unstableText(largest));
  return Float64Array.from(eigenvalues, (value) => 1 / (2 * (1 - value)))
    .sort()
    .reverse();
}

/** S itself, n × n, symmetric. @throws Unstable */
export function covariance({ size, values }: Matrix, algebra: LinearAlgebra): Float64Array {
  const largest = algebra.eigenvalues(values, size).re[0];
  if (!(largest < 1)) throw new Unstable(unstableText(largest));
  const drift = values.slice(),
    unit = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    drift[i * size + i] -= 1;
    unit[i * size + i] = 1;
  }
  return algebra.lyapunov(drift, unit, size);
}

const spectrumOf = (symmetric: Float64Array, size: number, algebra: LinearAlgebra): Float64Array =>
  algebra.symmetricEigenvalues(symmetric, size).reverse();
const unstableText = (value: number): string =>
  `the largest real part of an eigenvalue is ${Number(value.toPrecision(6))}: activity grows without bound; ` +
  `\`spectrum max 0.99\` brings it below 1`;
