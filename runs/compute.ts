import type { ExperimentSpec } from '../language/specification.ts';
import { readable } from './failure.ts';
import { rowsOf, writeNumbers } from './folder.ts';
import type { Job } from './jobs.ts';
import { type Log, openLog } from './log.ts';
import type { Setting, Task } from './messages.ts';
import { runPool } from './pool.ts';
import { progressOf } from './progress.ts';
import type { Results, RunEvent, RunRecord, RunStatus } from './results.ts';
import { pointName, sortRows } from './rows.ts';
import type { Finished, JobStore, Point, StoredOutcome } from './store.ts';
import { summaryOf } from './summary.ts';

export interface Computation {
  readonly experiment: ExperimentSpec;
  readonly jobs: readonly Job[];
  readonly store: JobStore;
  /** The folder being written. */
  readonly folder: string;
  readonly record: Omit<RunRecord, 'status' | 'started' | 'finished' | 'seconds' | 'warnings'>;
  readonly setting: Setting;
  readonly workers: number;
  readonly fresh: boolean;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}
export interface Computed { readonly status: RunStatus; readonly results: Results; readonly finished: readonly Finished[] }

/** Computes the jobs that the store does not have, saving each as it ends, and says what is known so far as it goes. */
export async function compute(computation: Computation): Promise<Computed> {
  const { experiment, jobs, store, folder, record, setting, signal } = computation;
  const started = new Date();
  const seconds = () => (Date.now() - started.getTime()) / 1000;
  const log = openLog(folder, seconds, computation.onEvent);
  const outcomes = new Map<string, StoredOutcome>();
  const errors = new Set<string>();

  const finished = (): Finished[] => jobs.flatMap((job) => { const outcome = outcomes.get(job.key); return outcome ? [{ job, outcome }] : []; });
  const results = (status: RunRecord['status']): Results => {
    const rows = sortRows(rowsOf(finished()), experiment);
    const run = { ...record, status, started: started.toISOString(), finished: status === 'running' ? null : new Date().toISOString(), seconds: seconds(), warnings: [...errors] };
    return { experiment, rows, summary: summaryOf(experiment, rows, finished()), circuits: [], run };
  };
  const fail = (job: Job | undefined, message: string): void => {
    const text = job ? `${nameOf(job, experiment)}: ${message}` : message;
    if (!errors.has(text)) log.write({ kind: 'error', text });
    errors.add(text);
  };

  if (!computation.fresh) for (const job of jobs) {
    const outcome = outcomes.get(job.key) ?? store.find(job.key);
    if (!outcome) continue;
    if (!outcomes.has(job.key)) reportPoints(log, job, outcome.points);
    outcomes.set(job.key, outcome);
  }
  const tasks = tasksOf(jobs.filter(({ key }) => !outcomes.has(key)), experiment);
  const progress = progressOf(outcomes.size + tasks.length, outcomes.size);
  const report = (job?: Job) => log.write({ kind: 'progress', done: progress.done, total: progress.total, seconds_left: progress.secondsLeft(), latest: job ? nameOf(job, experiment) : '' });
  report();
  writeNumbers(folder, results('running'));

  const abandon = new AbortController(); // no use in computing what cannot be kept
  const stop = () => abandon.abort();
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  const reportSometimes = every(0.25, report);
  const writeSometimes = every(5, () => writeNumbers(folder, results('running')));
  let broken: unknown;
  const keep = (act: () => void) => { try { act(); } catch (error) { broken ??= error; stop(); } };
  await runPool(tasks, {
    workers: computation.workers, setting, signal: abandon.signal,
    events: {
      progress: (job, fraction, points) => keep(() => { progress.advance(job, fraction); reportPoints(log, job, points); reportSometimes(job); }),
      done: (job, outcome) => keep(() => {
        outcomes.set(job.key, store.save(job.key, outcome));
        progress.finish(job);
        reportPoints(log, job, outcome.points.filter(({ step }) => step === null));
        report(job);
        writeSometimes();
      }),
      failed: (job, message) => keep(() => { progress.finish(job); fail(job, message); }),
    },
  });
  signal?.removeEventListener('abort', stop);
  if (broken) { try { log.write({ kind: 'error', text: readable(broken) }); } catch { /* the disk is full */ } }
  if (broken) throw broken;
  const status = signal?.aborted ? 'cancelled' : errors.size > 0 ? 'failed' : tasks.length === 0 ? 'cached' : 'done';
  const found = results(status);
  for (const note of found.summary.notes) log.write({ kind: 'note', ...note });
  log.close();
  return { status, results: found, finished: finished() };
}

/** Each distinct job once. Weights are kept for the first seed of every condition. */
function tasksOf(jobs: readonly Job[], experiment: ExperimentSpec): Task[] {
  return [...new Map(jobs.map((job) => [job.key, job])).values()].map((job) => ({ job, keep: job.kind === 'condition' && job.seed === experiment.seeds[0] }));
}

function reportPoints(log: Log, job: Job, points: readonly Point[]): void {
  if (job.kind !== 'condition') return;
  const { condition, seed, at } = job;
  for (const { measure, step, value } of points) log.write({ kind: 'measure', condition, seed, at, step, measure, value });
}

function nameOf(job: Job, experiment: ExperimentSpec): string {
  const point = pointName(experiment, job.at).replaceAll('-', ', ');
  const what = job.kind === 'circuit' ? `circuit of ${job.condition}` : job.condition;
  return `${what}, seed ${job.seed}${point ? `, ${point}` : ''}`;
}

/** Calls through at most once in so many seconds. */
function every<Arguments extends unknown[]>(seconds: number, act: (...given: Arguments) => void): (...given: Arguments) => void {
  let last = -Infinity;
  return (...given) => {
    const now = performance.now() / 1000;
    if (now - last < seconds) return;
    last = now;
    act(...given);
  };
}
