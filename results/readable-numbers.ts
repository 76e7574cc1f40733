import type { Unit } from './quantity.ts';

/** A number as a person reads it in a sentence or a table: four significant digits, whole numbers whole. */
export function readableNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not known' : value > 0 ? '∞' : '−∞';
  const text =
    Number.isInteger(value) && Math.abs(value) < 1e6
      ? String(value)
      : Math.abs(value) >= 1e6 || (Math.abs(value) < 1e-3 && value !== 0)
        ? value.toExponential(2)
        : value.toPrecision(4);
  return text.replace('-', '−').replace('e−', 'e-').replace('e+', 'e');
}

/**
 * `92.90 % [92.55, 93.24]`: an estimate in its unit and its interval, to a thirtieth of the interval's width,
 * or, where that takes more than ten decimals, to four digits each.
 */
export function readableEstimate(
  estimate: number,
  interval: readonly [number, number] | null,
  { unit, factor }: Unit,
): string {
  const value = estimate * factor;
  const ending = unit ? ` ${unit}` : '';
  if (!interval) return `${readableNumber(value)}${ending}`;
  const ci = [interval[0] * factor, interval[1] * factor];
  const width = ci[1] - ci[0];
  const decimals = width > 0 && Number.isFinite(width) ? Math.max(0, Math.ceil(1.5 - Math.log10(width))) : 4;
  const show = (number: number) =>
    decimals > 10
      ? readableNumber(number)
      : number
          .toFixed(decimals)
          .replace(/^-(?=0(\.0*)?$)/, '')
          .replace('-', '−');
  return `${show(value)}${ending} [${show(ci[0])}, ${show(ci[1])}]`;
}

/** `difference 5.51 [5.12, 5.91] percentage points`: proportions differ by points, not by per cent. */
export function readableDifference(difference: number, interval: readonly [number, number] | null, unit: Unit): string {
  return unit.unit === '%'
    ? `difference ${readableEstimate(difference, interval, { ...unit, unit: '' })} percentage points`
    : `difference ${readableEstimate(difference, interval, unit)}`;
}

/** Six significant digits at most: `50`, `0.25`, `1e-9`. */
export const plainNumber = (value: number): string =>
  String(Number(value.toPrecision(6)))
    .replaceAll('-', '−')
    .replace('e+', 'e');
/** `50 µm`: the same of a quantity, in its unit. */
export const plainQuantity = (value: number, { unit, factor }: Unit): string =>
  `${plainNumber(value * factor)}${unit && ` ${unit}`}`;

/** `1.48 ± 0.06`: the error in two digits, the value to the same place. */
export function withError(value: number, error: number): string {
  if (!(error > 0 && Number.isFinite(error))) return readableNumber(value);
  const digits = Math.min(10, Math.max(0, 1 - Math.floor(Math.log10(error))));
  return `${value.toFixed(digits)} ± ${error.toFixed(digits)}`;
}
