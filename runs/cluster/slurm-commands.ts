import { quoted } from '../shell-words.ts';
import { execFile } from 'node:child_process';
import { Failure } from '../../making/failure.ts';

export interface Answer {
  readonly status: number;
  readonly out: string;
  /** As the command wrote it. */
  readonly err: string;
}

export const prefixOf = (through?: string): readonly string[] => through?.trim().split(/\s+/).filter(Boolean) ?? [];

/** Runs one of Slurm's commands; each answers, or gives up, within a minute. */
export type Ask = (command: string, ...given: string[]) => Promise<Answer>;

/** `through`: what commands begin with, such as `ssh login`; the other side reads them as a shell does. */
export function askSlurm(through?: string): Ask {
  const prefix = prefixOf(through);
  return (command, ...given) => {
    const [program, ...rest] =
      prefix.length > 0 ? [...prefix, [command, ...given].map(quoted).join(' ')] : [command, ...given];
    return new Promise((resolve, reject) => {
      execFile(program, rest, { timeout: 60_000, maxBuffer: 2 ** 28 }, (error, out, err) => {
        if (!error) return resolve({ status: 0, out, err: err.trim() });
        const { code, killed } = error as { code?: unknown; killed?: boolean };
        if (code === 'ENOENT') return reject(notHere(program));
        const text = err.trim() || (killed ? `${command} gave no answer within a minute` : error.message);
        resolve({ status: typeof code === 'number' ? code : 1, out, err: text });
      });
    });
  };
}
const notHere = (program: string): Failure =>
  new Failure(
    'usage',
    `${program} is not on this machine. Run this on a login node of the cluster; or from a machine that sees ` +
      `the same files, with --through "ssh HOST"; or on this machine alone, with --on local.`,
  );

/** Whether what a command said means that nobody answered: it may have been heard all the same. */
export const isUnreached = ({ status, err }: Answer): boolean =>
  status !== 0 && notReached.some((words) => err.toLowerCase().includes(words));
const notReached = [
  'unable to contact',
  'connect failure',
  'socket timed out',
  'connection refused',
  'connection timed out',
  'connection reset',
  'could not resolve',
  'network is unreachable',
  'zero bytes were transmitted',
  'gave no answer',
];

/** What Slurm refused, in its own words, and what to do about it. */
export function refusal(command: string, answer: Answer): Failure {
  const remedy = remedies.find(([pattern]) => pattern.test(answer.err))?.[1];
  return new Failure('usage', `${command} refuses:\n${answer.err.replace(/^/gm, '  ')}${remedy ? `\n${remedy}` : ''}`);
}
const remedies: readonly (readonly [RegExp, string])[] = [
  [/invalid partition/i, '`sinfo --summarize` lists partitions; name one with --partition.'],
  [/invalid account|account\/partition/i, 'Name an account that you may charge with --account.'],
  [/invalid qos/i, 'Name a quality of service that your account has with --qos, or leave it out.'],
  [
    /node configuration is not available|cpu count|memory specification/i,
    'No node has as much: ask for less with --mem or --cpus, or change --constraint, --gres, --partition.',
  ],
  [
    /invalid --time|time limit specification/i,
    'Slurm reads --time as minutes, or as 4:00:00, or as 1-12 (a day and a half).',
  ],
  [/time limit|partitiontimelimit/i, 'The partition allows less time: lower --time, or name another --partition.'],
  [/invalid feature/i, '`sinfo -o "%N %f"` lists what --constraint may name.'],
  [/invalid generic resource|gres/i, '`sinfo -o "%N %G"` lists what --gres may name.'],
  [
    /maxsubmit|submission policy|job limit|too many (jobs|submitted)/i,
    'The site lets fewer tasks wait: give each more jobs (--chunk). `anlage sweep resume` submits what is missing.',
  ],
  [/invalid node name/i, '`sinfo --Node` lists nodes that --exclude may name.'],
  [/unrecognized option|invalid option/i, 'Correct what is given with --sbatch.'],
];
export const unreachable = (why: string): Failure =>
  new Failure('run', `Slurm does not answer:\n${why.replace(/^/gm, '  ')}\nWhat is finished is kept.`);
