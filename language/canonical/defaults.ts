/** Defaults, read from the vocabulary: the canonical form and the manual cannot disagree. */
import { meaningOf, toSI } from '../../catalogue/units.ts';
import type { Default } from '../vocabulary/index.ts';

/** A default that is a quantity, in SI units. */
export function defaultQuantity({ default: given }: { readonly default?: Default }): number {
  const [, number, unit] = /^(-?[\d.]+(?:e-?\d+)?)(?:\s+(\S+))?$/.exec(given?.text ?? '') ?? [];
  if (number === undefined) throw new Error(`the default ${given?.text ?? '(none)'} is not a quantity`);
  return toSI(Number(number), unit === undefined ? undefined : meaningOf(unit));
}
