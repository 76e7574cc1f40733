import { canonical } from '../../making/canonical-json.ts';
import type { Job } from '../plan/jobs.ts';
import type { Task } from '../plan/tasks.ts';

/** What tells a lesson from others: who is taught what, for which seed. */
export const lessonOf = (seed: number, teaching: unknown): string => `${seed} ${canonical(teaching)}`;

/** What has to be taught before some tasks can be done, and is neither there nor among them. */
export function lessonsFor(
  tasks: readonly Task[],
  all: readonly Task[],
  isThere: (job: Job) => boolean,
): readonly Task[] {
  const needed = new Set(
    tasks.flatMap(({ job }) => ('learning' in job && job.learning?.teach.map((one) => lessonOf(job.seed, one))) || []),
  );
  const given = new Set(tasks.map(({ job }) => job.key));
  return all.filter(
    ({ job }) =>
      job.kind === 'teach' && needed.has(lessonOf(job.seed, job.teaching)) && !given.has(job.key) && !isThere(job),
  );
}
