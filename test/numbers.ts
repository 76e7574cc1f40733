import assert from 'node:assert/strict';

/** Asserts that a number is there and within `within` of what is expected. */
export function near(found: number | null | undefined, expected: number, within: number, what = ''): void {
  assert.ok(
    typeof found === 'number' && Math.abs(found - expected) <= within,
    `${what} ${found}, not ${expected} ± ${within}`,
  );
}
export const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
/** About the mean, over n. */
export function variance(values: ArrayLike<number>): number {
  const centre = mean(values);
  return mean(Array.from(values, (value) => (value - centre) ** 2));
}

/** No number of a summary or a row is missing or infinite: what has no value is left out, or null where it may be. */
export function allFinite(value: unknown, place = ''): void {
  if (typeof value === 'number') assert.ok(Number.isFinite(value), `${place} is ${value}`);
  else if (typeof value === 'object' && value !== null)
    for (const [name, part] of Object.entries(value)) allFinite(part, `${place}.${name}`);
}
