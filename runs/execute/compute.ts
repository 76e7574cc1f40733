import type { ExperimentSpec } from '../../language/specification.ts';
import { writeNumbers } from '../keep/folder.ts';
import { canonical } from '../../making/canonical-json.ts';
import type { Job } from '../plan/jobs.ts';
import { notesOfDoubtfulJobs } from './doubtful-jobs.ts';
import { type Identity, type Ledger, ledgerOf, nameOf } from './ledger.ts';
import { type Log, openLog } from '../keep/log.ts';
import type { Task } from '../plan/tasks.ts';
import type { Assignment, Executor, ExecutorEvents } from './executor.ts';
import { progressOf } from './time-left.ts';
import type { Results, RunEvent, RunStatus } from '../../results/contract.ts';
import { groupedBy } from '../../results/grouped.ts';
import { type Finished, isOfCondition } from '../plan/outcome.ts';
import type { Point } from '../../catalogue/finding.ts';
import type { JobStore } from '../keep/store.ts';
import type { Damage } from '../keep/stored-record.ts';

export interface Computation {
  readonly experiment: ExperimentSpec;
  readonly jobs: readonly Job[];
  readonly store: JobStore;
  /** The folder being written. */
  readonly folder: string;
  readonly identity: Identity;
  readonly executor: Executor;
  readonly inputs: Omit<Assignment, 'tasks'>;
  readonly fresh: boolean;
  /** What of a former folder of this run was found damaged and is made anew by this one, in sentences. */
  readonly repaired: readonly string[];
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}
export interface Computed {
  readonly status: RunStatus;
  readonly results: Results;
  readonly finished: readonly Finished[];
}

/** Computes the jobs that the store does not have, saving each as it ends, and says what is known so far as it goes. */
export async function compute(computation: Computation): Promise<Computed> {
  const { experiment, jobs, identity, folder, signal } = computation;
  const ledger = ledgerOf(experiment, jobs, identity);
  const log = openLog(folder, ledger.seconds, computation.onEvent);
  try {
    for (const damage of computation.repaired) log.write({ kind: 'repair', text: `${damage}; it is made anew.` });
    const said = computation.fresh ? new Set<string>() : takeFromStore(computation, ledger, log);
    for (const damage of computation.store.setAside())
      if (!said.has(sayingOf(damage)))
        log.write({ kind: 'repair', text: `${sayingOf(damage)}; what it held is computed again when asked for.` });
    const tasks = tasksOf(
      jobs.filter(({ key }) => !ledger.outcomes.has(key)),
      roomForNetworks / Math.max(1, jobs.filter((job) => 'learning' in job && job.kind === 'condition').length),
      experiment,
    );
    await runTasks(tasks, computation, ledger, log);
    const status = signal?.aborted
      ? 'cancelled'
      : ledger.failures.size > 0
        ? 'failed'
        : tasks.length === 0
          ? 'cached'
          : 'done';
    const found = ledger.results(status);
    const doubts = notesOfDoubtfulJobs(computation.store, jobs, experiment);
    const results = { ...found, summary: { ...found.summary, notes: [...doubts, ...found.summary.notes] } };
    for (const note of results.summary.notes) log.write({ kind: 'note', ...note });
    return { status, results, finished: ledger.finished() };
  } finally {
    log.close();
  }
}

/** Gives what it has said of damage. */
function takeFromStore({ experiment, jobs, store }: Computation, { outcomes }: Ledger, log: Log): ReadonlySet<string> {
  const damaged = new Set<string>();
  const said = new Set<string>();
  for (const job of jobs) {
    if (damaged.has(job.key)) continue;
    const known = outcomes.get(job.key);
    const found = known ? { outcome: known } : store.find(job.key);
    if (found && 'problem' in found) {
      damaged.add(job.key);
      said.add(sayingOf(found));
      log.write({ kind: 'repair', text: `${sayingOf(found)}; ${nameOf(job, experiment)} is computed again.` });
    }
    if (!found || !('outcome' in found)) continue;
    outcomes.set(job.key, found.outcome);
    reportPoints(log, job, found.outcome.points);
  }
  return said;
}
const sayingOf = ({ file, problem }: Damage): string => `${file} is damaged: ${problem}`;

/** The trained networks of a run are all kept up to so many bytes together, else those of the first seed. */
const roomForNetworks = 2 ** 28;

/**
 * Each distinct job once, as it first stands; what trains as an earlier one did comes last, when that one has ended.
 * Weights and activity are kept for the first seed of every written condition.
 */
function tasksOf(jobs: readonly Job[], room: number, { seeds, conditions }: ExperimentSpec): Task[] {
  const written = new Set(conditions.flatMap(({ name, screened }) => (screened ? [] : [name])));
  const isKept = (job: Job): boolean => job.kind === 'condition' && job.seed === seeds[0] && written.has(job.condition);
  const kept = new Set(jobs.filter(isKept).map(({ key }) => key));
  const distinct = [...new Map([...jobs].reverse().map((job) => [job.key, job])).values()].reverse();
  const trained = new Map([...distinct].reverse().map(({ key, training }) => [training, key]));
  const trainsFirst = ({ key, training }: Job): boolean => training === undefined || trained.get(training) === key;
  const courses = new Map(distinct.flatMap((job) => (job.kind === 'course' ? [[job.training, job.measures]] : [])));
  return [...distinct.filter(trainsFirst), ...distinct.filter((job) => !trainsFirst(job))].map((job) => ({
    job,
    keep: kept.has(job.key),
    room,
    ...(job.kind === 'condition' && { watched: courses.get(job.training) }),
  }));
}

