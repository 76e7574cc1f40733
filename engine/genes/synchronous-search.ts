/** Attractors of synchronous update in networks of any size, one by one, and the proof that these are all. */
import type { Budget } from './budget.ts';
import type { GeneNetwork } from './gene-network.ts';
import { networkDiagrams, type RuleDiagram } from './rule-diagram.ts';
import { type Literal, not, type Solver, solver } from './sat.ts';
import { synchronousCycle } from './random-walk.ts';
import { valueDynamics, type ValueDynamics, type Values } from './values-dynamics.ts';

/** Attractors together have no more states than this; nor is a walk to one longer. */
const mostStates = 2 ** 15;
/** Of updates before a cycle. */
const longestPath = 256;

/**
 * Every cycle, steady states among them; undefined where they hold, or are reached through, too many states. As a state
 * has one successor, all come into the cycles that are known within k updates where no path of k updates ends outside
 * them: that is asked of a solver, for longer and longer paths (Dubrova & Teslenko 2011). A path that does end outside
 * is followed to its cycle. @throws BudgetEnded, DiagramTooLarge
 */
export function synchronousAttractors(
  network: GeneNetwork,
  budget: Budget,
): readonly (readonly Values[])[] | undefined {
  const dynamics = valueDynamics(network),
    free = [...dynamics.genes, ...dynamics.inputs];
  const { rules, fixed } = networkDiagrams(network);
  const keyOf = (state: Values): string => free.map((v) => state[v]).join('');
  const found: (readonly Values[])[] = [],
    known = new Set<string>();
  for (let length = 1; length <= longestPath; length *= 2) {
    const paths = pathsOf(length, dynamics, rules, fixed, budget);
    for (const cycle of found) paths.endOutside(cycle);
    for (let end = paths.next(); ; end = paths.next()) {
      if (!end) return found;
      budget.spend(free.length * length);
      const cycle = synchronousCycle(dynamics, end, mostStates);
      if (!cycle || known.size + cycle.length > mostStates) return undefined;
      budget.spend(free.length * cycle.length);
      if (known.has(keyOf(cycle[0]))) break;
      for (const state of cycle) known.add(keyOf(state));
      found.push(cycle);
      paths.endOutside(cycle);
    }
  }
  return undefined;
}

interface Paths {
  /** The last state of a path; undefined where there is none. */
  readonly next: () => Values | undefined;
  /** From now on none ends in one of these states. */
  readonly endOutside: (states: readonly Values[]) => void;
}
/** Paths of so many updates. */
function pathsOf(
  length: number,
  { genes, inputs, names }: ValueDynamics,
  rules: readonly (RuleDiagram | undefined)[],
  fixed: readonly (0 | 1 | undefined)[],
  budget: Budget,
): Paths {
  const problem = solver(budget),
    always = problem.variable();
  problem.clause([always]);
  let state: readonly Literal[] = names.map((_, v) => {
    const value = fixed[v];
    return value === undefined ? problem.variable() : value === 1 ? always : not(always);
  });
  for (let update = 0; update < length; update++) {
    const before = state,
      after = before.slice();
    for (const gene of genes) after[gene] = literalOf(problem, rules[gene] as RuleDiagram, before, always);
    state = after;
  }
  const free = [...genes, ...inputs],
    last = state;
  return {
    next: () => (problem.solve() ? Uint8Array.from(last, (literal) => Number(problem.isTrue(literal))) : undefined),
    endOutside: (states) => {
      for (const each of states) problem.clause(free.map((v) => (each[v] === 1 ? not(last[v]) : last[v])));
    },
  };
}
/** What a rule says of a state: a literal for each node of its diagram. */
function literalOf(
  problem: Solver,
  { diagrams, root, variables }: RuleDiagram,
  state: readonly Literal[],
  always: Literal,
): Literal {
  const literals = new Map([
    [0, not(always)],
    [1, always],
  ]);
  for (const node of diagrams.nodes(root)) {
    const asked = state[variables[diagrams.asks(node)]],
      [low, high] = [diagrams.low(node), diagrams.high(node)].map((part) => literals.get(part) as Literal);
    if (low === not(always) && high === always) literals.set(node, asked);
    else if (low === always && high === not(always)) literals.set(node, not(asked));
    else {
      const here = problem.variable();
      literals.set(node, here);
      for (const [condition, part] of [
        [not(asked), high],
        [asked, low],
      ]) {
        problem.clause([condition, not(part), here]);
        problem.clause([condition, part, not(here)]);
      }
      problem.clause([not(low), not(high), here]);
      problem.clause([low, high, not(here)]);
    }
  }
  return literals.get(root) as Literal;
}
