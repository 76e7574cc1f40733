import type { Point } from '../../catalogue/finding.ts';
import type { Outcome } from '../plan/outcome.ts';
import type { Assignment } from './executor.ts';

/**
 * What a worker thread is started with; tasks follow, some at a time, and are computed one after the other. `threads`:
 * how many each may use itself. `hasPassed`: the backend has passed its self-test in this process.
 */
export type ThreadStart = Omit<Assignment, 'tasks' | 'alone'> & {
  readonly threads: number;
  readonly hasPassed?: boolean;
};
/** `key`: of the job. */
export type Answer = { readonly key: string } & (
  | { readonly kind: 'done'; readonly outcome: Outcome }
  | { readonly kind: 'failed'; readonly message: string; readonly detail?: string }
);
/** What is said of the task at hand, the first that has no answer. */
export type Underway =
  /** `fraction` of the running job that is done, and the points of its series since the last report. */
  | { readonly kind: 'progress'; readonly fraction: number; readonly points: readonly Point[] }
  /** What a training goes on from, should this process end. */
  | { readonly kind: 'checkpoint'; readonly training: number; readonly state: Uint8Array };
export type FromThread =
  | Underway
  /** `ended`: tasks that have none are given back. */
  | { readonly kind: 'answers'; readonly answers: readonly Answer[]; readonly ended: boolean };
