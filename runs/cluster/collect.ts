import { engineVersion } from '../../engine/version.ts';
import { Failure } from '../../making/failure.ts';
import { notesOfDoubtfulJobs } from '../execute/doubtful-jobs.ts';
import type { Executor } from '../execute/executor.ts';
import type { Drawing } from '../keep/folder.ts';
import type { Results, RunEvent } from '../../results/contract.ts';
import { jobStore } from '../keep/store.ts';
import { planRun, runExperiment, type RunOutcome, type RunRequest } from '../run.ts';
import { fetchFromThere } from './elsewhere.ts';
import { attemptsIn, failuresOf } from './journal.ts';
import { heartbeatsIn } from './heartbeat.ts';
import { submissionsIn, type Submitted } from './submission.ts';
import type { Sweep } from './sweep-plan.ts';

/** `doubts`: what was computed twice, to different values, by whom, in sentences. */
export interface Collected extends RunOutcome {
  readonly doubts: readonly string[];
}

/**
 * The run of which a sweep computed the jobs: it is run here, and what it needs is in the store. A job that is not
 * there, or failed, fails here too; then the folder is left unfinished.
 * @throws Failure where what the sweep was planned of has changed
 */
export async function collectSweep(
  sweep: Sweep,
  {
    draw,
    onEvent,
    unfinished = 'it is not computed yet',
  }: {
    draw?: (results: Results) => readonly Drawing[];
    onEvent?: (event: RunEvent) => void;
    /** Why a job of which nothing is known is not there. */
    unfinished?: string;
  } = {},
): Promise<Collected> {
  const { plan } = sweep;
  for (const submitted of submissionsIn(sweep)) await fetchFromThere(submitted, 'results');
  const attempts = submissionsIn(sweep)
    .flatMap(({ folder }) => attemptsIn(folder))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const failures = failuresOf(attempts);
  const nothingComputed: Executor = {
    async run({ tasks }, events) {
      for (const { job } of tasks) events.failed(job, failures.get(job.key) ?? unfinished);
    },
  };
  const request: RunRequest = {
    specification: { language: 1, experiments: [plan.experiment], refused: [] },
    experiment: plan.experiment.name,
    source: plan.source,
    file: plan.file,
    changes: plan.changes,
    out: sweep.runs,
    executor: nothingComputed,
    wall: secondsOf(submissionsIn(sweep)),
    draw,
    onEvent,
  };
  if (plan.engine !== engineVersion)
    throw new Failure(
      'usage',
      `this sweep was planned by engine ${plan.engine}, and this is engine ${engineVersion}: collect it with the ` +
        `Anlage that planned it (${plan.version}), or begin it anew.`,
    );
  const planned = await planRun(request, plan);
  if (planned.key !== plan.key)
    throw new Failure(
      'usage',
      `what the sweep reads has changed since it was planned ` +
        `(${changedFiles(plan.checksums, planned.surroundings.files)}): put it back, or begin the sweep anew.`,
    );
  const outcome = await runExperiment(request, { ...planned, changes: plan.changes });
  const store = jobStore(sweep.runs, { keepsIndex: false });
  const doubts = notesOfDoubtfulJobs(store, planned.jobs, plan.experiment);
  store.close();
  return { ...outcome, doubts: doubts.map(({ text }) => text) };
}
/** From the first submission to the last word of a task; null where none has said one. */
function secondsOf(submissions: readonly Submitted[]): number | null {
  const began = Math.min(...submissions.map(({ submission }) => Date.parse(submission.made)));
  const heard = submissions.flatMap(({ folder }) => heartbeatsIn(folder).map(({ time }) => Date.parse(time)));
  const seconds = (Math.max(...heard) - began) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}
const changedFiles = (before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): string =>
  Object.keys(before)
    .filter((reference) => before[reference] !== now[reference])
    .join(', ') || 'nothing that has a checksum';
