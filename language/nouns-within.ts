import type { Noun } from './specification.ts';

/** All nouns inside a value, outer before inner; itself, where it is one. Values never change: each is walked once. */
export function nounsIn(value: unknown): readonly Noun[] {
  if (value === null || typeof value !== 'object') return [];
  const known = within.get(value);
  if (known) return known;
  // rules of genes are large and hold no noun
  const isGenes = 'noun' in value && value.noun === 'genes';
  const inner = isGenes ? [] : Object.values(value).flatMap(nounsIn);
  const found = 'noun' in value && typeof value.noun === 'string' ? [value as Noun, ...inner] : inner;
  within.set(value, found);
  return found;
}
const within = new WeakMap<object, readonly Noun[]>();

/** The same with this noun wherever one of its kind stands. What holds none is not copied. */
export function withNoun<T>(value: T, noun: Noun): T {
  if (value === null || typeof value !== 'object') return value;
  if ('noun' in value && value.noun === noun.noun) return noun as T;
  const inner = Object.entries(value).map(([key, held]) => [key, held, withNoun(held, noun)] as const);
  if (inner.every(([, held, now]) => now === held)) return value;
  const changed = inner.map(([key, , now]) => [key, now] as const);
  return (Array.isArray(value) ? changed.map(([, now]) => now) : Object.fromEntries(changed)) as T;
}
