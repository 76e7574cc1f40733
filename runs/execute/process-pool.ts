import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { hasPassedHere } from './backends.ts';
import type { Executor } from './executor.ts';
import { type PoolWorker, pool } from './thread-pool.ts';
import type { ThreadStart } from './thread-messages.ts';

/** So many processes: what ends one of them, a fault or the end of memory, ends its job and nothing else. */
export const processPool = (processes: number): Executor => pool(processes, startProcess);

function startProcess({ setting, threads }: ThreadStart): PoolWorker {
  const source = import.meta.url.endsWith('.ts');
  const file = new URL(source ? './worker-from-source.mjs' : './worker.mjs', import.meta.url);
  const start = { setting, threads, hasPassed: hasPassedHere(setting.backend) } satisfies ThreadStart;
  const child = fork(fileURLToPath(file), [JSON.stringify(start)], { serialization: 'advanced' });
  const left = new Promise((resolve) => child.on('exit', resolve));
  // a task sent to what has just died: its end is heard of
  child.on('error', () => {});
  return {
    events: child,
    post: (tasks) => void child.send([...tasks]),
    terminate: () => {
      child.kill('SIGKILL');
      return left;
    },
  };
}
