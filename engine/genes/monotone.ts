/** Monotone Boolean functions: how many, and one drawn uniformly. A table has input i at bit i of its entries. */
import type { Stream } from '../random/index.ts';

/** Of 0 .. 8 inputs, constants included (Dedekind 1897; Wiedemann 1991; OEIS A000372). */
export const monotoneCounts: readonly bigint[] = [
  2n,
  3n,
  6n,
  20n,
  168n,
  7581n,
  7828354n,
  2414682040998n,
  56130437228687557907788n,
];
export const mostMonotone = monotoneCounts.length - 1;

/** Up to so many inputs all are listed. */
export const mostListed = 5;
const lists: Uint8Array[][] = [[Uint8Array.of(0), Uint8Array.of(1)]];
/** A function of n + 1 inputs is two of n, the first nowhere above the second. */
export function allMonotone(inputs: number): readonly Uint8Array[] {
  if (!lists[inputs]) {
    const smaller = allMonotone(inputs - 1);
    lists[inputs] = smaller.flatMap((low) =>
      smaller.flatMap((high) => (isBelow(low, high) ? [joined(low, high)] : [])),
    );
  }
  return lists[inputs];
}
const isBelow = (low: Uint8Array, high: Uint8Array): boolean => low.every((value, entry) => value <= high[entry]);
function joined(low: Uint8Array, high: Uint8Array): Uint8Array {
  const table = new Uint8Array(2 * low.length);
  table.set(low);
  table.set(high, low.length);
  return table;
}

/** Each function of `inputs`, at most 8, with the same probability: halves are drawn until they are in order. */
export function drawMonotone(inputs: number, draws: Stream): Uint8Array {
  if (inputs <= mostListed) {
    const functions = allMonotone(inputs);
    return functions[draws.below(functions.length)];
  }
  for (;;) {
    const low = drawMonotone(inputs - 1, draws);
    const high = drawMonotone(inputs - 1, draws);
    if (isBelow(low, high)) return joined(low, high);
  }
}
