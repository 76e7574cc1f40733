import { log, stream } from '../random/index.ts';

/**
 * Diagonal and off-diagonal of a random tridiagonal matrix whose eigenvalues are distributed as those of a symmetric
 * Gaussian matrix (GOE) of n neurons (Dumitriu & Edelman 2002), scaled so that they fill −1 .. 1: N(0, 2) on the
 * diagonal, beside it χ with n − 1, n − 2, … 1 degrees of freedom, over 2 √n. The spectrum of n = 10,000 takes n²
 * operations and no dense matrix.
 */
export function tridiagonalGoe(
  n: number,
  key: { readonly seed: number; readonly stream: string },
): { readonly diagonal: Float64Array; readonly beside: Float64Array } {
  const draws = stream(key.seed, key.stream, 'tridiagonal');
  const scale = 1 / (2 * Math.sqrt(n));
  const diagonal = Float64Array.from({ length: n }, () => Math.SQRT2 * draws.normal() * scale);
  const beside = Float64Array.from({ length: n }, (_, i) => (i === n - 1 ? 0 : chi(n - 1 - i) * scale));
  return { diagonal, beside };

  /** χ with k degrees of freedom: the root of a gamma variate with shape k/2 and scale 2 (Marsaglia & Tsang 2000). */
  function chi(k: number): number {
    const shape = k / 2;
    return Math.sqrt(2 * (shape < 1 ? gamma(shape + 1) * (1 - draws.uniform()) ** (1 / shape) : gamma(shape)));
  }
  function gamma(shape: number): number {
    const d = shape - 1 / 3,
      c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = draws.normal(),
        v = (1 + c * x) ** 3;
      if (v > 0 && log(1 - draws.uniform()) < (x * x) / 2 + d - d * v + d * log(v)) return d * v;
    }
  }
}

/**
 * Rows of the tridiagonal matrix that hold its `count` largest eigenvalues, and as many of the smallest, to the last
 * digits: its couplings fall as √(1 − i/n), so the vector of an eigenvalue λ of the edge is confined to i < (1 − λ²) n
 * and a few n^⅓ beyond. λ is where the semicircle's tail, (4 √2 / 3π) (1 − λ)^1.5, holds the count.
 */
export function leadingSize(n: number, count: number): number {
  const edge = Math.max(0, 1 - ((((3 * Math.PI) / (4 * Math.SQRT2)) * count) / n) ** (2 / 3));
  return Math.min(n, Math.ceil(1.1 * n * (1 - edge * edge) + 10 * Math.cbrt(n)));
}
