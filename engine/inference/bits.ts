/** Bit vectors over pairs: 32 pairs to a word. */

/** Row r of `words` words begins at r × words. */
export interface BitRows {
  readonly words: number;
  readonly count: number;
  readonly rows: Int32Array;
}

/** One row per test, one bit per item for which the test holds. */
export function bitRows(rows: number, count: number, isOn: (row: number, item: number) => number): BitRows {
  const words = Math.max(1, (count + 31) >>> 5);
  const packed = new Int32Array(rows * words);
  for (let row = 0; row < rows; row++)
    for (let item = 0; item < count; item++)
      if (isOn(row, item)) packed[row * words + (item >>> 5)] |= 1 << (item & 31);
  return { words, count, rows: packed };
}

/**
 * How many bits two vectors share. (Bits are counted in parallel within a word, three words at a time, as in Warren,
 * Hacker's Delight, section 5.1.)
 */
export function shared(a: Int32Array, aAt: number, b: Int32Array, bAt: number, words: number): number {
  let total = 0,
    i = 0;
  for (; i + 2 < words; i += 3)
    total += ones4(
      fours(a[aAt + i] & b[bAt + i]) + fours(a[aAt + i + 1] & b[bAt + i + 1]) + fours(a[aAt + i + 2] & b[bAt + i + 2]),
    );
  for (; i < words; i++) total += ones4(fours(a[aAt + i] & b[bAt + i]));
  return total;
}
/** Counts of each four bits, at most 4 in each. */
function fours(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  return (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
}
/** The sum of eight counts of four bits, each at most 15. */
const ones4 = (counts: number): number =>
  Math.imul((counts & 0x0f0f0f0f) + ((counts >>> 4) & 0x0f0f0f0f), 0x01010101) >>> 24;
