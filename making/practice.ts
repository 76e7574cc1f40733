/** One training of a network over trials, as the experiment says it. */
import { isClosedForm, optimiserOf, readoutPenalty } from '../catalogue/optimisers.ts';
import type { Point } from '../catalogue/finding.ts';
import { rateScheduleOf } from '../catalogue/schedules.ts';
import { type Optimiser, rateFactor } from '../engine/learning/index.ts';
import type {
  LearnedParts,
  RateLearner,
  RateLearnerMaker,
  RateParameters,
  RateShape,
  Sequences,
} from '../engine/recurrent/index.ts';
import {
  type Penalty,
  solveReadout,
  type TrainedOnTrials,
  trainOnTrials,
  type Watch,
  type WatchedPoint,
} from '../engine/training/index.ts';
import type { Settled } from '../language/canonical/instantiate.ts';
import type { NetworkPart, TrialTraining } from '../language/specification.ts';
import { Failure } from './failure.ts';
import { partsOf, type RateNetwork } from './rate-network.ts';

export interface PracticeListener {
  readonly onPoint: (point: Point) => void;
  readonly onFraction: (fraction: number) => void;
  readonly checkpoints?: Checkpoints;
}
/** What is kept of the trainings of a job while they go on, by their place among them. */
export interface Checkpoints {
  /** What an earlier attempt at the training kept. */
  readonly kept: (training: number) => Uint8Array | undefined;
  readonly due: () => boolean;
  readonly keep: (training: number, checkpoint: Uint8Array) => void;
}
export interface Practised {
  readonly shape: RateShape;
  readonly before: RateParameters;
  readonly after: RateParameters;
  readonly learned: RateNetwork['learned'];
  readonly training: TrainedOnTrials;
  readonly curve: readonly Point[];
  /** What was watched of its recurrent weights, by epoch. */
  readonly watched: readonly Point[];
}
export interface Asked {
  readonly network: RateNetwork;
  readonly training: Settled<TrialTraining>;
  readonly train: Sequences;
  readonly validation?: Sequences;
  readonly test: Sequences;
  readonly penalty?: Penalty;
  readonly watch?: Watch;
  readonly seed: number;
  /** Keys the noise. */
  readonly stream: string;
  /** Its place among the trainings of its job, from 0. */
  readonly place: number;
}

export function practise(asked: Asked, make: RateLearnerMaker, listen: PracticeListener): Practised {
  const { network, training } = asked;
  const learnt = isClosedForm(training.optimiser) ? readOutOf(asked, make, listen) : descended(asked, make, listen);
  return {
    shape: network.shape,
    before: network.initial,
    after: learnt.parameters,
    learned: network.learned,
    training: learnt.trained,
    curve: learnt.trained.curve.map(pointOf),
    watched: (learnt.trained.watched ?? []).map(pointOf),
  };
}
const pointOf = ({ measure, epoch, value }: WatchedPoint): Point => ({ measure, step: epoch, value });
interface LearntOnce {
  readonly trained: TrainedOnTrials;
  readonly parameters: RateParameters;
}

/** The read-out in closed form. */
function readOutOf(
  { network, training, train, test }: Asked,
  make: RateLearnerMaker,
  listen: PracticeListener,
): LearntOnce {
  const { shape, initial, learned } = network;
  try {
    return solveReadout(
      {
        shape,
        initial,
        learned: freeOf(learned, training.fixed),
        batch: Math.min(training.batch, train.trials),
        train,
        test,
        penalty: readoutPenalty(training.optimiser),
        onPoint: (point) => listen.onPoint(pointOf(point)),
      },
      make,
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Failure('run', `The read-out of ${training.task.name} cannot be found: ${error.message}.`, {
      cause: error,
    });
  }
}

/** By the rules of an optimiser. */
function descended(asked: Asked, make: RateLearnerMaker, listen: PracticeListener): LearntOnce {
  const { network, training, train, validation, test, penalty, watch, seed, stream, place } = asked;
  const { checkpoints } = listen;
  const optimiser = optimiserOf(training.optimiser),
    schedule = training.schedule && rateScheduleOf(training.schedule);
  const learner = learnerFor(network, training, optimiser, Math.min(training.batch, train.trials), make);
  const lessons = {
    train: learner.load(train),
    test: learner.load(test),
    validation: validation && learner.load(validation),
  };
  try {
    const trained = trainOnTrials({
      learner,
      ...lessons,
      seed,
      stream,
      epochs: training.epochs,
      optimiser,
      ...(schedule && { rateFactor: (progress) => rateFactor(schedule, progress) }),
      clip: training.clip,
      penalty,
      watch,
      patience: training.earlyStop,
      onPoint: (point) => listen.onPoint(pointOf(point)),
      onStep: (done, total) => listen.onFraction(done / total),
      checkpointDue: checkpoints?.due,
      onCheckpoint: (checkpoint) => checkpoints?.keep(place, checkpoint),
      resume: checkpoints?.kept(place),
    });
    if (!trained) throw new Error('the training was abandoned');
    return { trained, parameters: learner.parameters() };
  } finally {
    for (const lesson of [lessons.train, lessons.test, lessons.validation]) lesson?.release();
    learner.release();
  }
}

function learnerFor(
  { shape, initial, learned }: RateNetwork,
  { window, fixed }: Settled<TrialTraining>,
  { name }: Optimiser,
  batch: number,
  make: RateLearnerMaker,
): RateLearner {
  const settings = { rule: name, batch, learned: freeOf(learned, fixed), ...(window !== undefined && { window }) };
  return make(shape, initial, settings);
}
/** What learns in a training in which some parts are fixed. */
function freeOf(learned: LearnedParts, fixed: readonly NetworkPart[]): LearnedParts {
  const still = new Set<string>(fixed.flatMap((part) => partsOf[part]));
  return Object.fromEntries(Object.entries(learned).filter(([part]) => !still.has(part)));
}

/** A network as it stands, run or scored without learning. */
export function withNetwork<Result>(
  { shape, parameters }: { readonly shape: RateShape; readonly parameters: RateParameters },
  batch: number,
  make: RateLearnerMaker,
  use: (learner: RateLearner) => Result,
): Result {
  const learner = make(shape, parameters, { rule: 'sgd', batch, learned: {} });
  try {
    return use(learner);
  } finally {
    learner.release();
  }
}
