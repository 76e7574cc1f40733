import type { BooleanExpression } from './gene-network.ts';

/** The value of a function for each combination of its variables: entry e has variable v at bit v of e. */
export type TruthTable = Uint8Array;

/** A rule's truth table over `names`; `names` must hold all it mentions, at most 20. */
export function truthTableOf(rule: BooleanExpression, names: readonly string[]): TruthTable {
  const index = new Map(names.map((name, i) => [name, i]));
  const table = new Uint8Array(2 ** names.length);
  const holds = (part: BooleanExpression, entry: number): boolean => {
    if ('constant' in part) return part.constant;
    if ('gene' in part) return ((entry >>> (index.get(part.gene) as number)) & 1) === 1;
    if ('not' in part) return !holds(part.not, entry);
    return 'and' in part ? part.and.every((term) => holds(term, entry)) : part.or.some((term) => holds(term, entry));
  };
  for (let entry = 0; entry < table.length; entry++) table[entry] = holds(rule, entry) ? 1 : 0;
  return table;
}

/**
 * A truth table as an irredundant sum of products: no term and no literal can be left out. By expansion about one
 * variable after the other, terms that need it negated, asserted, or not at all (Minato 1992; Morreale 1970).
 */
export function sumOfProducts(table: TruthTable, names: readonly string[]): BooleanExpression {
  const terms = cover(table, table, names.length).terms.map((term) => product(term, names));
  if (terms.length === 0) return { constant: false };
  return terms.length === 1 ? terms[0] : { or: terms };
}

interface Term {
  readonly on: number;
  readonly off: number;
}
interface Cover {
  readonly terms: readonly Term[];
  readonly covered: TruthTable;
}

/** Terms that cover all of `due` and nothing outside `allowed`, both tables over `variables` variables. */
function cover(due: TruthTable, allowed: TruthTable, variables: number): Cover {
  if (!due.includes(1)) return { terms: [], covered: new Uint8Array(due.length) };
  if (!allowed.includes(0)) return { terms: [{ on: 0, off: 0 }], covered: new Uint8Array(due.length).fill(1) };
  const v = variables - 1;
  const half = due.length / 2;
  const [due0, due1, allowed0, allowed1] = [
    due.subarray(0, half),
    due.subarray(half),
    allowed.subarray(0, half),
    allowed.subarray(half),
  ];
  const off = cover(without(due0, allowed1), allowed0, v);
  const on = cover(without(due1, allowed0), allowed1, v);
  const rest = due0.map((value, e) => ((value && !off.covered[e]) || (due1[e] && !on.covered[e]) ? 1 : 0));
  const either = cover(
    rest,
    allowed0.map((value, e) => value & allowed1[e]),
    v,
  );
  const covered = new Uint8Array(due.length);
  for (let e = 0; e < half; e++) {
    covered[e] = off.covered[e] | either.covered[e];
    covered[half + e] = on.covered[e] | either.covered[e];
  }
  return {
    terms: [
      ...either.terms,
      ...on.terms.map((term) => ({ ...term, on: term.on | (1 << v) })),
      ...off.terms.map((term) => ({ ...term, off: term.off | (1 << v) })),
    ],
    covered,
  };
}
const without = (a: TruthTable, b: TruthTable): TruthTable => a.map((value, e) => value & (b[e] ^ 1));

function product({ on, off }: Term, names: readonly string[]): BooleanExpression {
  const literals = names.flatMap((name, v): BooleanExpression[] =>
    (on >>> v) & 1 ? [{ gene: name }] : (off >>> v) & 1 ? [{ not: { gene: name } }] : [],
  );
  return literals.length === 0 ? { constant: true } : literals.length === 1 ? literals[0] : { and: literals };
}
