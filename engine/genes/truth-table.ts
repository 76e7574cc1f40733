import type { BooleanExpression } from './network.ts';

/** A rule in postfix order: the position of a variable, or an operation. */
export type Program = readonly number[];
const not = -1;
const and = -2;
const or = -3;
const no = -4;
const yes = -5;

/** `find` gives a variable's position, or its value where it is fixed. */
export function programOf(rule: BooleanExpression, find: (name: string) => number | boolean): Program {
  const program: number[] = [];
  const add = (part: BooleanExpression): void => {
    if ('gene' in part) {
      const found = find(part.gene);
      program.push(typeof found === 'number' ? found : found ? yes : no);
    } else if ('constant' in part) program.push(part.constant ? yes : no);
    else if ('not' in part) {
      add(part.not);
      program.push(not);
    } else {
      const all = 'and' in part;
      const terms = all ? part.and : part.or;
      if (terms.length === 0) program.push(all ? yes : no);
      terms.forEach((term, i) => {
        add(term);
        if (i > 0) program.push(all ? and : or);
      });
    }
  };
  add(rule);
  return program;
}

/**
 * Tables of rules over so many variables, at most 32. A rule in all 2^variables states: bit s of the table (word s >>> 5, bit s & 31) is its value in state s, whose bit i is variable i. A word is
 * 32 states, in which the first five variables run through their values. A half of the table that differs from the other in a variable
 * that the rule does not name is copied.
 */
export function truthTables(variables: number): (program: Program) => Uint32Array {
  const values = new Int32Array(32);
  for (let i = 0; i < lowColumns.length; i++) values[i] = lowColumns[i];
  const stack = new Int32Array(64);
  return (program) => {
    const table = new Uint32Array(Math.max(1, 2 ** (variables - 5)));
    let named = 0;
    for (let i = 0; i < program.length; i++) if (program[i] >= 0) named |= 1 << program[i];
    fill(table, 0, variables, { program, named, values, stack: program.length > stack.length ? new Int32Array(program.length) : stack });
    return table;
  };
}
/** Whether a rule is true in one state. */
export function stateTest(program: Program): (state: number) => boolean {
  const values = new Int32Array(32);
  const evaluation = { program, named: 0, values, stack: new Int32Array(program.length) };
  return (state) => {
    for (let i = 0; i < 32; i++) values[i] = -((state >>> i) & 1);
    return evaluate(evaluation) !== 0;
  };
}
interface Evaluation { readonly program: Program; readonly named: number; readonly values: Int32Array; readonly stack: Int32Array }

/** Fills the 2^undecided states from word `from` on. */
function fill(table: Uint32Array, from: number, undecided: number, evaluation: Evaluation): void {
  if (undecided <= 5) {
    table[from] = evaluate(evaluation);
    return;
  }
  const variable = undecided - 1;
  const half = 2 ** (variable - 5);
  evaluation.values[variable] = 0;
  fill(table, from, variable, evaluation);
  if ((evaluation.named >>> variable) & 1) {
    evaluation.values[variable] = -1;
    fill(table, from + half, variable, evaluation);
  } else if (half < 64) for (let w = from; w < from + half; w++) table[w + half] = table[w];
  else table.copyWithin(from + half, from, from + half);
}
/** The values of the first five variables in 32 states. */
const lowColumns = [0xaaaaaaaa, 0xcccccccc, 0xf0f0f0f0, 0xff00ff00, 0xffff0000];

function evaluate({ program, values, stack }: Evaluation): number {
  let top = -1;
  for (let i = 0; i < program.length; i++) {
    const step = program[i];
    if (step >= 0) stack[++top] = values[step];
    else if (step === not) stack[top] = ~stack[top];
    else if (step === and) { top--; stack[top] &= stack[top + 1]; }
    else if (step === or) { top--; stack[top] |= stack[top + 1]; }
    else stack[++top] = step === yes ? -1 : 0;
  }
  return stack[0];
}

/**
 * The state that follows each, from the tables of its bits (at most 32 of them). States with a variable on follow those with it off but for
 * the few bits in which the tables' halves differ, so the list is doubled variable by variable.
 */
export function successors(tables: readonly Uint32Array[], size: number): Uint32Array {
  const next = new Uint32Array(size);
  const block = Math.min(size, 32);
  tables.forEach((table, bit) => {
    for (let state = 0; state < block; state++) next[state] |= ((table[0] >>> state) & 1) << bit;
  });
  for (let half = 32; half < size; half *= 2) {
    next.copyWithin(half, 0, half);
    const words = half / 32;
    for (let bit = 0; bit < tables.length; bit++) {
      const table = tables[bit];
      const on = 1 << bit;
      for (let w = 0; w < words; w++) {
        let differ = table[w] ^ table[w + words];
        const first = half + 32 * w;
        if (differ === -1) for (let state = first; state < first + 32; state++) next[state] ^= on;
        else for (; differ !== 0; differ &= differ - 1) next[first + 31 - Math.clz32(differ & -differ)] ^= on;
      }
    }
  }
  return next;
}
