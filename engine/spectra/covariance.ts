import { isSymmetric, type Matrix } from '../connectivity/index.ts';
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
  return isSymmetric(matrix)
    ? varianceOfModes(algebra.symmetricEigenvalues(matrix.values, matrix.size))
    : spectrumOf(covariance(matrix, algebra), matrix.size, algebra);
}

/** The same from the eigenvalues of a symmetric W alone. @throws Unstable */
export const varianceOfModes = (eigenvalues: ArrayLike<number>): Float64Array =>
  ofEigenvalues(eigenvalues, (decay) => 1 / (2 * decay));

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

/**
 * The same for the chain x ← x + h ((W − 1) x + e), h = dt/tau, e standard normal, as the study's programs run it, for
 * symmetric W: per mode an autoregression with a = 1 − h (1 − λ) and variance h² / (1 − a²); with `bin` > 1 the
 * variance of the mean of so many steps, var · [1/b + (2/b²) Σ_{j<b} (b − j) aʲ].
 * @throws Unstable also where the step is too long (|a| ≥ 1, T040)
 */
export function chainSpectrum(
  eigenvalues: ArrayLike<number>,
  { step, bin = 1 }: { readonly step: number; readonly bin?: number },
): Float64Array {
  return ofEigenvalues(eigenvalues, (decay) => {
    const a = 1 - step * decay;
    if (!(Math.abs(a) < 1))
      throw new Unstable(
        `dt is ${step} tau: the mode of eigenvalue ${1 - decay} grows from step to step; a dt below ` +
          `${2 / decay} tau would do`,
      );
    return ((step * step) / (1 - a * a)) * meanOfBin(a, bin);
  });
}
/**
 * Variance of the mean of b steps of an autoregression with coefficient a, over that of one step. The sum in closed
 * form.
 */
function meanOfBin(a: number, b: number): number {
  if (b === 1) return 1;
  const rest = 1 - a;
  return rest < 1e-6
    ? 1 - (rest * (b * b - 1)) / (3 * b)
    : 1 / b + (((2 * a) / (b * b)) * (b * rest - 1 + a ** b)) / (rest * rest);
}

function ofEigenvalues(eigenvalues: ArrayLike<number>, variance: (decay: number) => number): Float64Array {
  const spectrum = Float64Array.from(eigenvalues, (value) => {
    if (!(value < 1)) throw new Unstable(unstableText(value));
    return variance(1 - value);
  });
  return spectrum.sort().reverse();
}
const spectrumOf = (symmetric: Float64Array, size: number, algebra: LinearAlgebra): Float64Array =>
  algebra.symmetricEigenvalues(symmetric, size).reverse();
const unstableText = (value: number): string =>
  `the largest real part of an eigenvalue is ${Number(value.toPrecision(6))}: activity grows without bound; ` +
  `\`spectrum max 0.99\` brings it below 1`;
