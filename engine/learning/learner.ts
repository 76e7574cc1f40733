/**
 * What learning is made of, whatever learns: a lesson, an objective, and a learner that a backend makes. The training
 * loop and the tables of results know only these; an implementation knows what its lessons and parameters look like.
 */

/**
 * What is learnt from, as a backend holds it: `count` examples, each what is shown and what is wanted. A minibatch is
 * named by the numbers of its examples, 0 .. count − 1.
 */
export interface Lesson {
  readonly count: number;
  release(): void;
}

/** What a step makes smaller, and the scores that tell how well a whole lesson is learnt; `loss` is among them. */
export interface Objective<Score extends string> {
  readonly name: string;
  /** In the order in which curves and tables have them. */
  readonly scores: readonly Score[];
}
export type Scores<Score extends string> = Readonly<Record<Score, number>>;

/** Plans its memory once. */
export interface Learner<Taught extends Lesson, Learnt, Score extends string> {
  readonly objective: Objective<Score>;
  /** Largest minibatch. */
  readonly batch: number;
  /**
   * Learns from the examples that `order` names, in minibatches of `batch`, the last with what is left: forward,
   * backward and update of all in one call. Returns of each the mean loss before its update; it ends with the first
   * that is not finite.
   */
  learn(lesson: Taught, order: Int32Array): Float64Array;
  /** Loss and gradients for a minibatch, without an update; for checks. */
  gradients(lesson: Taught, indices: Int32Array): { readonly loss: number; readonly gradients: Learnt };
  /** Over the whole lesson. */
  evaluate(lesson: Taught): Scores<Score>;
  parameters(): Learnt;
  release(): void;
}
