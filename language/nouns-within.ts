import type { Noun } from './specification.ts';

/** All nouns inside a value, outer before inner; itself, where it is one. */
export function nounsIn(value: unknown): readonly Noun[] {
  if (value === null || typeof value !== 'object') return [];
  return 'noun' in value && typeof value.noun === 'string'
    ? withinNoun(value as Noun)
    : Object.values(value).flatMap(nounsIn);
}
/** Nouns never change: each is walked once. Rules of genes are large and hold no noun. */
function withinNoun(noun: Noun): readonly Noun[] {
  const known = within.get(noun);
  if (known) return known;
  const found = noun.noun === 'genes' ? [noun] : [noun, ...Object.values(noun).flatMap(nounsIn)];
  within.set(noun, found);
  return found;
}
const within = new WeakMap<Noun, readonly Noun[]>();

/** The same with this noun wherever one of its kind stands. What holds none is not copied. */
export function withNoun<T>(value: T, noun: Noun): T {
  if (value === null || typeof value !== 'object') return value;
  if ('noun' in value && value.noun === noun.noun) return noun as T;
  const inner = Object.entries(value).map(([key, held]) => [key, held, withNoun(held, noun)] as const);
  if (inner.every(([, held, now]) => now === held)) return value;
  const changed = inner.map(([key, , now]) => [key, now] as const);
  return (Array.isArray(value) ? changed.map(([, now]) => now) : Object.fromEntries(changed)) as T;
}
