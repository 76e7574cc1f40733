import { spawn } from 'node:child_process';
import { readSubmission } from './submission.ts';
import type { Worked } from './work.ts';

/** Exit statuses of a worker. `unfinished`: beyond what sh, Slurm and signals use. */
export const exitStatus: Readonly<Record<Worked, number>> = { ended: 0, requeued: 0, unfinished: 85 };

/** Calls when the runner that began this process has ended, however it did: their channel closes. */
export function onRunnerEnd(call: () => void): void {
  process.once('disconnect', call);
  process.channel?.unref();
}

/**
 * Every task of a submission in a process of its own, so many side by side, phase by phase. `worker`: the command line
 * that `work FOLDER --task K` is added to.
 */
export async function workOnAll(
  folder: string,
  {
    processes,
    worker,
    stop,
  }: { readonly processes: number; readonly worker: readonly string[]; readonly stop: AbortSignal },
): Promise<Worked> {
  let first = 0;
  let isWhole = true;
  for (const { tasks } of readSubmission(folder).submission.phases) {
    const side = Math.max(1, Math.min(processes, tasks));
    const own = String(Math.floor(processes / side));
    let next = first;
    const serve = async (): Promise<void> => {
      while (next < first + tasks && !stop.aborted) {
        const given = ['work', folder, '--task', String(next++), '--processes', own];
        if ((await ended([...worker, ...given], stop)) !== exitStatus.ended) isWhole = false;
      }
    };
    await Promise.all(Array.from({ length: side }, serve));
    first += tasks;
  }
  return isWhole && !stop.aborted ? 'ended' : 'unfinished';
}

function ended([program, ...given]: readonly string[], stop: AbortSignal): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, given, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const end = () => child.kill('SIGTERM');
    stop.addEventListener('abort', end);
    child.on('error', reject).on('exit', (status) => {
      stop.removeEventListener('abort', end);
      resolve(status);
    });
  });
}
