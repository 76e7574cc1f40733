import fc from 'fast-check';
import {
  type BooleanExpression,
  type GeneNetwork,
  sumOfProducts,
  type UpdateScheme,
} from '../../engine/genes/index.ts';

/**
 * What the engine computes, done again in the plainest way, for networks of a few genes: states are bit strings, chains
 * are dense matrices.
 */

const holds = (rule: BooleanExpression, value: (name: string) => boolean): boolean => {
  if ('constant' in rule) return rule.constant;
  if ('gene' in rule) return value(rule.gene);
  if ('not' in rule) return !holds(rule.not, value);
  return 'and' in rule ? rule.and.every((part) => holds(part, value)) : rule.or.some((part) => holds(part, value));
};
const namesOf = ({ genes, inputs, fixed }: GeneNetwork) => [
  ...genes.map(({ name }) => name),
  ...inputs.filter((input) => !(input in fixed)),
];
const reader = (network: GeneNetwork, state: string) => (name: string) =>
  name in network.fixed ? network.fixed[name] === 1 : state[namesOf(network).indexOf(name)] === '1';

/** All states: what is held at its value. */
export const statesOf = (network: GeneNetwork): string[] => {
  const names = namesOf(network);
  return Array.from({ length: 2 ** names.length }, (_, i) => i.toString(2).padStart(names.length, '0')).filter(
    (state) => names.every((name, v) => !(name in network.fixed) || String(network.fixed[name]) === state[v]),
  );
};
export const hasFate = (network: GeneNetwork, fate: string, state: string): boolean =>
  holds(network.fates.find(({ name }) => name === fate)!.rule, reader(network, state));

/**
 * Where one step leads, with probabilities; under asynchronous update every gene of the network is equally likely to be
 * drawn.
 */
export const steps = (network: GeneNetwork, state: string, update: UpdateScheme): Map<string, number> => {
  const next = network.genes.map(({ name, rule }, g) =>
    name in network.fixed ? state[g] : holds(rule, reader(network, state)) ? '1' : '0',
  );
  if (update === 'synchronous') return new Map([[next.join('') + state.slice(next.length), 1]]);
  const found = new Map<string, number>();
  next.forEach((value, g) => {
    const to = state.slice(0, g) + value + state.slice(g + 1);
    found.set(to, (found.get(to) ?? 0) + 1 / next.length);
  });
  return found;
};
const reachedFrom = (network: GeneNetwork, start: string, update: UpdateScheme): Set<string> => {
  const seen = new Set([start]);
  for (const state of seen) for (const next of steps(network, state, update).keys()) seen.add(next);
  return seen;
};
/** The attractor of each state that is in one: all it reaches reach it again. */
export const attractorOf = (network: GeneNetwork, update: UpdateScheme): Map<string, string> => {
  const reach = new Map(statesOf(network).map((state) => [state, reachedFrom(network, state, update)]));
  const own = [...reach].filter(([state, reached]) => [...reached].every((other) => reach.get(other)!.has(state)));
  return new Map(own.map(([state, reached]) => [state, [...reached].sort().join()]));
};
/**
 * From each state the probability of ending in an attractor that `wanted` takes, by elimination on the dense system x =
 * P x.
 */
export const endProbability = (
  network: GeneNetwork,
  update: UpdateScheme,
  wanted: (attractor: readonly string[]) => boolean,
): Map<string, number> => {
  const ends = attractorOf(network, update);
  const states = statesOf(network);
  const rows = states.map((state, i) => {
    const row = new Float64Array(states.length + 1);
    row[i] = 1;
    const end = ends.get(state);
    if (end !== undefined) {
      row[states.length] = wanted(end.split(',')) ? 1 : 0;
      return row;
    }
    for (const [to, probability] of steps(network, state, update)) row[states.indexOf(to)] -= probability;
    return row;
  });
  for (let column = 0; column < states.length; column++) {
    const pivot = rows
      .slice(column)
      .reduce((best, row, i) => (Math.abs(row[column]) > Math.abs(rows[best][column]) ? column + i : best), column);
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    for (const row of rows) {
      if (row === rows[column] || row[column] === 0) continue;
      const factor = row[column] / rows[column][column];
      for (let c = column; c <= states.length; c++) row[c] -= factor * rows[column][c];
    }
  }
  return new Map(states.map((state, i) => [state, rows[i][states.length] / rows[i][i]]));
};
/** Steps of the shortest way to a fate, by trying all; Infinity where there is none. */
export const stepsTo = (network: GeneNetwork, start: string, fate: string, update: UpdateScheme): number => {
  let front = [start];
  const seen = new Set(front);
  for (let length = 0; front.length > 0; length++) {
    if (front.some((state) => hasFate(network, fate, state))) return length;
    front = front
      .flatMap((state) => [...steps(network, state, update).keys()])
      .filter((state) => !seen.has(state) && seen.add(state));
  }
  return Infinity;
};

/**
 * Random networks of 2 to `most` genes with up to three regulators each, an input now and then, a gene held now and
 * then, two fates.
 */
export const someNetwork = (most: number): fc.Arbitrary<GeneNetwork> =>
  fc
    .record({
      genes: fc.integer({ min: 2, max: most }),
      inputs: fc.integer({ min: 0, max: 1 }),
      seed: fc.infiniteStream(fc.nat()),
      update: fc.constantFrom('synchronous' as const, 'asynchronous' as const),
    })
    .map(({ genes, inputs, seed, update }) => {
      const below = (n: number): number => seed.next().value % n;
      const names = Array.from({ length: genes }, (_, g) => `g${g}`);
      const all = [...names, ...Array.from({ length: inputs }, (_, i) => `i${i}`)];
      const rule = (): BooleanExpression => {
        const regulators = Array.from({ length: 1 + below(3) }, () => all[below(all.length)]).filter(
          (name, i, own) => own.indexOf(name) === i,
        );
        return sumOfProducts(
          Uint8Array.from({ length: 2 ** regulators.length }, () => below(2)),
          regulators,
        );
      };
      const fixed = below(4) === 0 ? { [all[below(all.length)]]: below(2) as 0 | 1 } : {};
      return {
        genes: names.map((name) => ({ name, rule: rule() })),
        inputs: all.slice(genes),
        fates: [
          { name: 'one', rule: rule() },
          { name: 'other', rule: rule() },
        ],
        signs: [],
        update,
        fixed,
      };
    });
