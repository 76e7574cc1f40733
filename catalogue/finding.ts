/** A number that a job found; its condition, seed and sweep point are those of whoever asks for the job. */
export interface Point {
  readonly measure: string;
  readonly step: number | null;
  readonly value: number;
  /** Of a probability that was sampled: its own 95 % interval, which has nothing to do with seeds. */
  readonly ci?: readonly [number, number];
}
/** Numbers about what was computed that no measure asked for: what the notes are made of. */
export type Facts = Readonly<Record<string, number>>;
