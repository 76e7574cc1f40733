/** Boolean rules from expression: binarise, order, fit, and say beside every rule how far it is better than chance. */
import type { BooleanExpression, Gene, GeneNetwork, OpenRule, OpenTable } from '../genes/gene-network.ts';
import { functionCount } from '../genes/open-rules.ts';
import { regulators as named } from '../genes/compiled-rule.ts';
import { stream } from '../random/index.ts';
import { benjaminiHochberg } from '../statistics/index.ts';
import { type Association, associations } from './association.ts';
import { type Binarisation, type Binarised, binarise, type GeneReport } from './binarise.ts';
import { type BitRows, bitRows } from './bits.ts';
import { diffusionPseudotime } from './diffusion.ts';
import { type Expression, InferenceError, valuesOf } from './expression-values.ts';
import { agreement, rowsBefore, type Transitions, transitions, truthOf } from './fit.ts';
import { lagged, type Pairs, timesIn } from './lagged-pairs.ts';
import { shortestRule } from './shortest-rule.ts';
import { bestFit, type Found, searchCost } from './search.ts';

/**
 * `columns`: one series per column; with `series`, one per value of that column (a clone, a replicate). `rows`: cells
 * follow each other as they stand. `diffusion`: by their distance from a root cell.
 */
export type Order =
  | { readonly by: 'columns'; readonly columns: readonly string[]; readonly series?: string }
  | { readonly by: 'rows' }
  | { readonly by: 'diffusion'; readonly root: string };
/**
 * What is turned against the others. `shifts`: the target's times turned along the order, so that its own course stays
 * as it is; there are as many as times, less one. `permutations`: its pairs in any order. Where a gene may regulate
 * itself, both among the pairs that begin with it on, and among those that begin with it off: it then depends on its
 * own state as much as ever, and a rule must do better than that. (Not where its rule is that it turns each time.)
 */
export type Null = 'shifts' | 'permutations';

export interface InferenceOptions {
  /** Genes of the network; without it all genes of the table. */
  readonly genes?: readonly string[];
  readonly order: Order;
  readonly binarise: Binarisation;
  /** The most regulators of a gene, 1 .. 5. */
  readonly regulators: number;
  /** A pair is a cell and the one this many times later. */
  readonly lag: number;
  /** Whether a gene may regulate itself. */
  readonly self: boolean;
  readonly null: Null;
  /** Draws from the null; 0 for none. */
  readonly draws: number;
  /** Genes whose rules are given. They regulate others; nothing is inferred for them. */
  readonly known: readonly Gene[];
  /** Genes of the table that are set from outside: they regulate, and nothing is inferred for them. */
  readonly inputs: readonly string[];
  /**
   * What becomes of a gene whose rule is no better than chance, or that no regulator explains: its best rule, or an
   * input.
   */
  readonly unexplained: 'keep' | 'input';
  readonly seed: number;
}
/**
 * The defaults: three regulators as in the first use on expression data (Lähdesmäki 2003); 99 draws give p down to
 * 0.01.
 */
export const inferenceDefaults: Omit<InferenceOptions, 'order'> = {
  binarise: { method: 'kmeans' },
  regulators: 3,
  lag: 1,
  self: true,
  null: 'shifts',
  draws: 99,
  known: [],
  inputs: [],
  unexplained: 'keep',
  seed: 1,
};

