/** Boolean rules from expression: binarise, order, fit, and say beside every rule how far it is better than chance. */
import type { BooleanExpression, OpenRule } from '../genes/gene-network.ts';
import { functionCount } from '../genes/open-rules.ts';
import { regulators as named } from '../genes/compiled-rule.ts';
import { benjaminiHochberg } from '../statistics/index.ts';
import { associations } from './association.ts';
import { binarise } from './binarise.ts';
import { diffusionPseudotime } from './diffusion.ts';
import { type Expression, InferenceError, valuesOf } from './expression-values.ts';
import { transitions } from './fit.ts';
import type { InferenceOptions, Order } from './inference-options.ts';
import { type Inference, type InferredRule, isChance, isUnregulated } from './inferred-rule.ts';
import { lagged, timesIn } from './lagged-pairs.ts';
import { ruleFor } from './rule-of-gene.ts';
import { searchCost } from './search.ts';

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
