import type { Noun } from './specification.ts';

/** All nouns inside a value, outer before inner. */
export function nounsIn(value: unknown): Noun[] {
  if (value === null || typeof value !== 'object') return [];
  const inner = Object.values(value).flatMap(nounsIn);
  return 'noun' in value && typeof value.noun === 'string' ? [value as Noun, ...inner] : inner;
}
