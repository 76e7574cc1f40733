/** How much an experiment asks for, counted before any of it is made. */
import type { ExperimentSpec } from '../specification.ts';

/** Conditions at all seeds and points that one experiment may have. */
export const mostCombinations = 100_000;

/** Why there is too much to compute; undefined where there is not. */
export function tooMuch({
  name,
  seeds,
  conditions,
  vary,
}: Pick<ExperimentSpec, 'name' | 'seeds' | 'conditions' | 'vary'>): string | undefined {
  const points = vary.reduce((product, { values }) => product * values.length, 1);
  const all = points * seeds.length * conditions.length;
  if (all <= mostCombinations) return undefined;
  const counted = (count: number, one: string): string => `${written(count)} ${one}${count === 1 ? '' : 's'}`;
  return (
    `\`${name}\` asks for ${written(all)} results: ${counted(conditions.length, 'condition')} × ` +
    `${counted(seeds.length, 'seed')} × ${counted(points, 'point')} of the sweep. An experiment can have at most ` +
    `${written(mostCombinations)}: take fewer values, seeds or conditions.`
  );
}
const written = (count: number): string => (count < 1e15 ? count.toLocaleString('en') : count.toExponential(0));
