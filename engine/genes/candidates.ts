/** States of which every attractor of asynchronous update has one. */
import { stream } from '../random/index.ts';
import type { Budget } from './budget.ts';
import { countTrapSpaces } from './counting.ts';
import { negativeFeedbackGenes } from './negative-feedback.ts';
import type { NetworkDiagrams } from './rule-diagram.ts';
import { type TrapProblem, trapProblem, type Value } from './subspaces.ts';
import type { ValueDynamics } from './values-dynamics.ts';
import { asynchronousWalk } from './random-walk.ts';

/**
 * Let the genes that meet all negative feedback (`negativeFeedbackGenes`) keep a value of choice once they have it. An
 * attractor still holds an attractor of what is left, for no transition was added; in that one these genes do not
 * change, and without negative feedback asynchronous update comes to rest (Richard 2010, Advances in Applied
 * Mathematics 44:378). So every attractor has a state that rests: a candidate (Trinh, Hiraishi & Benhamou 2022,
 * Proceedings of ACM BCB, 35). Which values are kept decides how many other states rest too.
 */
export interface Candidates {
  /** All of them outside the given subspaces, as values of every variable; false: there are more than were wanted. */
  readonly states: readonly (readonly Value[])[];
  readonly complete: boolean;
}
/** `most` of them at most, outside the subspaces. @throws BudgetEnded */
export function candidatesOutside(
  { rules, fixed }: NetworkDiagrams,
  dynamics: ValueDynamics,
  spaces: readonly (readonly Value[])[],
  most: number,
  budget: Budget,
): Candidates {
  const genes = negativeFeedbackGenes(rules);
  const all = (retained: Retained, enough: number): Candidates => {
    const problem: TrapProblem = trapProblem(rules, fixed, 'minimal', budget, retained);
    for (const space of spaces) problem.outside(space);
    const states: (readonly Value[])[] = [];
    for (const state of problem.each([problem.steady])) {
      if (states.length === enough) return { states, complete: false };
      states.push(state);
    }
    return { states, complete: true };
  };
  const [first, ...others] = startsFor(genes, dynamics);
  let best = first;
  let found = all(first, most);
  const improve = (retained: Retained): void => {
    if (found.states.length === 0) return;
    const other = all(retained, found.states.length);
    if (other.complete && other.states.length < found.states.length) [best, found] = [retained, other];
  };
  for (const start of others) improve(start);
  for (const gene of genes.slice(0, mostTurned)) improve(new Map(best).set(gene, best.get(gene) ? 0 : 1));
  return found;
}
/** How many there are in all, at best, where the genes keep all 0 or all 1. @throws BudgetEnded */
export function fewestCandidates({ rules, fixed }: NetworkDiagrams, budget: Budget): bigint {
  const genes = new Set(negativeFeedbackGenes(rules));
  const counts = ([0, 1] as const).map((value) => {
    const held = rules.map((rule, v) => (rule && genes.has(v) ? retainedRule(rule, v, value) : rule));
    return countTrapSpaces(held, fixed, budget).steady;
  });
  return counts[1] < counts[0] ? counts[1] : counts[0];
}
type Retained = ReadonlyMap<number, 0 | 1>;
/** So many genes are tried with the other value. */
const mostTurned = 32;
const walked = 1000;

/** Values to begin with: all off, all on, and where a walk has got to, which may be in an attractor. */
function startsFor(genes: readonly number[], dynamics: ValueDynamics): Retained[] {
  if (genes.length === 0) return [new Map()];
  const state = dynamics.read(dynamics.text(new Uint8Array(dynamics.names.length)));
  asynchronousWalk(dynamics, state, stream(0, 'candidates', 'walk'), walked, () => undefined);
  return [
    new Map(genes.map((gene) => [gene, 0])),
    new Map(genes.map((gene) => [gene, 1])),
    new Map(genes.map((gene) => [gene, state[gene] as 0 | 1])),
  ];
}

/** The rule of a gene that keeps a value once it has it: itself and its rule, or itself or its rule. */
function retainedRule(
  rule: NonNullable<NetworkDiagrams['rules'][number]>,
  gene: number,
  value: 0 | 1,
): NonNullable<NetworkDiagrams['rules'][number]> {
  const { diagrams, root, variables } = rule;
  const known = variables.indexOf(gene);
  const place = known < 0 ? variables.length : known;
  const own = diagrams.variable(place);
  return {
    diagrams,
    root: value ? diagrams.choose(own, 1, root) : diagrams.choose(own, root, 0),
    variables: known < 0 ? [...variables, gene] : variables,
  };
}
