import { createHash } from 'node:crypto';

/** JSON with sorted keys and nothing but what counts, so that equal values give equal text. */
export function canonical(value: unknown): string {
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : `"${value}"`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).filter(([, held]) => held !== undefined).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, held]) => `${JSON.stringify(key)}:${canonical(held)}`).join(',')}}`;
}

/** SHA-256 in hexadecimal. */
export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

export type SweepPoint = Readonly<Record<string, number>>;

/** Replaces every `{ variable }` by its number at a point of the sweep. */
export function substitute<T>(value: T, at: SweepPoint): T {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((held) => substitute(held, at)) as T;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0][0] === 'variable' && typeof entries[0][1] === 'string') {
    const name = entries[0][1];
    if (!(name in at)) throw new Error(`the variable ${name} has no value: no "vary ${name} in …" stands in the experiment`);
    return at[name] as T;
  }
  return Object.fromEntries(entries.map(([key, held]) => [key, substitute(held, at)])) as T;
}
