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
  return new CounterStream(key[0] | 0, key[1] | 0);
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
  const { length } = text;
  return ((i < length ? text.charCodeAt(i) : 0) << 16) | (i + 1 < length ? text.charCodeAt(i + 1) : 0);
}

/** Blocks that are drawn at once, at most. */
const mostAhead = 64;

class CounterStream implements Stream {
  private readonly key0: number;
  private readonly key1: number;
  /** Words `at` .. `end` − 1 are drawn ahead: two at first, twice as many each time that they are used up. */
  private words = new Uint32Array(16);
  private at = 0;
  private end = 0;
  private ahead = 1;
  /** The counter of the next block to be drawn. */
  private low = 0;
  private high = 0;
  private spare = NaN;
  /** What `below` was last asked for, and the last whole multiple of it, from which draws are thrown away. */
  private bound = NaN;
  private limit = NaN;

  constructor(key0: number, key1: number) {
    this.key0 = key0;
    this.key1 = key1;
  }
  private refill(): void {
    const { ahead } = this;
    if (2 * ahead > this.words.length) this.words = new Uint32Array(2 * ahead);
    blocks(this.key0, this.key1, this.low, this.high, this.words, ahead);
    if ((this.low >>> 0) + ahead >= 2 ** 32) this.high = (this.high + 1) | 0;
    this.low = (this.low + ahead) | 0;
    this.at = 0;
    this.end = 2 * ahead;
    this.ahead = Math.min(2 * ahead, mostAhead);
  }
  next(): number {
    if (this.at === this.end) this.refill();
    return this.words[this.at++];
  }
  private bits53(): number {
    const upper = this.next() >>> 5;
    return upper * 2 ** 26 + (this.next() >>> 6);
  }
  uniform(): number {
    return this.bits53() * 2 ** -53;
  }
  /** Box & Muller (1958): two normals from two uniforms, the second kept for the next call. */
  normal(): number {
    if (!Number.isNaN(this.spare)) {
      const value = this.spare;
      this.spare = NaN;
      return value;
    }
    const radius = Math.sqrt(-2 * log(1 - this.uniform()));
    turn(2 * Math.PI * this.uniform());
    this.spare = radius * turned[0];
    return radius * turned[1];
  }
  below(n: number): number {
    if (n !== this.bound) this.setBound(n);
    const { limit } = this,
      isWide = n > 2 ** 32;
    for (;;) {
      const value = isWide ? this.bits53() : this.next();
      if (value < n) return value;
      // the remainder by a quotient, which is exact for integers up to 2^53 and much faster than `%` of doubles
      if (value < limit) return value - Math.floor(value / n) * n;
    }
  }
  private setBound(n: number): void {
    if (!(Number.isInteger(n) && n >= 1 && n <= 2 ** 53))
      throw new RangeError(`below(n) needs an integer n from 1 to 2^53; this one is ${n}`);
    this.bound = n;
    this.limit = Math.floor((n > 2 ** 32 ? 2 ** 53 : 2 ** 32) / n) * n;
  }
  shuffle<T>(a: Shuffled<T>): void {
    for (let i = a.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const kept = a[i];
      a[i] = a[j];
      a[j] = kept;
    }
  }
  failures(probability: number, most: number): number {
    // u < p of 53-bit fractions, compared as integers in two parts
    const bound = Math.ceil(Math.min(1, Math.max(0, probability)) * 2 ** 53),
      upper = Math.floor(bound / 2 ** 26),
      lower = bound % 2 ** 26;
    for (let failed = 0; failed < most; ) {
      if (this.end - this.at < 2) {
        if (this.uniform() < probability) return failed;
        failed++;
        continue;
      }
      const drawn = this.words,
        from = this.at,
        tries = Math.min((this.end - from) >> 1, most - failed),
        to = from + 2 * tries;
      for (let place = from; place < to; place += 2) {
        const first = drawn[place] >>> 5;
        if (first < upper || (first === upper && drawn[place + 1] >>> 6 < lower)) {
          this.at = place + 2;
          return failed + (place - from) / 2;
        }
      }
      this.at = to;
      failed += tries;
    }
    return most;
  }
  skip(kind: Skippable, count: number): void {
    let left = count;
    if (kind === 'normal') {
      if (left > 0 && !Number.isNaN(this.spare)) {
        this.spare = NaN;
        left--;
      }
      this.skipWords(4 * Math.floor(left / 2));
      if (left % 2 === 1) this.normal();
      return;
    }
    this.skipWords(kind === 'uniform' ? 2 * left : left);
  }
  private skipWords(count: number): void {
    if (count <= this.end - this.at) {
      this.at += count;
      return;
    }
    const position = 2 * ((this.high >>> 0) * 2 ** 32 + (this.low >>> 0)) - (this.end - this.at) + count,
      whole = Math.floor(position / 2);
    this.low = whole | 0;
    this.high = Math.floor(whole / 2 ** 32) | 0;
    this.at = this.end;
    this.ahead = 1;
    if (position % 2 === 1) this.next();
  }
  permutation(n: number): Int32Array {
    const order = new Int32Array(n);
    for (let i = 0; i < n; i++) order[i] = i;
    this.shuffle(order);
    return order;
  }
}
