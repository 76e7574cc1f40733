import type { DataSets } from '../../making/trainer.ts';
import type { Job } from './jobs.ts';
import type { Outcome } from './outcome.ts';
import type { Point } from '../../catalogue/finding.ts';

/** What a worker must know before its first job: what computes, the images, and where other files lie, by reference. */
export interface Setting {
  readonly backend: string;
  readonly images: DataSets;
  readonly locations: Readonly<Record<string, string>>;
}

/** A job for a worker; `keep`: with its trained weights. */
export interface Task {
  readonly job: Job;
  readonly keep: boolean;
}
export type FromWorker =
  /** `fraction` of the running job that is done, and the points of its series since the last report. */
  | { readonly kind: 'progress'; readonly fraction: number; readonly points: readonly Point[] }
  | { readonly kind: 'done'; readonly outcome: Outcome }
  | { readonly kind: 'failed'; readonly message: string; readonly detail?: string };
