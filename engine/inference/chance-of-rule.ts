/** How often chance explains a gene as well as its best rule does. */
import { stream } from '../random/index.ts';
import type { Binarised } from './binarise.ts';
import { type BitRows, bitRows } from './bits.ts';
import { type Transitions, transitions } from './fit.ts';
import type { InferenceOptions } from './inference-options.ts';
import type { InferredRule } from './inferred-rule.ts';
import type { Pairs } from './lagged-pairs.ts';
import { bestFit } from './search.ts';

/**
 * The same search on targets that have lost their relation to the others. It ends early where chance was as good ten
 * times: then p is ten by the draws it took (Besag & Clifford 1991), else (1 + as good)/(1 + draws).
 */
export function* chanceOf(
  target: number,
  gene: string,
  rows: BitRows,
  binarised: Binarised,
  pairs: Pairs,
  states: Transitions,
  errors: number,
  options: InferenceOptions,
  { keepsItself }: { readonly keepsItself: boolean },
): Generator<number, NonNullable<InferredRule['chance']>> {
  const draws = stream(options.seed, 'inference', gene);
  const within = withinOwnState(target, states);
  const turns = draws.permutation(pairs.times - 1);
  const most = options.null === 'shifts' ? Math.min(options.draws, turns.length) : options.draws;
  const batch = Math.max(
    1,
    Math.min(25, Math.floor(memory / tableSize(rows.rows.length / rows.words, options.regulators))),
  );
  let wrong = 0,
    asGood = 0,
    drawn = 0;
  while (drawn < most && asGood < enough) {
    const count = Math.min(batch, most - drawn);
    const after = Array.from({ length: count }, (_, index): ((pair: number) => number) => {
      if (options.null === 'shifts') {
        const turn = turns[drawn + index] + 1;
        if (keepsItself) return within((count) => turnedBy(Math.round((turn / pairs.times) * count), count));
        const turned = transitions(binarised, pairs, turn);
        return (pair) => turned.after(target, pair);
      }
      if (keepsItself) return within((count) => draws.permutation(count));
      const order = draws.permutation(states.count);
      return (pair) => states.after(target, order[pair]);
    });
    const { errors: found } = yield* bestFit({
      candidates: rows,
      targets: bitRows(count, states.count, (row, pair) => after[row](pair)),
      most: options.regulators,
      listed: 1,
    });
    for (let i = 0; i < count && asGood < enough; i++) {
      drawn++;
      wrong += found[i];
      if (found[i] <= errors) asGood++;
    }
  }
  return {
    mean: 1 - wrong / drawn / states.count,
    draws: drawn,
    p: asGood === enough ? enough / drawn : (1 + asGood) / (1 + drawn),
    q: 1,
    keepsItself,
  };
}
const enough = 10;
/** The target after each pair, put in another order among those of the same state before it. */
function withinOwnState(target: number, states: Transitions) {
  const classes = [0, 1].map((value) =>
    Array.from({ length: states.count }, (_, pair) => pair).filter((pair) => states.before(target, pair) === value),
  );
  return (order: (count: number) => ArrayLike<number>): ((pair: number) => number) => {
    const from = new Int32Array(states.count);
    for (const members of classes) {
      const places = order(members.length);
      members.forEach((pair, i) => {
        from[pair] = members[places[i]];
      });
    }
    return (pair) => states.after(target, from[pair]);
  };
}
const turnedBy = (turn: number, count: number): Int32Array =>
  Int32Array.from({ length: count }, (_, place) => (place + turn) % count);
/** Counts kept at once, four bytes each, and how many a target needs. */
const memory = 2 ** 24;
function tableSize(candidates: number, regulators: number): number {
  let size = 1;
  for (let k = 1; k < regulators; k++) size = (size * (candidates - k + 1)) / k;
  return size;
}
