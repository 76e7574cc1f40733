import type { ExperimentSpec } from '../../language/specification.ts';
import { writeNumbers } from '../keep/folder.ts';
import type { Job } from '../plan/jobs.ts';
import { notesOfDoubtfulJobs } from './doubtful-jobs.ts';
import { type Identity, type Ledger, ledgerOf, nameOf } from './ledger.ts';
import { lessonOf } from './taught-before.ts';
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
  /** Of jobs that a sweep has computed: seconds that it took, null where they are not known. */
  readonly wall?: number | null;
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
  const ledger = ledgerOf(experiment, jobs, identity, computation.wall);
  const log = openLog(folder, ledger.seconds, computation.onEvent);
  try {
    for (const damage of computation.repaired) log.write({ kind: 'repair', text: `${damage}; it is made anew.` });
    const said = computation.fresh ? new Set<string>() : takeFromStore(computation, ledger, log);
    for (const damage of computation.store.setAside())
      if (!said.has(sayingOf(damage)))
        log.write({ kind: 'repair', text: `${sayingOf(damage)}; what it held is computed again when asked for.` });
    const tasks = tasksOf(
      jobs.filter(({ key }) => !ledger.outcomes.has(key)),
      roomForEach(jobs),
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
export const roomForEach = (jobs: readonly Job[]): number =>
  roomForNetworks / Math.max(1, jobs.filter((job) => 'learning' in job && job.kind === 'condition').length);

/**
 * Each distinct job once, as it first stands; what trains as an earlier one did comes last, when that one has ended.
 * Weights and activity are kept for the first seed of every written condition.
 */
export function tasksOf(jobs: readonly Job[], room: number, { seeds, conditions }: ExperimentSpec): Task[] {
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

async function runTasks(tasks: readonly Task[], computation: Computation, ledger: Ledger, log: Log): Promise<void> {
  const { experiment, jobs, store, folder } = computation;
  const progress = progressOf(ledger.outcomes.size + tasks.length, ledger.outcomes.size);
  const report = (job?: Job) =>
    log.write({
      kind: 'progress',
      done: progress.done,
      total: progress.total,
      share: progress.share,
      seconds_left: progress.secondsLeft(),
      latest: job ? nameOf(job, experiment) : '',
    });
  const reportSometimes = atMostEvery(0.25, report);
  const writeSometimes = atMostEvery(5, () => writeNumbers(folder, ledger.results('running')));
  const alike = groupedBy(jobs, ({ key }) => key);
  report();
  if (tasks.length === 0) return;
  writeNumbers(folder, ledger.results('running'));
  const events: ExecutorEvents = {
    progress(job, fraction, points) {
      progress.advance(job, fraction);
      reportPoints(log, job, points);
      reportSometimes(job);
    },
    checkpoint: (job, training, state) => store.keepCheckpoint(job.training ?? job.key, training, state),
    done(job, outcome) {
      ledger.outcomes.set(job.key, { ...store.save(job.key, outcome), growth: outcome.growth });
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
  await runInTurn(tasks, computation, events);
}

/** Gives tasks to the executor: what is taught is taught before anything follows it. */
export async function runInTurn(
  tasks: readonly Task[],
  { jobs, store, executor, inputs, signal }: Pick<Computation, 'jobs' | 'store' | 'executor' | 'inputs' | 'signal'>,
  events: ExecutorEvents,
): Promise<void> {
  const stop = stopper(signal);
  const heard = stop.onFailure(ofSteadyFiles(events, inputs.changed));
  const [teaching, others] = [
    tasks.filter(({ job }) => job.kind === 'teach'),
    tasks.filter(({ job }) => job.kind !== 'teach'),
  ];
  const lessons = new Map(
    jobs.flatMap((job) => (job.kind === 'teach' ? [[lessonOf(job.seed, job.teaching), job.key]] : [])),
  );
  for (const phase of [teaching, others]) {
    const ready = phase.map((task) => withTaught(task, lessons, store));
    await executor.run({ tasks: ready, ...inputs }, heard, stop.signal);
  }
  stop.end();
}

/** What was found while a data file was written anew belongs to no checksum: it is not kept. */
const ofSteadyFiles = (events: ExecutorEvents, changed: Assignment['changed']): ExecutorEvents => ({
  ...events,
  done(job, outcome) {
    const file = changed?.();
    if (file === undefined) events.done(job, outcome);
    else
      events.failed(
        job,
        `${file} was changed while the run read it, so that what was found of it is not kept. Run it again.`,
      );
  },
});

/** What a job needs of the networks that are taught before it, and where its trainings are kept. */
function withTaught(task: Task, lessons: ReadonlyMap<string, string>, store: JobStore): Task {
  const { job } = task;
  const learning = 'learning' in job ? job.learning : undefined;
  const taught = learning?.teach.map((teaching) => {
    const before = lessons.get(lessonOf(job.seed, teaching)) ?? '';
    const kept = store.find(before);
    const files = kept && 'outcome' in kept ? Object.keys(kept.outcome.files) : [];
    return [teaching.network.name, Object.fromEntries(files.map((file) => [file, store.file(before, file)]))] as const;
  });
  return {
    ...task,
    ...(taught && { taught: Object.fromEntries(taught) }),
    ...((learning || job.kind === 'teach') && { checkpoints: store.checkpoints(job.training ?? job.key) }),
  };
}

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
    onFailure: ({ begun, progress, checkpoint, done, failed, died }: ExecutorEvents): ExecutorEvents => ({
      ...(begun && { begun: guarded(begun) }),
      progress: guarded(progress),
      ...(checkpoint && { checkpoint: guarded(checkpoint) }),
      done: guarded(done),
      failed: guarded(failed),
      ...(died && { died: guarded(died) }),
    }),
    end() {
      signal?.removeEventListener('abort', stop);
      if (broken) throw broken.error;
    },
  };
}

function reportPoints(log: Log, job: Job, points: readonly Point[]): void {
  if (!isOfCondition(job)) return;
  const { condition, seed, at, subject } = job;
  for (const { measure, step, value } of points)
    log.write({
      kind: 'measure',
      condition,
      ...(subject !== undefined && { subject }),
      seed,
      at,
      step,
      measure,
      value,
    });
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
