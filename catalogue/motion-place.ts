import type { DrawnForm } from './forms.ts';

/** What a motion is made for: what is drawn for each neuron is drawn from the key. */
export interface MotionPlace {
  readonly neurons: number;
  readonly key: { readonly seed: number; readonly stream: string };
  /** What each neuron draws from the cells of a table; absent where nothing can be read. */
  readonly cells?: (drawn: DrawnForm['drawn']) => Float64Array;
}