export interface InferredRule {
  readonly gene: string;
  readonly rule: BooleanExpression;
  readonly regulators: readonly string[];
  /**
   * Shares of the pairs, 0 .. 1: that the rule explains; that the most frequent value alone explains; that "it stays as
   * it was" explains.
   */
  readonly score: number;
  readonly constant: number;
  readonly persistence: number;
  /**
   * The share explained of pairs held out: five blocks of successive pairs, each predicted by regulators and rule
   * learnt from the other four.
   */
  readonly crossValidated: number;
  /**
   * The best scores on the null and how they compare (`chanceOf`); q by Benjamini–Hochberg over the genes inferred.
   * Null where there were no draws.
   */
  readonly chance: {
    readonly mean: number;
    readonly draws: number;
    readonly p: number;
    readonly q: number;
    /** Whether the null keeps how the gene depends on its own state (`Null`). */
    readonly keepsItself: boolean;
  } | null;
  /** Other sets of as many regulators with the same score: how many, and the first eight with their rules. */
  readonly alternatives: {
    readonly count: number;
    readonly listed: readonly { readonly regulators: readonly string[]; readonly rule: BooleanExpression }[];
  };
  /**
   * Every function that explains as much, by sets of regulators: the first 64 sets, what no pair decides left open.
   */
  readonly tables: readonly OpenTable[];
  /**
   * How much of the score each candidate is worth: the best score with it among the regulators, less the best without.
   */
  readonly worth: Readonly<Record<string, number>>;
  /** How the gene goes together with each candidate but itself in the same cells: no rule, and no order of cells. */
  readonly associated: Readonly<Record<string, Association>>;
}
export interface Inference {
  readonly network: GeneNetwork;
  /** In the order of the network's genes, but for those known; genes that became inputs are here too. */
  readonly rules: readonly InferredRule[];
  /** Genes of the network of which other functions explain as much. */
  readonly open: readonly OpenRule[];
  readonly known: readonly string[];
  readonly binarisation: readonly GeneReport[];
  readonly options: InferenceOptions;
  readonly cells: number;
  readonly pairs: {
    readonly count: number;
    readonly series: number;
    readonly times: number;
    readonly shared: number;
    readonly left: number;
  };
}
/** What a rule must reach to count as better than chance. */
export const significance = 0.05;
/**
 * Whether a rule is no better than chance; where a gene may regulate itself, no better than that it stays as it was: on
 * the null, or on pairs that it was not learnt from.
 */
export const isChance = ({ chance, regulators, crossValidated, persistence }: InferredRule): boolean =>
  regulators.length > 0 &&
  chance !== null &&
  (chance.q > significance || (chance.keepsItself && crossValidated <= persistence));

/** Nothing that varies is explained: no set of regulators does better than the most frequent value. */
export const isUnregulated = ({ regulators, score }: InferredRule): boolean => regulators.length === 0 && score < 1;

export interface Progress {
  /** 0 .. 1. */ readonly done: number;
  readonly doing: string;
}

/**
 * Runs step by step: every `next` is a few milliseconds of work. @throws InferenceError for what cannot be inferred
 * from.
 */
