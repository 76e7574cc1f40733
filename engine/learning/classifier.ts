import type { Activation } from './activations.ts';
import type { Learner, Lesson, Objective, Scores } from './learner.ts';
import type { Optimiser } from './update-rules.ts';

/**
 * h0 = f(A x + a); h(t+1) = g(W h(t) + b), `steps` times; y = R h + r.
 * Everything learns except W where `recurrent.trained` is false (its bias b, if there is one, does).
 * `hidden: 0` is the linear softmax on the input: y = R x + r (then `input` and `recurrent` are absent).
 */
export interface ClassifierShape {
  readonly inputs: number;
  readonly hidden: number;
  readonly outputs: number;
  /** Largest minibatch. */
  readonly batch: number;
  readonly input?: { readonly activation: Activation; readonly biased: boolean };
  readonly recurrent?: {
    readonly activation: Activation;
    readonly biased: boolean;
    readonly trained: boolean;
    readonly steps: number;
  };
  readonly readout: { readonly biased: boolean };
  readonly optimiser: Optimiser;
}
/**
 * Row-major f32. A: hidden × inputs, W: hidden × hidden, R: outputs × (hidden or inputs). Absent ones are undefined.
 */
export interface Parameters {
  readonly A?: Float32Array;
  readonly a?: Float32Array;
  readonly W?: Float32Array;
  readonly b?: Float32Array;
  readonly R: Float32Array;
  readonly r?: Float32Array;
}
/**
 * Images as bytes, `count × inputs`; pixel p is seen by the network as (p / 255 − mean[c]) / deviation[c], where c is
 * the channel plane (channels planes of equal length per image).
 */
export interface ImageSet {
  readonly count: number;
  readonly inputs: number;
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
  readonly classes: number;
}
export interface Normalisation {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** An image is shown for one moment, and its class is wanted at the end. */
export interface ImageLesson extends Lesson {
  readonly set: ImageSet;
}

/**
 * loss = mean of −ln softmax(y)[label]; accuracy: the share classified correctly (0 .. 1; ties go to the lower class).
 */
export const softmaxCrossEntropy: Objective<'accuracy' | 'loss'> = {
  name: 'softmax cross-entropy',
  scores: ['accuracy', 'loss'],
};
export type ClassifierScores = Scores<'accuracy' | 'loss'>;

/** Learns to which class an image belongs, by `softmaxCrossEntropy`. */
export type Classifier = Learner<ImageLesson, Parameters, keyof ClassifierScores>;

/**
 * What makes classifiers: one interface, several implementations (WebAssembly kernels, native kernels, TensorFlow.js).
 */
export interface Backend {
  /**
   * With its level, part of every key: `wasm`, `wasm-relaxed`, `native-sse`, `native-avx2`, `native-avx512`,
   * `native-neon`, `tfjs-cpu`, `tfjs-wasm`, `tfjs-node`.
   */
  readonly name: string;
  images(set: ImageSet, normalisation: Normalisation): ImageLesson;
  /** @throws RangeError or Error where the shape, the optimiser or the parameters do not fit (classifier-checks.ts) */
  classifier(shape: ClassifierShape, initial: Parameters): Classifier;
}
