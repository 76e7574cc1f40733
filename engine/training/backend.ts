/**
 * What trains: one interface, several implementations (WebAssembly kernels, native kernels, TensorFlow.js).
 * A `Backend` makes `Classifier`s; a classifier plans its memory once and then does one call per minibatch.
 */
/** Activations of a layer; relu has derivative 0 at 0. */
export type Activation = 'identity' | 'relu' | 'tanh' | 'softplus' | 'sigmoid';
/**
 * `decay` is the factor of an L2 term added to the gradient of every parameter that learns (torch.optim's
 * weight_decay).
 */
export type Optimiser =
  | {
      readonly name: 'adam';
      readonly rate: number;
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
      readonly decay: number;
    }
  | { readonly name: 'sgd'; readonly rate: number; readonly momentum: number; readonly decay: number };

/**
 * h0 = f(A x + a); h(t+1) = g(W h(t) + b), `steps` times; y = R h + r; loss = mean softmax cross-entropy (natural log).
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

export interface LoadedImages {
  readonly set: ImageSet;
  release(): void;
}
export interface Classifier {
  /**
   * Trains on the images named by `indices` (at most `batch` of them): forward, backward and update in one call;
   * returns the mean loss before the update.
   */
  step(images: LoadedImages, indices: Int32Array): number;
  /** Loss and gradients for a minibatch, without an update; for checks. */
  gradients(images: LoadedImages, indices: Int32Array): { readonly loss: number; readonly gradients: Parameters };
  /** Mean loss and the share classified correctly (0 .. 1) over the whole set (ties go to the lower class). */
  evaluate(images: LoadedImages): { readonly loss: number; readonly accuracy: number };
  parameters(): Parameters;
  release(): void;
}
export interface Backend {
  /**
   * With its level, part of every key: `wasm`, `wasm-relaxed`, `native-sse`, `native-avx2`, `native-avx512`,
   * `native-neon`, `tfjs-cpu`, `tfjs-wasm`, `tfjs-node`.
   */
  readonly name: string;
  images(set: ImageSet, normalisation: Normalisation): LoadedImages;
  classifier(shape: ClassifierShape, initial: Parameters): Classifier;
}
