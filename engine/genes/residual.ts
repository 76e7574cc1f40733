import type { Budget } from './budget.ts';
import type { Node } from './diagram.ts';
import type { RuleDiagram } from './rule-diagram.ts';
import type { Value } from './subspaces.ts';

/** What is left of a network where values are put in: variables that are still open, and the rules of their genes. */
export interface Residual {
  /** Undefined: open. `*`: open to updates for good. */
  readonly values: readonly (Value | undefined)[];
  /** By gene: the root of its rule's diagram with the values put in. */
  readonly roots: readonly Node[];
}
export interface Residuals {
  readonly first: Residual;
  /**
   * Puts in the values of some variables, and all that follows: constant rules, and rules that depend on nothing but
   * `*`.
   */
  readonly put: (residual: Residual, variables: readonly number[], values: readonly Value[]) => Residual;
  /** The variables that an open gene's rule still depends on, those at `*` among them. */
  readonly sources: (residual: Residual, gene: number) => readonly number[];
}

/** `rules` has none (undefined) for inputs and for whatever is `known`. */
export function residualsOf(
  rules: readonly (RuleDiagram | undefined)[],
  known: readonly (Value | undefined)[],
  budget: Budget,
): Residuals {
  const users: number[][] = rules.map(() => []);
  rules.forEach((rule, gene) => {
    for (const source of rule?.variables ?? []) users[source].push(gene);
  });
  const sourcesOf = rules.map(() => new Map<Node, readonly number[]>());

  const sourcesAt = (gene: number, root: Node): readonly number[] => {
    let found = sourcesOf[gene].get(root);
    if (!found) {
      const { diagrams, variables } = rules[gene] as RuleDiagram;
      found = [...new Set(diagrams.nodes(root).map((node) => variables[diagrams.asks(node)]))];
      sourcesOf[gene].set(root, found);
    }
    return found;
  };
  const spread = (values: (Value | undefined)[], roots: Node[], news: number[]): Residual => {
    const follow = (gene: number) => {
      if (roots[gene] < 2) values[gene] = roots[gene] as 0 | 1;
      else if (sourcesAt(gene, roots[gene]).every((source) => values[source] === '*')) values[gene] = '*';
      if (values[gene] !== undefined) news.push(gene);
    };
    for (const source of news) {
      budget.spend(20 * (1 + users[source].length));
      for (const gene of users[source]) {
        if (values[gene] !== undefined) continue;
        const { diagrams, variables } = rules[gene] as RuleDiagram;
        const value = values[source] as Value;
        if (value !== '*') roots[gene] = diagrams.restrict(roots[gene], variables.indexOf(source), value);
        follow(gene);
      }
    }
    return { values, roots };
  };
  const constants: (Value | undefined)[] = rules.map(
    (rule, v) => known[v] ?? (rule && rule.root < 2 ? (rule.root as 0 | 1) : undefined),
  );
  return {
    first: spread(
      constants,
      rules.map((rule) => rule?.root ?? 0),
      rules.flatMap((_, v) => (constants[v] === undefined ? [] : [v])),
    ),
    put: (residual, variables, given) => {
      budget.spend(rules.length);
      const values = [...residual.values];
      variables.forEach((v, i) => {
        values[v] = given[i];
      });
      return spread(values, [...residual.roots], [...variables]);
    },
    sources: ({ roots }, gene) => sourcesAt(gene, roots[gene]),
  };
}
