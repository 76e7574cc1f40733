import { Worker } from 'node:worker_threads';
import { readable } from '../../making/failure.ts';
import type { Task } from '../plan/tasks.ts';
import { type TaskQueue, taskQueue } from './task-queue.ts';
import { hasPassedHere } from './backends.ts';
import type { Assignment, Executor, ExecutorEvents } from './executor.ts';
import type { FromThread, ThreadStart } from './thread-messages.ts';

/** So many worker threads of this process. */
export const threadPool = (threads: number): Executor => pool(threads, startThread);

/** What computes tasks, one after the other: a thread, or a process of its own. */
export interface PoolWorker {
  /** `message`, `error`, `exit`. */
  readonly events: NodeJS.EventEmitter;
  post(tasks: readonly Task[]): void;
  terminate(): Promise<unknown>;
}

/**
 * So many workers; where there are fewer tasks, each shares the others' threads. They prefer the seed they had last:
 * its circuit is at hand. `together`: where tasks are short, a worker is given so many at a time, at most.
 */
export function pool(threads: number, start: (start: ThreadStart) => PoolWorker, together = mostTogether): Executor {
  return {
    run: (assignment, events, signal) =>
      runOnWorkers(assignment, { threads: Math.max(1, threads), together }, start, events, signal),
  };
}

async function runOnWorkers(
  { tasks, enough, setting, openData, alone }: Assignment,
  { threads, together }: { readonly threads: number; readonly together: number },
  startWorker: (start: ThreadStart) => PoolWorker,
  events: ExecutorEvents,
  signal?: AbortSignal,
): Promise<void> {
  if (tasks.length === 0 || signal?.aborted) return;
  const queue = taskQueue(tasks, { enough, alone });
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
  // a share of what is left, so that workers end together
  const some = (wished: number): number => Math.max(1, Math.min(together, wished, Math.ceil(queue.left() / count)));
  try {
    await Promise.all(Array.from({ length: count }, () => serve(start, { queue, some }, events, signal)));
  } finally {
    signal?.removeEventListener('abort', stop);
    const ends = [...workers].map((worker) => worker.terminate());
    // What is in the middle of a kernel ends with it, and says nothing any more: nobody waits for that.
    if (!signal?.aborted) await Promise.all(ends);
  }
}

/** One worker's life: tasks after tasks; one that has died is replaced. */
async function serve(
  start: () => PoolWorker,
  { queue, some }: { readonly queue: TaskQueue; readonly some: (wished: number) => number },
  events: ExecutorEvents,
  signal?: AbortSignal,
): Promise<void> {
  let worker: PoolWorker | undefined;
  let seed: number | undefined;
  let wished = 1;
  for (;;) {
    const tasks = signal?.aborted ? [] : queue.take(some(wished), seed);
    if (tasks.length === 0) return;
    seed = tasks[tasks.length - 1].job.seed;
    worker ??= start();
    events.begun?.(tasks.map(({ job }) => job));
    const began = performance.now();
    /** Those without an answer, in their order; each has a key of its own. */
    const left = new Map(tasks.map((task) => [task.job.key, task]));
    try {
      await ask(
        worker,
        tasks,
        (message) => {
          if (message.kind === 'answers') {
            for (const answer of message.answers) {
              const { job } = left.get(answer.key)!;
              left.delete(answer.key);
              if (answer.kind === 'done') events.done(job, answer.outcome);
              else events.failed(job, answer.message, answer.detail);
            }
            return;
          }
          const [{ job }] = left.values();
          if (message.kind === 'progress') events.progress(job, message.fraction, message.points);
          else events.checkpoint?.(job, message.training, message.state);
        },
        signal,
      );
      queue.giveBack([...left.values()]);
      wished = Math.floor((wantedMilliseconds * (tasks.length - left.size)) / (performance.now() - began));
    } catch (error) {
      if (signal?.aborted) return;
      worker = undefined;
      wished = 1;
      const unanswered = [...left.values()];
      // of several, it is not known which ended it: each is tried by itself
      if (unanswered.length === 1) (events.died ?? events.failed)(unanswered[0].job, crashMessage(error));
      else queue.giveBack(unanswered, 'alone');
    }
  }
}
/** A message to another thread, there and back, costs a quarter of a millisecond; to a process, more. */
const mostTogether = 32;
/** Tasks that are given together are to take so long, so that asking for them does not count. */
const wantedMilliseconds = 50;

function startThread(start: ThreadStart): PoolWorker {
  const source = import.meta.url.endsWith('.ts');
  const thread = new Worker(new URL(source ? './worker-from-source.mjs' : './worker.mjs', import.meta.url), {
    workerData: { ...start, hasPassed: hasPassedHere(start.setting.backend) } satisfies ThreadStart,
  });
  return { events: thread, post: (tasks) => thread.postMessage(tasks), terminate: () => thread.terminate() };
}

/** Gives a worker tasks and resolves when it has ended; rejects if the worker dies, or is abandoned, first. */
function ask(
  worker: PoolWorker,
  tasks: readonly Task[],
  heard: (message: FromThread) => void,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (act: () => void) => {
      worker.events.off('message', hear).off('error', fail).off('exit', leave);
      signal?.removeEventListener('abort', abandon);
      act();
    };
    const hear = (message: FromThread) => {
      heard(message);
      if (message.kind === 'answers' && message.ended) finish(resolve);
    };
    const fail = (error: unknown) => finish(() => reject(error));
    const leave = (code: number | null, signal?: string) =>
      finish(() => reject(new Error(signal ? `its process ended by ${signal}` : `it ended with code ${code}`)));
    const abandon = () => finish(() => reject(new Error('it was cancelled')));
    worker.events.on('message', hear).on('error', fail).on('exit', leave);
    signal?.addEventListener('abort', abandon, { once: true });
    worker.post(tasks);
  });
}

function crashMessage(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? 'it ran out of memory. Use fewer --jobs, or a smaller network.'
    : readable(error);
}
