import os from 'node:os';
import path from 'node:path';
import { engineVersion } from '../../engine/version.ts';
import { Failure } from '../../making/failure.ts';
import { rangesOf } from '../../results/number-ranges.ts';
import { version } from '../../results/product-version.ts';
import { sweepsFolder } from '../keep/places-of-runs.ts';
import { type JobStore, jobStore } from '../keep/store.ts';
import { remove } from '../keep/written-files.ts';
import type { Job } from '../plan/jobs.ts';
import { planRun, type RunRequest } from '../run.ts';
import { arraysOf, inWholeCells, jobsPerTask, limitFor, phaseOf } from './chunks.ts';
import { fetchFromThere, locationsThere, sendThere } from './elsewhere.ts';
import { engineNamed, engineOf } from './engine.ts';
import { paceOf, secondsWithoutAnswer, tryJobs } from './pace.ts';
import { keepScript, placeOfScontrol } from './slurm-engine.ts';
import { jobScript, secondsOfLimit } from './slurm-script.ts';
import {
  arrayName,
  type EngineName,
  folderOfTasks,
  newSubmissionFolder,
  type Phase,
  placeThere,
  type Submission,
  submissionsIn,
  type Submitted,
  writeSubmission,
} from './submission.ts';
import { keepPlan, locationsOf, numberedJobs, type Sweep, sweepPlan } from './sweep-plan.ts';
import { type WorkerCommand, workerCommand } from './worker-bundle.ts';

/** How a sweep is to be submitted; what is left out of a second submission is as it was in the first. */
export interface Submitting {
  readonly engine?: EngineName;
  readonly through?: string;
  /** The folder of runs on the machine that is reached so, where it does not see this one. */
  readonly there?: string;
  /** The Node that computes, where it is not this one. */
  readonly node?: string;
  /** Jobs of a task, in place of as many as make a good length. */
  readonly chunk?: number;
  readonly processes?: number;
  readonly options: Submission['options'];
  readonly setup?: readonly string[];
  readonly flags?: readonly string[];
  readonly say: (text: string) => void;
}

/** Plans an experiment as a sweep. @throws Failure as `planRun` */
export async function beginSweep(request: RunRequest): Promise<Sweep> {
  const planned = await planRun(request);
  const { backend } = planned.surroundings;
  if (backend.startsWith('tfjs'))
    throw new Failure(
      'usage',
      `workers do not carry TensorFlow.js (${backend}): take another --backend, such as wasm.`,
    );
  const plan = sweepPlan(planned, { source: request.source, version, engine: engineVersion });
  return keepPlan(plan, planned.runs, planned.inputs.locations);
}

/**
 * Submits exactly the jobs that the store does not have. Gives nothing where it has them all.
 * @throws Failure where tasks of the sweep still wait or run, or the engine refuses
 */
export async function submitMissing(sweep: Sweep, submitting: Submitting): Promise<Submitted | undefined> {
  await mustBeIdle(sweep);
  for (const submitted of submissionsIn(sweep)) await fetchFromThere(submitted, 'results');
  const { plan } = sweep;
  if (plan.engine !== engineVersion)
    throw new Failure(
      'usage',
      `this sweep was planned by engine ${plan.engine}, and this is engine ${engineVersion}: begin the sweep anew. ` +
        `Jobs whose numbers are the same are found in the store.`,
    );
  const store = jobStore(sweep.runs, { level: plan.backend });
  try {
    const numbered = numberedJobs(plan);
    const before = missingOf(numbered, store);
    if (before.missing.length === 0) return undefined;
    const settled = settledBy(submitting, submissionsIn(sweep).at(-1)?.submission);
    const { arraySize } = await engineNamed(settled.engine, settled.through).limits();
    const { seconds, after } = await measure(
      sweep,
      { ...submitting, chunk: settled.chunk },
      { numbered, before, store },
    );
    if (after.missing.length === 0) return undefined;
    const { time } = settled.options;
    const limit = time === undefined ? undefined : secondsOfLimit(time);
    if (time !== undefined && limit === undefined && settled.engine !== 'slurm')
      throw new Failure(
        'usage',
        `--time takes minutes (90), or a time as Slurm writes it (1:30:00, 1-12); "${time}" is neither.`,
      );
    const chunk =
      settled.chunk ??
      inWholeCells(jobsPerTask(after.missing.length, seconds ?? 0, settled.processes, limit), plan.perCell);
    const phases = phasesOf(numbered, after.missing, chunk);
    const taskSeconds = seconds === undefined ? undefined : (seconds * chunk) / settled.processes;
    const options =
      time === undefined && taskSeconds !== undefined && settled.engine === 'slurm'
        ? { ...settled.options, time: limitFor(taskSeconds) }
        : settled.options;
    return await queue(sweep, { ...settled, options, phases, found: after.found }, arraySize);
  } finally {
    store.close();
  }
}

