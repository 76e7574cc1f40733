import type { BooleanExpression, GeneNetwork } from './gene-network.ts';
import { mustBeClosed } from './open-rules.ts';
import { variables } from './compiled-rule.ts';
import { type Program, programOf, successors, truthTables } from './truth-table.ts';

/** Up to this many genes and inputs that are not fixed, every state is visited. */
export const exhaustionLimit = 20;

/**
 * All states of a network. Only what is not fixed counts: bit i of a state index is variable `free[i]`; the first
 * `genes` of these are genes, the rest inputs, which stay as they are.
 */
export interface StateSpace {
  readonly variables: readonly string[];
  readonly free: readonly number[];
  readonly genes: number;
  readonly size: number;
  /** The next value of each free variable, whose positions these are; inputs stay. */
  readonly programs: readonly Program[];
  /**
   * The synchronous successor of each state (found when first asked for). The asynchronous ones differ from the state
   * in one bit of `state ^ next[state]`.
   */
  readonly next: Uint32Array;
  /** Where a rule is true: bit s of the table (word s >>> 5, bit s & 31) is its value in state s. */
  table(rule: BooleanExpression): Uint32Array;
  /** The state as text: every gene in declaration order, then the inputs, fixed ones with their values. */
  text(state: number): string;
  /** The value of a variable in a state. */
  value(state: number, variable: number): 0 | 1;
}

/** How many genes and inputs are not fixed. */
export const freeIn = (network: GeneNetwork): number => freeVariables(network).length;
/** Why the states cannot be visited one by one, or undefined where they can. */
export const tooLarge = (network: GeneNetwork): string | undefined => refusal(freeIn(network));
function refusal(count: number): string | undefined {
  if (count <= exhaustionLimit) return undefined;
  return (
    `${count} genes and inputs have 2^${count} states; attractors are computed by visiting every state, up to ` +
    `${exhaustionLimit} genes and inputs. Hold inputs (or genes) at a value to bring the number down`
  );
}

export function stateSpace(network: GeneNetwork): StateSpace {
  mustBeClosed(network);
  const names = variables(network);
  const free = freeVariables(network);
  const refused = refusal(free.length);
  if (refused) throw new RangeError(refused);
  const position = new Map<string, number>();
  free.forEach((variable, i) => {
    position.set(names[variable], i);
  });
  const size = 2 ** free.length;
  const program = (rule: BooleanExpression) =>
    programOf(rule, (name) => {
      const i = position.get(name);
      if (i !== undefined) return i;
      if (name in network.fixed) return network.fixed[name] === 1;
      throw new RangeError(`a rule uses ${name}, which is neither a gene nor an input of this network`);
    });
  const value = (state: number, variable: number) => {
    const i = position.get(names[variable]);
    return (i !== undefined ? (state >>> i) & 1 : network.fixed[names[variable]]) as 0 | 1;
  };
  const inputs = free.findIndex((variable) => variable >= network.genes.length);
  const genes = inputs < 0 ? free.length : inputs;
  const programs = free.map((variable, i) => (i < genes ? program(network.genes[variable].rule) : [i]));
  let next: Uint32Array | undefined;
  return {
    variables: names,
    free,
    genes,
    size,
    programs,
    value,
    get next() {
      return (next ??= successors(truthTables(programs, free.length), size));
    },
    table: (rule) => truthTables([program(rule)], free.length)[0],
    text: (state) => names.map((_, variable) => value(state, variable)).join(''),
  };
}

function freeVariables(network: GeneNetwork): number[] {
  const free: number[] = [];
  variables(network).forEach((name, i) => {
    if (!(name in network.fixed)) free.push(i);
  });
  return free;
}

/** Bit `state` of a table. */
export const holdsIn = (table: Uint32Array, state: number): boolean =>
  ((table[state >>> 5] >>> (state & 31)) & 1) === 1;
