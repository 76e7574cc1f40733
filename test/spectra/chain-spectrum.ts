/**
 * Variances of the principal components of the chain x ← x + h ((W − 1) x + e), h = dt/tau, e standard normal, as the
 * study's programs run it, in falling order, for symmetric W of these eigenvalues λ: per mode an autoregression with
 * a = 1 − h (1 − λ) and variance h² / (1 − a²); with `bin` > 1 the variance of the mean of so many steps,
 * var · [1/b + (2/b²) Σ_{j<b} (b − j) aʲ]. What simulations and fits are held against.
 */
export function chainSpectrum(
  eigenvalues: ArrayLike<number>,
  { step, bin = 1 }: { readonly step: number; readonly bin?: number },
): Float64Array {
  const variances = Float64Array.from(eigenvalues, (value) => {
    const a = 1 - step * (1 - value);
    return ((step * step) / (1 - a * a)) * meanOfBin(a, bin);
  });
  return variances.sort().reverse();
}
/** Variance of the mean of b steps of an autoregression with coefficient a, over that of one step: closed form. */
function meanOfBin(a: number, b: number): number {
  if (b === 1) return 1;
  const rest = 1 - a;
  return rest < 1e-6
    ? 1 - (rest * (b * b - 1)) / (3 * b)
    : 1 / b + (((2 * a) / (b * b)) * (b * rest - 1 + a ** b)) / (rest * rest);
}
