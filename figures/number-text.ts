import { plainNumber, plainQuantity } from '../results/readable-numbers.ts';
import type { Axis } from './figure.ts';

export { plainNumber };
export { capitalised, type Quantity, quantityOf } from '../results/quantity.ts';

/** A value of an axis as a person reads it: its name, or the number in its unit. */
export const axisValue = (value: number, axis: Axis): string => axis.names?.[value] ?? plainQuantity(value, axis);

/** A value in its unit with as many decimals as tell `span` (in the values' own unit) apart: `94.1 %`. */
export function formatValue(
  value: number,
  quantity: { readonly unit: string; readonly factor: number },
  span: number,
): string {
  const shown = formatNumber(value * quantity.factor, decimalsFor(span * quantity.factor));
  return quantity.unit ? `${shown}\u00a0${quantity.unit}` : shown;
}
/** Decimals that leave about two digits of a range of size `span`; none for whole ranges above 20. */
export function decimalsFor(span: number): number {
  if (!(span > 0) || !Number.isFinite(span)) return 1;
  return Math.min(8, Math.max(0, Math.ceil(1.3 - Math.log10(span))));
}
/** Fixed decimals with a true minus sign; what is very large, or too small for few decimals, in powers of ten. */
export function formatNumber(value: number, decimals: number): string {
  const size = Math.abs(value);
  const isSmall = size < 1e-4 && (decimals > 5 || Number(value.toFixed(decimals)) === 0);
  if (size !== 0 && (size >= 1e7 || isSmall))
    return value.toExponential(2).replaceAll('-', '−').replace('e', ' × 10^').replace('^+', '^');
  return fixedNumber(value, Number.isInteger(value) && decimals > 2 ? 0 : decimals);
}
/** As others beside it are written, whatever its size; none is a negative zero. */
export function fixedNumber(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '−');
}
/** A tick of an axis with that much between two ticks: `0.25`, `1500`, `2e8`. */
export function formatTick(value: number, step: number): string {
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const size = Math.max(Math.abs(value), step);
  if (decimals <= 6 && size < 1e6)
    return value
      .toFixed(decimals)
      .replace(/^-(?=[0.]*$)/, '')
      .replace('-', '−');
  if (Math.abs(value) < step / 2) return '0';
  const digits = Math.min(15, Math.max(0, Math.floor(Math.log10(size)) - Math.floor(Math.log10(step) + 1e-9)));
  const [mantissa, exponent] = value.toExponential(digits).split('e');
  return `${Number(mantissa)}e${Number(exponent)}`.replaceAll('-', '−');
}
/** The largest of 1, 2, 5 × 10^k that is not above `length`. */
export function roundLength(length: number): number {
  const power = 10 ** Math.floor(Math.log10(length));
  return power * ([5, 2, 1].find((digit) => digit * power <= length * (1 + 1e-9)) ?? 1);
}
/** Metres, written in µm below 10 mm. */
export function formatLength(metres: number): string {
  return metres < 0.01 ? `${plainNumber(metres * 1e6)} µm` : `${plainNumber(metres * 1e3)} mm`;
}
