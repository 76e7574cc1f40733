import {
  type BooleanExpression,
  type Gene,
  type GeneNetwork,
  ruleFacts,
  sumOfProducts,
  truthTableOf,
  variables,
} from '../genes/index.ts';
import { stream } from '../random/index.ts';

/** Up to this many regulators a truth table is put in random order. */
const mostPermuted = 12;

/**
 * The null of random Boolean networks (Kauffman 1969) with each gene's own in-degree and bias: regulators uniform
 * without replacement among all genes (the gene itself included) and inputs, truth table shuffled uniformly among
 * orders in which every regulator matters. Regulators without effect are not counted. Draws are keyed by (seed, key,
 * gene's place). New rules are irredundant sums of products.
 */
export function rewiredRules(network: GeneNetwork, seed: number, key: string): GeneNetwork {
  return {
    ...network,
    signs: [],
    genes: network.genes.map((gene, place) => rewired(gene, variables(network), seed, key, place)),
  };
}

function rewired({ name, rule }: Gene, all: readonly string[], seed: number, key: string, place: number): Gene {
  const draws = stream(seed, key, 'rewired_rules', place);
  const old = [...ruleFacts(rule).influences].flatMap(([regulator, influence]) =>
    influence === 'none' ? [] : [regulator],
  );
  const drawn = Array.from(draws.permutation(all.length).subarray(0, old.length), (variable) => all[variable]);
  const replaced = renamed(rule, new Map(old.map((regulator, i) => [regulator, drawn[i]])));
  if (old.length > mostPermuted) return { name, rule: replaced };
  const regulators = all.filter((variable) => drawn.includes(variable));
  const table = truthTableOf(replaced, regulators);
  do draws.shuffle(table);
  while (!regulators.every((_, v) => table.some((value, entry) => value !== table[entry ^ (1 << v)])));
  return { name, rule: sumOfProducts(table, regulators) };
}

/**
 * A rule with other regulators in the place of its own; those without a new name have no effect, whatever their value.
 */
function renamed(rule: BooleanExpression, names: ReadonlyMap<string, string>): BooleanExpression {
  if ('constant' in rule) return rule;
  if ('gene' in rule) {
    const name = names.get(rule.gene);
    return name === undefined ? { constant: false } : { gene: name };
  }
  if ('not' in rule) return { not: renamed(rule.not, names) };
  return 'and' in rule
    ? { and: rule.and.map((part) => renamed(part, names)) }
    : { or: rule.or.map((part) => renamed(part, names)) };
}
