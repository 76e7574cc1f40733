import { Worker } from 'node:worker_threads';
import { readable } from '../../making/failure.ts';
import { groupedBy } from '../../results/grouped.ts';
import type { Task } from '../plan/tasks.ts';
import { hasPassedHere } from './backends.ts';
import type { Assignment, Executor, ExecutorEvents } from './executor.ts';
import type { FromThread, ThreadStart } from './thread-messages.ts';

/** So many worker threads of this process. */
export const threadPool = (threads: number): Executor => pool(threads, startThread);

/** What computes tasks, one at a time: a thread, or a process of its own. */
export interface PoolWorker {
  /** `message`, `error`, `exit`. */
  readonly events: NodeJS.EventEmitter;
  post(task: Task): void;
  terminate(): Promise<unknown>;
}

/**
 * So many workers; where there are fewer tasks, each shares the others' threads. They prefer the seed they had last:
 * its circuit is at hand.
 */
export function pool(threads: number, start: (start: ThreadStart) => PoolWorker): Executor {
  return {
    run: (assignment, events, signal) => runOnWorkers(assignment, Math.max(1, threads), start, events, signal),
  };
}

async function runOnWorkers(
  { tasks, enough, setting, openData }: Assignment,
  threads: number,
  startWorker: (start: ThreadStart) => PoolWorker,
  events: ExecutorEvents,
  signal?: AbortSignal,
): Promise<void> {
  if (tasks.length === 0 || signal?.aborted) return;
  const queue = seedQueue(tasks, enough);
  const workers = new Set<PoolWorker>();
  const stop = () => {
    // nobody listens any more to what it says at its end
    for (const worker of workers) {
      worker.events.on('error', () => {});
      void worker.terminate();
    }
  };
  signal?.addEventListener('abort', stop, { once: true });
  const count = Math.min(threads, tasks.length);
  const start = (): PoolWorker => {
    const worker = startWorker({ setting, openData, threads: Math.floor(threads / count) });
    workers.add(worker);
    return worker;
  };
  try {
    await Promise.all(Array.from({ length: count }, () => serve(start, queue, events, signal)));
  } finally {
    signal?.removeEventListener('abort', stop);
    const ends = [...workers].map((worker) => worker.terminate());
    // What is in the middle of a kernel ends with it, and says nothing any more: nobody waits for that.
    if (!signal?.aborted) await Promise.all(ends);
  }
}

/** One worker's life: task after task; one that has died is replaced. */
async function serve(
  start: () => PoolWorker,
  queue: Queue,
  events: ExecutorEvents,
  signal?: AbortSignal,
): Promise<void> {
  let worker: PoolWorker | undefined;
  let seed: number | undefined;
  for (;;) {
    const task = signal?.aborted ? undefined : queue.take(seed);
    if (!task) return;
    const { job } = task;
    seed = job.seed;
    worker ??= start();
    events.begun?.(job);
    try {
      const answer = await ask(
        worker,
        task,
        (message) =>
          message.kind === 'progress'
            ? events.progress(job, message.fraction, message.points)
            : events.checkpoint?.(job, message.training, message.state),
        signal,
      );
      if (answer.kind === 'done') events.done(job, answer.outcome);
      if (answer.kind === 'failed') events.failed(job, answer.message, answer.detail);
    } catch (error) {
      if (signal?.aborted) return;
      worker = undefined;
      (events.died ?? events.failed)(job, crashMessage(error));
    }
  }
}

function startThread(start: ThreadStart): PoolWorker {
  const source = import.meta.url.endsWith('.ts');
  const thread = new Worker(new URL(source ? './worker-from-source.mjs' : './worker.mjs', import.meta.url), {
    workerData: { ...start, hasPassed: hasPassedHere(start.setting.backend) } satisfies ThreadStart,
  });
  return { events: thread, post: (task) => thread.postMessage(task), terminate: () => thread.terminate() };
}

/** Gives a worker a task and resolves with its answer; rejects if the worker dies, or is abandoned, first. */
function ask(
  worker: PoolWorker,
  task: Task,
  underway: (message: FromThread & { kind: 'progress' | 'checkpoint' }) => void,
  signal?: AbortSignal,
): Promise<FromThread> {
  return new Promise((resolve, reject) => {
    const finish = (act: () => void) => {
      worker.events.off('message', hear).off('error', fail).off('exit', leave);
      signal?.removeEventListener('abort', abandon);
      act();
    };
    const hear = (answer: FromThread) =>
      answer.kind === 'progress' || answer.kind === 'checkpoint' ? underway(answer) : finish(() => resolve(answer));
    const fail = (error: unknown) => finish(() => reject(error));
    const leave = (code: number | null, signal?: string) =>
      finish(() => reject(new Error(signal ? `its process ended by ${signal}` : `it ended with code ${code}`)));
    const abandon = () => finish(() => reject(new Error('it was cancelled')));
    worker.events.on('message', hear).on('error', fail).on('exit', leave);
    signal?.addEventListener('abort', abandon, { once: true });
    worker.post(task);
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

/** Tasks in order; a worker is given its own seed's first, then an untouched seed's, then what is left. */
function seedQueue(tasks: readonly Task[], enough?: AbortSignal): Queue {
  const bySeed = new Map([...groupedBy(tasks, ({ job }) => `${job.seed}`)].map(([, some]) => [some[0].job.seed, some]));
  for (const some of bySeed.values()) some.reverse();
  const untouched = [...bySeed.keys()];
  const next = (seed: number | undefined) => (seed === undefined ? undefined : bySeed.get(seed)?.pop());
  return {
    take(preferred) {
      if (enough?.aborted) return undefined;
      const mostLeft = () => [...bySeed.values()].reduce((most, some) => (some.length > most.length ? some : most));
      return next(preferred) ?? next(untouched.shift()) ?? mostLeft().pop();
    },
  };
}
