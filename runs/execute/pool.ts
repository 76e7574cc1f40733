import { Worker } from 'node:worker_threads';
import { readable } from '../../making/failure.ts';
import type { Job } from '../plan/jobs.ts';
import type { FromWorker, Setting, Task } from '../plan/tasks.ts';
import type { Outcome } from '../plan/outcome.ts';
import type { Point } from '../../catalogue/finding.ts';

export interface PoolEvents {
  /** A job has got further: the share done (0 .. 1) and new points of its series. */
  readonly progress: (job: Job, fraction: number, points: readonly Point[]) => void;
  readonly done: (job: Job, outcome: Outcome) => void;
  readonly failed: (job: Job, message: string, detail?: string) => void;
}
export interface PoolOptions {
  readonly workers: number;
  readonly setting: Setting;
  readonly signal?: AbortSignal;
  readonly events: PoolEvents;
}

/**
 * Runs tasks on worker threads and resolves when all are done, failed, or abandoned by the signal. Which worker runs
 * which job changes no number. Workers prefer the seed they had last: its circuit is at hand.
 */
export async function runPool(tasks: readonly Task[], options: PoolOptions): Promise<void> {
  if (tasks.length === 0 || options.signal?.aborted) return;
  const queue = seedQueue(tasks);
  const workers = new Set<Worker>();
  const stop = () => {
    for (const worker of workers) void worker.terminate();
  };
  options.signal?.addEventListener('abort', stop, { once: true });
  const start = (): Worker => {
    const worker = startWorker(options.setting);
    workers.add(worker);
    return worker;
  };
  try {
    const count = Math.min(Math.max(1, options.workers), tasks.length);
    await Promise.all(Array.from({ length: count }, () => serve(start, queue, options)));
  } finally {
    options.signal?.removeEventListener('abort', stop);
    await Promise.all([...workers].map((worker) => worker.terminate()));
  }
}

/** One thread's life: task after task; a thread that has died is replaced. */
async function serve(start: () => Worker, queue: Queue, { events, signal }: PoolOptions): Promise<void> {
  let worker: Worker | undefined;
  let seed: number | undefined;
  for (;;) {
    const task = signal?.aborted ? undefined : queue.take(seed);
    if (!task) return;
    const { job } = task;
    seed = job.seed;
    worker ??= start();
    try {
      const answer = await ask(worker, task, (message) => events.progress(job, message.fraction, message.points));
      if (answer.kind === 'done') events.done(job, answer.outcome);
      if (answer.kind === 'failed') events.failed(job, answer.message, answer.detail);
    } catch (error) {
      if (signal?.aborted) return;
      worker = undefined;
      events.failed(job, crashMessage(error));
    }
  }
}

function startWorker(setting: Setting): Worker {
  const source = import.meta.url.endsWith('.ts');
  return new Worker(new URL(source ? './worker-from-source.mjs' : './worker.mjs', import.meta.url), {
    workerData: setting,
  });
}

/** Gives a thread a task and resolves with its answer; rejects if the thread dies first. */
function ask(
  worker: Worker,
  task: Task,
  progress: (message: FromWorker & { kind: 'progress' }) => void,
): Promise<FromWorker> {
  return new Promise((resolve, reject) => {
    const finish = (act: () => void) => {
      worker.off('message', hear).off('error', fail).off('exit', leave);
      act();
    };
    const hear = (answer: FromWorker) =>
      answer.kind === 'progress' ? progress(answer) : finish(() => resolve(answer));
    const fail = (error: unknown) => finish(() => reject(error));
    const leave = (code: number) => finish(() => reject(new Error(`its thread ended with code ${code}`)));
    worker.on('message', hear).on('error', fail).on('exit', leave);
    worker.postMessage(task);
  });
}

function crashMessage(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? 'it ran out of memory. Use fewer --jobs, or a smaller network.'
    : readable(error);
}

interface Queue {
  take(preferred?: number): Task | undefined;
}

/** Tasks in order; a thread is given its own seed's first, then an untouched seed's, then what is left. */
function seedQueue(tasks: readonly Task[]): Queue {
  const bySeed = new Map<number, Task[]>();
  for (const task of tasks) bySeed.set(task.job.seed, [...(bySeed.get(task.job.seed) ?? []), task]);
  const untouched = [...bySeed.keys()];
  const next = (seed: number | undefined) => (seed === undefined ? undefined : bySeed.get(seed)?.shift());
  return {
    take(preferred) {
      const mostLeft = () => [...bySeed.values()].reduce((most, some) => (some.length > most.length ? some : most));
      return next(preferred) ?? next(untouched.shift()) ?? mostLeft().shift();
    },
  };
}
