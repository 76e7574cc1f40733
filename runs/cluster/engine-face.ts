import type { Submitted } from './submission.ts';

/** How a task stands with whoever runs it; `lost`: it ended before its jobs did. */
export type QueueState = 'waiting' | 'running' | 'ended' | 'lost';
export interface QueuedTask {
  readonly state: QueueState;
  /** What the scheduler itself calls it: `PENDING`. */
  readonly word: string;
  /** Why it waits, or was lost, as the scheduler says it; where it runs. */
  readonly reason: string;
  readonly node: string;
}
/** What is known of the tasks by their number; `reached: false`: nobody answers, which says nothing of the tasks. */
export type Poll =
  | { readonly reached: true; readonly tasks: ReadonlyMap<number, QueuedTask> }
  | { readonly reached: false; readonly why: string };

/** What runs tasks: a cluster's scheduler, or processes of this machine. The truth about results lies in files. */
export interface Engine {
  /** How many tasks one array may hold. @throws Failure where nobody answers */
  limits(): Promise<{ readonly arraySize: number }>;
  /** Queues what is not queued yet, writing into the submission as it goes. @throws Failure where it is refused */
  submit(submitted: Submitted): Promise<Submitted>;
  poll(submitted: Submitted): Promise<Poll>;
  /** Ends what waits or runs. @throws Failure where nobody answers */
  cancel(submitted: Submitted): Promise<void>;
}
