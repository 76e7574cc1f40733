import type { Point } from '../../catalogue/finding.ts';
import type { TrainingData } from '../../making/trainer.ts';
import type { Job } from '../plan/jobs.ts';
import type { Outcome } from '../plan/outcome.ts';
import type { Setting, Task } from '../plan/tasks.ts';

/** Tasks, and what is needed to compute them. */
export interface Assignment {
  readonly tasks: readonly Task[];
  readonly setting: Setting;
  /**
   * Data sets of the setting that this process has read already, in memory that its threads share: MNIST takes half a
   * second and 55 MB each time it is opened. An executor of other processes passes it over and lets them open the data.
   */
  readonly openData?: Readonly<Record<string, TrainingData>>;
  /** The reference of a data file that was written anew since its checksum was taken: what is found then is lost. */
  readonly changed?: () => string | undefined;
  /** No task is begun after it; those at hand are finished. */
  readonly enough?: AbortSignal;
}
/** What becomes of tasks; each ends `done` or `failed`, unless the signal stopped it. */
export interface ExecutorEvents {
  readonly begun?: (job: Job) => void;
  /** A job has got further: the share done (0 .. 1) and new points of its series. */
  readonly progress: (job: Job, fraction: number, points: readonly Point[]) => void;
  /** A training of the job can go on from here: its place among them, and its state. */
  readonly checkpoint?: (job: Job, training: number, state: Uint8Array) => void;
  readonly done: (job: Job, outcome: Outcome) => void;
  readonly failed: (job: Job, message: string, detail?: string) => void;
  /** In place of `failed` where what computed the job ended with it. */
  readonly died?: (job: Job, message: string) => void;
}

/**
 * What computes tasks: worker threads of this machine, or the nodes of a cluster. Where a task is computed, and which
 * before which, changes no number.
 */
export interface Executor {
  /** Resolves when all tasks are done, failed, or abandoned by the signal. */
  run(assignment: Assignment, events: ExecutorEvents, signal?: AbortSignal): Promise<void>;
}
