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

export type GeneControl = 'rewired_rules';
/** What each control of a gene network keeps and what it changes; help and the manual say what stands here. */
export const geneControls: Readonly<
  Record<
    GeneControl,
    {
      readonly doc: string;
      readonly preserves: readonly string[];
      readonly changes: readonly string[];
      readonly apply: (network: GeneNetwork, seed: number, key: string) => GeneNetwork;
    }
  >
> = {
  rewired_rules: {
    doc:
      'Every gene gets other regulators, drawn at random among genes and inputs, and its truth table is put ' +
      'in random order: a random network with the same number of regulators and the same bias, gene by gene. A ' +
      'rule of more than 12 regulators keeps its truth table.',
    preserves: [
      'genes, inputs, fates and update scheme',
      'in-degree of every gene (regulators that matter)',
      'bias of every gene (share of its truth table that is on)',
      'genes held at a value',
    ],
    changes: ['who regulates whom', 'what each rule computes', 'declared signs, which are dropped'],
    apply: rewiredRules,
  },
};

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
