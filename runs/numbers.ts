/** A number as a person reads it in a sentence or a table: four significant digits, whole numbers whole. */
export function readableNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'undefined' : value > 0 ? '∞' : '−∞';
  const text = Number.isInteger(value) && Math.abs(value) < 1e6 ? String(value)
    : Math.abs(value) >= 1e6 || (Math.abs(value) < 1e-3 && value !== 0) ? value.toExponential(2)
    : value.toPrecision(4);
  return text.replace('-', '−').replace('e−', 'e-').replace('e+', 'e');
}

/** `0.9290 [0.9255, 0.9324]`: an estimate and its interval, to three digits of the interval's width. */
export function readableEstimate(value: number, ci: readonly [number, number] | null): string {
  if (!ci) return readableNumber(value);
  const width = ci[1] - ci[0];
  const decimals = width > 0 && Number.isFinite(width) ? Math.min(10, Math.max(0, 2 - Math.floor(Math.log10(width)))) : 4;
  const show = (number: number) => number.toFixed(decimals).replace(/^-(?=0(\.0*)?$)/, '').replace('-', '−');
  return `${show(value)} [${show(ci[0])}, ${show(ci[1])}]`;
}
