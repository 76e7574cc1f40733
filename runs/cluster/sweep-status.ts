import { pasted } from '../shell-words.ts';
import { Failure } from '../../making/failure.ts';
import type { QueuedTask } from './engine-face.ts';
import { fetchFromThere } from './elsewhere.ts';
import { engineOf } from './engine.ts';
import { type Heartbeat, heartbeatsIn } from './heartbeat.ts';
import { type EngineName, submissionsIn, type Submitted, taskCount, writeSubmission } from './submission.ts';
import type { Sweep } from './sweep-plan.ts';
import { type LastWords, lastWordsOf } from './task-log.ts';

/** How a sweep stands, by what its workers have said and, where it is reached, by what runs them. */
export interface SweepStatus {
  readonly sweep: string;
  readonly experiment: string;
  readonly folder: string;
  readonly engine: EngineName;
  readonly submission: number;
  /** Jobs: of how many distinct ones so many have a result, as far as heard; and so many have failed. */
  readonly jobs: number;
  readonly done: number;
  readonly failed: number;
  /** Tasks of the last submission. */
  readonly tasks: Readonly<Record<TaskWord, number>>;
  /** What tasks that wait say of why, and so many do; why others ended early. */
  readonly reasons: readonly TaskReason[];
  /** Why nobody was reached. */
  readonly unreached?: string;
  readonly hosts: readonly string[];
  readonly cancelled?: string;
}
export interface TaskReason {
  readonly reason: string;
  readonly tasks: number;
  readonly remedy?: string;
  /** Of one of them that ended without a word of its own: what its log says. */
  readonly log?: LastWords;
}
/** `unknown`: nobody has word of it; it may be on its way. */
export type TaskWord = 'waiting' | 'running' | 'ended' | 'stopped' | 'unknown';

/** @throws Failure where nothing of the sweep was submitted */
export async function statusOf(sweep: Sweep): Promise<SweepStatus> {
  const last = lastOf(sweep);
  const poll = await engineOf(last).poll(last);
  if (poll.reached) await fetchFromThere(last, 'progress');
  return summaryOfTasks(last, poll.reached ? poll.tasks : new Map(), poll.reached ? undefined : poll.why);
}
/** By what workers have said alone. */
export function statusByFiles(sweep: Sweep, tasks: ReadonlyMap<number, QueuedTask>): SweepStatus {
  return summaryOfTasks(lastOf(sweep), tasks, undefined);
}
function lastOf(sweep: Sweep): Submitted {
  const last = submissionsIn(sweep).at(-1);
  if (!last)
    throw new Failure(
      'usage',
      `nothing of this sweep is submitted: \`anlage sweep resume ${pasted(sweep.folder)}\` does it.`,
    );
  return last;
}

