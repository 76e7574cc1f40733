import { describe, isNumber, meaningOf, toSI, type UnitMeaning, units, unitsOf } from '../catalogue/units.ts';

/** What a number with its unit is, in words and in the units beside its own: `a length: 50 um = 0.05 mm`. */
export function writtenQuantityText(value: number, written: string): string {
  const unit = meaningOf(written);
  if (!unit) return '';
  if (unit.count !== undefined) return `a number of ${unit.count}`;
  if (written === '%') return `a share: ${value} % = ${rounded(toSI(value, unit))}`;
  if (isNumber(unit.dimension)) return `${describe(unit.dimension)}: ${rounded(toSI(value, unit))}`;
  return [`${describe(unit.dimension)}: ${value} ${written}`, ...inOtherUnits(value, written, unit)].join(' = ');
}

/** In those units in which the number can be read at a glance. */
function inOtherUnits(value: number, written: string, unit: UnitMeaning): readonly string[] {
  const own = factorOf(unit);
  return unitsOf(unit.dimension).flatMap((name) => {
    const other = units[name];
    if (!other || name === written || factorOf(other) === own || name === 'days') return [];
    const converted = (toSI(value, unit) * other.denominator) / other.numerator;
    const size = Math.abs(converted);
    return size >= 0.001 && size < 10_000 ? [`${rounded(converted)} ${name}`] : [];
  });
}
const factorOf = ({ numerator, denominator }: UnitMeaning): number => numerator / denominator;
const rounded = (value: number): number => Number(value.toPrecision(6));
