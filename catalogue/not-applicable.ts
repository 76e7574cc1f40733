import type { Finding } from './finding.ts';

/** Thrown where a measure does not apply to a condition; the message says why, and becomes a note. */
export class NotApplicable extends Error {
  /** What is known all the same, as a finding has it. */
  readonly tables: Finding['tables'];
  constructor(message?: string, tables?: Finding['tables']) {
    super(message);
    this.tables = tables;
  }
}
/** Of what a training, or activity, would have left; it is said once of that, not of each measure. */
export class Diverged extends NotApplicable {}
