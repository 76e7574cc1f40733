/** What is said of a network that runs over trials, as the canonical form has it. */
import type { DrawnWeights } from '../../engine/connectivity/index.ts';
import type { Expression } from '../../engine/expressions/index.ts';
import type { Activation } from '../../engine/learning/index.ts';
import type { Quantity, Varying } from '../varying.ts';
import type { TableValues } from './table-values.ts';

/** What only a network that runs over trials has; one that says nothing of it runs in steps. Times in seconds. */
export interface OverTime {
  /** Of every neuron, where it is said; `smoothness` is the β of softplus. */
  readonly activation?: { readonly name: Activation; readonly smoothness: Quantity };
  readonly gain?: NeuronValues;
  /** Gains below 0 act as they are; otherwise they silence. */
  readonly gainsOfAnySign?: true;
  readonly bias?: NeuronValues;
  /** In continuous time. */
  readonly time?: { readonly tau: NeuronValues; readonly dt: Quantity };
  readonly noise?: { readonly deviation: Quantity; readonly on: 'input' | 'state'; readonly perStep: boolean };
  /** `after`: so many seconds of running by itself from N(0, 1). */
  readonly firstState: 'zero' | 'settled' | 'learned' | { readonly after: Quantity };
  /** Added to its loss, instead of the penalty of the training. */
  readonly penalty?: Expression;
  /** What learns; everything that its statements do not fix, where this is left out. */
  readonly learn?: readonly LearnedPart[];
  /** What a student copies from the network that it follows. */
  readonly known: readonly NetworkPart[];
  /**
   * Where a student's part begins: an expression over the teacher's values, in which `shuffled` is them permuted and
   * `taught` is them as they are.
   */
  readonly start: Readonly<Partial<Record<NetworkPart, Expression>>>;
}
/** One number for all neurons, or drawn for each: from a distribution, or the cells of a table. */
export type NeuronValues = Quantity | LawValues | TableValues;
/** `positive`: drawn again until it is. */
export interface LawValues {
  readonly weights: Varying<DrawnWeights>;
  readonly positive: boolean;
}
export type NetworkPart = 'recurrent' | 'input' | 'readout' | 'gain' | 'bias' | 'smoothness' | 'tau' | 'state';
export interface LearnedPart {
  readonly part: NetworkPart;
  /** `neuron`: each by itself; `type`: one number for each sign of column or group; `all`: one for all. */
  readonly shared: 'neuron' | 'type' | 'all';
  /** What is learned is the logarithm. */
  readonly log: boolean;
}
