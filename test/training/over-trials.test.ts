import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Optimiser } from '../../engine/learning/index.ts';
import { stream } from '../../engine/random/index.ts';
import {
  type LearnedParts,
  type RateParameters,
  referenceLearner,
  type RateShape,
  type Sequences,
} from '../../engine/recurrent/index.ts';
import { packed, unpacked } from '../../engine/training/checkpoint.ts';
import { type TrainedOnTrials, type TrainingOnTrials, trainOnTrials } from '../../engine/training/index.ts';

const adam: Optimiser = { name: 'adam', rate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0 };
const neurons = 8,
  steps = 5;
const shape: RateShape = {
  neurons,
  inputs: 1,
  outputs: 1,
  activation: 'tanh',
  noise: { on: 'state', deviation: 0.02 },
};
const all: LearnedParts = { recurrent: {}, input: {}, readout: {}, readoutBias: {}, bias: {} };

/** The number given at a trial's first step is wanted at its last. */
function recall(trials: number, set: string): Sequences {
  const draws = stream(1, 'recall', set),
    inputs = new Float32Array(steps * trials),
    values = new Float32Array(steps * trials),
    weights = new Float32Array(steps * trials);
  for (let trial = 0; trial < trials; trial++) {
    const last = (steps - 1) * trials + trial;
    inputs[trial] = values[last] = draws.normal() / 2;
    weights[last] = 1;
  }
  return { trials, steps, inputs, wanted: { kind: 'values', values, weights } };
}
function beginning(scale = 1): RateParameters {
  const draws = stream(1, 'recall', 'parameters');
  const normals = (count: number, deviation: number): Float64Array =>
    Float64Array.from({ length: count }, () => deviation * draws.normal());
  const each = (value: number): Float64Array => new Float64Array(neurons).fill(value);
  return {
    recurrent: normals(neurons * neurons, scale / Math.sqrt(neurons)),
    input: normals(neurons, 1),
    readout: normals(neurons, 1 / Math.sqrt(neurons)),
    readoutBias: new Float64Array(1),
    gain: each(1),
    bias: each(0),
    smoothness: each(1),
    tau: each(1),
    firstState: each(0),
  };
}

type Settings = Partial<Omit<TrainingOnTrials, 'learner' | 'train' | 'test' | 'validation'>> & {
  readonly validates?: boolean;
  readonly scale?: number;
  readonly relu?: boolean;
};
function run({ validates, scale, relu, ...settings }: Settings): TrainedOnTrials & { readonly after: RateParameters } {
  const learner = referenceLearner(relu ? { ...shape, activation: 'relu' } : shape, beginning(scale), {
    rule: (settings.optimiser ?? adam).name,
    batch: 8,
    learned: all,
  });
  const trained = trainOnTrials({
    learner,
    train: learner.load(recall(20, 'train')),
    test: learner.load(recall(30, 'test')),
    ...(validates && { validation: learner.load(recall(10, 'validation')) }),
    seed: 1,
    stream: 'network',
    epochs: 60,
    optimiser: adam,
    ...settings,
  });
  if (!trained) throw new Error('it was aborted');
  return { ...trained, after: learner.parameters() };
}

test('what is asked for is learned, in updates of whole and of short batches', () => {
  const { untrained, final, updates, skipped, curve } = run({});
  assert.equal(updates, 180); // 20 trials are batches of 8, 8 and 4
  assert.equal(skipped, 0);
  assert.ok((final?.loss ?? 1) < untrained.loss / 10);
  for (const measure of ['loss', 'training_loss', 'gradient_norm'] as const)
    assert.ok(curve.filter((point) => point.measure === measure).length > 20, measure);
});

test('a training that is killed goes on from its checkpoint, bit for bit', () => {
  const whole = run({ validates: true, patience: 50 });
  for (const at of [1, 17, 90, 179]) {
    let kept: Uint8Array | undefined;
    let done = 0;
    const interrupted = trainedUntil(at, (checkpoint) => {
      kept = checkpoint;
    });
    assert.equal(interrupted, undefined, 'it was stopped');
    const resumed = run({ validates: true, patience: 50, resume: kept, onStep: () => done++ });
    assert.equal(done, 180 - at);
    assert.deepEqual(resumed.after, whole.after);
    assert.deepEqual(resumed.curve, whole.curve);
    assert.deepEqual(resumed.final, whole.final);
  }
});

