import path from 'node:path';
import { Failure } from '../making/failure.ts';
import { readSubmission } from '../runs/cluster/submission.ts';
import { sweepsFolder } from '../runs/keep/places-of-runs.ts';
import { workOn } from '../runs/cluster/work.ts';
import { exitStatus, onRunnerEnd, workOnAll } from '../runs/cluster/work-all.ts';
import { workerCommand } from '../runs/cluster/worker-bundle.ts';
import { wholeNumber } from './options.ts';
import { say } from './terminal.ts';

export interface WorkOptions {
  readonly task?: string;
  readonly processes: string;
  readonly requeue?: string;
  readonly grace: string;
}

/** `anlage work`: 0 where the task, or all, ended or are queued again; 85 where something is left. */
export async function work(folder: string, { task, processes, requeue, grace }: WorkOptions): Promise<number> {
  const [enough, stop] = [new AbortController(), new AbortController()];
  process.on('SIGUSR2', () => enough.abort());
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  const side = wholeNumber('--processes', processes) ?? 1;
  if (task === undefined) {
    const { sweep } = readSubmission(folder);
    const worker = workerCommand(path.join(sweep.runs, sweepsFolder));
    return exitStatus[await workOnAll(folder, { processes: side, worker, stop: stop.signal })];
  }
  if (!/^\d+$/.test(task)) throw new Failure('usage', `--task takes a number from 0; "${task}" is none.`);
  onRunnerEnd(() => stop.abort());
  const worked = await workOn({
    submission: folder,
    task: Number(task),
    processes: side,
    requeue: requeue?.split(/\s+/),
    enough: enough.signal,
    grace: wholeNumber('--grace', grace) ?? 75,
    stop: stop.signal,
    say,
  });
  return exitStatus[worked];
}
