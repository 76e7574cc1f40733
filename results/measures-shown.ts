/** What an experiment has numbers of, and of what each is. */
import { acrossConditions } from '../language/experiments/across-conditions.ts';
import type { ExperimentSpec } from '../language/specification.ts';

type Measuring = Pick<ExperimentSpec, 'measures' | 'derived'>;
/** Names of its measures and of those that are computed of them. */
export const measureNames = ({ measures, derived = [] }: Measuring): readonly string[] =>
  [...measures, ...derived].map(({ name }) => name);
/** Those that have a number in each condition. */
export const measuresOfEach = ({ measures, derived = [] }: Measuring): readonly string[] =>
  [...measures, ...derived.filter(({ of }) => of === undefined)].map(({ name }) => name);
/** How a measure is written. */
export const measureText = ({ measures, derived = [] }: Measuring, name: string): string | undefined =>
  [...measures, ...derived].find((each) => each.name === name)?.text;

/** What the numbers of a measure stand under: each condition; or, of several together, their names. */
export function placesOfMeasure(
  { conditions, derived = [] }: Pick<ExperimentSpec, 'conditions' | 'derived'>,
  measure: string,
): readonly string[] {
  const of = derived.find(({ name }) => name === measure)?.of;
  return of ? [acrossConditions(of)] : conditions.map(({ name }) => name);
}
