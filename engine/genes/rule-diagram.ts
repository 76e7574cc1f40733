import { type Diagrams, DiagramTooLarge, diagrams, type Node } from './diagram.ts';
import type { BooleanExpression, GeneNetwork } from './gene-network.ts';
import { mustBeClosed } from './open-rules.ts';
import { regulators, variableIndex, variables } from './compiled-rule.ts';

/** A rule as a decision diagram of its own, so that its variables stand in the order that the rule names them. */
export interface RuleDiagram {
  readonly diagrams: Diagrams;
  readonly root: Node;
  /** Variable i of the diagram is this variable of the network (genes, then inputs). */
  readonly variables: readonly number[];
}
const nodeLimit = 200_000;

/**
 * Reads rules of a network with what is fixed put in. Throws `DiagramTooLarge` for a rule of more than 200,000 nodes.
 */
export function ruleDiagrams(network: GeneNetwork): (rule: BooleanExpression) => RuleDiagram {
  const index = variableIndex(network);
  return (rule) => {
    const names = regulators(rule).filter((name) => !(name in network.fixed));
    const order = new Map(names.map((name, i) => [name, i]));
    const made = diagrams(nodeLimit);
    const root = made.build(rule, (name) =>
      name in network.fixed ? network.fixed[name] : made.variable(order.get(name) as number),
    );
    return {
      diagrams: made,
      root,
      variables: names.map((name) => {
        const variable = index.get(name);
        if (variable === undefined)
          throw new RangeError(`a rule uses ${name}, which is neither a gene nor an input of this network`);
        return variable;
      }),
    };
  };
}

/** Genes with their rules and free inputs without one (undefined), and the values that are fixed. */
export interface NetworkDiagrams {
  readonly rules: readonly (RuleDiagram | undefined)[];
  readonly fixed: readonly (0 | 1 | undefined)[];
}
export function networkDiagrams(network: GeneNetwork): NetworkDiagrams {
  mustBeClosed(network);
  const diagramOf = ruleDiagrams(network);
  const named = (name: string, rule: BooleanExpression) => {
    try {
      return diagramOf(rule);
    } catch (error) {
      if (error instanceof DiagramTooLarge)
        throw new DiagramTooLarge(`the rule of ${name} is too large: ${error.message}`);
      throw error;
    }
  };
  return {
    rules: [
      ...network.genes.map(({ name, rule }) => (name in network.fixed ? undefined : named(name, rule))),
      ...network.inputs.map(() => undefined),
    ],
    fixed: variables(network).map((name) => network.fixed[name]),
  };
}

/**
 * Which values a rule has in a subspace (a value for each variable of the network, `*` where it is free): whether 0,
 * whether 1.
 */
export function valuesIn(
  { diagrams, root, variables: named }: RuleDiagram,
  space: readonly (0 | 1 | '*')[],
): readonly [boolean, boolean] {
  const reached = new Set([root]);
  for (const node of reached) {
    if (node < 2) continue;
    const value = space[named[diagrams.asks(node)]];
    if (value !== 1) reached.add(diagrams.low(node));
    if (value !== 0) reached.add(diagrams.high(node));
  }
  return [reached.has(0), reached.has(1)];
}
