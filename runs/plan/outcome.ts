import type { Facts, Point } from '../../catalogue/finding.ts';
import type { Growth } from '../../engine/development/index.ts';
import type { Note } from '../../results/contract.ts';
import type { Job } from './jobs.ts';

/** What a job leaves behind. `files` are arrays and tables by name (`input_weights.npy`, `cells.csv`). */
export interface Outcome {
  readonly points: readonly Point[];
  readonly notes: readonly Note[];
  readonly facts: Facts;
  readonly seconds: number;
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** What the files say of a growth, where it has just been grown: they need not be read again. */
  readonly growth?: Growth;
}
/** `files` by their SHA-256. */
export interface StoredOutcome extends Omit<Outcome, 'files'> {
  readonly files: Readonly<Record<string, string>>;
}
export interface Finished {
  readonly job: Job;
  readonly outcome: StoredOutcome;
}
/** Whether a job's points are values of its condition. */
export const isOfCondition = ({ kind }: Job): boolean => kind === 'condition' || kind === 'course' || kind === 'genes';
