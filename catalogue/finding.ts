/** A number that a job found; its condition, seed and sweep point are those of whoever asks for the job. */
export interface Point {
  readonly measure: string;
  readonly step: number | null;
  readonly value: number;
  /** Of a probability that was sampled: its own 95 % interval, which has nothing to do with seeds. */
  readonly ci?: readonly [number, number];
}
/**
 * Where an estimate's own 95 % interval comes from: walks or states that were sampled (Wilson), redraws of stretches of
 * the activity, or the likelihood of a law and samples drawn from it.
 */
export type OwnInterval = 'samples' | 'redraws' | 'likelihood';
/** Numbers about what was computed that no measure asked for: what the notes are made of. */
export type Facts = Readonly<Record<string, number>>;

/**
 * What a measure finds in one condition and seed: the value that tables and comparisons are made of; the series that it
 * stands for; the interval of an estimate that has one of its own; what its notes say; tables for the run's folder, and
 * one of a number of each neuron.
 */
export interface Finding {
  readonly value: number;
  readonly series?: Curve;
  readonly ci?: readonly [number, number];
  readonly facts?: Facts;
  readonly tables?: Readonly<Record<string, readonly (readonly [string, number])[]>>;
  readonly byNeuron?: Float64Array;
}
/** Of a measure whose numbers have no interval of their own. */
export type WithoutInterval = Finding & { readonly ci?: undefined };
export interface Curve {
  readonly steps: readonly number[];
  readonly values: readonly number[];
}
