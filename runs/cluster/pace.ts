import { runInTurn, tasksOf } from '../execute/compute.ts';
import { lessonsFor } from '../execute/taught-before.ts';
import { processPool } from '../execute/process-pool.ts';
import type { JobStore } from '../keep/store.ts';
import type { Job } from '../plan/jobs.ts';
import { steadyFiles } from '../data/index.ts';
import { locationsOf, type Sweep } from './sweep-plan.ts';

const tried = 5;
const patience = 60;

/** Seconds that a job of the sweep takes: as those that are there took, where there are enough. */
export function paceOf(seconds: readonly number[]): number | undefined {
  if (seconds.length < tried) return undefined;
  return seconds.reduce((sum, each) => sum + each, 0) / seconds.length;
}

/**
 * Computes a few jobs here, from all over the sweep, which are kept as any others. At the end of a minute it lets them
 * be: then a job takes at least that. @returns the seconds of each
 */
export async function tryJobs(
  sweep: Sweep,
  {
    jobs,
    missing,
    store,
    processes,
  }: { jobs: readonly Job[]; missing: readonly Job[]; store: JobStore; processes: number },
): Promise<readonly number[]> {
  const { plan } = sweep;
  const locations = locationsOf(sweep);
  const chosen = new Set(
    Array.from({ length: tried }, (_, i) => missing[Math.floor(((i + 0.5) * missing.length) / tried)]?.key),
  );
  const tasks = tasksOf(jobs, plan.room, plan.experiment);
  const needed = tasks.filter(({ job }) => chosen.has(job.key));
  const lessons = lessonsFor(needed, tasks, ({ key }) => store.find(key) !== undefined);
  const seconds: number[] = [];
  await runInTurn(
    [...lessons, ...needed],
    {
      jobs,
      store,
      executor: processPool(processes),
      inputs: { setting: { backend: plan.backend, locations }, changed: steadyFiles(locations) },
      signal: AbortSignal.timeout(patience * 1000),
    },
    {
      progress: () => {},
      checkpoint: (job, training, state) => store.keepCheckpoint(job.training ?? job.key, training, state),
      done(job, outcome) {
        store.save(job.key, outcome);
        seconds.push(outcome.seconds);
      },
      // it fails again where it counts
      failed: () => {},
    },
  );
  return seconds;
}
export const secondsWithoutAnswer = patience;
