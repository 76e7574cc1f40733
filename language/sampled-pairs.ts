import { holdsDraw, type MatrixProgram } from '../engine/connectivity/index.ts';
import { compileNumber, type Expression, type Scope } from '../engine/expressions/index.ts';
import { stream } from '../engine/random/index.ts';

/** A pair of neurons as an expression of a drawn matrix sees it; metres. */
export interface SampledPair {
  distance: number;
  same: boolean;
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
  { neurons, groups, place }: Pick<MatrixProgram, 'neurons' | 'groups' | 'place'>,
  where: string,
  expression: Expression,
): readonly (SampledPair & { readonly value: number })[] {
  const draws = stream(1, 'pairs', 'density'),
    within = groups === undefined ? 1 : (neurons / groups - 1) / (neurons - 1);
  const scope: Scope<SampledPair> = {
    where,
    names: {
      distance: { kind: 'number', read: (pair) => pair.distance },
      same_group: { kind: 'boolean', read: (pair) => pair.same },
    },
  };
  const givenBy = compileNumber(expression, scope);
  return Array.from({ length: pairsDrawn }, (_, pair) => {
    const squares = (place?.lengths ?? []).map((length) => {
      const apart = Math.abs(draws.uniform() - draws.uniform()) * length;
      return (place?.torus ? Math.min(apart, length - apart) : apart) ** 2;
    });
    const sampled = {
      distance: Math.sqrt(squares.reduce((total, square) => total + square, 0)),
      same: (pair + 0.5) / pairsDrawn < within,
    };
    return { ...sampled, value: givenBy(sampled) };
  });
}
