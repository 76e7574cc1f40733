/** A Boolean function given by its values, as the shortest sum of products. */
import type { BooleanExpression } from '../genes/gene-network.ts';

/** Values by pattern (bit i of the pattern is regulator i): 1, 0, or undefined where either would do. */
export type TruthTable = readonly (0 | 1 | undefined)[];

interface Term {
  /** Bits that must be as in `value`. */ readonly care: number;
  readonly value: number;
}

/**
 * The sum of products with the fewest terms, and of those with the fewest literals, that has the values given (Quine
 * 1952, McCluskey 1956); exact, for up to 5 regulators. What is left open is filled so that the rule is short.
 */
export function shortestRule(values: TruthTable, names: readonly string[]): BooleanExpression {
  const terms = cover(values);
  const literal = (i: number, positive: number): BooleanExpression =>
    positive ? { gene: names[i] } : { not: { gene: names[i] } };
  const products = terms.map(({ care, value }) => {
    const literals = names.flatMap((_, i) => ((care >> i) & 1 ? [literal(i, (value >> i) & 1)] : []));
    return literals.length === 1 ? literals[0] : literals.length === 0 ? { constant: true } : { and: literals };
  });
  return products.length === 0 ? { constant: false } : products.length === 1 ? products[0] : { or: products };
}

/** The same with nothing left open. */
export function completed(values: TruthTable): readonly (0 | 1)[] {
  const terms = cover(values);
  return values.map((_, pattern) => (terms.some(({ care, value }) => (pattern & care) === value) ? 1 : 0));
}

function cover(values: TruthTable): readonly Term[] {
  const needed = values.flatMap((value, pattern) => (value === 1 ? [pattern] : []));
  if (needed.length === 0) return [];
  const primes = primeTerms(values);
  let best: readonly Term[] | undefined;
  let least = Infinity;
  const cost = (terms: readonly Term[]): number =>
    terms.length * 100 + terms.reduce((sum, { care }) => sum + ones(care), 0);
  const search = (taken: readonly Term[], spent: number): void => {
    if (spent >= least) return;
    const open = needed.find((pattern) => !taken.some(({ care, value }) => (pattern & care) === value));
    if (open === undefined) {
      best = taken;
      least = spent;
      return;
    }
    for (const prime of primes)
      if ((open & prime.care) === prime.value) search([...taken, prime], cost([...taken, prime]));
  };
  search([], 0);
  return [...(best as readonly Term[])].sort((a, b) => ones(a.care) - ones(b.care) || b.value - a.value);
}

/** Largest products that are nowhere 0: fewest literals first. */
function primeTerms(values: TruthTable): readonly Term[] {
  const terms: Term[] = [];
  const cares = Array.from({ length: values.length }, (_, care) => care).sort((a, b) => ones(a) - ones(b) || a - b);
  for (const care of cares) {
    for (let value = care; ; value = (value - 1) & care) {
      const isPrime = !terms.some(
        (larger) => (larger.care & care) === larger.care && (value & larger.care) === larger.value,
      );
      const covers = values.some((_, pattern) => (pattern & care) === value && values[pattern] === 1);
      if (isPrime && covers && values.every((given, pattern) => (pattern & care) !== value || given !== 0))
        terms.push({ care, value });
      if (value === 0) break;
    }
  }
  return terms;
}
function ones(mask: number): number {
  let count = 0;
  for (let rest = mask; rest > 0; rest &= rest - 1) count++;
  return count;
}
