import type { Results } from '../results/contract.ts';

/** A run, and the text that was run. */
export interface Reported {
  readonly results: Results;
  readonly source: string;
}
