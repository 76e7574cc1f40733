import type { StepConstants, UpdateRule } from '../learning/index.ts';
import type {
  Divergence,
  LearnedParts,
  NoiseKey,
  RateParameters,
  RatePart,
  RateScores,
  RateShape,
  Sequences,
} from './network.ts';

/** Trials as a backend holds them. */
export interface RateLesson {
  readonly sequences: Sequences;
  release(): void;
}

/**
 * A network that learns by backpropagation through time, truncated to `window` steps if asked. One update is
 * `differentiate`, what a penalty adds, `update`; the gradients stay with the learner between them.
 */
export interface RateLearner {
  readonly shape: RateShape;
  readonly learned: LearnedParts;
  /** Largest minibatch. */
  readonly batch: number;
  load(sequences: Sequences): RateLesson;
  /** Forward and backward over the trials named; the mean loss, and where it diverged if it did. */
  differentiate(
    lesson: RateLesson,
    trials: Int32Array,
    noise?: NoiseKey,
  ): { readonly loss: number; readonly diverged?: Divergence };
  /** The recurrent weights that act (signs and mask applied), N × N, of which penalties are functions. */
  acting(): Float64Array;
  /** A gradient by the acting recurrent weights, N × N, that is added to that of the loss. */
  add(gradient: Float64Array): void;
  /** Of the gradients as they are, by what is learned; its norm is taken in f64. */
  norm(): number;
  gradients(): Readonly<Partial<Record<RatePart, Float64Array>>>;
  /** One step of the rule, the gradients multiplied by `factor` first (clipping). */
  update(constants: StepConstants, factor: number): void;
  evaluate(lesson: RateLesson): RateScores;
  /** Without noise: rates steps × neurons × trials, outputs steps × outputs × trials. */
  run(lesson: RateLesson): {
    readonly rates: Float32Array;
    readonly outputs: Float32Array;
    readonly diverged?: Divergence;
  };
  parameters(): RateParameters;
  /** Everything that the next updates depend on, as bytes; `restore` takes what a learner of the same shape gave. */
  state(): Uint8Array;
  /** @throws RangeError where the bytes are of another network */
  restore(state: Uint8Array): void;
  release(): void;
}
export interface RateLearnerSettings {
  readonly rule: UpdateRule;
  readonly batch: number;
  readonly learned: LearnedParts;
  /** Steps through which an error travels back; all, when left out. */
  readonly window?: number;
  /**
   * Most bytes for the steps that are kept for the way back (1 GiB when left out); earlier ones are computed again, to
   * the same bits.
   */
  readonly room?: number;
  /** Threads that compute one minibatch together, to the same bits; left out, the kernels decide. */
  readonly threads?: number;
}
/** What makes such learners: the kernels in f32, and a plain one in f64 that says what they mean. */
export type RateLearnerMaker = (
  shape: RateShape,
  initial: RateParameters,
  settings: RateLearnerSettings,
) => RateLearner;
