import { log, turn, turned } from './elementary.ts';
import { block } from './threefry.ts';

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
}
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
  return counterStream(key[0], key[1]);
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

function counterStream(key0: number, key1: number): Stream {
  const words = new Uint32Array(2);
  let low = 0;
  let high = 0;
  let half = false;
  let spare = NaN;

  function next(): number {
    if (half) {
      half = false;
      return words[1];
    }
    block(key0, key1, low, high, words);
    low = (low + 1) | 0;
    if (low === 0) high = (high + 1) | 0;
    half = true;
    return words[0];
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
  function permutation(n: number): Int32Array {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    shuffle(order);
    return order;
  }
  return { next, uniform, normal, below, permutation, shuffle };
}
