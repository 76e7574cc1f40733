import type { BooleanExpression } from './network.ts';

/** A rule in postfix order: the position of a variable, or an operation. */
export type Program = readonly number[];
const operation = { not: -1, and: -2, or: -3, false: -4, true: -5 };

/** `find` gives a variable's position, or its value where it is fixed. */
export function programOf(rule: BooleanExpression, find: (name: string) => number | boolean): Program {
  const program: number[] = [];
  const add = (part: BooleanExpression): void => {
    if ('gene' in part) {
      const found = find(part.gene);
      program.push(typeof found === 'number' ? found : found ? operation.true : operation.false);
    } else if ('constant' in part) program.push(part.constant ? operation.true : operation.false);
    else if ('not' in part) {
      add(part.not);
      program.push(operation.not);
    } else {
      const all = 'and' in part;
      const terms = all ? part.and : part.or;
      if (terms.length === 0) program.push(all ? operation.true : operation.false);
      terms.forEach((term, i) => {
        add(term);
        if (i > 0) program.push(all ? operation.and : operation.or);
      });
    }
  };
  add(rule);
  return program;
}

/**
 * A rule in all 2^variables states: bit s of the table (word s >>> 5, bit s & 31) is its value in state s, whose bit i is variable i. A word is
 * 32 states, in which the first five variables run through their values. A half of the table that differs from the other in a variable
 * that the rule does not name is copied.
 */
export function truthTable(program: Program, variables: number): Uint32Array {
  const table = new Uint32Array(Math.max(1, 2 ** (variables - 5)));
  const values = new Int32Array(Math.max(5, variables));
  values.set(lowColumns);
  const stack = new Int32Array(program.length);
  const fill = (from: number, undecided: number): void => {
    if (undecided <= 5) {
      table[from] = evaluate(program, values, stack);
      return;
    }
    const variable = undecided - 1;
    const half = 2 ** (variable - 5);
    values[variable] = 0;
    fill(from, variable);
    if (program.includes(variable)) {
      values[variable] = -1;
      fill(from + half, variable);
    } else if (half < 64) for (let w = from; w < from + half; w++) table[w + half] = table[w];
    else table.copyWithin(from + half, from, from + half);
  };
  fill(0, variables);
  return table;
}
/** The values of the first five variables in 32 states. */
const lowColumns = [0xaaaaaaaa, 0xcccccccc, 0xf0f0f0f0, 0xff00ff00, 0xffff0000];

function evaluate(program: Program, values: Int32Array, stack: Int32Array): number {
  let top = -1;
  for (let i = 0; i < program.length; i++) {
    const step = program[i];
    if (step >= 0) stack[++top] = values[step];
    else if (step === operation.not) stack[top] = ~stack[top];
    else if (step === operation.and) { top--; stack[top] &= stack[top + 1]; }
    else if (step === operation.or) { top--; stack[top] |= stack[top + 1]; }
    else stack[++top] = step === operation.true ? -1 : 0;
  }
  return stack[0];
}

/** The state that follows each, from the tables of its bits (at most 32 of them). */
export function successors(tables: readonly Uint32Array[], size: number): Uint32Array {
  const next = new Uint32Array(Math.max(size, 4));
  for (let byte = 0; 8 * byte < tables.length; byte++) {
    const eight = tables.slice(8 * byte, 8 * byte + 8);
    for (let state = 0; state < size; state += 4) {
      const word = state >>> 5;
      const shift = state & 31;
      // Four states' values of one variable, one bit in each byte; then those of the next variable beside them.
      let bytes = 0;
      for (let i = 0; i < eight.length; i++) bytes |= (Math.imul((eight[i][word] >>> shift) & 15, 0x00204081) & 0x01010101) << i;
      next[state] |= (bytes & 255) << (8 * byte);
      next[state + 1] |= ((bytes >>> 8) & 255) << (8 * byte);
      next[state + 2] |= ((bytes >>> 16) & 255) << (8 * byte);
      next[state + 3] |= (bytes >>> 24) << (8 * byte);
    }
  }
  return size < 4 ? next.slice(0, size) : next;
}
