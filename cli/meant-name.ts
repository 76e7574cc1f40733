import { nearest } from '../grammar/spelling.ts';

const most = 20;
/** What to say of a name that is none: the nearest one there is, and all there are. */
export function meant(word: string, known: readonly string[]): string {
  if (known.length === 0) return 'there is none.';
  const near = nearest(word, known);
  const names = `${known.slice(0, most).join(', ')}${known.length > most ? ' …' : ''}`;
  const some = `there ${known.length === 1 ? 'is' : 'are'} ${names}.`;
  return near === undefined ? some : `did you mean ${near}? ${some.charAt(0).toUpperCase()}${some.slice(1)}`;
}
