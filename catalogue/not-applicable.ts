/** Thrown where a measure does not apply to a condition; the message says why, and becomes a note. */
export class NotApplicable extends Error {}
/** Of what a training, or activity, would have left; it is said once of that, not of each measure. */
export class Diverged extends NotApplicable {}
