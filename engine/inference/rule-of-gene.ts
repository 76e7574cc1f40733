/** The best rule of one gene: what it explains, what each regulator is worth, what it explains of pairs held out. */
import type { BooleanExpression } from '../genes/gene-network.ts';
import type { Binarised } from './binarise.ts';
import { bitRows } from './bits.ts';
import { chanceOf } from './chance-of-rule.ts';
import { agreement, rowsBefore, type Transitions, truthOf } from './fit.ts';
import type { InferenceOptions } from './inference-options.ts';
import type { InferredRule } from './inferred-rule.ts';
import type { Pairs } from './lagged-pairs.ts';
import { bestFit, type Found } from './search.ts';
import { shortestRule } from './shortest-rule.ts';

/** Yields words compared. */
export function* ruleFor(
  target: number,
  genes: readonly string[],
  binarised: Binarised,
  pairs: Pairs,
  states: Transitions,
  options: InferenceOptions,
): Generator<number, Omit<InferredRule, 'associated'>> {
  const candidates = genes.flatMap((_, gene) => (gene === target && !options.self ? [] : [gene]));
  const all = Array.from({ length: states.count }, (_, pair) => pair);
  const rows = rowsBefore(candidates, states, all);
  const observed = bitRows(1, states.count, (_, pair) => states.after(target, pair));
  const { found } = yield* bestFit({
    candidates: rows,
    targets: observed,
    most: options.regulators,
    listed: listedTables,
  });
  const regulatorsOf = (set: readonly number[]): readonly number[] => set.map((index) => candidates[index]);
  const ruleOf = (set: readonly number[]): BooleanExpression =>
    shortestRule(
      truthOf(regulatorsOf(set), target, states, all),
      regulatorsOf(set).map((gene) => genes[gene]),
    );
  const [best, ...others] = found.sets;
  const share = (errors: number): number => 1 - errors / states.count;
  const on = all.reduce((sum, pair) => sum + states.after(target, pair), 0);
  const worth = yield* worthOf(best, found, candidates, genes, target, states, options, rows.words);
  const crossValidated = yield* validated(target, candidates, states, options);
  const chance =
    best.length > 0 && options.draws > 0
      ? yield* chanceOf(target, genes[target], rows, binarised, pairs, states, found.errors, options, {
          keepsItself: options.self && !isItselfTurned(regulatorsOf(best), target, states, all),
        })
      : null;
  return {
    gene: genes[target],
    rule: ruleOf(best),
    regulators: regulatorsOf(best).map((gene) => genes[gene]),
    score: share(found.errors),
    constant: Math.max(on, states.count - on) / states.count,
    persistence: all.filter((pair) => states.before(target, pair) === states.after(target, pair)).length / states.count,
    crossValidated,
    chance,
    alternatives: {
      count: found.count - 1,
      listed: others
        .slice(0, listedAlternatives)
        .map((set) => ({ regulators: regulatorsOf(set).map((gene) => genes[gene]), rule: ruleOf(set) })),
    },
    tables: found.sets.map((set) => ({
      regulators: regulatorsOf(set).map((gene) => genes[gene]),
      values: truthOf(regulatorsOf(set), target, states, all).map((value) => value ?? null),
    })),
    worth,
  };
}
const listedAlternatives = 8;
const listedTables = 64;
/** Whether a rule is that the gene turns each time: that depends on nothing else, and is more than that it stays. */
function isItselfTurned(
  regulators: readonly number[],
  target: number,
  states: Transitions,
  pairs: readonly number[],
): boolean {
  if (regulators.length !== 1 || regulators[0] !== target) return false;
  const [off, on] = truthOf(regulators, target, states, pairs);
  return off !== 0 || on !== 1;
}

/** For regulators of the best set the search is done again without each. */
function* worthOf(
  best: readonly number[],
  found: Found,
  candidates: readonly number[],
  genes: readonly string[],
  target: number,
  states: Transitions,
  options: InferenceOptions,
  words: number,
): Generator<number, Readonly<Record<string, number>>> {
  const worth: Record<string, number> = {};
  const all = Array.from({ length: states.count }, (_, pair) => pair);
  const observed = bitRows(1, states.count, (_, pair) => states.after(target, pair));
  for (const [index, gene] of candidates.entries())
    worth[genes[gene]] = (found.errors - found.withCandidate[index]) / states.count;
  for (const index of best) {
    const rest = candidates.filter((_, other) => other !== index);
    const without =
      rest.length === 0
        ? undefined
        : yield* bestFit({
            candidates: rowsBefore(rest, states, all),
            targets: observed,
            most: options.regulators,
            listed: 1,
          });
    worth[genes[candidates[index]]] = without ? (without.found.errors - found.errors) / states.count : 0;
    yield words;
  }
  return worth;
}

function* validated(
  target: number,
  candidates: readonly number[],
  states: Transitions,
  options: InferenceOptions,
): Generator<number, number> {
  let right = 0;
  for (let fold = 0; fold < folds; fold++) {
    const from = Math.floor((states.count * fold) / folds),
      to = Math.floor((states.count * (fold + 1)) / folds);
    const learnt: number[] = [],
      tested: number[] = [];
    for (let pair = 0; pair < states.count; pair++) (pair >= from && pair < to ? tested : learnt).push(pair);
    const targets = bitRows(1, learnt.length, (_, item) => states.after(target, learnt[item]));
    const { found } = yield* bestFit({
      candidates: rowsBefore(candidates, states, learnt),
      targets,
      most: options.regulators,
      listed: 1,
    });
    right +=
      agreement(
        found.sets[0].map((index) => candidates[index]),
        target,
        states,
        learnt,
        tested,
      ) * tested.length;
  }
  return right / states.count;
}
const folds = 5;
