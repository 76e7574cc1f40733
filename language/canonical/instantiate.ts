import type { Varying } from '../varying.ts';

/** What the engine takes, where no variable is left in it. */
export const settled = <T>(given: Varying<T>): T | undefined => (holdsVariable(given) ? undefined : (given as T));
const holdsVariable = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (('variable' in value && typeof value.variable === 'string') || Object.values(value).some(holdsVariable));

/** The same where every `{ variable }` has become its number. */
export type Settled<T> = T extends { readonly variable: string }
  ? number
  : T extends object
    ? { readonly [Key in keyof T]: Settled<T[Key]> }
    : T;

/** A point of the sweep put in: every `{ variable }` of a noun, a training or a measure becomes its number. */
export function instantiate<T>(value: T, at: Readonly<Record<string, number>>): Settled<T> {
  if (typeof value !== 'object' || value === null) return value as Settled<T>;
  if (Array.isArray(value)) return value.map((held) => instantiate(held, at)) as Settled<T>;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0][0] === 'variable' && typeof entries[0][1] === 'string') {
    const name = entries[0][1];
    if (!(name in at))
      throw new Error(`the variable ${name} has no value: no "vary ${name} in …" stands in the experiment`);
    return at[name] as Settled<T>;
  }
  return Object.fromEntries(entries.map(([key, held]) => [key, instantiate(held, at)])) as Settled<T>;
}
