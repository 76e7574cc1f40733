import { parentPort, workerData } from 'node:worker_threads';
import type { Point } from '../../catalogue/finding.ts';
import { readable } from '../../making/failure.ts';
import type { Task } from '../plan/tasks.ts';
import { openEvaluator } from './open-evaluator.ts';
import type { Answer, FromThread, ThreadStart, Underway } from './thread-messages.ts';

// A thread or a process that computes the jobs it is sent, one after the other.
const { port, start } = parentPort ? { port: parentPort, start: workerData } : portOfProcess();
const { setting, openData, threads, hasPassed } = start as ThreadStart;
const ready = openEvaluator(setting, openData, threads, hasPassed);
// each task says it
ready.catch(() => {});

port.on('message', async (tasks: readonly Task[]) => {
  const began = performance.now();
  let answers: Answer[] = [];
  const answer = (ended: boolean): void => {
    port.postMessage({ kind: 'answers', answers, ended } satisfies FromThread);
    answers = [];
  };
  const reports = reporter((message) => {
    // they are of the first task without an answer
    if (answers.length > 0) answer(false);
    port.postMessage(message);
  });
  for (const task of tasks) {
    if (performance.now() - began > longestTogether) break;
    const found = await answerTo(task, reports);
    // only now: what it reported has begun another list
    answers.push(found);
  }
  answer(true);
});
/** Milliseconds after which tasks that came with others are given back, so that others may compute them. */
const longestTogether = 500;

async function answerTo(task: Task, reports: ReturnType<typeof reporter>): Promise<Answer> {
  const { key } = task.job;
  try {
    return { key, kind: 'done', outcome: await (await ready)(task, reports) };
  } catch (error) {
    return { key, kind: 'failed', message: readable(error), detail: error instanceof Error ? error.stack : undefined };
  } finally {
    reports.flush();
  }
}

/**
 * What a process was started with is its last argument. Signals go to whoever started it, who tells it what to do, and
 * without whom it ends.
 */
function portOfProcess() {
  const send = process.send?.bind(process);
  if (!send) throw new Error('this file is run as a worker thread, or as a process with a channel');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2'] as const) process.on(signal, () => {});
  process.on('disconnect', () => process.exit());
  return {
    port: { on: process.on.bind(process), postMessage: (message: FromThread) => void send(message) },
    start: JSON.parse(process.argv[2]) as ThreadStart,
  };
}

/** Reports at most ten times a second, and loses no point. */
function reporter(post: (message: Underway) => void) {
  let fraction = 0;
  let points: Point[] = [];
  let last = 0;
  const flush = () => {
    last = performance.now();
    post({ kind: 'progress', fraction, points });
    points = [];
  };
  const sometimes = () => {
    if (performance.now() - last > 100) flush();
  };
  return {
    onFraction: (reached: number) => {
      fraction = reached;
      sometimes();
    },
    onPoint: (point: Point) => {
      points.push(point);
      sometimes();
    },
    onCheckpoint: (training: number, state: Uint8Array) => post({ kind: 'checkpoint', training, state }),
    flush: () => {
      if (points.length > 0) flush();
    },
  };
}
