/** A number as a person reads it in a sentence or a table: four significant digits, whole numbers whole. */
export function readableNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'undefined' : value > 0 ? '∞' : '−∞';
  const text = Number.isInteger(value) && Math.abs(value) < 1e6 ? String(value)
    : Math.abs(value) >= 1e6 || (Math.abs(value) < 1e-3 && value !== 0) ? value.toExponential(2)
    : value.toPrecision(4);
  return text.replace('-', '−').replace('e−', 'e-').replace('e+', 'e');
}
