/** Thrown where a measure does not apply to a condition; the message says why, and becomes a note. */
export class NotApplicable extends Error {}
