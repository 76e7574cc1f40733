import { BudgetEnded, type BudgetOptions, budgetOf } from './budget.ts';
import { countTrapSpaces } from './counting.ts';
import { DiagramTooLarge } from './diagram.ts';
import type { GeneNetwork } from './gene-network.ts';
import { networkDiagrams } from './rule-diagram.ts';
import { type TrapProblem, trapProblem, type Value } from './subspaces.ts';

/** Subspaces of a network, found symbolically: for any number of genes, within a budget. */
export interface Subspaces {
  /**
   * At most 1,000, as text: 0, 1, or * where it is free, of each gene in declaration order, then of each input that is
   * not fixed. In the order 0, 1, * of these.
   */
  readonly spaces: readonly string[];
  /** How many there are, a decimal integer; at least so many where `complete` is false. */
  readonly count: string;
  readonly complete: boolean;
  /** Where it is not complete: why, as the end of a sentence. */
  readonly unfinished?: string;
}
/** So many are listed. */
export const listed = 1000;
const defaultSteps = 100_000_000;
export const budgetFrom = (options: Partial<BudgetOptions>) =>
  budgetOf({ ...options, steps: options.steps ?? defaultSteps });

/** Every state that no gene leaves, in either update scheme. The first 1,000 in the order of their text are listed. */
export const steadyStates = (network: GeneNetwork, budget: Partial<BudgetOptions> = {}): Subspaces =>
  minimal(network, 'steady', budget);

/**
 * Trap spaces: subspaces that no update leaves, in either scheme. `minimal`: those that contain no smaller one; each
 * holds at least one attractor, and a steady state is one; steady states are listed first. `maximal`: the largest that
 * are not the whole space.
 */
export const trapSpaces = (
  network: GeneNetwork,
  kind: 'minimal' | 'maximal',
  budget: Partial<BudgetOptions> = {},
): Subspaces => (kind === 'minimal' ? minimal(network, 'minimal', budget) : maximal(network, budget));

function minimal(network: GeneNetwork, wanted: 'steady' | 'minimal', options: Partial<BudgetOptions>): Subspaces {
  const found: Value[][] = [];
  let count = 0n;
  const unfinished = endOf(() => {
    const budget = budgetFrom(options);
    const { rules, fixed } = networkDiagrams(network);
    const all = listMinimal(trapProblem(rules, fixed, 'minimal', budget), wanted, found);
    count = all ? BigInt(found.length) : countTrapSpaces(rules, fixed, budget)[wanted];
  });
  return told(network, found, unfinished === undefined ? count : BigInt(found.length), unfinished);
}

function maximal(network: GeneNetwork, options: Partial<BudgetOptions>): Subspaces {
  const found: Value[][] = [];
  const unfinished = endOf(() => {
    const { rules, fixed } = networkDiagrams(network);
    for (const space of trapProblem(rules, fixed, 'maximal', budgetFrom(options)).each()) found.push(space);
  });
  return told(network, found.sort(inOrder), BigInt(found.length), unfinished);
}
function inOrder(a: readonly Value[], b: readonly Value[]): number {
  const v = a.findIndex((value, i) => value !== b[i]);
  return order.indexOf(a[v]) - order.indexOf(b[v]);
}
const order: readonly Value[] = [0, 1, '*'];

/**
 * Adds minimal trap spaces to `found`, steady states first, each kind in the order of its text; false where there are
 * more than are listed.
 */
export function listMinimal(problem: TrapProblem, wanted: 'steady' | 'minimal', found: Value[][]): boolean {
  for (const assumptions of wanted === 'steady' ? [[problem.steady]] : [[problem.steady], []]) {
    for (const space of problem.each(assumptions)) {
      if (found.length === listed) return false;
      found.push(space);
    }
  }
  return true;
}

/** Runs a search; what ended it early, or undefined where it came to its end. */
export function endOf(search: () => void): string | undefined {
  try {
    search();
    return undefined;
  } catch (error) {
    if (error instanceof BudgetEnded || error instanceof DiagramTooLarge) return error.message;
    throw error;
  }
}

/** A subspace as text: all genes, fixed ones too, then the inputs that are not fixed. */
export function spaceText(network: GeneNetwork): (space: readonly Value[]) => string {
  const hidden = new Set(
    network.inputs.flatMap((name, i) => (name in network.fixed ? [network.genes.length + i] : [])),
  );
  return (space) => space.filter((_, v) => !hidden.has(v)).join('');
}
function told(
  network: GeneNetwork,
  found: readonly Value[][],
  count: bigint,
  unfinished: string | undefined,
): Subspaces {
  const spaces = found.slice(0, listed).map(spaceText(network));
  return {
    spaces,
    count: String(count),
    complete: unfinished === undefined,
    ...(unfinished === undefined ? {} : { unfinished }),
  };
}
