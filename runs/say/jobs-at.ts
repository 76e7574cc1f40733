import type { ExperimentSpec } from '../../language/specification.ts';
import type { Row } from '../../results/contract.ts';
import { groupedBy } from '../../results/grouped.ts';
import { pointName } from '../../results/rows.ts';
import { type Finished, isOfCondition } from '../plan/outcome.ts';

/** The finished jobs whose points are values of a condition at a point of the sweep. */
export type JobsAt = (condition: string, at: Row['at']) => readonly Finished[];

export function jobsAtPlaces(experiment: ExperimentSpec, finished: readonly Finished[]): JobsAt {
  const keyOf = (condition: string, at: Row['at']): string => JSON.stringify([condition, pointName(experiment, at)]);
  const found = groupedBy(
    finished.filter(({ job }) => isOfCondition(job)),
    ({ job }) => keyOf(job.condition, job.at),
  );
  return (condition, at) => found.get(keyOf(condition, at)) ?? [];
}
