import fs from 'node:fs';
import path from 'node:path';
import { Failure } from '../../making/failure.ts';
import {
  type Guard,
  isListOf,
  isNumber,
  isObject,
  isOneOf,
  isShaped,
  isTableOf,
  isText,
  orAbsent,
} from '../../results/guards.ts';
import { namesIn } from '../data/plain-file.ts';
import { checkedJson, readCheckedJson } from '../keep/checked-file.ts';
import { makeFolder, writeAtomically } from '../keep/written-files.ts';
import { journalsOf } from './journal.ts';
import { rangesIn, sliceOf } from './ranges.ts';
import { readSweep, type Sweep, submissionsFolder } from './sweep-plan.ts';

export type EngineName = 'slurm' | 'local' | 'other';

/** Tasks that may go on side by side; those of the next phase are begun when these have ended. */
export interface Phase {
  /** The slots of its jobs, as `rangesText` writes them. */
  readonly slots: string;
  readonly jobs: number;
  /** Jobs of a task; the last may have fewer. */
  readonly chunk: number;
  readonly tasks: number;
}
/** Tasks that are queued together: `size` from the number `offset` on. */
export interface TaskArray {
  readonly name: string;
  readonly phase: number;
  readonly offset: number;
  readonly size: number;
  /** What the scheduler calls it; not known while it is being submitted. */
  readonly job?: string;
}
export interface Submission {
  readonly engine: EngineName;
  readonly made: string;
  readonly phases: readonly Phase[];
  readonly arrays: readonly TaskArray[];
  /** Jobs that the store had already. */
  readonly found: number;
  /** Jobs of a task, where they were asked for. */
  readonly chunk?: number;
  /** What the scheduler is to give a task, by the name of its option. */
  readonly options: Readonly<Record<string, string>>;
  /** Lines of the script before the worker, and further flags of sbatch. */
  readonly setup: readonly string[];
  readonly flags: readonly string[];
  /** What commands of the scheduler begin with: `ssh login`. */
  readonly through?: string;
  /** The Node of its tasks, where it is not that of this process. */
  readonly node?: string;
  /** The folder of runs on that machine, where it does not see this one. */
  readonly there?: string;
  /** Where tasks find data, by reference. */
  readonly locations: Readonly<Record<string, string>>;
  /** Jobs of a task that go on side by side. */
  readonly processes: number;
  /** Of an engine that is a process of this machine. */
  readonly process?: { readonly pid: number; readonly began?: string; readonly host: string };
  readonly cancelled?: string;
}
const isPhase = isShaped<Phase>({
  slots: (value): value is string => isText(value) && rangesIn(value) !== undefined,
  jobs: isNumber,
  chunk: isNumber,
  tasks: isNumber,
});
const isSubmission: Guard<Submission> = isShaped<Submission>({
  engine: isOneOf<EngineName>({ slurm: true, local: true, other: true }),
  made: isText,
  phases: isListOf(isPhase),
  arrays: isListOf(
    isShaped<TaskArray>({ name: isText, phase: isNumber, offset: isNumber, size: isNumber, job: orAbsent(isText) }),
  ),
  found: isNumber,
  chunk: orAbsent(isNumber),
  options: isTableOf(isText),
  setup: isListOf(isText),
  flags: isListOf(isText),
  through: orAbsent(isText),
  there: orAbsent(isText),
  node: orAbsent(isText),
  locations: isTableOf(isText),
  processes: isNumber,
  process: orAbsent((value): value is NonNullable<Submission['process']> => isObject(value)),
  cancelled: orAbsent(isText),
});

/** One submission of a sweep, in its folder. */
export interface Submitted {
  readonly sweep: Sweep;
  readonly folder: string;
  readonly number: number;
  readonly submission: Submission;
}
/** Where its tasks find it. */
export const folderOfTasks = ({ sweep, folder, submission: { there } }: Submitted): string =>
  there === undefined ? folder : placeThere(sweep, there, folder);
/** The place of a file of this folder of runs in that of another machine. */
export const placeThere = ({ runs }: Sweep, there: string, file: string): string =>
  path.posix.join(there, ...path.relative(runs, file).split(path.sep));

export const submissionFile = 'submission.json';
const submissionsOf = (sweep: string): string => path.join(sweep, submissionsFolder);

/** Takes the next number, which nobody else can have then. */
export function newSubmissionFolder(sweep: Sweep): string {
  const above = submissionsOf(sweep.folder);
  makeFolder(above);
  for (let number = 1 + Math.max(0, ...numbersIn(above)); ; number++) {
    const folder = path.join(above, String(number).padStart(4, '0'));
    try {
      fs.mkdirSync(folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw error;
    }
    for (const part of ['logs', 'heartbeats', 'journals']) makeFolder(path.join(folder, part));
    return folder;
  }
}
const numbersIn = (folder: string): readonly number[] =>
  namesIn(folder)
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);

export function writeSubmission(folder: string, submission: Submission): Submitted {
  writeAtomically(path.join(folder, submissionFile), checkedJson(submission));
  return readSubmission(folder);
}
/** @throws Failure where there is none, or it is damaged */
export function readSubmission(folder: string, sweep?: Sweep): Submitted {
  const submission = readCheckedJson(path.join(folder, submissionFile), isSubmission);
  if (!submission)
    throw new Failure('usage', isBegun(folder) ? lost(path.resolve(folder)) : `${folder} is no submission of a sweep.`);
  return {
    sweep: sweep ?? readSweep(path.dirname(path.dirname(path.resolve(folder)))),
    folder: path.resolve(folder),
    number: Number(path.basename(folder)),
    submission,
  };
}
/** Whether something was submitted of which this is the folder. */
const isBegun = (folder: string): boolean =>
  fs.existsSync(path.join(folder, submissionFile)) || journalsOf(folder).length > 0;
const lost = (folder: string): string =>
  `${path.join(folder, submissionFile)} is not what was written. Should its tasks still wait or run, the queue has ` +
  `them as ${arrayName(path.dirname(path.dirname(folder)), folder)}-1 and so on: end them, remove ${folder}. What ` +
  'is finished is kept in the store, and `anlage sweep resume` submits what is missing.';
/** What its arrays are called, before their numbers. */
export const arrayName = (sweep: string, submission: string): string =>
  `anlage-${path.basename(sweep)}-${path.basename(submission)}`;
/** Those of a sweep, in order. A folder of which nothing was submitted is passed over. */
export const submissionsIn = (sweep: Sweep): readonly Submitted[] =>
  submissionFolders(sweep.folder).map((folder) => readSubmission(folder, sweep));
export const submissionFolders = (sweep: string): readonly string[] =>
  numbersIn(submissionsOf(sweep))
    .map((number) => path.join(submissionsOf(sweep), String(number).padStart(4, '0')))
    .filter(isBegun);

export const taskCount = ({ phases }: Submission): number => phases.reduce((count, { tasks }) => count + tasks, 0);

/** The slots of a task, of which there are `taskCount`, from 0. @throws Failure where there is none of that number */
export function slotsOfTask({ phases }: Submission, task: number): number[] {
  let first = 0;
  for (const { tasks, chunk, slots } of phases) {
    const place = task - first;
    if (place >= 0 && place < tasks) return sliceOf(rangesIn(slots) ?? [], place * chunk, (place + 1) * chunk);
    first += tasks;
  }
  throw new Failure('usage', `there is no task ${task}: tasks are numbered from 0 to ${first - 1}.`);
}
