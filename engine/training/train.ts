import { stream } from '../random/index.ts';
import type { Learner, Lesson, Scores } from '../learning/index.ts';

export interface Training<Taught extends Lesson, Learnt, Score extends string> {
  /** As it begins; it stays the caller's, who releases it. */
  readonly learner: Learner<Taught, Learnt, Score>;
  readonly train: Taught;
  readonly test: Taught;
  /** Of the experiment. Conditions with the same seed see the same examples in the same order. */
  readonly seed: number;
  readonly epochs: number;
  /** Trains on so many random examples of the training set (all, when left out). */
  readonly samples?: number;
  /** A point of a learning curve, as soon as it is known. */
  readonly onPoint?: (point: CurvePoint<Score>) => void;
  /** After every few minibatches. */
  readonly onStep?: (done: number, total: number) => void;
  /** Asked before every few minibatches; true ends the training. */
  readonly aborted?: () => boolean;
}
/**
 * The objective's scores are of the test set after `epoch` epochs; `training_loss` is the mean over the interval that
 * ends at `epoch`.
 */
export interface CurvePoint<Score extends string> {
  readonly epoch: number;
  readonly measure: Score | 'training_loss';
  readonly value: number;
}
export interface Trained<Learnt, Score extends string> {
  /** Of the test set, after the last epoch; none where it diverged. */
  readonly final?: Scores<Score>;
  /** Before the first. */
  readonly untrained?: Scores<Score>;
  readonly curve: readonly CurvePoint<Score>[];
  readonly parameters: Learnt;
  /** After how many minibatches a loss was not a finite number, if one was: there training and curves end. */
  readonly diverged?: number;
}

/**
 * Trains a learner. Batches are reshuffled each epoch, the last short batch is kept, nothing is chosen by the test set.
 * The test set is evaluated after 0, 0.1, 0.25, 0.5, 1 epochs and after each further one; the training loss is averaged
 * over fiftieths of the first epoch and over each later epoch. A loss that is not finite ends it. Returns undefined
 * when `aborted` said so.
 * Throws RangeError for a number of epochs or samples that cannot be.
 */
export function train<Taught extends Lesson, Learnt, Score extends string>({
  learner,
  train: lesson,
  test,
  seed,
  epochs,
  samples,
  onPoint,
  onStep,
  aborted,
}: Training<Taught, Learnt, Score>): Trained<Learnt, Score> | undefined {
  if (!Number.isInteger(epochs) || epochs < 0)
    throw new RangeError(`epochs must be a whole number from 0, not ${epochs}`);
  const chosen = choose(lesson.count, samples, seed),
    stepsPerEpoch = Math.ceil(chosen.length / learner.batch),
    total = epochs * stepsPerEpoch;
  const evaluations = evaluationSteps(stepsPerEpoch, epochs),
    intervals = intervalEnds(stepsPerEpoch, epochs);
  const curve: CurvePoint<Score>[] = [];
  const report = (epoch: number, measure: Score | 'training_loss', value: number) => {
    const point = { epoch, measure, value };
    curve.push(point);
    onPoint?.(point);
  };
  const evaluateAt = (epoch: number): Scores<Score> | undefined => {
    const scores = learner.evaluate(test);
    if (!learner.objective.scores.every((score) => Number.isFinite(scores[score]))) return undefined;
    for (const score of learner.objective.scores) report(epoch, score, scores[score]);
    return scores;
  };
  const untrained = evaluateAt(0);
  let final = untrained,
    diverged = untrained ? undefined : 0,
    order = chosen,
    sum = 0,
    since = 0;
  for (let done = 0; done < total && diverged === undefined; ) {
    if (aborted?.()) return undefined;
    const batch = done % stepsPerEpoch;
    if (batch === 0) order = shuffled(chosen, seed, done / stepsPerEpoch);
    let some = 1;
    while (some < atOnce && !intervals.has(done + some) && !evaluations.has(done + some)) some++;
    const losses = learner.learn(lesson, order.subarray(batch * learner.batch, (batch + some) * learner.batch));
    done += losses.length;
    for (const loss of losses) sum += loss;
    if (!Number.isFinite(losses[losses.length - 1])) diverged = done;
    onStep?.(done, total);
    if (intervals.has(done) && diverged === undefined) {
      report(done / stepsPerEpoch, 'training_loss', sum / (done - since));
      [sum, since] = [0, done];
    }
    const epoch = evaluations.get(done);
    if (epoch === undefined || diverged !== undefined) continue;
    final = evaluateAt(epoch);
    if (!final) diverged = done;
  }
  return {
    final: diverged === undefined ? final : undefined,
    untrained,
    curve,
    parameters: learner.parameters(),
    diverged,
  };
}

/** The examples of a seed: all in order, or so many at random. */
function choose(count: number, samples: number | undefined, seed: number): Int32Array {
  if (samples === undefined) return Int32Array.from({ length: count }, (_, i) => i);
  if (!Number.isInteger(samples) || samples < 1 || samples > count)
    throw new RangeError(
      `samples must be a whole number from 1 to ${count}, the size of the training set, not ${samples}`,
    );
  return stream(seed, 'samples', 'subset').permutation(count).subarray(0, samples).sort();
}
function shuffled(chosen: Int32Array, seed: number, epoch: number): Int32Array {
  return stream(seed, 'batches', 'order', epoch)
    .permutation(chosen.length)
    .map((place) => chosen[place]);
}

/** Minibatches that are learnt in one call, where neither an interval nor an epoch ends before. */
const atOnce = 16;

/** After how many minibatches the test set is evaluated → the epoch that this stands for. */
function evaluationSteps(stepsPerEpoch: number, epochs: number): ReadonlyMap<number, number> {
  const steps = new Map<number, number>();
  if (epochs > 0) for (const epoch of [0.1, 0.25, 0.5]) steps.set(Math.round(epoch * stepsPerEpoch), epoch);
  for (let epoch = 0; epoch <= epochs; epoch++) steps.set(epoch * stepsPerEpoch, epoch);
  return steps;
}
/** After how many minibatches an interval of the training loss ends. */
function intervalEnds(stepsPerEpoch: number, epochs: number): ReadonlySet<number> {
  const ends = new Set<number>();
  if (epochs > 0) for (let i = 1; i <= 50; i++) ends.add(Math.round((i * stepsPerEpoch) / 50));
  for (let epoch = 2; epoch <= epochs; epoch++) ends.add(epoch * stepsPerEpoch);
  ends.delete(0);
  return ends;
}
