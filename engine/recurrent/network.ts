/**
 * A rate network over time, and what it learns from. N neurons, C inputs, K outputs, B trials side by side, T steps.
 *
 * With α = dt / τ (1 for a network in steps), y = x + bias, r = max(gain, 0) · f(y), without the max where
 * gains have any sign:
 * x(t+1) = x(t) + α (−x(t) + W r(t) + A u(t)), t = 0 … T−1; the rates that count are r(1) … r(T), z(t) = R r(t) + c.
 * A network in steps begins with r(0) = 0 instead of f(x(0)), so that h(t) = f(W h(t−1) + A u(t) + b).
 */
import type { Activation } from '../learning/index.ts';

/** What can learn, and what a trained network consists of. */
export const rateParts = [
  'recurrent',
  'input',
  'readout',
  'readoutBias',
  'gain',
  'bias',
  'smoothness',
  'tau',
  'firstState',
] as const;
export type RatePart = (typeof rateParts)[number];

export interface RateShape {
  readonly neurons: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly activation: Activation;
  /** Seconds a step, of a network in continuous time; a network in steps has none. */
  readonly dt?: number;
  /** Sign of each neuron's outgoing weights, N numbers of −1, 0 (free), 1: the weights that act are max(W s, 0) s. */
  readonly signs?: Int8Array;
  /** N × N: 0 where there is no connection and none can grow. */
  readonly mask?: Uint8Array;
  /** Gains below 0 act as they are, instead of silencing their neurons. */
  readonly gainsOfAnySign?: boolean;
  /** Recurrent weights below 0 become 0 after each update. */
  readonly positive?: boolean;
  /** `state`: standard deviation added to x at each step; `input`: to each input. While training only. */
  readonly noise?: { readonly on: 'input' | 'state'; readonly deviation: number };
}

/**
 * Row-major: recurrent N × N (row = post-synaptic), input N × C, readout K × N, readoutBias K; the others N, `tau` in
 * seconds. `smoothness` is the β of softplus, ln(1 + e^{βy}) / β, and 1 elsewhere.
 */
export type RateParameters = Readonly<Record<RatePart, Float64Array>>;

/**
 * What learns, each number of a part by itself unless it is shared: `groups` gives each its group, numbers of a group
 * stay equal by learning with the sum of their gradients. `log`: what is learned is the logarithm. `fixed`: 1 for
 * each number that stays as it is.
 */
export interface Learned {
  readonly groups?: Uint32Array;
  readonly fixed?: Uint8Array;
  readonly log?: boolean;
}
export type LearnedParts = Readonly<Partial<Record<RatePart, Learned>>>;

/** Single precision for the kernels; in double precision a network is computed as exactly as its numbers allow. */
export type Numbers = Float32Array | Float64Array;

/** Trials, all of `steps` steps; what a shorter one lacks at its end has weight 0. */
export interface Sequences {
  readonly trials: number;
  readonly steps: number;
  /** steps × inputs × trials. */
  readonly inputs: Numbers;
  /** neurons × trials, added to the first state. */
  readonly starts?: Numbers;
  readonly wanted: Wanted;
}
/**
 * What is wanted at r(1) … r(T), place t − 1. `weights` (steps × trials) say how much a step counts; a loss is the
 * weighted mean. values: mean over outputs of (z − value)²; classes: −ln softmax(z)[class]; activity: mean over the
 * recorded neurons of importance · (r − value)².
 */
export type Wanted =
  | { readonly kind: 'values'; readonly values: Numbers; readonly weights: Numbers }
  | {
      readonly kind: 'classes';
      readonly classes: Uint8Array;
      readonly weights: Numbers;
      /** For each trial the step, from 0, whose output is its answer. */
      readonly answers: Uint32Array;
    }
  | {
      readonly kind: 'activity';
      readonly neurons: Uint32Array;
      /** steps × recorded × trials. */
      readonly values: Numbers;
      /** One for each recorded neuron. */
      readonly importance: Numbers;
      readonly weights: Numbers;
    };

/** What keys the noise of one update. */
export interface NoiseKey {
  readonly seed: number;
  readonly stream: string;
  readonly update: number;
}
/** A state beyond this, or none, has diverged: its square would leave single precision. */
export const largestState = 1e18;
/** Where a number first left the range: step 1 … T, and the neuron. */
export interface Divergence {
  readonly step: number;
  readonly neuron: number;
}
export interface RateScores {
  readonly loss: number;
  /** Share of trials whose answer is right, where classes are wanted. */
  readonly accuracy?: number;
  readonly diverged?: Divergence;
}
