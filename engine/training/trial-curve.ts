export type TrialCurve = 'loss' | 'accuracy' | 'training_loss' | 'gradient_norm';
/** `loss` and `accuracy` are of the test trials; the others are means over the interval that ends at `epoch`. */
export interface TrialPoint {
  readonly epoch: number;
  readonly measure: TrialCurve;
  readonly value: number;
}
