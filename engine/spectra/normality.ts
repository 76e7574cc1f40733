import type { Matrix } from '../connectivity/index.ts';

/**
 * Henrici's departure from normality over the size of the matrix: √(‖W‖² − Σ|λ|²) / ‖W‖ in the Frobenius norm (Henrici
 * 1962); 0 for a normal matrix (every symmetric one), 1 for a nilpotent one, NaN for zeros.
 */
export function departureFromNormality(
  { values }: Matrix,
  { re, im }: { readonly re: Float64Array; readonly im: Float64Array },
): number {
  const size = values.reduce((sum, weight) => sum + weight * weight, 0);
  const spectral = re.reduce((sum, real, i) => sum + real * real + im[i] * im[i], 0);
  return Math.sqrt(Math.max(0, size - spectral) / size);
}
