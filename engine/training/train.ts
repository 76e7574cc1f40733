import { stream } from '../random/index.ts';
import type { Backend, ClassifierShape, LoadedImages, Parameters } from './backend.ts';

export interface Training {
  readonly backend: Backend;
  readonly shape: ClassifierShape;
  readonly initial: Parameters;
  readonly train: LoadedImages;
  readonly test: LoadedImages;
  /** Of the experiment. Conditions with the same seed see the same images in the same order. */
  readonly seed: number;
  readonly epochs: number;
  /** Trains on so many random images of the training set (all, when left out). */
  readonly samples?: number;
  /** A point of a learning curve, as soon as it is known. */
  readonly onPoint?: (point: CurvePoint) => void;
  /** After each minibatch. */
  readonly onStep?: (done: number, total: number) => void;
  /** Asked before each minibatch; true ends the training. */
  readonly aborted?: () => boolean;
}
/**
 * `accuracy` (0 .. 1) and `loss` are of the test set after `epoch` epochs; `training_loss` is the mean over the
 * interval that ends at `epoch`.
 */
export interface CurvePoint {
  readonly epoch: number;
  readonly measure: 'accuracy' | 'loss' | 'training_loss';
  readonly value: number;
}
export interface Scores {
  readonly loss: number;
  readonly accuracy: number;
}
export interface Trained {
  /** Of the test set, after the last epoch and before the first. */
  readonly final: Scores;
  readonly untrained: Scores;
  readonly curve: readonly CurvePoint[];
  readonly parameters: Parameters;
  /** The first minibatch (from 1) whose loss was not a finite number, if there was one. */
  readonly diverged?: number;
}

/**
 * Trains a classifier. Batches are reshuffled each epoch, the last short batch is kept, nothing is chosen by the test
 * set. The test set is evaluated after 0, 0.1, 0.25, 0.5, 1 epochs and after each further one; the training loss is
 * averaged over fiftieths of the first epoch and over each later epoch. Returns undefined when `aborted` said so.
 * Throws RangeError for a number of epochs or samples that cannot be.
 */
export function train({
  backend,
  shape,
  initial,
  train: images,
  test,
  seed,
  epochs,
  samples,
  onPoint,
  onStep,
  aborted,
}: Training): Trained | undefined {
  if (!Number.isInteger(epochs) || epochs < 0)
    throw new RangeError(`epochs must be a whole number from 0, not ${epochs}`);
  const chosen = choose(images.set.count, samples, seed),
    stepsPerEpoch = Math.ceil(chosen.length / shape.batch),
    total = epochs * stepsPerEpoch;
  const evaluations = evaluationSteps(stepsPerEpoch, epochs),
    intervals = intervalEnds(stepsPerEpoch, epochs);
  const curve: CurvePoint[] = [];
  const report = (epoch: number, measure: CurvePoint['measure'], value: number) => {
    const point = { epoch, measure, value };
    curve.push(point);
    onPoint?.(point);
  };
  const classifier = backend.classifier(shape, initial);
  try {
    const evaluateAt = (epoch: number): Scores => {
      const scores = classifier.evaluate(test);
      report(epoch, 'accuracy', scores.accuracy);
      report(epoch, 'loss', scores.loss);
      return scores;
    };
    const untrained = evaluateAt(0);
    let final = untrained,
      diverged: number | undefined,
      order = chosen,
      sum = 0,
      since = 0;
    for (let step = 0; step < total; step++) {
      if (aborted?.()) return undefined;
      const batch = step % stepsPerEpoch;
      if (batch === 0) order = shuffled(chosen, seed, step / stepsPerEpoch);
      const loss = classifier.step(images, order.subarray(batch * shape.batch, (batch + 1) * shape.batch));
      const done = step + 1;
      if (!Number.isFinite(loss)) diverged ??= done;
      sum += loss;
      onStep?.(done, total);
      if (intervals.has(done)) {
        report(done / stepsPerEpoch, 'training_loss', sum / (done - since));
        [sum, since] = [0, done];
      }
      const epoch = evaluations.get(done);
      if (epoch !== undefined) final = evaluateAt(epoch);
    }
    return { final, untrained, curve, parameters: classifier.parameters(), diverged };
  } finally {
    classifier.release();
  }
}

/** The images of a seed: all in order, or so many at random. */
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
