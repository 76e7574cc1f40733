/** A network whose incoming weights can be scaled while it runs; rate networks and spiking ones alike. */
export interface ScalableNetwork {
  readonly size: number;
  /** What each neuron gives on at this moment: its rate, or of its spikes in the last step. */
  readonly rates: ArrayLike<number>;
  /** What each neuron received from the others in the last step; absent where that is no weighted sum of rates. */
  readonly recurrent?: ArrayLike<number>;
  /** Of a step, where rates are of spikes, in Hz. */
  readonly seconds?: number;
  step(): void;
  /** Multiplies the incoming weights of a neuron. */
  scaleRow(neuron: number, factor: number): void;
}
