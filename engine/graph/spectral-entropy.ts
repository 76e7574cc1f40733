/**
 * Shannon entropy, in bits, of the shares that the moduli of eigenvalues have in their sum: 0 where one holds all, log2
 * n where n are alike. NaN where all are 0.
 */
export function spectralEntropy({ re, im }: { readonly re: Float64Array; readonly im: Float64Array }): number {
  return entropyOfShares(re.map((real, i) => Math.hypot(real, im[i])));
}
/** Shannon entropy, in bits, of amounts as shares of their sum; NaN where that is 0. */
export function entropyOfShares(amounts: Float64Array): number {
  const all = amounts.reduce((sum, amount) => sum + amount, 0);
  return all > 0
    ? amounts.reduce((sum, amount) => (amount > 0 ? sum - (amount / all) * Math.log2(amount / all) : sum), 0)
    : Number.NaN;
}
