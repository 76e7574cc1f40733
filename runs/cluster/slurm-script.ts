import path from 'node:path';
import { Failure } from '../../making/failure.ts';
import { quoted } from '../shell-words.ts';
import { folderOfTasks, type Submission, type Submitted, type TaskArray } from './submission.ts';
import type { WorkerCommand } from './worker-bundle.ts';

/** What a person may ask of Slurm for each task, as its own options name it. */
export const slurmOptions = ['partition', 'account', 'qos', 'gres', 'constraint', 'mem', 'time', 'exclude'] as const;

/**
 * Seconds before the time limit at which a task is told; Slurm may tell it a minute earlier. By SIGUSR2: SIGUSR1, where
 * it comes before the worker listens, opens Node's debugger to whoever else is on the node.
 */
const warningFor = ({ time }: Submission['options']): number =>
  Math.min(120, Math.floor((secondsOfLimit(time ?? '') ?? Infinity) / 4));

/**
 * What sbatch runs for each task of an array, whose offset is its argument. `exec`: only the shell itself hears the
 * signal. The number of the task is taken here, where it is that of this job and not inherited from another.
 * @throws Failure for set-up lines that would be read otherwise than they look
 */
export function jobScript(
  folder: string,
  { setup, processes, options }: Pick<Submission, 'setup' | 'processes' | 'options'>,
  worker: WorkerCommand,
  scontrol: string,
): string {
  const ignored = setup.find((line) => /^\s*#SBATCH/.test(line));
  if (ignored !== undefined)
    throw new Failure(
      'usage',
      `--setup "${ignored}": Slurm reads such lines only before the first command. Give it as --sbatch "${ignored
        .replace(/^\s*#SBATCH\s*/, '')
        .trim()}".`,
    );
  return [
    '#!/bin/bash -l',
    ...setup,
    `exec ${worker.map(quoted).join(' ')} work ${quoted(folder)} --task $(($1 + SLURM_ARRAY_TASK_ID)) \\`,
    `  --processes ${processes} --grace ${Math.ceil((warningFor(options) * 5) / 8)} \\`,
    `  --requeue "${scontrol} requeue \${SLURM_ARRAY_JOB_ID}_\${SLURM_ARRAY_TASK_ID}"`,
    '',
  ].join('\n');
}

/** What sbatch is given for an array. Raw flags come last, so that they have the last word. */
export function sbatchArguments(submitted: Submitted, array: TaskArray, after?: string): string[] {
  const { options, flags, processes } = submitted.submission;
  const folder = folderOfTasks(submitted);
  const throttle = options.throttle === undefined ? '' : `%${options.throttle}`;
  return [
    '--parsable',
    `--job-name=${array.name}`,
    `--array=0-${array.size - 1}${throttle}`,
    '--requeue',
    '--open-mode=append',
    `--signal=B:USR2@${warningFor(options)}`,
    `--output=${path.posix.join(folder, 'logs', '%A_%a.out')}`,
    '--export=ALL',
    `--cpus-per-task=${processes}`,
    ...(after === undefined ? [] : [`--dependency=afterany:${after}`]),
    ...slurmOptions.flatMap((name) => (options[name] === undefined ? [] : [`--${name}=${options[name]}`])),
    ...flags,
    path.posix.join(folder, 'job.sh'),
    String(array.offset),
  ];
}

/** Seconds of a time limit as Slurm writes it: minutes, M:S, H:M:S, D-H, D-H:M, D-H:M:S; undefined where it is none. */
export function secondsOfLimit(text: string): number | undefined {
  const [, days, clock] = /^(?:(\d+)-)?(\d+(?::\d+){0,2})$/.exec(text) ?? [];
  if (clock === undefined) return undefined;
  const parts = clock.split(':').map(Number);
  const [hours, minutes, seconds] =
    days !== undefined
      ? [parts[0], parts[1] ?? 0, parts[2] ?? 0]
      : parts.length === 3
        ? parts
        : [0, parts[0], parts[1] ?? 0];
  return ((Number(days ?? 0) * 24 + hours) * 60 + minutes) * 60 + seconds;
}