function summaryOfTasks(
  submitted: Submitted,
  queued: ReadonlyMap<number, QueuedTask>,
  unreached: string | undefined,
): SweepStatus {
  const { sweep, number, folder, submission } = submitted;
  const heard = new Map(heartbeatsIn(folder).map((each) => [each.task, each]));
  const tasks: Record<TaskWord, number> = { waiting: 0, running: 0, ended: 0, stopped: 0, unknown: 0 };
  const reasons = new Map<string, number[]>();
  for (let task = 0; task < taskCount(submission); task++) {
    const { word, reason } = taskWord(heard.get(task), queued.get(task));
    tasks[word]++;
    if (reason !== '') reasons.set(reason, [...(reasons.get(reason) ?? []), task]);
  }
  const said = [...heard.values()];
  const sum = (of: (heartbeat: Heartbeat) => number) => said.reduce((total, each) => total + of(each), 0);
  return {
    sweep: sweep.id,
    experiment: sweep.plan.experiment.name,
    folder: sweep.folder,
    engine: submission.engine,
    submission: number,
    jobs: sweep.plan.jobs,
    done: submission.found + sum(({ done }) => done),
    failed: sum(({ failed }) => failed),
    tasks,
    reasons: [...reasons].map(([reason, [first, ...others]]) => {
      const isSilent = queued.get(first)?.state === 'lost' && heard.get(first)?.state !== 'stopped';
      const log = isSilent ? lastWordsOf(submitted, first) : undefined;
      return { reason, tasks: 1 + others.length, remedy: remedyOf(reason), ...(log && { log }) };
    }),
    unreached,
    hosts: [...new Set(said.filter(({ state }) => state === 'running').map(({ host }) => host))].sort(),
    cancelled: submission.cancelled,
  };
}
/** The files have the last word; a task that nobody has word of is not lost before minutes have passed. */
function taskWord(heard: Heartbeat | undefined, queued: QueuedTask | undefined): { word: TaskWord; reason: string } {
  if (heard?.state === 'ended') return { word: 'ended', reason: '' };
  switch (queued?.state) {
    case 'waiting':
      return { word: 'waiting', reason: queued.reason === 'None' ? '' : queued.reason };
    case 'running':
      return { word: 'running', reason: '' };
    case 'lost':
      return { word: 'stopped', reason: heard?.state === 'stopped' ? heard.at : queued.word };
    // it says that it has ended, and the worker has not said so
    case 'ended':
      return { word: 'stopped', reason: heard?.at ?? 'ended without a word: its log says more' };
    case undefined:
      if (heard?.state === 'stopped') return { word: 'stopped', reason: heard.at };
      return { word: heard && ageOf(heard) < patience ? 'running' : 'unknown', reason: '' };
  }
}
const ageOf = ({ time }: Heartbeat): number => (Date.now() - Date.parse(time)) / 1000;
/** Seconds without a word after which a task is no longer taken to run. */
const patience = 300;

/** What a word of Slurm means for whoever waits. */
const remedyOf = (reason: string): string | undefined => remedies.find(([pattern]) => pattern.test(reason))?.[1];
const remedies: readonly (readonly [RegExp, string])[] = [
  [/^BeginTime$/, 'Slurm holds what it queues again for about two minutes'],
  [/^(Resources|Priority)$/, 'others are before it'],
  [/^JobArrayTaskLimit$/, '--throttle holds it back'],
  [/^Dependency/, 'it waits for what is taught before'],
  [/^PartitionTimeLimit$/, 'the partition allows less --time: cancel, and resume with less'],
  [/^(PartitionDown|PartitionInactive)$/, 'the partition is closed: ask its administrators'],
  [/^(ReqNodeNotAvail|BadConstraints|NodeDown)/, 'the nodes that it may use are not there: see `sinfo`'],
  [/^(Assoc|QOS|MaxJobs)/, 'a limit of the account: it goes on when others have ended'],
  [/^JobHeldUser$/, '`scontrol release` lets it go on'],
  [/^(JobHeldAdmin|launch failed requeued held)/, 'an administrator has to release it'],
  [/^NODE_FAIL$/, 'its node failed; `anlage sweep resume` submits what is missing'],
  [/^OUT_OF_MEMORY$/, '`anlage sweep resume --mem` with more'],
  [/^TIMEOUT$/, '`anlage sweep resume --time` with more, or a smaller --chunk'],
  [/^(FAILED|DEADLINE|BOOT_FAIL)$/, 'its log says why'],
];

/** Ends what waits or runs of every submission. What is finished is kept. @throws Failure where nobody answers */
export async function cancelSweep(sweep: Sweep): Promise<SweepStatus> {
  lastOf(sweep);
  for (const each of submissionsIn(sweep)) {
    await engineOf(each).cancel(each);
    const { submission, folder } = submissionsIn(sweep).find(({ number }) => number === each.number)!;
    writeSubmission(folder, { ...submission, cancelled: new Date().toISOString() });
  }
  return statusOf(sweep);
}
