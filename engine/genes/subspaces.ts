import type { Budget } from './budget.ts';
import type { Node } from './diagram.ts';
import type { RuleDiagram } from './rule-diagram.ts';
import { type Literal, not, type Solver, solver } from './sat.ts';

/** A value of a subspace: fixed at 0, fixed at 1, or free. */
export type Value = 0 | 1 | '*';

/**
 * Trap spaces as a satisfiability problem. A subspace is told by two literals for each variable, whether it may be 0
 * and whether it may be 1. It is a trap space (no update leads out of it; Klarner, Bockmayr & Siebert 2015, Natural
 * Computing 14:535) when every gene whose rule may be 1 in it may be 1, and likewise for 0. Whether a rule may be 1 in
 * a subspace is read off its decision diagram: a path to 1 along allowed values, exact because no path asks for a
 * variable twice. That needs one clause for each edge of the diagram and no prime implicants, whose number can be
 * exponential.
 */
export interface TrapProblem {
  readonly solver: Solver;
  /** Assume it to ask for steady states only: no variable is free. */
  readonly steady: Literal;
  /** Assume it to ask for subspaces in which the rule has this value in every state. */
  readonly always: (rule: RuleDiagram, value: 0 | 1) => Literal;
  /** From now on, only states outside the subspace; for questions that assume `steady`. */
  readonly outside: (space: readonly Value[]) => void;
  /** One subspace after the other, each minimal (or maximal) among all that hold the assumptions. */
  readonly each: (assumptions?: readonly Literal[]) => Generator<Value[], void>;
}

/**
 * `rules` has a rule for each gene and none (undefined) for an input; values that are `known` are put in. `preferred`
 * decides which models come first: `minimal` the smallest subspaces in the order of their text (0 before 1 before *),
 * `maximal` the largest. What is `retained` never leaves that value once it has it.
 */
export function trapProblem(
  rules: readonly (RuleDiagram | undefined)[],
  known: readonly (Value | undefined)[],
  preferred: 'minimal' | 'maximal',
  budget: Budget,
  retained: ReadonlyMap<number, 0 | 1> = new Map(),
): TrapProblem {
  const problem = solver(budget);
  const always = problem.variable();
  problem.clause([always]);
  const constant = (value: boolean) => (value ? always : not(always));
  const large = preferred === 'maximal';
  /** By variable: it may be 0, it may be 1. */
  const may: (readonly [Literal, Literal])[] = known.map((value) => {
    if (value !== undefined) return [constant(value !== 1), constant(value !== 0)];
    const on = problem.variable(large);
    return [problem.variable(large), on];
  });
  const steady = problem.variable();
  known.forEach((value, v) => {
    if (value !== undefined) return;
    problem.clause(may[v]);
    problem.clause([not(steady), not(may[v][0]), not(may[v][1])]);
  });
  if (large) problem.clause(may.flatMap((literals, v) => (known[v] === undefined ? literals.map(not) : [])));
  /** Makes `result` true wherever the rule may have the value. */
  const implies = ({ diagrams, root, variables }: RuleDiagram, value: 0 | 1, result: Literal) => {
    const reaches = new Map<Node, Literal>([
      [0, constant(value === 0)],
      [1, constant(value === 1)],
    ]);
    if (root < 2) return problem.clause([not(reaches.get(root) as Literal), result]);
    for (const node of diagrams.nodes(root)) {
      const [off, on] = may[variables[diagrams.asks(node)]];
      const here = node === root ? result : problem.variable();
      reaches.set(node, here);
      problem.clause([not(off), not(reaches.get(diagrams.low(node)) as Literal), here]);
      problem.clause([not(on), not(reaches.get(diagrams.high(node)) as Literal), here]);
    }
  };
  rules.forEach((rule, v) => {
    if (!rule || known[v] !== undefined) return;
    if (retained.get(v) !== 1) implies(rule, 0, may[v][0]);
    if (retained.get(v) !== 0) implies(rule, 1, may[v][1]);
  });
  return {
    solver: problem,
    steady,
    always: (rule, value) => {
      const other = problem.variable();
      implies(rule, value ? 0 : 1, other);
      return not(other);
    },
    outside: (space) =>
      problem.clause(space.flatMap((value, v) => (value === '*' || known[v] !== undefined ? [] : [may[v][1 - value]]))),
    *each(assumptions) {
      while (problem.solve(assumptions)) {
        const found = may.map(([off, on]): Value => (!problem.isTrue(off) ? 1 : problem.isTrue(on) ? '*' : 0));
        problem.clause(
          may
            .flat()
            .filter((literal) => problem.isTrue(literal) !== large)
            .map((literal) => (large ? literal : not(literal))),
        );
        yield found;
      }
    },
  };
}
