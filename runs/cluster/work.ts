import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { promisify } from 'node:util';
import { engineVersion } from '../../engine/version.ts';
import { Failure, readable } from '../../making/failure.ts';
import { steadyFiles } from '../data/index.ts';
import { openBackend } from '../execute/backends.ts';
import { runInTurn, tasksOf } from '../execute/compute.ts';
import type { ExecutorEvents } from '../execute/executor.ts';
import { lessonsFor } from '../execute/taught-before.ts';
import { nameOf } from '../execute/ledger.ts';
import { processPool } from '../execute/process-pool.ts';
import { hostName } from '../keep/segment-writer.ts';
import { type JobStore, jobStore } from '../keep/store.ts';
import type { Job } from '../plan/jobs.ts';
import { checksumsAt } from '../plan/inputs.ts';
import type { Task } from '../plan/tasks.ts';
import { type TaskState, writeHeartbeat } from './heartbeat.ts';
import { attemptsIn, type Journal, openJournal, type TaskAttempt } from './journal.ts';
import { jobsOfSlots, type Locations, type SweepPlan } from './sweep-plan.ts';
import { readSubmission, slotsOfTask, type Submitted } from './submission.ts';
import { mustBeAsCopied } from './worker-bundle.ts';

export interface WorkRequest {
  /** The folder of the submission. */
  readonly submission: string;
  readonly task: number;
  /** Jobs that go on side by side. */
  readonly processes: number;
  /** The command that has the scheduler begin this task again. */
  readonly requeue?: readonly string[];
  /** Begin no more, finish what is at hand within `grace` seconds, and have the task begun again. */
  readonly enough: AbortSignal;
  readonly grace: number;
  /** Stop at once. */
  readonly stop: AbortSignal;
  readonly say: (text: string) => void;
}

/** `unfinished`: something is left that nobody begins again by itself. */
export type Worked = 'ended' | 'requeued' | 'unfinished';

/**
 * Computes what the store does not have of one task. It holds nothing that matters: whatever ends it, another begins
 * where it was. @throws Failure for a submission that cannot be read or whose backend does not work here
 */
export async function workOn(request: WorkRequest): Promise<Worked> {
  const { task, enough, stop, say } = request;
  const submitted = readSubmission(request.submission);
  const { folder, sweep } = submitted;
  const { plan } = sweep;
  mustBeAsCopied();
  await mustFit(submitted);
  const before = attemptsIn(folder, task);
  const host = hostName;
  const at = new Date();
  const attempt = `${host}-${process.pid}-${at.getTime().toString(36)}`;
  const store = jobStore(sweep.runs, { writer: `${task}-${attempt}`, level: plan.backend, keepsIndex: false });
  const { mine, jobs } = jobsOfSlots(plan, slotsOfTask(submitted.submission, task));
  const all = tasksOf(jobs, plan.room, plan.experiment);
  const missing = all.filter(({ job }) => mine.has(job.key) && !isThere(store, job.key));
  const journal = openJournal(folder, task, attempt);
  journal.write({ begin: attempt, task, host, level: plan.backend, at: at.toISOString() });
  const pulse = heart(submitted, { task, host, of: mine.size, found: mine.size - missing.length, say });
  const leave = (word: string) => () => journal.write({ stop: word });
  enough.addEventListener('abort', leave('told to end soon'));
  stop.addEventListener('abort', leave('told to end'));
  try {
    const left = await computeAll([...lessonsFor(missing, all, ({ key }) => isThere(store, key)), ...missing], {
      ...request,
      submitted,
      store,
      mine,
      jobs,
      before,
      journal,
      pulse,
    });
    if (left === 0) {
      pulse.end('ended');
      return 'ended';
    }
    journal.flush();
    const [state, why] = await beginAgain(request, attemptsIn(folder, task));
    say(`task ${task}: ${left} of ${mine.size} jobs are left; ${why}`);
    pulse.end('stopped', why);
    if (state === 'requeued') await endOf(stop);
    return state;
  } catch (error) {
    pulse.end('stopped', readable(error));
    throw error;
  } finally {
    store.close();
    journal.close();
  }
}

/** @throws Failure where other numbers, or none, would come out */
async function mustFit({ sweep: { plan } }: Submitted): Promise<void> {
  if (plan.engine !== engineVersion)
    throw new Failure(
      'usage',
      `this sweep was planned by engine ${plan.engine}, and this worker has engine ${engineVersion}: its numbers may ` +
        `differ. Begin the sweep anew, or use the worker that it was submitted with.`,
    );
  try {
    await openBackend(plan.backend);
  } catch (error) {
    throw new Failure(
      'usage',
      `${hostName} cannot compute with ${plan.backend}: ${readable(error)}. Keep tasks from such nodes ` +
        `(--constraint, --exclude), or plan with a backend that every node has: --backend native-avx2, or wasm.`,
    );
  }
}

/** Data have to be those that the sweep was planned of. @throws Failure where some are others */
async function mustBePlanned(locations: Locations, { checksums, experiment }: SweepPlan): Promise<void> {
  const refuse = (reference: string): never => {
    throw new Failure(
      'usage',
      `${reference} is not what the sweep was planned of (${locations[reference]}): put it back, or begin the sweep ` +
        'anew.',
    );
  };
  for (const [reference, place] of Object.entries(locations)) if (!fs.existsSync(place)) refuse(reference);
  const now = await checksumsAt(experiment, locations);
  // what is in several files stands before them
  const other = Object.keys(locations).findLast((reference) => now[reference] !== checksums[reference]);
  if (other !== undefined) refuse(other);
}

const isThere = (store: JobStore, key: string): boolean => {
  const found = store.find(key);
  return found !== undefined && 'outcome' in found;
};

