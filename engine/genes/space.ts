import type { BooleanExpression, GeneNetwork } from './network.ts';
import { variables } from './rule.ts';

/** Up to this many genes and inputs that are not fixed, every state is visited. */
const exhaustionLimit = 20;

/**
 * All states of a network. Only what is not fixed counts: bit i of a state index is variable `free[i]`; the first `genes` of these are
 * genes, the rest inputs, which stay as they are.
 */
export interface StateSpace {
  readonly variables: readonly string[];
  readonly free: readonly number[];
  readonly genes: number;
  readonly size: number;
  /** The synchronous successor of each state. The asynchronous ones differ from the state in one bit of `state ^ next[state]`. */
  readonly next: Uint32Array;
  /** Where a rule is true: bit s of the table (word s >>> 5, bit s & 31) is its value in state s. */
  table(rule: BooleanExpression): Uint32Array;
  /** The state as text: every gene in declaration order, then the inputs, fixed ones with their values. */
  text(state: number): string;
  /** The value of a variable in a state. */
  value(state: number, variable: number): 0 | 1;
}

/** Why the states cannot be visited one by one, or undefined where they can. */
export function tooLarge(network: GeneNetwork): string | undefined {
  const count = freeVariables(network).length;
  if (count <= exhaustionLimit) return undefined;
  return `${count} genes and inputs have 2^${count} states; attractors are computed by visiting every state, up to ${exhaustionLimit} genes and inputs. Hold inputs (or genes) at a value to bring the number down`;
}

export function stateSpace(network: GeneNetwork): StateSpace {
  const refusal = tooLarge(network);
  if (refusal) throw new RangeError(refusal);
  const names = variables(network);
  const free = freeVariables(network);
  const position = new Map(free.map((variable, i) => [names[variable], i]));
  const size = 2 ** free.length;
  const table = (rule: BooleanExpression) => truthTable(rule, size, (name) => {
    const i = position.get(name);
    if (i !== undefined) return i;
    if (name in network.fixed) return network.fixed[name] === 1;
    throw new RangeError(`a rule uses ${name}, which is neither a gene nor an input of this network`);
  });
  const value = (state: number, variable: number) => {
    const i = position.get(names[variable]);
    return (i !== undefined ? (state >>> i) & 1 : network.fixed[names[variable]]) as 0 | 1;
  };
  const genes = free.filter((variable) => variable < network.genes.length).length;
  const next = successors(free.map((variable, i) => (i < genes ? table(network.genes[variable].rule) : column(i, wordsOf(size)))), size);
  return { variables: names, free, genes, size, next, table, value, text: (state) => names.map((_, variable) => value(state, variable)).join('') };
}

function freeVariables(network: GeneNetwork): number[] {
  return variables(network).flatMap((name, i) => (name in network.fixed ? [] : [i]));
}

/** `tables`: the next value of each free variable. A block of 32 states is a matrix of bits, variables × states, turned round. */
function successors(tables: readonly Uint32Array[], size: number): Uint32Array {
  const next = new Uint32Array(size);
  const block = new Uint32Array(32);
  for (let w = 0; w < wordsOf(size); w++) {
    for (let i = 0; i < 32; i++) block[i] = i < tables.length ? tables[i][w] : 0;
    transpose(block);
    next.set(size < 32 ? block.subarray(0, size) : block, 32 * w);
  }
  return next;
}
/** Swaps rows and columns of 32 words of 32 bits: halves, quarters, … down to single bits (Warren, Hacker's Delight, 7-3). */
function transpose(rows: Uint32Array): void {
  for (let width = 16, mask = 0xffff; width > 0; width >>= 1, mask ^= mask << width) {
    for (let k = 0; k < 32; k = (k + width + 1) & ~width) {
      const swap = ((rows[k] >>> width) ^ rows[k + width]) & mask;
      rows[k] ^= swap << width;
      rows[k + width] ^= swap;
    }
  }
}

const wordsOf = (size: number): number => Math.max(1, size / 32);

/** Evaluates a rule in 32 states at a time. `find` gives a variable's position, or its value where it is fixed. */
function truthTable(rule: BooleanExpression, size: number, find: (name: string) => number | boolean): Uint32Array {
  const words = wordsOf(size);
  const constant = (value: boolean) => new Uint32Array(words).fill(value ? 0xffffffff : 0);
  const evaluate = (part: BooleanExpression): Uint32Array => {
    if ('constant' in part) return constant(part.constant);
    if ('gene' in part) {
      const found = find(part.gene);
      return typeof found === 'boolean' ? constant(found) : column(found, words);
    }
    if ('not' in part) {
      const result = evaluate(part.not);
      for (let w = 0; w < words; w++) result[w] = ~result[w];
      return result;
    }
    const result = constant('and' in part);
    for (const term of 'and' in part ? part.and : part.or) {
      const other = evaluate(term);
      if ('and' in part) for (let w = 0; w < words; w++) result[w] &= other[w];
      else for (let w = 0; w < words; w++) result[w] |= other[w];
    }
    return result;
  };
  return evaluate(rule);
}
/** The values of variable i in states 0, 1, 2, …: its bit of the state's number. */
function column(i: number, words: number): Uint32Array {
  const values = new Uint32Array(words);
  if (i < 5) return values.fill(lowColumns[i]);
  const run = 2 ** (i - 5);
  for (let from = run; from < words; from += 2 * run) values.fill(0xffffffff, from, from + run);
  return values;
}
const lowColumns = [0xaaaaaaaa, 0xcccccccc, 0xf0f0f0f0, 0xff00ff00, 0xffff0000];

/** Bit `state` of a table. */
export const holdsIn = (table: Uint32Array, state: number): boolean => ((table[state >>> 5] >>> (state & 31)) & 1) === 1;
