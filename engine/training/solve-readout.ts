import type {
  LearnedParts,
  Numbers,
  RateLearnerMaker,
  RateParameters,
  RateScores,
  RateShape,
  Sequences,
  Wanted,
} from '../recurrent/index.ts';
import { addTrials, readoutSums, ridgeReadout } from './ridge-readout.ts';
import type { TrainedOnTrials } from './train-on-trials.ts';
import type { TrialPoint } from './trial-curve.ts';

export interface ReadoutProblem {
  readonly shape: RateShape;
  readonly initial: RateParameters;
  readonly learned: LearnedParts;
  /** Trials side by side. */
  readonly batch: number;
  readonly train: Sequences;
  readonly test: Sequences;
  readonly penalty: number;
  readonly onPoint?: (point: TrialPoint) => void;
}
/** Rates (f32) that are held at once: 120 MB. */
const mostRates = 3e7;

/**
 * A network whose read-out alone learns, in one pass over the trials, without noise. Rates are computed by the learner,
 * sums and the read-out in double precision.
 * @throws RangeError where no single read-out is the best, with penalty 0
 */
export function solveReadout(
  { shape, initial, learned, batch, train, test, penalty, onPoint }: ReadoutProblem,
  make: RateLearnerMaker,
): { readonly trained: TrainedOnTrials; readonly parameters: RateParameters } {
  const curve: TrialPoint[] = [];
  const report = (epoch: number, measure: TrialPoint['measure'], value: number | undefined) => {
    if (value === undefined || !Number.isFinite(value)) return;
    curve.push({ epoch, measure, value });
    onPoint?.({ epoch, measure, value });
  };
  const scoresOf = (parameters: RateParameters, sequences: Sequences): RateScores =>
    using(make, shape, parameters, batch, sequences, (learner, lesson) => learner.evaluate(lesson));
  const untrained = scoresOf(initial, test),
    atStart = { loss: scoresOf(initial, train).loss };
  report(0, 'loss', untrained.loss);
  report(0, 'accuracy', untrained.accuracy);
  const sums = readoutSums(shape);
  const many = Math.max(1, Math.floor(mostRates / (train.steps * shape.neurons)));
  for (let first = 0; first < train.trials; first += many) {
    const part = someTrials(train, first, Math.min(first + many, train.trials));
    const { rates, diverged } = using(make, shape, initial, batch, part, (learner, lesson) => learner.run(lesson));
    if (diverged) {
      const nothing = { untrained, curve, skipped: 1, updates: 1, atStart };
      return { trained: { ...nothing, diverged: { update: 1, at: diverged } }, parameters: initial };
    }
    addTrials(sums, shape, rates, part);
  }
  const parameters = { ...initial, ...ridgeReadout(sums, shape, initial, learned, penalty) };
  const final = scoresOf(parameters, test);
  report(1, 'training_loss', scoresOf(parameters, train).loss);
  report(1, 'loss', final.loss);
  report(1, 'accuracy', final.accuracy);
  const isWhole = !final.diverged && Number.isFinite(final.loss);
  return {
    trained: {
      untrained,
      ...(isWhole ? { final } : { diverged: { update: 1, ...(final.diverged && { at: final.diverged }) } }),
      curve,
      skipped: 0,
      updates: 1,
      atStart,
    },
    parameters,
  };
}

type Learner = ReturnType<RateLearnerMaker>;
function using<Result>(
  make: RateLearnerMaker,
  shape: RateShape,
  parameters: RateParameters,
  batch: number,
  sequences: Sequences,
  use: (learner: Learner, lesson: ReturnType<Learner['load']>) => Result,
): Result {
  const learner = make(shape, parameters, { rule: 'sgd', batch, learned: {} });
  const lesson = learner.load(sequences);
  try {
    return use(learner, lesson);
  } finally {
    lesson.release();
    learner.release();
  }
}

/** The trials from `from` to before `to`. */
function someTrials(sequences: Sequences, from: number, to: number): Sequences {
  const { trials: all, steps, inputs, starts, wanted } = sequences;
  if (from === 0 && to === all) return sequences;
  const chosen = <Values extends Numbers | Uint8Array>(values: Values): Values => {
    const rows = values.length / all,
      count = to - from;
    const taken = values.slice(0, rows * count) as Values;
    for (let row = 0; row < rows; row++) taken.set(values.subarray(row * all + from, row * all + to), row * count);
    return taken;
  };
  const choose = (given: Wanted): Wanted => {
    const weights = chosen(given.weights);
    switch (given.kind) {
      case 'values':
        return { ...given, weights, values: chosen(given.values) };
      case 'classes':
        return { ...given, weights, classes: chosen(given.classes), answers: given.answers.subarray(from, to) };
      case 'activity':
        return { ...given, weights, values: chosen(given.values) };
    }
  };
  return {
    trials: to - from,
    steps,
    inputs: chosen(inputs),
    ...(starts && { starts: chosen(starts) }),
    wanted: choose(wanted),
  };
}
