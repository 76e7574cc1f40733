import type { MeasureSpec } from '../../language/specification.ts';
import type { Job } from './jobs.ts';

/**
 * What a worker must know before its first task, as plain data: one in another process, or on another machine that sees
 * the same files, is told the same.
 */
export interface Setting {
  readonly backend: string;
  /** Where the data lie that jobs name, by reference: files, and folders of data sets. */
  readonly locations: Readonly<Record<string, string>>;
}

/** A job for a worker; `keep`: with its matrix, its activity and its trained weights. */
export interface Task {
  readonly job: Job;
  readonly keep: boolean;
  /** What another job asks of the same training while it goes on. */
  readonly watched?: readonly MeasureSpec[];
  /** Bytes that the files of a network over trials may take where it is not kept anyway. */
  readonly room?: number;
  /** Files of the parameters of the networks taught before, by network and part. */
  readonly taught?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Where what is kept of its trainings while they go on lies: the training's place and an ending follow. */
  readonly checkpoints?: string;
}
