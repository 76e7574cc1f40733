import { bounds, type Expression } from '../expressions/index.ts';
import { stream } from '../random/index.ts';
import { block } from '../random/threefry.ts';
import type { Key } from './cells.ts';

/**
 * One uniform number for each ordered pair of cells: Threefry's 64 bits for the counter (pre, post), keyed by the use.
 * `first` gives the upper 32 bits as an integer; `second`, called right after, completes them to the 53-bit number in
 * [0, 1) that lies in [first, first + 1) / 2³².
 */
export interface PairDraws {
  first(pre: number, post: number): number;
  second(): number;
}
export function pairDraws(key: Key, purpose: string, index: number): PairDraws {
  const words = stream(key.seed, key.stream, purpose, index);
  const key0 = words.next() | 0;
  const key1 = words.next() | 0;
  const out = new Uint32Array(2);
  return {
    first: (pre, post) => {
      block(key0, key1, pre, post, out);
      return out[0];
    },
    second: () => (out[0] * 2 ** 21 + (out[1] >>> 11)) * 2 ** -53,
  };
}

/**
 * Upper bounds of a pair probability by distance, so that most pairs are refused before the probability is computed.
 * Refusal is exact: bin b of the squared distance holds the bound over all distances in it (and all values of whatever
 * else the expression reads), in units of 2⁻³², and a draw at or above it is at or above the probability too.
 */
export interface Ceiling {
  readonly perSquareMetre: number;
  readonly bound: Float64Array;
}
export function ceilingByDistance(
  probability: Expression,
  space: readonly number[],
  rescale: (bound: number) => number,
): Ceiling {
  const longest = space.reduce((sum, length) => sum + length * length, 0);
  const perSquareMetre = bins / longest;
  const bound = Float64Array.from({ length: bins + 1 }, (_, bin) => {
    const distance = {
      low: Math.sqrt(bin / perSquareMetre) * (1 - slack),
      high: Math.sqrt((bin + 1) / perSquareMetre) * (1 + slack),
    };
    return rescale(bounds(probability, { ...ranges, distance }).high) * 2 ** 32;
  });
  return { perSquareMetre, bound };
}
const bins = 256;
const slack = 1e-9;
const share = { low: 0, high: 1 };
const positive = { low: 0, high: Infinity };
const ranges = {
  similarity: share,
  jaccard: share,
  matching: share,
  age_gap: positive,
  time: positive,
  'pre.age': positive,
  'post.age': positive,
  'pre.birth': positive,
  'post.birth': positive,
};
