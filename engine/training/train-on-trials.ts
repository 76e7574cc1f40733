import type { Optimiser } from '../learning/index.ts';
import { atRate, type Progress, scheduleOf } from '../learning/index.ts';
import type { RateLearner, RateLesson, RateScores } from '../recurrent/index.ts';
import { stream } from '../random/index.ts';
import { type Checkpoint, type Diverged, packed, unpacked } from './checkpoint.ts';
import type { TrialCurve, TrialPoint, Watch, WatchedPoint } from './trial-curve.ts';

/** A function of the recurrent weights that act (N × N) that is added to the loss. */
export interface Penalty {
  value(weights: Float64Array): number;
  /** The gradient holds until the next. */
  gradient(weights: Float64Array): { readonly value: number; readonly gradient: Float64Array };
  release(): void;
}
export interface TrainingOnTrials {
  /** As it begins; it stays the caller's, who releases it. */
  readonly learner: RateLearner;
  readonly train: RateLesson;
  readonly test: RateLesson;
  /** What choices see: early stopping, and schedules that wait for a plateau. */
  readonly validation?: RateLesson;
  /** Of the experiment. Conditions with the same seed see the same trials in the same order. */
  readonly seed: number;
  /** Keys the noise. */
  readonly stream: string;
  readonly epochs: number;
  readonly optimiser: Optimiser;
  /** The factor of the learning rate at an update. */
  readonly rateFactor?: (progress: Progress) => number;
  /** Largest norm of the gradient of one update. */
  readonly clip?: number;
  readonly penalty?: Penalty;
  /** Epochs without a better validation loss after which it ends, with the best parameters it had. */
  readonly patience?: number;
  readonly watch?: Watch;
  readonly onPoint?: (point: TrialPoint) => void;
  readonly onStep?: (done: number, total: number) => void;
  /** Asked before each update; true ends the training. */
  readonly aborted?: () => boolean;
  /** Asked after each update; true has `onCheckpoint` called with all that a training goes on from. */
  readonly checkpointDue?: () => boolean;
  /** Called at the end, too, so that nobody who trains the same has to wait again. */
  readonly onCheckpoint?: (checkpoint: Uint8Array) => void;
  /** What an earlier training of the same kind had given to `onCheckpoint`. */
  readonly resume?: Uint8Array;
}
export interface TrainedOnTrials {
  /** Of the test trials at the end; none where training diverged. */
  readonly final?: RateScores;
  readonly untrained: RateScores;
  readonly curve: readonly TrialPoint[];
  /** What was watched, where something was. */
  readonly watched?: readonly WatchedPoint[];
  /** The first update whose numbers left the range, and where; undefined where none did. */
  readonly diverged?: Diverged;
  /** Updates that were left out because their gradient was not finite. */
  readonly skipped: number;
  readonly updates: number;
  /** Before the first update: the mean loss over the first minibatch, and the penalty. */
  readonly atStart: { readonly loss: number; readonly penalty?: number };
  /** Where early stopping ended it: the epoch whose parameters were kept. */
  readonly stoppedAt?: number;
}

/**
 * Trains a network over trials. Batches are reshuffled each epoch, the last short batch is kept, nothing is chosen by
 * the test trials. A gradient that is not finite leaves its update out and is counted; where a whole epoch has none
 * that is finite, training has diverged. Of long trainings the curves have about 40 points. Returns undefined when
 * `aborted` said so.
 * @throws RangeError for a number of epochs that cannot be
 */
