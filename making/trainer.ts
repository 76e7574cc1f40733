import { optimiserOf } from '../catalogue/optimisers.ts';
import {
  type Backend,
  type ClassifierScores,
  type ClassifierShape,
  drawWeights,
  type ImageLesson,
  type ImageSet,
  initialParameters,
  type Parameters,
} from '../engine/learning/index.ts';
import { train, type Trained } from '../engine/training/index.ts';
import { writeNpy } from '../formats/index.ts';
import type { Settled } from '../language/canonical/instantiate.ts';
import type { NetworkNoun, TrainSpec } from '../language/specification.ts';
import type { Wiring } from './circuits.ts';
import { Failure } from './failure.ts';
import { recentResults } from './recent-results.ts';
import type { Point } from '../catalogue/finding.ts';

/** Training and test images. */
export interface TrainingData {
  readonly train: ImageSet;
  readonly test: ImageSet;
}
/** The same, as the backend holds them. */
export interface LoadedData {
  readonly train: ImageLesson;
  readonly test: ImageLesson;
}
export type TrainedClassifier = Trained<Parameters, keyof ClassifierScores>;
/** Trains networks on one backend. */
export interface Trainer {
  readonly backend: Backend;
  /** The data of a training, normalised. They stay loaded until others are. */
  load(training: Settled<TrainSpec>, data: TrainingData): LoadedData;
  train(
    network: UntrainedNetwork,
    data: LoadedData,
    training: Settled<TrainSpec>,
    seed: number,
    listen: Listener,
  ): TrainedClassifier;
}
/** A network as its first parameters for a seed. */
export interface UntrainedNetwork {
  readonly shape: ClassifierShape;
  readonly initial: Parameters;
}
export interface Listener {
  readonly onPoint: (point: Point) => void;
  readonly onFraction: (fraction: number) => void;
}

export function trainerOn(backend: Backend): Trainer {
  const loaded = recentResults<LoadedData>(1, ({ train, test }) => {
    train.release();
    test.release();
  });
  return {
    backend,
    load: ({ data, normalise }, { train, test }) =>
      loaded.get([data.reference, normalise], () => {
        const normalisation = normalise ?? { mean: [0], deviation: [1] };
        return { train: backend.images(train, normalisation), test: backend.images(test, normalisation) };
      }),
    train({ shape, initial }, data, training, seed, { onPoint, onFraction }) {
      const learner = backend.classifier(shape, initial);
      try {
        const trained = train({
          learner,
          ...data,
          seed,
          epochs: training.epochs,
          samples: training.samples,
          onPoint: ({ epoch, measure, value }) => onPoint({ measure, step: epoch, value }),
          onStep: (done, total) => onFraction(done / total),
        });
        if (!trained) throw new Error('the training was abandoned');
        return trained;
      } finally {
        learner.release();
      }
    },
  };
}

/** Conditions of a seed begin with the same weights, which are drawn once. The numbers that are kept, at most. */
const mostWeights = 2 ** 22;
const firstWeights = recentResults<Float32Array>(
  mostWeights,
  () => {},
  ({ length }) => length,
);

/** Without its circuit a network keeps the width that the circuit gave it. */
export function untrainedNetwork(
  network: Settled<NetworkNoun>,
  wiring: Wiring | undefined,
  training: Settled<TrainSpec>,
  seed: number,
): UntrainedNetwork {
  const { recurrent } = network;
  const used = recurrent && !recurrent.removed ? recurrent : undefined;
  const shape: ClassifierShape = {
    inputs: network.input.size,
    hidden: widthOf(network, wiring),
    outputs: network.readout.size,
    batch: training.batch,
    input: { activation: network.input.activation, biased: network.input.biased },
    recurrent: used && {
      activation: used.activation,
      biased: used.biased,
      trained: !used.fixed,
      steps: used.steps,
    },
    readout: { biased: network.readout.biased },
    optimiser: optimiserOf(training.optimiser),
  };
  return {
    shape,
    initial: initialParameters(
      shape,
      seed,
      network.stream,
      used && wiring && Float32Array.from(wiring.matrix.values),
      (wanted) => firstWeights.get(wanted, () => drawWeights(wanted)),
    ),
  };
}

function widthOf({ name, neurons }: Settled<NetworkNoun>, wiring: Wiring | undefined): number {
  if (wiring && neurons !== undefined && wiring.matrix.size !== neurons)
    throw new Failure(
      'run',
      `The circuit of ${name} has ${wiring.matrix.size} neurons, and \`neurons\` says ${neurons} (N050). Remove ` +
        `\`neurons\`: the circuit gives the width.`,
    );
  const width = wiring ? wiring.matrix.size : neurons;
  if (width === undefined) throw new Error(`${name} has neither a circuit nor a width`);
  return width;
}

/** The linear softmax on the input, trained like the networks that it is held against. */
export function rawInputNetwork(
  { inputs, classes }: { readonly inputs: number; readonly classes: number },
  training: Settled<TrainSpec>,
  seed: number,
): UntrainedNetwork {
  const shape: ClassifierShape = {
    inputs,
    hidden: 0,
    outputs: classes,
    batch: training.batch,
    readout: { biased: true },
    optimiser: optimiserOf(training.optimiser),
  };
  return { shape, initial: initialParameters(shape, seed, 'raw_input') };
}

/** Trained weights as npy files; row = post-synaptic. */
export function weightFiles(
  { inputs, hidden, outputs }: ClassifierShape,
  parameters: Parameters,
): Record<string, Uint8Array> {
  const arrays = [
    { name: 'input_weights', shape: [hidden, inputs], values: parameters.A },
    { name: 'input_biases', shape: [hidden], values: parameters.a },
    { name: 'recurrent_weights', shape: [hidden, hidden], values: parameters.W },
    { name: 'recurrent_biases', shape: [hidden], values: parameters.b },
    { name: 'readout_weights', shape: [outputs, hidden || inputs], values: parameters.R },
    { name: 'readout_biases', shape: [outputs], values: parameters.r },
  ];
  return Object.fromEntries(
    arrays.flatMap(({ name, shape, values }) =>
      values ? [[`${name}.npy`, writeNpy({ type: 'f4', shape, values })]] : [],
    ),
  );
}

/** The share of the commonest class. */
export function chance({ labels, classes }: { readonly labels: Uint8Array; readonly classes: number }): number {
  const counts = new Int32Array(classes);
  for (const label of labels) counts[label]++;
  return Math.max(...counts) / labels.length;
}
