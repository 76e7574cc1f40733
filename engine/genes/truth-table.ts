import type { BooleanExpression } from './gene-network.ts';

/** A rule in postfix order: the position of a variable, or an operation. */
export type Program = readonly number[];
const not = -1;
const and = -2;
const or = -3;
const no = -4;
const yes = -5;

/** `find` gives a variable's position, or its value where it is fixed. */
export function programOf(rule: BooleanExpression, find: (name: string) => number | boolean): Program {
  const { names, steps } = compiled(rule);
  const places = names.map((name) => {
    const found = find(name);
    return typeof found === 'number' ? found : found ? yes : no;
  });
  return steps.map((step) => (step >= 0 ? places[step] : step));
}
/** A rule in postfix order over the names it uses. */
interface Compiled {
  readonly names: readonly string[];
  readonly steps: Program;
}
/** The same rules are evaluated again and again: under both schemes, with each gene knocked out. */
const known = new WeakMap<BooleanExpression, Compiled>();
function compiled(rule: BooleanExpression): Compiled {
  let found = known.get(rule);
  if (!found) known.set(rule, (found = compile(rule)));
  return found;
}
function compile(rule: BooleanExpression): Compiled {
  const names: string[] = [];
  const steps: number[] = [];
  const add = (part: BooleanExpression): void => {
    if ('gene' in part) {
      const place = names.indexOf(part.gene);
      steps.push(place >= 0 ? place : names.push(part.gene) - 1);
    } else if ('constant' in part) steps.push(part.constant ? yes : no);
    else if ('not' in part) {
      add(part.not);
      steps.push(not);
    } else {
      const all = 'and' in part;
      const terms = all ? part.and : part.or;
      if (terms.length === 0) steps.push(all ? yes : no);
      terms.forEach((term, i) => {
        add(term);
        if (i > 0) steps.push(all ? and : or);
      });
    }
  };
  add(rule);
  return { names, steps };
}

/**
 * Tables of rules over so many variables, at most 32. A rule in all 2^variables states: bit s of the table (word s >>>
 * 5, bit s & 31) is its value in state s, whose bit i is variable i. A word is 32 states, in which the first five
 * variables run through their values. A half of the table that differs from the other in a variable that the rule does
 * not name is copied.
 */
export function truthTables(programs: readonly Program[], variables: number): Uint32Array[] {
  const words = Math.max(1, 2 ** (variables - 5));
  const all = new Uint32Array(programs.length * words);
  return programs.map((program, i) => {
    let named = 0;
    for (let k = 0; k < program.length; k++) if (program[k] >= 0) named |= 1 << program[k];
    const table = all.subarray(i * words, (i + 1) * words);
    for (let k = 0; k < lowColumns.length; k++) values[k] = lowColumns[k];
    fill(table, 0, variables, program, named);
    return table;
  });
}
/** Whether a rule is true in one state. */
export const stateTest =
  (program: Program) =>
  (state: number): boolean => {
    for (let i = 0; i < 32; i++) values[i] = -((state >>> i) & 1);
    return evaluate(program) !== 0;
  };
/** Fills the 2^undecided states from word `from` on. */
function fill(table: Uint32Array, from: number, undecided: number, program: Program, named: number): void {
  if (undecided <= 5) {
    table[from] = evaluate(program);
    return;
  }
  const variable = undecided - 1;
  const half = 2 ** (variable - 5);
  values[variable] = 0;
  fill(table, from, variable, program, named);
  if ((named >>> variable) & 1) {
    values[variable] = -1;
    fill(table, from + half, variable, program, named);
  } else if (half < 64) for (let w = from; w < from + half; w++) table[w + half] = table[w];
  else table.copyWithin(from + half, from, from + half);
}
/** The values of the first five variables in 32 states. */
const lowColumns = [0xaaaaaaaa, 0xcccccccc, 0xf0f0f0f0, 0xff00ff00, 0xffff0000];

/** Room for one evaluation at a time: a word for each variable, and what is not yet used of the operations' results. */
const values = new Int32Array(32);
const stack: number[] = [];
function evaluate(program: Program): number {
  let top = -1;
  for (let i = 0; i < program.length; i++) {
    const step = program[i];
    if (step >= 0) stack[++top] = values[step];
    else if (step === not) stack[top] = ~stack[top];
    else if (step === and) {
      top--;
      stack[top] &= stack[top + 1];
    } else if (step === or) {
      top--;
      stack[top] |= stack[top + 1];
    } else stack[++top] = step === yes ? -1 : 0;
  }
  return stack[0];
}

/**
 * The state that follows each, from the tables of its bits (at most 32 of them). States with a variable on follow those
 * with it off but for the few bits in which the tables' halves differ, so the list is doubled variable by variable.
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