test('what is watched is found once for each point of the curves, also after a kill', () => {
  const watch = {
    key: 'size',
    find: (weights: Float64Array) => [
      { measure: 'size', value: weights.reduce((sum, weight) => sum + weight ** 2, 0) },
      { measure: 'none', value: Number.NaN },
    ],
  };
  const whole = run({ validates: true, patience: 50, watch });
  const epochs = whole.curve.filter(({ measure }) => measure === 'loss').map(({ epoch }) => epoch);
  assert.deepEqual(
    whole.watched?.map(({ measure, epoch }) => `${measure} ${epoch}`),
    epochs.map((epoch) => `size ${epoch}`),
  );
  assert.equal(whole.watched?.[0].value, watch.find(beginning().recurrent)[0].value);
  assert.equal(whole.watched?.at(-1)?.value, watch.find(whole.after.recurrent)[0].value);
  assert.equal(run({ validates: true, patience: 50 }).watched, undefined, 'nobody asked');
  for (const at of [17, 179]) {
    let kept: Uint8Array | undefined;
    trainedUntil(
      at,
      (checkpoint) => {
        kept = checkpoint;
      },
      watch,
    );
    let done = 0;
    const resumed = run({ validates: true, patience: 50, watch, resume: kept, onStep: () => done++ });
    assert.equal(done, 180 - at, 'it went on');
    assert.deepEqual(resumed.watched, whole.watched);
    const asked = { ...watch, key: 'something else' };
    const anew = run({ validates: true, patience: 50, watch: asked, resume: kept, onStep: () => done++ });
    assert.equal(done, 360 - at, 'what was not looked at is looked at from the start');
    assert.deepEqual(anew.watched, whole.watched);
    const blind = run({ validates: true, patience: 50, resume: kept });
    assert.deepEqual(blind.after, whole.after);
    assert.equal(blind.watched, undefined);
  }
});
function trainedUntil(
  last: number,
  onCheckpoint: (bytes: Uint8Array) => void,
  watch?: TrainingOnTrials['watch'],
): TrainedOnTrials | undefined {
  const learner = referenceLearner(shape, beginning(), { rule: 'adam', batch: 8, learned: all });
  let done = 0;
  return trainOnTrials({
    learner,
    train: learner.load(recall(20, 'train')),
    test: learner.load(recall(30, 'test')),
    validation: learner.load(recall(10, 'validation')),
    seed: 1,
    stream: 'network',
    epochs: 60,
    optimiser: adam,
    patience: 50,
    watch,
    onStep: (step) => {
      done = step;
    },
    aborted: () => done >= last,
    checkpointDue: () => done === last,
    onCheckpoint,
  });
}

test('a penalty is part of what is made smaller', () => {
  const squares = {
    value: (weights: Float64Array) => weights.reduce((sum, weight) => sum + weight ** 2, 0),
    gradient: (weights: Float64Array) => ({
      value: weights.reduce((sum, weight) => sum + weight ** 2, 0),
      gradient: weights.map((weight) => 2 * weight),
    }),
    release() {},
  };
  const size = ({ after }: { readonly after: RateParameters }): number => squares.value(after.recurrent);
  const penalised = run({ penalty: squares });
  assert.ok(size(penalised) < size(run({})) / 20);
  assert.equal(penalised.atStart.penalty, squares.value(beginning().recurrent));
});

test('clipping bounds what an update does: tiny norms train as slowly as they should', () => {
  const momentum: Optimiser = { name: 'sgd', rate: 0.1, momentum: 0, decay: 0 };
  const { after } = run({ optimiser: momentum, clip: 1e-3, epochs: 1 });
  const before = beginning();
  const moved = Math.hypot(
    ...(['recurrent', 'input', 'readout', 'readoutBias', 'bias'] as const).flatMap((part) =>
      Array.from(after[part], (value, i) => value - before[part][i]),
    ),
  );
  assert.ok(moved <= 3 * 0.1 * 1e-3 * (1 + 1e-9), `${moved}`);
});

test('early stopping keeps the parameters with the best validation loss', () => {
  const stopped = run({ validates: true, patience: 2, optimiser: { ...adam, rate: 0.3 } });
  assert.ok(stopped.updates < 180);
  assert.ok(stopped.stoppedAt !== undefined && stopped.stoppedAt <= stopped.updates / 3 - 2);
});

test('a network that explodes at its start says where, and nothing is known of it', () => {
  const { final, diverged, skipped, updates } = run({ scale: 1e30, relu: true });
  assert.equal(final, undefined);
  assert.equal(diverged?.update, 0);
  assert.ok(diverged?.at && diverged.at.step >= 1 && diverged.at.neuron >= 0 && diverged.at.neuron < neurons);
  assert.equal(skipped, updates);
  assert.equal(updates, 3, 'a whole epoch without one finite gradient ends it');
});

test('damaged checkpoints are refused', () => {
  const bytes = packed({
    done: 3,
    loss: 0.1,
    norm: 1,
    counted: 3,
    skipped: 0,
    skippedInARow: 0,
    curve: [{ epoch: 1, measure: 'loss', value: 0.25 }],
    validation: [1, 0.5],
    best: { epoch: 2, loss: 0.5, network: new Uint8Array([9, 8]) },
    network: new Uint8Array([1, 2, 3]),
  });
  const whole = unpacked(bytes);
  assert.deepEqual([...whole.network], [1, 2, 3]);
  assert.deepEqual([...(whole.best?.network ?? [])], [9, 8]);
  assert.throws(() => unpacked(bytes.subarray(0, bytes.length - 1)), RangeError);
  assert.throws(() => unpacked(new Uint8Array(10)), RangeError);
});
