export type TrialCurve = 'loss' | 'accuracy' | 'training_loss' | 'gradient_norm';
/** `loss` and `accuracy` are of the test trials; the others are means over the interval that ends at `epoch`. */
export interface TrialPoint {
  readonly epoch: number;
  readonly measure: TrialCurve;
  readonly value: number;
}
/** A number found of the recurrent weights that act, at the end of an epoch; 0: before the first. */
export interface WatchedPoint {
  readonly epoch: number;
  readonly measure: string;
  readonly value: number;
}
/** What is looked at while a network trains, where its curves have their points. */
export interface Watch {
  /** All that is asked, as one text: a training goes on only from a checkpoint in which the same was. */
  readonly key: string;
  /** Of the weights that act, N × N, of its own: each number by its name; those that are not finite are left out. */
  readonly find: (weights: Float64Array) => readonly { readonly measure: string; readonly value: number }[];
}