export function trainOnTrials(training: TrainingOnTrials): TrainedOnTrials | undefined {
  const { learner, train, test, validation, seed, epochs, optimiser, clip, penalty, patience, watch } = training;
  if (!Number.isInteger(epochs) || epochs < 0)
    throw new RangeError(`epochs must be a whole number from 0, not ${epochs}`);
  const { trials } = train.sequences;
  const perEpoch = Math.ceil(trials / learner.batch),
    total = epochs * perEpoch,
    stride = Math.max(1, Math.ceil(epochs / 40));
  const untrained = learner.evaluate(test);
  const state = goneOnWith(training) ?? beginning(untrained, watch);
  const constants = scheduleOf(optimiser, state.done),
    keep = () => training.onCheckpoint?.(packed({ ...state, network: learner.state() })),
    doneBefore = state.done;
  const report = (epoch: number, measure: TrialCurve, value: number | undefined) => {
    if (value === undefined || !Number.isFinite(value)) return;
    const point = { epoch, measure, value };
    state.curve.push(point);
    training.onPoint?.(point);
  };
  const evaluateAt = (epoch: number): RateScores => {
    const scores = learner.evaluate(test);
    report(epoch, 'loss', scores.loss);
    report(epoch, 'accuracy', scores.accuracy);
    lookAt(epoch);
    return scores;
  };
  const lookAt = (epoch: number): void => {
    for (const { measure, value } of watch?.find(learner.acting().slice()) ?? [])
      if (Number.isFinite(value)) state.watched?.points.push({ epoch, measure, value });
  };
  for (const point of state.curve) training.onPoint?.(point);
  if (state.done === 0) {
    for (const measure of ['loss', 'accuracy'] as const) report(0, measure, untrained[measure]);
    if (total > 0) lookAt(0);
  }
  let order: Int32Array = new Int32Array(0);
  for (; state.done < total && !hasEnded(state, perEpoch, patience); ) {
    if (training.aborted?.()) return undefined;
    const epoch = Math.floor(state.done / perEpoch),
      batch = state.done % perEpoch;
    if (batch === 0 || order.length === 0) order = stream(seed, 'batches', 'order', epoch).permutation(trials);
    const chosen = order.subarray(batch * learner.batch, (batch + 1) * learner.batch);
    const noise = { seed, stream: training.stream, update: state.done };
    const { loss, diverged } = learner.differentiate(train, chosen, noise);
    const added = penalty?.gradient(learner.acting());
    if (added) learner.add(added.gradient);
    const norm = learner.norm();
    const next = constants();
    const { validation: losses } = state;
    const factor =
      training.rateFactor?.({ update: state.done, updates: total, epoch, epochs, validation: losses }) ?? 1;
    state.atStart ??= { loss, ...(added && { penalty: added.value }) };
    if (diverged || !Number.isFinite(loss) || !Number.isFinite(norm) || (added && !Number.isFinite(added.value))) {
      const byPenalty = !diverged && Number.isFinite(loss) && added !== undefined && !isFinitePenalty(added);
      state.diverged ??= { update: state.done + 1, ...(diverged && { at: diverged }), ...(byPenalty && { byPenalty }) };
      state.skipped++;
      state.skippedInARow++;
    } else {
      state.skippedInARow = 0;
      state.loss += loss;
      state.norm += norm;
      state.counted++;
      learner.update(atRate(next, factor), clip !== undefined && norm > clip ? clip / (norm + 1e-6) : 1);
    }
    state.done++;
    training.onStep?.(state.done, total);
    const ended = state.done / perEpoch;
    if (Number.isInteger(ended)) {
      if (validation) validate(state, learner, validation, ended);
      if (ended % stride === 0 || state.done === total) {
        if (state.counted > 0) {
          report(ended, 'training_loss', state.loss / state.counted);
          report(ended, 'gradient_norm', state.norm / state.counted);
        }
        [state.loss, state.norm, state.counted] = [0, 0, 0];
        if (state.done < total) evaluateAt(ended);
      }
    }
    if (state.done < total && training.checkpointDue?.()) keep();
  }
  if (state.done > doneBefore) keep();
  if (patience !== undefined && state.best) learner.restore(state.best.network);
  const lost = state.skippedInARow >= perEpoch && total > 0;
  const final = lost ? undefined : evaluateAt(state.done / perEpoch);
  const isWhole = final !== undefined && !final.diverged && Number.isFinite(final.loss);
  return {
    ...(isWhole && { final }),
    untrained,
    curve: state.curve,
    ...(watch && { watched: state.watched?.points }),
    ...((lost || !isWhole || state.diverged) && {
      diverged: state.diverged ?? { update: state.done, ...(final?.diverged && { at: final.diverged }) },
    }),
    skipped: state.skipped,
    updates: state.done,
    atStart: state.atStart ?? { loss: untrained.loss },
    ...(patience !== undefined && state.best && state.done < total && { stoppedAt: state.best.epoch }),
  };
}

const isFinitePenalty = ({ value, gradient }: ReturnType<Penalty['gradient']>): boolean =>
  Number.isFinite(value) && gradient.every(Number.isFinite);

const beginning = (untrained: RateScores, watch: Watch | undefined): Checkpoint => ({
  done: 0,
  loss: 0,
  norm: 0,
  counted: 0,
  skipped: 0,
  skippedInARow: 0,
  curve: [],
  validation: [],
  ...(watch && { watched: { key: watch.key, points: [] } }),
  ...(untrained.diverged && { diverged: { update: 0, at: untrained.diverged } }),
});
/** Where an earlier training stands; undefined where there was none, or it did not look at what is watched now. */
function goneOnWith({ resume, learner, watch }: TrainingOnTrials): Checkpoint | undefined {
  if (!resume) return undefined;
  const { network, watched, ...state } = unpacked(resume);
  if (watch && watched?.key !== watch.key) return undefined;
  learner.restore(network);
  return watch ? { ...state, watched } : state;
}

/** No update of a whole epoch was finite, or the validation loss has not become better for long enough. */
function hasEnded({ skippedInARow, best, validation }: Checkpoint, perEpoch: number, patience?: number): boolean {
  if (skippedInARow >= perEpoch) return true;
  return patience !== undefined && best !== undefined && validation.length - best.epoch >= patience;
}
function validate(state: Checkpoint, learner: RateLearner, validation: RateLesson, epoch: number): void {
  const { loss } = learner.evaluate(validation);
  state.validation.push(loss);
  if (Number.isFinite(loss) && (!state.best || loss < state.best.loss))
    state.best = { epoch, loss, network: learner.state() };
}
