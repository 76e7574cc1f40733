import type { Worker } from 'node:worker_threads';
import { startThread } from '../runs/threads/start-thread.ts';
import { type Analyst, type Answers, type Question, Queue } from './analyst.ts';

/**
 * What a thread is asked; `stop[0]` becomes 1 where the question is no longer asked, and is seen while the thread
 * computes.
 */
export interface Asked {
  readonly question: Question;
  readonly stop: Int32Array;
  readonly workspace?: string;
}
export type Answered = { readonly answer: Answers[Question['kind']] } | { readonly error: string };

/**
 * Questions are answered on two threads, so that what a person points at does not wait for the checks of a whole file.
 * They start when first asked.
 */
export function threadedAnalyst(workspaceOf: (uri: string) => string | undefined): Analyst {
  const [checks, glances] = [0, 1].map(() => new Queue(threaded(workspaceOf)));
  return {
    ask: (question, signal) =>
      (['science', 'text', 'rules', 'networks'].includes(question.kind) ? checks : glances).ask(question, signal),
  };
}

function threaded(
  workspaceOf: (uri: string) => string | undefined,
): (question: Question, signal: AbortSignal | undefined) => Promise<unknown> {
  let worker: Worker | undefined;
  return (question, signal) =>
    new Promise((resolve, reject) => {
      worker ??= start();
      const used = worker;
      const stop = new Int32Array(new SharedArrayBuffer(4));
      const abort = (): void => {
        Atomics.store(stop, 0, 1);
      };
      const end = (act: () => void): void => {
        used.off('message', hear).off('error', fail);
        signal?.removeEventListener('abort', abort);
        act();
      };
      const hear = (answered: Answered): void =>
        end(() => ('error' in answered ? reject(new Error(answered.error)) : resolve(answered.answer)));
      const fail = (error: unknown): void =>
        end(() => {
          worker = undefined;
          reject(error);
        }); // such as out of memory: the next question starts another
      used.on('message', hear).on('error', fail);
      signal?.addEventListener('abort', abort);
      const uri = 'uri' in question ? question.uri : undefined;
      used.postMessage({ question, stop, workspace: uri && workspaceOf(uri) } satisfies Asked);
    });
}

function start(): Worker {
  const source = import.meta.url.endsWith('.ts');
  const worker = startThread(
    new URL(source ? './analyst-thread-from-source.mjs' : './server-thread.mjs', import.meta.url),
  );
  worker.unref();
  return worker;
}
