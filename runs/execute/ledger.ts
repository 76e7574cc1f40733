import type { ExperimentSpec } from '../../language/specification.ts';
import { rowsOf } from '../keep/folder.ts';
import type { Job } from '../plan/jobs.ts';
import { contractVersion, type Results, type RunRecord } from '../../results/contract.ts';
import { sortRows } from '../../results/rows.ts';
import { pointText } from '../../results/sweep.ts';
import type { Finished, StoredOutcome } from '../plan/outcome.ts';
import { withDerived } from '../say/derived-rows.ts';
import { summaryOf } from '../say/run-summary.ts';

export type Identity = Omit<
  RunRecord,
  'contract' | 'status' | 'jobs' | 'started' | 'finished' | 'seconds' | 'sweep' | 'warnings'
>;

/** What is known of a run as it goes: finished jobs, what failed, and the results that follow. */
export interface Ledger {
  readonly outcomes: Map<string, StoredOutcome>;
  readonly failures: Set<string>;
  /** Since the run began. */
  seconds(): number;
  finished(): Finished[];
  results(status: RunRecord['status']): Results;
}

/** @param wall of what a sweep computed: the seconds that it took, null where they are not known */
export function ledgerOf(
  experiment: ExperimentSpec,
  jobs: readonly Job[],
  identity: Identity,
  wall?: number | null,
): Ledger {
  const started = new Date();
  const began = performance.now();
  const outcomes = new Map<string, StoredOutcome>();
  const failures = new Set<string>();
  const total = new Set(jobs.map(({ key }) => key)).size;
  // a clock may be set while a run goes on
  const seconds = () => (performance.now() - began) / 1000;
  const computing = () => [...outcomes.values()].reduce((sum, outcome) => sum + outcome.seconds, 0);
  const finished = (): Finished[] =>
    jobs.flatMap((job) => {
      const outcome = outcomes.get(job.key);
      return outcome ? [{ job, outcome }] : [];
    });
  return {
    outcomes,
    failures,
    seconds,
    finished,
    results(status) {
      const finishedJobs = finished();
      const rows = sortRows(withDerived(rowsOf(finishedJobs), experiment), experiment);
      const ended = status === 'running' ? null : new Date().toISOString();
      const run = {
        contract: contractVersion,
        ...identity,
        status,
        jobs: { done: outcomes.size, total },
        started: started.toISOString(),
        finished: ended,
        seconds: seconds(),
        ...(wall !== undefined && { sweep: { computing: computing(), wall } }),
        warnings: [...failures],
      };
      const summary = summaryOf(experiment, rows, finishedJobs, status);
      return { experiment, rows, summary, circuits: [], run };
    },
  };
}

/** `grown, seed 3, size = 16`: how a job is named to a person. */
export function nameOf(job: Job, experiment: ExperimentSpec): string {
  const point = [job.subject, pointText(experiment, job.at)].filter(Boolean).join(', ');
  switch (job.kind) {
    case 'analysis':
      return `attractors of ${job.condition}`;
    case 'circuit':
      return [`circuit of ${job.condition}`, `seed ${job.seed}`, point].filter(Boolean).join(', ');
    case 'genes':
      return [`genes of ${job.condition}`, point].filter(Boolean).join(', ');
    case 'course':
      return [`training of ${job.condition}`, `seed ${job.seed}`, point].filter(Boolean).join(', ');
    case 'curve':
      return [`${job.plot} of ${job.condition}`, `seed ${job.seed}`, point].filter(Boolean).join(', ');
    case 'teach':
      return [`teaching ${job.condition}`, `seed ${job.seed}`, point].filter(Boolean).join(', ');
    case 'control_student':
    case 'condition':
    case 'raw_input':
      return [job.condition, `seed ${job.seed}`, point].filter(Boolean).join(', ');
  }
}
