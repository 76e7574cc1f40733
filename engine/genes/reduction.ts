/** Networks cut down to what decides where they end: for those of which not every state can be visited. */
import { endsAmong, type Sources } from './blocks.ts';
import { type Budget, budgetOf } from './budget.ts';
import { regulators } from './compiled-rule.ts';
import type { BooleanExpression, GeneNetwork } from './gene-network.ts';
import { residualsOf } from './residual.ts';
import { networkDiagrams } from './rule-diagram.ts';

/**
 * A network in which constants have their value and genes that nothing uses are left out. Its attractors are those of
 * the whole, each state of one completed in one way, or for asynchronous update in several.
 */
export interface Reduction {
  /** The same genes and inputs. Constants are fixed at their values, genes that are left out at 0. */
  readonly network: GeneNetwork;
  /** The genes left out: each after those of them that regulate it. */
  readonly followers: readonly number[];
  /** Genes and inputs that are not fixed in it. */
  readonly free: number;
}
export interface Reducer {
  readonly whole: Reduction;
  /** With values of inputs that are free. */
  readonly given: (values: ReadonlyMap<number, 0 | 1>) => Reduction;
  /** Free inputs, as variables. */
  readonly inputs: readonly number[];
}

/** @throws DiagramTooLarge, BudgetEnded */
export function reducerOf(network: GeneNetwork, budget: Budget = budgetOf({ steps: Infinity })): Reducer {
  const { rules, fixed } = networkDiagrams(network);
  const { first, put, sources } = residualsOf(rules, fixed, budget);
  const names = [...network.genes.map(({ name }) => name), ...network.inputs];
  const isInput = (v: number) => v >= network.genes.length;
  const reduced = (residual: typeof first): Reduction => {
    const open = names.flatMap((_, v) => (residual.values[v] === undefined ? [v] : []));
    const openSources: Sources = new Map(
      open.map((v) => [
        v,
        isInput(v) ? [] : sources(residual, v).filter((source) => residual.values[source] === undefined),
      ]),
    );
    const followers = endsAmong(open, openSources, isInput).reverse();
    const held: Record<string, 0 | 1> = {};
    residual.values.forEach((value, v) => {
      if (value !== undefined) held[names[v]] = value as 0 | 1;
    });
    for (const v of followers) held[names[v]] = 0;
    return { network: { ...network, fixed: held }, followers, free: open.length - followers.length };
  };
  return {
    whole: reduced(first),
    given: (values) => reduced(put(first, [...values.keys()], [...values.values()])),
    inputs: network.inputs.flatMap((name, i) => (name in network.fixed ? [] : [network.genes.length + i])),
  };
}

/**
 * The part of a network that some rules depend on, however far back: it runs by itself, so where it ends says all that
 * the rules come to in the ends of the whole, and how likely.
 */
export function upstreamOf(network: GeneNetwork, rules: readonly BooleanExpression[]): GeneNetwork {
  const ruleOf = new Map(network.genes.map(({ name, rule }) => [name, rule]));
  const needed = new Set(rules.flatMap(regulators));
  for (const name of needed) {
    const rule = ruleOf.get(name);
    if (rule && !(name in network.fixed)) for (const source of regulators(rule)) needed.add(source);
  }
  const held = Object.entries(network.fixed).filter(([name]) => needed.has(name));
  const constant = { constant: false } as const;
  return {
    ...network,
    // The rule of a gene that is held asks for nothing.
    genes: network.genes
      .filter(({ name }) => needed.has(name))
      .map((gene) => (gene.name in network.fixed ? { ...gene, rule: constant } : gene)),
    inputs: network.inputs.filter((name) => needed.has(name)),
    fixed: Object.fromEntries(held),
  };
}
/** What the fates of a network depend on. */
export const upstreamOfFates = (network: GeneNetwork): GeneNetwork =>
  upstreamOf(
    network,
    network.fates.map(({ rule }) => rule),
  );
