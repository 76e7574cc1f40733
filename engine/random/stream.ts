import { log, turn, turned } from './elementary.ts';
import { block, blocks } from './threefry.ts';

/** A sequence of draws. Two streams with the same key give the same sequence on every machine. */
export interface Stream {
  /** An integer 0 .. 2³²−1. */
  next(): number;
  /** A number in [0, 1) with 53 random bits. */
  uniform(): number;
  /** A standard normal number. */
  normal(): number;
  /** An unbiased integer 0 .. n−1, for 1 ≤ n ≤ 2⁵³. */
  below(n: number): number;
  /** A uniform permutation of 0 .. n−1. */
  permutation(n: number): Int32Array;
  /** Puts the elements in a uniformly random order, in place. */
  shuffle<T>(a: Shuffled<T>): void;
  /**
   * How many of the next `uniform()` are not below `probability` before one is, which is drawn too; `most` where none
   * of so many is.
   */
  failures(probability: number, most: number): number;
  /** Goes on as if so many numbers of a kind had been drawn, in a time that does not depend on how many. */
  skip(kind: Skippable, count: number): void;
}
export type Skippable = 'next' | 'uniform' | 'normal';
/** An array or a typed array. */
export interface Shuffled<T> {
  readonly length: number;
  [index: number]: T;
}

/**
 * The stream of one use of randomness: `seed` (a safe integer) of the experiment, `name` of the declaration or call
 * text,
 * `purpose` of the draws, `index` where a use needs many streams. Different keys give independent streams.
 */
export function stream(seed: number, name: string, purpose: string, index = 0): Stream {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed is an integer up to 2^53; this one is ${seed}`);
  if (!Number.isSafeInteger(index))
    throw new RangeError(`the index of a random stream is an integer up to 2^53; this one is ${index}`);
  const key = hash([seed, index, name.length, purpose.length], name, purpose);
  return counterStream(key[0] | 0, key[1] | 0);
}

/**
 * Words and texts → 64 bits, by chaining Threefry blocks: what is absorbed is the counter, what came before is the key.
 */
function hash(words: readonly number[], ...texts: readonly string[]): Uint32Array {
  const key = new Uint32Array(2);
  for (const word of words) block(key[0], key[1], word >>> 0, Math.floor(word / 2 ** 32) >>> 0, key);
  for (const text of texts) {
    for (let i = 0; i < text.length; i += 4) block(key[0], key[1], pair(text, i), pair(text, i + 2), key);
  }
  return key;
}
/** Two UTF-16 code units as one word; nothing counts as zero (lengths are absorbed first, so this is unambiguous). */
function pair(text: string, i: number): number {
  return ((text.charCodeAt(i) || 0) << 16) | (text.charCodeAt(i + 1) || 0);
}

/** Blocks that are drawn at once, at most. */
const mostAhead = 64;

function counterStream(key0: number, key1: number): Stream {
  /** Words `at` .. `end` − 1 are drawn ahead: two at first, twice as many each time that they are used up. */
  let words = new Uint32Array(2);
  let at = 0;
  let end = 0;
  let ahead = 1;
  /** The counter of the next block to be drawn. */
  let low = 0;
  let high = 0;
  let spare = NaN;

  function refill(): void {
    if (2 * ahead > words.length) words = new Uint32Array(2 * ahead);
    blocks(key0, key1, low, high, words, ahead);
    if ((low >>> 0) + ahead >= 2 ** 32) high = (high + 1) | 0;
    low = (low + ahead) | 0;
    at = 0;
    end = 2 * ahead;
    ahead = Math.min(2 * ahead, mostAhead);
  }
  function next(): number {
    if (at === end) refill();
    return words[at++];
  }
  function bits53(): number {
    const upper = next() >>> 5;
    return upper * 2 ** 26 + (next() >>> 6);
  }
  const uniform = (): number => bits53() * 2 ** -53;
  /** Box & Muller (1958): two normals from two uniforms, the second kept for the next call. */
  function normal(): number {
    if (!Number.isNaN(spare)) {
      const value = spare;
      spare = NaN;
      return value;
    }
    const radius = Math.sqrt(-2 * log(1 - uniform()));
    turn(2 * Math.PI * uniform());
    spare = radius * turned[0];
    return radius * turned[1];
  }
  /** Draws beyond the last whole multiple of n are thrown away. */
  function below(n: number): number {
    if (!(Number.isInteger(n) && n >= 1 && n <= 2 ** 53))
      throw new RangeError(`below(n) needs an integer n from 1 to 2^53; this one is ${n}`);
    if (n > 2 ** 32)
      for (const limit = 2 ** 53 - (2 ** 53 % n); ; ) {
        const value = bits53();
        if (value < limit) return value % n;
      }
    // the remainder of a 32-bit number by a quotient, which is exact for such and much faster than `%` of doubles
    const limit = Math.floor(2 ** 32 / n) * n;
    for (;;) {
      const value = next();
      if (value < limit) return value - Math.floor(value / n) * n;
    }
  }
  function shuffle<T>(a: Shuffled<T>): void {
    for (let i = a.length - 1; i > 0; i--) {
      const j = below(i + 1);
      const kept = a[i];
      a[i] = a[j];
      a[j] = kept;
    }
  }
  function failures(probability: number, most: number): number {
    // u < p of 53-bit fractions, compared as integers in two parts
    const bound = Math.ceil(Math.min(1, Math.max(0, probability)) * 2 ** 53),
      upper = Math.floor(bound / 2 ** 26),
      lower = bound % 2 ** 26;
    for (let failed = 0; failed < most; ) {
      if (end - at < 2) {
        if (uniform() < probability) return failed;
        failed++;
        continue;
      }
      const drawn = words,
        from = at,
        tries = Math.min((end - from) >> 1, most - failed),
        to = from + 2 * tries;
      for (let place = from; place < to; place += 2) {
        const first = drawn[place] >>> 5;
        if (first < upper || (first === upper && drawn[place + 1] >>> 6 < lower)) {
          at = place + 2;
          return failed + (place - from) / 2;
        }
      }
      at = to;
      failed += tries;
    }
    return most;
  }
  function skip(kind: Skippable, count: number): void {
    let left = count;
    if (kind === 'normal') {
      if (left > 0 && !Number.isNaN(spare)) {
        spare = NaN;
        left--;
      }
      skipWords(4 * Math.floor(left / 2));
      if (left % 2 === 1) normal();
      return;
    }
    skipWords(kind === 'uniform' ? 2 * left : left);
  }
  function skipWords(count: number): void {
    if (count <= end - at) {
      at += count;
      return;
    }
    const position = 2 * ((high >>> 0) * 2 ** 32 + (low >>> 0)) - (end - at) + count,
      whole = Math.floor(position / 2);
    low = whole | 0;
    high = Math.floor(whole / 2 ** 32) | 0;
    at = end;
    ahead = 1;
    if (position % 2 === 1) next();
  }
  function permutation(n: number): Int32Array {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    shuffle(order);
    return order;
  }
  return { next, uniform, normal, below, permutation, shuffle, failures, skip };
}