export function* inferring(expression: Expression, options: InferenceOptions): Generator<Progress, Inference> {
  const genes = [
    ...new Set([
      ...(options.genes ?? expression.genes),
      ...[...options.inputs, ...options.known.flatMap(({ name, rule }) => [name, ...named(rule)])].filter((name) =>
        expression.genes.includes(name),
      ),
    ]),
  ];
  if (genes.length < 2)
    throw new InferenceError(
      'genes',
      'A network needs at least two genes. Name more of them, or take the most variable: `variable 20`.',
    );
  if (!(options.regulators >= 1 && options.regulators <= 5))
    throw new InferenceError(
      'search',
      `A rule has 1 to 5 regulators, not ${options.regulators}: beyond that no table has enough cells to ` +
        `tell rules apart.`,
    );
  const binarised = binarise(expression, genes, options.binarise);
  const pairs = lagged(yield* timesOf(expression, options.order), options.lag, options.seed);
  const targets = genes.filter(
    (gene) => !options.inputs.includes(gene) && !options.known.some(({ name }) => name === gene),
  );
  const cost =
    targets.length *
    searchCost(genes.length, options.draws + 6, Math.ceil(pairs.before.length / 32), options.regulators);
  if (cost > mostWords)
    throw new InferenceError(
      'search',
      `${genes.length} genes with up to ${options.regulators} regulators are too many sets to try on ` +
        `${pairs.before.length} pairs (about ${Math.round((cost / mostWords) * 2)} hours). Take fewer genes or ` +
        `regulators, or draw less often from the null.`,
    );
  const rules: InferredRule[] = [];
  const associated = associations(genes.map((gene) => valuesOf(expression, expression.genes.indexOf(gene))));
  const states = transitions(binarised, pairs);
  for (const [index, gene] of targets.entries()) {
    const steps = ruleFor(genes.indexOf(gene), genes, binarised, pairs, states, options);
    const each = 1 / targets.length,
      whole = cost / targets.length;
    for (let done = 0, step = steps.next(); ; step = steps.next()) {
      if (step.done) {
        const target = genes.indexOf(gene);
        const others = genes.flatMap((other, at) => (at === target ? [] : [[other, associated(target, at)] as const]));
        rules.push({ ...step.value, associated: Object.fromEntries(others) });
        break;
      }
      done += step.value;
      yield { done: (index + Math.min(1, done / whole)) * each, doing: gene };
    }
  }
  const corrected = benjaminiHochberg(
    rules.map(({ chance, regulators }) => (regulators.length > 0 ? (chance?.p ?? null) : null)),
  );
  const judged = rules.map((rule, index) =>
    rule.chance ? { ...rule, chance: { ...rule.chance, q: corrected[index] ?? 1 } } : rule,
  );
  return {
    ...assembled(genes, judged, options),
    binarisation: binarised.reports,
    options,
    cells: expression.cells.length,
    pairs: {
      count: pairs.before.length,
      series: pairs.series,
      times: pairs.times,
      shared: pairs.shared,
      left: pairs.left,
    },
  };
}
/** About two hours of comparing words. */
const mostWords = 3e12;

function* timesOf(expression: Expression, order: Order): Generator<Progress, readonly Float64Array[]> {
  if (order.by === 'columns') return timesIn(expression, order.columns, order.series);
  if (order.by === 'rows') return [Float64Array.from(expression.cells, (_, cell) => cell)];
  const steps = diffusionPseudotime(expression, order.root);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return [step.value];
    yield { done: 0, doing: 'diffusion pseudotime' };
  }
}

/** Yields words compared. */
function* ruleFor(
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

/**
 * The same search on targets that have lost their relation to the others. It ends early where chance was as good ten
 * times: then p is ten by the draws it took (Besag & Clifford 1991), else (1 + as good)/(1 + draws).
 */
function* chanceOf(
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

function assembled(
  genes: readonly string[],
  rules: readonly InferredRule[],
  { known, inputs: given, unexplained }: InferenceOptions,
): Pick<Inference, 'network' | 'rules' | 'open' | 'known'> {
  const inputs = [
    ...given,
    ...(unexplained === 'input'
      ? rules.filter((rule) => isChance(rule) || isUnregulated(rule)).map(({ gene }) => gene)
      : []),
  ];
  const ruleOf = new Map<string, BooleanExpression>([
    ...rules.map(({ gene, rule }) => [gene, rule] as const),
    ...known.map(({ name, rule }) => [name, rule] as const),
  ]);
  const names = [...genes, ...known.map(({ name }) => name).filter((name) => !genes.includes(name))];
  return {
    network: {
      genes: names
        .filter((name) => !inputs.includes(name))
        .map((name) => ({ name, rule: ruleOf.get(name) as BooleanExpression })),
      inputs,
      fates: [],
      signs: [],
      update: 'synchronous',
      fixed: {},
    },
    rules,
    open: rules
      .filter(({ gene }) => !inputs.includes(gene))
      .map(({ gene, tables, alternatives: { count } }): OpenRule => {
        const left = count + 1 - tables.length;
        return { gene, tables, ...(left > 0 && { left }) };
      })
      .filter((rule) => functionCount(rule) > 1n),
    known: known.map(({ name }) => name),
  };
}
