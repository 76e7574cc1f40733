import { compare } from '../../engine/statistics/index.ts';

/** Compares as `compare` does, and each pair once: a table and a claim ask for the same. */
export function comparedOnce(): typeof compare {
  const known = new Map<string, readonly [readonly number[], readonly number[], ReturnType<typeof compare>]>();
  return (a, b, key) => {
    const [left, right, result] = known.get(key) ?? [];
    if (left && right && result && isSame(left, a) && isSame(right, b)) return result;
    const compared = compare(a, b, key);
    known.set(key, [a, b, compared]);
    return compared;
  };
}
const isSame = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((value, i) => value === other[i]);