async function runTasks(
  tasks: readonly Task[],
  { experiment, jobs, store, folder, executor, inputs, signal }: Computation,
  ledger: Ledger,
  log: Log,
): Promise<void> {
  const progress = progressOf(ledger.outcomes.size + tasks.length, ledger.outcomes.size);
  const report = (job?: Job) =>
    log.write({
      kind: 'progress',
      done: progress.done,
      total: progress.total,
      seconds_left: progress.secondsLeft(),
      latest: job ? nameOf(job, experiment) : '',
    });
  const reportSometimes = atMostEvery(0.25, report);
  const writeSometimes = atMostEvery(5, () => writeNumbers(folder, ledger.results('running')));
  const alike = groupedBy(jobs, ({ key }) => key);
  report();
  if (tasks.length === 0) return;
  writeNumbers(folder, ledger.results('running'));
  const stop = stopper(signal);
  const events: ExecutorEvents = {
    progress(job, fraction, points) {
      progress.advance(job, fraction);
      reportPoints(log, job, points);
      reportSometimes(job);
    },
    checkpoint: (job, training, state) => store.keepCheckpoint(job.training ?? job.key, training, state),
    done(job, outcome) {
      ledger.outcomes.set(job.key, store.save(job.key, outcome));
      progress.finish(job);
      for (const same of alike.get(job.key) ?? [])
        reportPoints(
          log,
          same,
          outcome.points.filter(({ step }) => step === null),
        );
      report(job);
      writeSometimes();
    },
    failed(job, message) {
      progress.finish(job);
      // What a curve cannot be drawn of has mostly been said of the condition already.
      if (job.kind === 'curve' && [...ledger.failures].some((said) => said.endsWith(`: ${message}`))) return;
      const text = `${nameOf(job, experiment)}: ${message}`;
      ledger.failures.add(text);
      log.write({ kind: 'error', text });
    },
  };
  // what is taught is taught before anything follows it
  const [teaching, others] = [
    tasks.filter(({ job }) => job.kind === 'teach'),
    tasks.filter(({ job }) => job.kind !== 'teach'),
  ];
  for (const phase of [teaching, others]) {
    const ready = phase.map((task) => withTaught(task, jobs, store));
    await executor.run({ tasks: ready, ...inputs }, stop.onFailure(events), stop.signal);
  }
  stop.end();
}

/** What a job needs of the networks that are taught before it, and where its trainings are kept. */
function withTaught(task: Task, jobs: readonly Job[], store: JobStore): Task {
  const { job } = task;
  const learning = 'learning' in job ? job.learning : undefined;
  const taught = learning?.teach.map((teaching) => {
    const { name } = teaching.network;
    const before = jobs.find(
      (other) => other.kind === 'teach' && other.seed === job.seed && isSame(other.teaching, teaching),
    );
    const kept = before && store.find(before.key);
    const files = kept && 'outcome' in kept ? Object.keys(kept.outcome.files) : [];
    return [name, Object.fromEntries(files.map((file) => [file, store.file(before?.key ?? '', file)]))] as const;
  });
  return {
    ...task,
    ...(taught && { taught: Object.fromEntries(taught) }),
    ...((learning || job.kind === 'teach') && { checkpoints: store.checkpoints(job.training ?? job.key) }),
  };
}
const isSame = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

/**
 * Stops the executor when the signal says so, or when what it finds cannot be kept (a full disk); `end` throws the
 * latter.
 */
function stopper(signal?: AbortSignal) {
  const controller = new AbortController();
  const stop = () => controller.abort();
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  let broken: { readonly error: unknown } | undefined;
  const guarded =
    <Given extends unknown[]>(act: (...given: Given) => void) =>
    (...given: Given): void => {
      try {
        act(...given);
      } catch (error) {
        broken ??= { error };
        stop();
      }
    };
  return {
    signal: controller.signal,
    onFailure: ({ progress, checkpoint, done, failed }: ExecutorEvents): ExecutorEvents => ({
      progress: guarded(progress),
      ...(checkpoint && { checkpoint: guarded(checkpoint) }),
      done: guarded(done),
      failed: guarded(failed),
    }),
    end() {
      signal?.removeEventListener('abort', stop);
      if (broken) throw broken.error;
    },
  };
}

function reportPoints(log: Log, job: Job, points: readonly Point[]): void {
  if (!isOfCondition(job)) return;
  const { condition, seed, at } = job;
  for (const { measure, step, value } of points)
    log.write({ kind: 'measure', condition, seed, at, step, measure, value });
}

/** Calls through at most once in so many seconds, and so seldom that it takes a twentieth of the time. */
function atMostEvery<Given extends unknown[]>(
  seconds: number,
  act: (...given: Given) => void,
): (...given: Given) => void {
  let next = -Infinity;
  return (...given) => {
    const began = performance.now() / 1000;
    if (began < next) return;
    act(...given);
    const ended = performance.now() / 1000;
    next = Math.max(began + seconds, ended + 20 * (ended - began));
  };
}
