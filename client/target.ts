import type { RunStatus, Summary } from '../results/contract.ts';

/** An experiment of a file: what is run, shown and cancelled. */
export interface Target {
  readonly uri: string;
  readonly experiment: string;
}
/** How its run ended; `folder` and `summary` are null where it never began or failed. */
export interface Finished {
  readonly status: RunStatus;
  readonly folder: string | null;
  readonly summary: Summary | null;
  readonly message?: string;
}
