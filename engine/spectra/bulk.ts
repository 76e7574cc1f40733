import { isMutual, isSymmetric, type Matrix, synapsesOf } from '../connectivity/index.ts';

export interface Bulk {
  /**
   * Radius of the disc (directed) or half-width of the interval (symmetric) that a random matrix of these weights would
   * fill.
   */
  readonly radius: number;
  /** Eigenvalues beyond it by more than a matrix of this size scatters, by falling modulus: [real, imaginary]. */
  readonly outliers: readonly (readonly [number, number])[];
}

/**
 * The bulk by the circular law (Girko 1984), σ √n, or the semicircle law (Wigner 1958), 2 σ √n, σ² the variance of all
 * weights off the diagonal (absent ones count as 0); weights with a correlation τ of w(i,j) and w(j,i) reach (1 + |τ|)
 * σ √n (Sommers et al. 1988). An outlier lies beyond it by more than four times the scatter of the edge: n^−2/3 of it
 * (Tracy & Widom 1994) where it is symmetric, √(ln n / 4n) (Rider 2003) where it is not.
 */
export function bulkOf(matrix: Matrix, { re, im }: { readonly re: Float64Array; readonly im: Float64Array }): Bulk {
  const { size: n } = matrix,
    radius = bulkRadius(matrix);
  if (radius === 0) return { radius, outliers: [] };
  const limit = radius * (1 + 4 * (isSymmetric(matrix) ? n ** (-2 / 3) : Math.sqrt(Math.log(n) / (4 * n))));
  const outliers = Array.from(re, (real, i) => [real, im[i]] as const).filter(
    ([real, imaginary]) => Math.hypot(real, imaginary) > limit,
  );
  return { radius, outliers: outliers.sort((a, b) => Math.hypot(...b) - Math.hypot(...a)) };
}

/** Radius of that bulk; 0 where there is none. */
export function bulkRadius(matrix: Matrix): number {
  const { size: n } = matrix;
  if (n < 2) return 0;
  const { sum, squares, products } = sumsOverPairs(matrix);
  const pairs = (n * (n - 1)) / 2,
    mean = sum / (2 * pairs),
    square = squares / (2 * pairs),
    spread = square - mean * mean;
  // of weights that are all alike rounding is left, and they have no bulk that others could lie beyond
  const variance = spread > pairs * 2 ** -52 * square ? spread : 0;
  if (variance === 0) return 0;
  const correlation = (products / pairs - mean * mean) / variance;
  return (1 + Math.abs(correlation)) * Math.sqrt(variance * n);
}

function sumsOverPairs(matrix: Matrix): { readonly sum: number; readonly squares: number; readonly products: number } {
  let sum = 0,
    squares = 0,
    products = 0;
  const add = (lower: number, upper: number): void => {
    sum += lower + upper;
    squares += lower * lower + upper * upper;
    products += lower * upper;
  };
  const synapses = synapsesOf(matrix);
  if (synapses && isMutual(synapses)) {
    const { size, starts, targets, weights } = synapses;
    for (let i = 0; i < size; i++)
      for (let at = starts[i]; at < starts[i + 1] && targets[at] < i; at++) add(weights[at], weights[at]);
    return { sum, squares, products };
  }
  const { size, values } = matrix;
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) add(values[i * size + j], values[j * size + i]);
  return { sum, squares, products };
}
