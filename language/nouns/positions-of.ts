import { meaningOf, toSI } from '../../catalogue/units.ts';
import { type Read, value, word } from '../canonical/read-settings.ts';

/** A file with a row per neuron, and metres per unit of it. */
export function positionsOf(found: Read): { readonly path: string; readonly unit: number } {
  const slot = found.match.entry.labels?.from?.[0].name ?? 'from';
  return { path: word(value(found, slot)), unit: toSI(1, meaningOf(word(value(found, 'unit')))) };
}
