/** The rule that a set of regulators gives for a target, and how well it does on pairs. */
import { type BitRows, bitRows } from './bits.ts';
import type { Binarised } from './binarise.ts';
import type { Pairs } from './lagged-pairs.ts';
import { completed, type TruthTable } from './shortest-rule.ts';

/** States before and after, by gene and pair. */
export interface Transitions {
  readonly count: number;
  readonly before: (gene: number, pair: number) => number;
  readonly after: (gene: number, pair: number) => number;
}

/**
 * `turned`: by how many times of the order the cells after are turned against those before; 0 for what was observed.
 */
export function transitions({ bits }: Binarised, { sequence, before, after, starts }: Pairs, turned = 0): Transitions {
  const cellAfter =
    turned === 0 ? Int32Array.from(after, (place) => sequence[place]) : turnedCells(sequence, after, starts, turned);
  return {
    count: before.length,
    before: (gene, pair) => bits[gene][sequence[before[pair]]],
    after: (gene, pair) => bits[gene][cellAfter[pair]],
  };
}
/** For the cells of a time those of another; in turn, where that has fewer. */
function turnedCells(sequence: Int32Array, after: Int32Array, starts: Int32Array, turned: number): Int32Array {
  const times = starts.length - 1;
  const to = new Int32Array(sequence.length);
  for (let time = 0; time < times; time++) {
    const other = (time + turned) % times,
      size = starts[other + 1] - starts[other];
    for (let place = starts[time]; place < starts[time + 1]; place++)
      to[place] = sequence[starts[other] + ((place - starts[time]) % size)];
  }
  return Int32Array.from(after, (place) => to[place]);
}

/**
 * What the pairs say of each pattern of the regulators: the majority; undefined for a tie, or a pattern that never
 * comes.
 */
export function truthOf(
  regulators: readonly number[],
  target: number,
  { before, after }: Transitions,
  pairs: Iterable<number>,
): TruthTable {
  const on = new Int32Array(1 << regulators.length),
    all = new Int32Array(1 << regulators.length);
  for (const pair of pairs) {
    const pattern = patternOf(regulators, before, pair);
    all[pattern]++;
    on[pattern] += after(target, pair);
  }
  return Array.from(all, (count, pattern) => (2 * on[pattern] > count ? 1 : 2 * on[pattern] < count ? 0 : undefined));
}

/** The share of pairs on which the rule learnt from some pairs is right on others. */
export function agreement(
  regulators: readonly number[],
  target: number,
  states: Transitions,
  learnt: Iterable<number>,
  tested: readonly number[],
): number {
  const values = completed(truthOf(regulators, target, states, learnt));
  return (
    tested.filter((pair) => values[patternOf(regulators, states.before, pair)] === states.after(target, pair)).length /
    tested.length
  );
}
function patternOf(regulators: readonly number[], before: Transitions['before'], pair: number): number {
  let pattern = 0;
  for (let i = 0; i < regulators.length; i++) pattern |= before(regulators[i], pair) << i;
  return pattern;
}

/** Candidates before, as bits over chosen pairs. */
export const rowsBefore = (candidates: readonly number[], { before }: Transitions, pairs: readonly number[]): BitRows =>
  bitRows(candidates.length, pairs.length, (row, item) => before(candidates[row], pairs[item]));