/** As asked, and where nothing is asked as it was in the last submission to the same engine. */
function settledBy(submitting: Submitting, last?: Submission) {
  const engine = submitting.engine ?? last?.engine ?? 'slurm';
  const former = last?.engine === engine ? last : undefined;
  return {
    engine,
    through: submitting.through ?? former?.through,
    there: submitting.there ?? former?.there,
    node: submitting.node ?? former?.node,
    chunk: submitting.chunk ?? former?.chunk,
    processes: submitting.processes ?? former?.processes ?? (engine === 'local' ? os.availableParallelism() : 1),
    options: { ...former?.options, ...submitting.options },
    setup: submitting.setup ?? former?.setup ?? [],
    flags: submitting.flags ?? former?.flags ?? [],
  };
}

async function queue(
  sweep: Sweep,
  settled: Omit<Submission, 'made' | 'arrays' | 'locations'>,
  arraySize: number,
): Promise<Submitted> {
  const { engine, through, there, node, phases } = settled;
  const here = locationsOf(sweep);
  const folder = newSubmissionFolder(sweep);
  try {
    const arrays = arraysOf(phases, arraySize, arrayName(sweep.folder, folder));
    const locations = there === undefined ? here : locationsThere(there, here, sweep.plan.checksums);
    const submission = { ...settled, made: new Date().toISOString(), arrays, locations };
    const submitted = writeSubmission(folder, submission);
    const [program, ...given] = workerCommand(path.join(sweep.runs, sweepsFolder), node);
    const script = given.at(-1) ?? '';
    const worker: WorkerCommand =
      there === undefined ? [program, ...given] : [node ?? 'node', placeThere(sweep, there, script)];
    if (engine === 'slurm')
      keepScript(folder, jobScript(folderOfTasks(submitted), submission, worker, await placeOfScontrol(through)));
    if (there !== undefined) await sendThere(submitted, path.basename(path.dirname(path.dirname(script))), here);
    return await engineNamed(engine, through).submit(submitted);
  } catch (error) {
    // of what was refused whole nothing is left; of what nobody answered to, what may have been queued
    if (error instanceof Failure && error.stage === 'usage' && !submissionsIn(sweep).some(isQueued(folder)))
      remove(folder);
    throw error;
  }
}
const isQueued =
  (folder: string) =>
  ({ folder: other, submission }: Submitted): boolean =>
    other === folder && submission.arrays.some(({ job }) => job !== undefined);

async function mustBeIdle(sweep: Sweep): Promise<void> {
  for (const submitted of submissionsIn(sweep)) {
    if (submitted.submission.engine === 'other') continue;
    const poll = await engineOf(submitted).poll(submitted);
    if (!poll.reached) throw new Failure('run', `whether tasks of this sweep still run is not known: ${poll.why}`);
    const count = [...poll.tasks.values()].filter(({ state }) => state === 'waiting' || state === 'running').length;
    if (count > 0)
      throw new Failure(
        'usage',
        `${count} of its tasks wait or run: \`anlage sweep status\` shows them, \`anlage sweep cancel\` ends them.`,
      );
  }
}

type Numbered = ReturnType<typeof numberedJobs>;
interface Missing {
  /** Each distinct job where it first stands, with its slot. */
  readonly missing: Numbered;
  readonly found: number;
  /** Seconds that those took which are there. */
  readonly seconds: readonly number[];
}
function missingOf(numbered: Numbered, store: JobStore): Missing {
  const known = new Set<string>();
  const missing: (readonly [number, Job])[] = [];
  const seconds: number[] = [];
  for (const [slot, job] of numbered) {
    if (known.has(job.key)) continue;
    known.add(job.key);
    const found = store.find(job.key);
    if (found && 'outcome' in found) seconds.push(found.outcome.seconds);
    else missing.push([slot, job]);
  }
  return { missing, found: known.size - missing.length, seconds };
}

/** How long a job takes, by those that are there, or by trying some. */
async function measure(
  sweep: Sweep,
  { chunk, say }: Submitting,
  { numbered, before, store }: { numbered: Numbered; before: Missing; store: JobStore },
): Promise<{ readonly seconds?: number; readonly after: Missing }> {
  const known = paceOf(before.seconds);
  if (chunk !== undefined || known !== undefined) return { seconds: known, after: before };
  say('Trying some jobs here, for a minute at most, to know how many to give a task (--chunk says it instead).');
  const tried = await tryJobs(sweep, {
    jobs: numbered.map(([, job]) => job),
    missing: before.missing.map(([, job]) => job),
    store,
    processes: Math.min(2, os.availableParallelism()),
  });
  const seconds = tried.length > 0 ? tried.reduce((sum, each) => sum + each, 0) / tried.length : secondsWithoutAnswer;
  return { seconds, after: missingOf(numbered, store) };
}

/** What is taught for several cells is taught before the rest is begun. */
function phasesOf(numbered: Numbered, missing: Numbered, chunk: number): readonly Phase[] {
  const lessons = new Map<string, number>();
  for (const [, { kind, key }] of numbered) if (kind === 'teach') lessons.set(key, (lessons.get(key) ?? 0) + 1);
  const isShared = ([, { key }]: readonly [number, Job]) => (lessons.get(key) ?? 0) > 1;
  return [missing.filter(isShared), missing.filter((each) => !isShared(each))]
    .filter((each) => each.length > 0)
    .map((each) => phaseOf(rangesOf(each.map(([slot]) => slot)), each.length > chunk ? chunk : each.length));
}
