/** Names of columns and classes, as messages say them. */
import { nearest } from '../grammar/spelling.ts';

/** `Did you mean …?`, or what there is. */
export function nearestOf(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === undefined ? `It has ${listedNames(known, 12)}.` : `Did you mean \`${near}\`?`;
}
/** Each once, the first ones. */
export function listedNames(names: readonly string[], most = 6): string {
  const distinct = [...new Set(names)].filter((name) => name !== '');
  return `${distinct
    .slice(0, most)
    .map((name) => `\`${name}\``)
    .join(', ')}${distinct.length > most ? ', …' : ''}`;
}