interface Working extends WorkRequest {
  readonly submitted: Submitted;
  readonly store: JobStore;
  /** Keys of the task's own jobs, and all jobs of their cells. */
  readonly mine: ReadonlySet<string>;
  readonly jobs: readonly Job[];
  readonly before: readonly TaskAttempt[];
  readonly journal: Journal;
  readonly pulse: Pulse;
}

/** Gives how many tasks have not ended. One whose job ended its process twice is set aside. */
async function computeAll(tasks: readonly Task[], working: Working): Promise<number> {
  const { submitted, store, mine, jobs, before, journal, pulse, enough, grace, stop } = working;
  const { plan } = submitted.sweep;
  const starts = new Map<string, number>();
  for (const { inFlight } of before) for (const key of inFlight) starts.set(key, (starts.get(key) ?? 0) + 1);
  const alone = new Set(before.flatMap(({ inFlight, suspects }) => [...inFlight, ...suspects]));
  const unended = new Map(tasks.map((task) => [task.job.key, task]));
  const fail = (job: Job, status: 'error' | 'crash', message: string) => {
    unended.delete(job.key);
    journal.write({ end: job.key, status, message });
    pulse.failed();
  };
  const checkpointed = new Set<string>();
  let died: Task[] = [];
  const events: ExecutorEvents = {
    begun(jobs) {
      const keys = jobs.map(({ key }) => key);
      journal.write(keys.length === 1 ? { start: keys[0] } : { together: keys });
      pulse.at(nameOf(jobs[0], plan.experiment));
    },
    progress: () => {},
    checkpoint(job, training, state) {
      store.keepCheckpoint(job.training ?? job.key, training, state);
      if (!checkpointed.has(job.key)) journal.write({ checkpoint: job.key });
      checkpointed.add(job.key);
    },
    done(job, outcome) {
      store.save(job.key, outcome, (starts.get(job.key) ?? 0) + 1);
      unended.delete(job.key);
      journal.write({ end: job.key, status: 'ok' });
      if (mine.has(job.key)) pulse.done();
    },
    failed: (job, message) => fail(job, 'error', message),
    died(job, message) {
      starts.set(job.key, (starts.get(job.key) ?? 0) + 1);
      const task = unended.get(job.key);
      if ((starts.get(job.key) ?? 0) >= 2 || !task) fail(job, 'crash', setAside(message));
      else died.push(task);
    },
  };
  for (const { job } of tasks)
    if ((starts.get(job.key) ?? 0) >= 2) fail(job, 'crash', setAside('it was under way when two workers ended'));
  const over = new AbortController();
  const end = () => over.abort();
  const endSoon = () => void setTimeout(end, grace * 1000).unref();
  stop.addEventListener('abort', end);
  enough.addEventListener('abort', endSoon);
  const executor = processPool(working.processes);
  const { locations } = submitted.submission;
  const changed = steadyFiles(locations);
  await mustBePlanned(locations, plan);
  const inputs = { setting: { backend: plan.backend, locations }, enough, changed, alone };
  for (let round = [...unended.values()]; round.length > 0 && !enough.aborted && !over.signal.aborted; round = died) {
    died = [];
    await runInTurn(round, { jobs, store, executor, inputs, signal: over.signal }, events);
  }
  return unended.size;
}
const setAside = (message: string): string =>
  `${message}. It is set aside after two starts; \`anlage sweep resume\` tries it again. Where memory ended, ask for ` +
  `more (--mem).`;

/** A task that was told to end soon has itself begun again, as long as that leads somewhere. */
async function beginAgain(
  { requeue, enough, stop }: WorkRequest,
  attempts: readonly TaskAttempt[],
): Promise<readonly [Worked, string]> {
  if (stop.aborted) return ['unfinished', 'it was told to stop'];
  if (!enough.aborted) throw new Error('jobs are left of a task that nobody has told to end');
  if (!requeue) return ['unfinished', 'it was told to end soon; `anlage sweep resume` goes on'];
  const idle = attempts.length - 1 - attempts.findLastIndex(({ hasProgress }) => hasProgress);
  if (idle >= mostIdleAttempts)
    return [
      'unfinished',
      `${idle} attempts in a row have not finished one job: ask for more --time, and \`anlage sweep resume\``,
    ];
  const [command, ...given] = requeue;
  try {
    await promisify(execFile)(command, given, { timeout: 60_000 });
    return ['requeued', 'it is queued again'];
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    return ['unfinished', `${requeue.join(' ')}: ${stderr.trim() || readable(error)}`];
  }
}
const mostIdleAttempts = 3;

/** Who queues a task again ends it, too: were it to end by itself, its next start could be taken to have ended. */
const endOf = (stop: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, 30_000);
    stop.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

interface Pulse {
  at(what: string): void;
  done(): void;
  failed(): void;
  end(state: TaskState, why?: string): void;
}
/** Says at the beginning, at the end and every ten seconds between how far a task is. */
function heart(
  { folder }: Submitted,
  {
    task,
    host,
    of,
    found,
    say,
  }: { task: number; host: string; of: number; found: number; say: (text: string) => void },
): Pulse {
  let done = found;
  let failed = 0;
  let at = '';
  let isSaid = false;
  const beat = (state: TaskState) => {
    try {
      writeHeartbeat(folder, { task, host, of, done, failed, state, at, time: new Date().toISOString() });
    } catch (error) {
      if (!isSaid) say(`task ${task}: how far it is cannot be written, and it goes on: ${readable(error)}`);
      isSaid = true;
    }
  };
  beat('running');
  const timer = setInterval(beat, 10_000, 'running');
  return {
    at: (what) => {
      at = what;
    },
    done: () => done++,
    failed: () => failed++,
    end(state, why = '') {
      clearInterval(timer);
      at = why;
      beat(state);
    },
  };
}
