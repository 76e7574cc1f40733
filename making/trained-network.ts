import type { ClassifierScores, ClassifierShape, ImageLesson, Parameters } from '../engine/learning/index.ts';
import type { Damage } from '../engine/reservoir/index.ts';
import type { Point } from '../catalogue/finding.ts';
import type { Settled } from '../language/canonical/instantiate.ts';
import type { TrainSpec } from '../language/specification.ts';
import { damagedClassifier } from './damaged-network.ts';
import type { Condition } from './measured.ts';
import type { Listener, LoadedData, Trainer, UntrainedNetwork } from './trainer.ts';

/** A network after its training; it is scored on the training images when that is first asked for. */
export interface TrainedNetwork {
  readonly shape: ClassifierShape;
  readonly parameters: Parameters;
  readonly curve: readonly Point[];
  /** None where the loss became infinite or undefined. */
  readonly scores?: Exclude<NonNullable<Condition['scores']>, 'diverged'>;
  /** On the test images, after damage. */
  readonly damaged: (damage: Damage) => ClassifierScores;
}

export function trainNetwork(
  network: UntrainedNetwork,
  data: LoadedData,
  training: Settled<TrainSpec>,
  seed: number,
  trainer: Trainer,
  listen: Listener,
): TrainedNetwork {
  const { shape } = network;
  const { parameters, curve, final } = trainer.train(network, data, training, seed, listen);
  const scored = (own: Parameters, images: ImageLesson): ClassifierScores => {
    const classifier = trainer.backend.classifier(shape, own);
    try {
      return classifier.evaluate(images);
    } finally {
      classifier.release();
    }
  };
  return {
    shape,
    parameters,
    curve: curve.map(({ measure, epoch, value }) => ({ measure, step: epoch, value })),
    scores: final && { test: final, train: () => scored(parameters, data.train) },
    damaged: (damage) => scored(damagedClassifier(shape, parameters, damage, { seed, stream: 'damage' }), data.test),
  };
}
