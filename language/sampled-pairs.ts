import { groupOfEach, holdsDraw, type MatrixProgram, ringDistance } from '../engine/connectivity/index.ts';
import { compileNumber, type Expression, type Scope } from '../engine/expressions/index.ts';
import { stream } from '../engine/random/index.ts';

/** A pair of neurons as an expression of a drawn matrix sees it; metres. */
export interface SampledPair {
  distance: number;
  same: boolean;
  /** Places of a ring between the two. */
  apart: number;
  /** Named groups of the pre- and the post-synaptic neuron. */
  pre: string;
  post: string;
}
const pairsDrawn = 2000;

/** Whether an expression has a value for each pair by itself: nothing in it is drawn, or scaled over all pairs. */
export const isOfThePair = (expression: Expression): boolean => !holdsDraw(expression) && !isScaled(expression);
const isScaled = (expression: Expression): boolean =>
  typeof expression === 'object' &&
  'call' in expression &&
  (expression.call === 'scaled' || expression.arguments.some(isScaled));

/**
 * What an expression gives for 2,000 drawn pairs. @throws ExpressionError where it means nothing
 */
export function sampledPairs(
  { neurons, groups, place, ring }: Pick<MatrixProgram, 'neurons' | 'groups' | 'place' | 'ring'>,
  where: string,
  expression: Expression,
): readonly (SampledPair & { readonly value: number })[] {
  const draws = stream(1, 'pairs', 'density'),
    within = typeof groups === 'number' ? (neurons / groups - 1) / (neurons - 1) : 1,
    named = typeof groups === 'object' ? groups : undefined,
    ends = stream(1, 'pairs', 'groups'),
    groupOf = named && groupOfEach(neurons, named);
  const scope: Scope<SampledPair> = {
    where,
    names: {
      ...Object.fromEntries(
        (named ?? []).map(({ group: name }) => [name, { kind: 'string', constant: name }] as const),
      ),
      distance: { kind: 'number', read: (pair) => pair.distance },
      same_group: { kind: 'boolean', read: (pair) => pair.same },
      ring_distance: { kind: 'number', read: (pair) => pair.apart },
    },
    members: {
      pre: { group: { kind: 'string', read: (pair) => pair.pre } },
      post: { group: { kind: 'string', read: (pair) => pair.post } },
    },
  };
  const givenBy = compileNumber(expression, scope);
  const meeting = (pair: number): Omit<SampledPair, 'distance'> => {
    const alone = { apart: 0, pre: '', post: '', same: (pair + 0.5) / pairsDrawn < within };
    if (!groupOf && !ring) return alone;
    const from = Math.floor(ends.uniform() * neurons),
      to = (from + 1 + Math.floor(ends.uniform() * Math.max(1, neurons - 1))) % neurons,
      apart = ringDistance(neurons, from, to);
    if (!groupOf || !named) return { ...alone, apart };
    const [pre, post] = [groupOf[from], groupOf[to]];
    return { apart, pre: named[pre].group, post: named[post].group, same: pre === post };
  };
  return Array.from({ length: pairsDrawn }, (_, pair) => {
    const squares = (place?.lengths ?? []).map((length) => {
      const apart = Math.abs(draws.uniform() - draws.uniform()) * length;
      return (place?.torus ? Math.min(apart, length - apart) : apart) ** 2;
    });
    const sampled = {
      distance: Math.sqrt(squares.reduce((total, square) => total + square, 0)),
      ...meeting(pair),
    };
    return { ...sampled, value: givenBy(sampled) };
  });
}
