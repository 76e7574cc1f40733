/** What the values of a condition are repeated over: seeds, or the subjects whose files its data are of. */
import { familiesIn, subjectsOf } from '../language/of-subject.ts';
import type { ExperimentSpec, Noun, SweepPoint } from '../language/specification.ts';
import { acrossConditions } from '../language/experiments/across-conditions.ts';

/** Of a measure of several conditions together, those that it is of. */
function nounsMeant({ conditions, derived = [] }: ExperimentSpec, condition: string): readonly Noun[] {
  const several = derived.find(({ of }) => of && acrossConditions(of) === condition)?.of ?? [condition];
  return conditions.flatMap(({ name, noun }) => (several.includes(name) ? [noun] : []));
}

/** How many values there should be at a point of the sweep. */
export function replicateCount(experiment: ExperimentSpec, condition: string, at: SweepPoint): number {
  const subjects = subjectsOf(experiment, nounsMeant(experiment, condition), at);
  return subjects ? subjects.length : experiment.seeds.length;
}
export const isOverSubjects = (experiment: ExperimentSpec, condition: string): boolean =>
  experiment.subjects !== undefined && familiesIn(nounsMeant(experiment, condition)).length > 0;
/** How several of them are called. */
export const replicatesOf = (experiment: ExperimentSpec, condition: string): 'seeds' | 'subjects' =>
  isOverSubjects(experiment, condition) ? 'subjects' : 'seeds';
