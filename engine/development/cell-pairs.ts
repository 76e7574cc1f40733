import type { Quantity, Scope } from '../expressions/index.ts';
import type { CellDynamics } from '../genes/index.ts';
import { firstMeetings } from './encounters.ts';
import type { History, Moment } from './history.ts';

/**
 * An ordered pair of cells (and, once it exists, its synapse) at the end of a step; one object is reused for all pairs.
 */
export interface Pair {
  pre: number;
  post: number;
  /** Metres, now. */
  distance: number;
  moment: Moment;
  /** Seconds since the start. */
  time: number;
  /** Of the synapse: weight, and seconds since it formed. */
  weight: number;
  age: number;
}
export interface Resemblance {
  readonly similarity: number;
  readonly jaccard: number;
  readonly matching: number;
}

/**
 * What the expressions of a synapse rule know. `mean`: genes are not looked at, these stand in their place.
 */
export function pairScope(
  where: string,
  history: History,
  identity: CellDynamics,
  stepSeconds: number,
  mean?: Resemblance,
): Scope<Pair> {
  const number = (read: (pair: Pair) => number): Quantity<Pair> => ({ kind: 'number', read });
  const compare = resemblance(identity.genes.length);
  const alike = (name: keyof Resemblance): Quantity<Pair> =>
    mean
      ? { kind: 'number', constant: mean[name] }
      : number(({ moment, pre, post }) => compare[name](moment.state[pre], moment.state[post]));
  const end = (cellOf: (pair: Pair) => number): Record<string, Quantity<Pair>> => ({
    fate: { kind: 'string', read: (pair) => identity.fates[pair.moment.fate[cellOf(pair)]] ?? 'undecided' },
    age: number((pair) => pair.time - history.birth[cellOf(pair)] * stepSeconds),
    birth: number((pair) => history.birth[cellOf(pair)] * stepSeconds),
    x: number((pair) => pair.moment.positions.x[cellOf(pair)]),
    y: number((pair) => pair.moment.positions.y[cellOf(pair)]),
    ...(history.moments[0].positions.z ? { z: number((pair: Pair) => pair.moment.positions.z![cellOf(pair)]) } : {}),
  });
  return {
    where,
    names: {
      ...Object.fromEntries(identity.fates.map((fate) => [fate, { kind: 'string', constant: fate }] as const)),
      distance: number((pair) => pair.distance),
      similarity: alike('similarity'),
      jaccard: alike('jaccard'),
      matching: alike('matching'),
      age_gap: number(({ pre, post }) => Math.abs(history.birth[pre] - history.birth[post]) * stepSeconds),
      time: number((pair) => pair.time),
    },
    members: { pre: end((pair) => pair.pre), post: end((pair) => pair.post) },
  };
}
/** What an existing synapse adds. */
export const synapseScope = (scope: Scope<Pair>): Scope<Pair> => ({
  ...scope,
  names: {
    ...scope.names,
    weight: { kind: 'number', read: (pair) => pair.weight },
    age: { kind: 'number', read: (pair) => pair.age },
  },
});

/**
 * How alike two states are, inputs left out: `similarity` = genes on in both / all genes; `jaccard` = on in both / on
 * in either (0 where none is on); `matching` = genes with the same value / all genes.
 */
export function resemblance(genes: number): { readonly [name in keyof Resemblance]: (a: number, b: number) => number } {
  const mask = genes >= 32 ? 0xffffffff : (1 << genes) - 1;
  return {
    similarity: (a, b) => ones(a & b & mask) / genes,
    jaccard: (a, b) => {
      const either = ones((a | b) & mask);
      return either === 0 ? 0 : ones(a & b & mask) / either;
    },
    matching: (a, b) => (genes - ones((a ^ b) & mask)) / genes,
  };
}
function ones(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Mean over the ordered pairs of a rule, each at the step at which it is first tried; 0 where there are none. */
export function meanResemblance(history: History, pre: number, post: number, genes: number): Resemblance {
  const { similarity, jaccard, matching } = resemblance(genes);
  const sum = { similarity: 0, jaccard: 0, matching: 0 };
  let pairs = 0;
  const meetings = firstMeetings(history, pre, post);
  history.moments.forEach(({ state }, step) => {
    if (step > 0)
      meetings(step, (cell, others, tried) => {
        for (const other of others) {
          if (other === cell || tried?.(other)) continue;
          sum.similarity += similarity(state[cell], state[other]);
          sum.jaccard += jaccard(state[cell], state[other]);
          sum.matching += matching(state[cell], state[other]);
          pairs++;
        }
      });
  });
  const mean = (total: number): number => (pairs === 0 ? 0 : total / pairs);
  return { similarity: mean(sum.similarity), jaccard: mean(sum.jaccard), matching: mean(sum.matching) };
}
