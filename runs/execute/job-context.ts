import type { Recorded } from '../../engine/activity/index.ts';
import type { Expected } from '../../making/findings.ts';
import type { Trainer, TrainingData } from '../../making/trainer.ts';
import type { Outcome } from '../plan/outcome.ts';
import type { Task } from '../plan/tasks.ts';
import type { LearningContext } from './evaluate-learning.ts';

/** What a job works with: caches that jobs share, and its own condition's `data` and recording. */
export interface JobContext extends LearningContext {
  readonly trainer: Trainer;
  readonly expected: Expected;
  readonly data?: TrainingData;
  readonly recorded?: Recorded;
}
export type Keeping = Required<Pick<Task, 'keep' | 'room' | 'watched'>>;
export type UntimedOutcome = Omit<Outcome, 'seconds'>;
export const nothing: UntimedOutcome = { points: [], notes: [], facts: {}, files: {} };
