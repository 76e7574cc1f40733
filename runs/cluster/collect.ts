import { engineVersion } from '../../engine/version.ts';
import { Failure } from '../../making/failure.ts';
import { nameOf } from '../execute/ledger.ts';
import type { Executor } from '../execute/executor.ts';
import type { Drawing } from '../keep/folder.ts';
import type { Results, RunEvent } from '../../results/contract.ts';
import { jobStore } from '../keep/store.ts';
import { type PlannedRun, planRun, runExperiment, type RunOutcome, type RunRequest } from '../run.ts';
import { attemptsIn, failuresOf } from './journal.ts';
import { submissionsIn } from './submission.ts';
import type { Sweep } from './sweep-plan.ts';

/**
 * The run of which a sweep computed the jobs: it is run here, and what it needs is in the store. A job that is not
 * there, or failed, fails here too; then the folder is left unfinished.
 * @throws Failure where two copies of a job differ, or what the sweep was planned of has changed
 */
export async function collectSweep(
  sweep: Sweep,
  { draw, onEvent }: { draw?: (results: Results) => readonly Drawing[]; onEvent?: (event: RunEvent) => void } = {},
): Promise<RunOutcome> {
  const { plan } = sweep;
  const attempts = submissionsIn(sweep)
    .flatMap(({ folder }) => attemptsIn(folder))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const failures = failuresOf(attempts);
  const nothingComputed: Executor = {
    async run({ tasks }, events) {
      for (const { job } of tasks) events.failed(job, failures.get(job.key) ?? 'it is not computed yet');
    },
  };
  const request: RunRequest = {
    specification: { language: 1, experiments: [plan.experiment], refused: [] },
    experiment: plan.experiment.name,
    source: plan.source,
    file: plan.file,
    changes: plan.changes,
    out: plan.runs,
    executor: nothingComputed,
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
  mustAgree(planned);
  return runExperiment(request, { ...planned, changes: plan.changes });
}
/** @throws Failure where two copies of a job differ, naming who made them */
function mustAgree({ jobs, runs, experiment }: PlannedRun): void {
  const store = jobStore(runs, { keepsIndex: false });
  const named = new Map(jobs.map((job) => [job.key, nameOf(job, experiment)]));
  const differing = store.disagreements().filter(({ key }) => named.has(key));
  store.close();
  if (differing.length === 0) return;
  const said = differing.slice(0, 10).map(({ key, about, copies }) => {
    const by = copies.map(({ host, level, time }) => `${host} (${level}, ${time})`).join(' and ');
    return `  ${named.get(key)}, in ${about}: ${by}`;
  });
  const more = differing.length > said.length ? [`  and ${differing.length - said.length} more`] : [];
  throw new Failure(
    'run',
    `${differing.length} of its jobs were computed twice, with different results:\n` +
      [...said, ...more, ''].join('\n') +
      `One of these machines computes wrongly: a fault of its memory or processor, or of Anlage. Nothing was ` +
      `collected; \`anlage run --fresh\` computes all of it here.`,
  );
}
const changedFiles = (before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): string =>
  Object.keys(before)
    .filter((reference) => before[reference] !== now[reference])
    .join(', ') || 'nothing that has a checksum';
