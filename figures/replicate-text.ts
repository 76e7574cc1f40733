/** Whose a value is: a seed's, or a subject's, whose turn then stands in the place of the seed. */
export interface Replicate {
  readonly seed: number;
  /** The name of the subject. */
  readonly subject?: string;
}
export const replicateText = ({ seed, subject }: Replicate): string => subject ?? `seed ${seed}`;
/** The same in the columns of a table. */
export const replicateFields = ({ seed, subject }: Replicate): Readonly<Record<string, string | number>> =>
  subject === undefined ? { what: 'seed', seed } : { what: 'subject', subject };
