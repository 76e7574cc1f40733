import { type Diagrams, diagrams, type Node } from './diagram.ts';
import type { BooleanExpression, GeneNetwork } from './gene-network.ts';
import { regulators } from './compiled-rule.ts';

/** How strongly the rules answer to single changes; every number is exact. */
export interface Sensitivity {
  /** Mean over genes that are not fixed of the sensitivity of their rules. */
  readonly mean: number;
  /** By gene that is not fixed: the sum of its influences. */
  readonly genes: readonly {
    readonly name: string;
    readonly sensitivity: number;
    readonly influences: Readonly<Record<string, number>>;
  }[];
}

/**
 * Average sensitivity of each rule (Shmulevich & Kauffman 2004, Phys. Rev. Lett. 93:048701): the expected number of its
 * regulators whose single change would change its value, states being uniform; the influence of a regulator is the
 * probability that its change does. Regulators that are held at a value (`fixed`) do not vary. Free inputs vary like
 * genes.
 */
export function sensitivity({ genes, fixed }: GeneNetwork): Sensitivity {
  const found = genes
    .filter(({ name }) => !(name in fixed))
    .map(({ name, rule }) => {
      const influences = influencesOf(rule, fixed);
      return { name, influences, sensitivity: sumOf(Object.values(influences)) };
    });
  return { mean: found.length === 0 ? 0 : sumOf(found.map((gene) => gene.sensitivity)) / found.length, genes: found };
}

/** By regulator that is not held: the share of states in which its change alone changes the rule's value. */
function influencesOf(rule: BooleanExpression, fixed: GeneNetwork['fixed']): Record<string, number> {
  const names = regulators(rule).filter((name) => !(name in fixed));
  const diagram = diagrams();
  const root = diagram.build(rule, (name) => (name in fixed ? fixed[name] : diagram.variable(names.indexOf(name))));
  return Object.fromEntries(
    names.map((name, v) => {
      const on = diagram.restrict(root, v, 1);
      return [name, shareTrue(diagram, diagram.choose(diagram.restrict(root, v, 0), diagram.not(on), on))];
    }),
  );
}

/** The share of all assignments that make a diagram true. */
function shareTrue({ nodes, low, high }: Diagrams, root: Node): number {
  const share = new Map<Node, number>([
    [0, 0],
    [1, 1],
  ]);
  for (const node of nodes(root))
    share.set(node, ((share.get(low(node)) as number) + (share.get(high(node)) as number)) / 2);
  return share.get(root) as number;
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
