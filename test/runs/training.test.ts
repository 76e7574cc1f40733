import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Backend, Normalisation } from '../../engine/learning/index.ts';
import { instantiate, type Settled } from '../../language/canonical/instantiate.ts';
import type { NetworkNoun } from '../../language/specification.ts';
import { chance, rawInputNetwork, trainerOn, type TrainingData, untrainedNetwork } from '../../making/trainer.ts';
import { stripes } from './stripes-study.ts';

const reader = instantiate(stripes.conditions[0].noun, {}) as Settled<NetworkNoun>;
const training = instantiate(stripes.train!, {});
const wiring = { matrix: { size: 7, values: Float64Array.from({ length: 49 }, (_, place) => place / 100) } };
const grown = untrainedNetwork(reader, wiring, training, 3);

test('the circuit is the recurrent layer, row = post-synaptic; fixed it has no bias; its way in and out has', () => {
  assert.deepEqual(grown.shape.recurrent, { activation: 'identity', biased: false, trained: false, steps: 1 });
  assert.deepEqual(grown.initial.W, Float32Array.from(wiring.matrix.values));
  assert.deepEqual([grown.initial.a?.length, grown.initial.b, grown.initial.r?.length], [7, undefined, 3]);
});

test('`reader without recurrent` keeps the width the circuit gave it, and the first weights of what is left', () => {
  const bare = untrainedNetwork({ ...reader, recurrent: { ...reader.recurrent!, removed: true } }, wiring, training, 3);
  assert.deepEqual([bare.shape.hidden, bare.shape.recurrent], [7, undefined]);
  assert.deepEqual(bare.initial, { ...grown.initial, W: undefined });
});

test('conditions that differ in their circuit begin with the same weights in and out; another seed with others', () => {
  const other = untrainedNetwork(reader, { matrix: { size: 7, values: new Float64Array(49) } }, training, 3);
  assert.deepEqual({ ...other.initial, W: undefined }, { ...grown.initial, W: undefined });
  assert.notDeepEqual(untrainedNetwork(reader, wiring, training, 4).initial.A, grown.initial.A);
});

test('the readout on the raw input is a linear softmax, trained alike', () => {
  const { shape } = rawInputNetwork({ inputs: 36, classes: 3 }, training, 1);
  assert.deepEqual(shape, {
    inputs: 36,
    hidden: 0,
    outputs: 3,
    batch: training.batch,
    readout: { biased: true },
    optimiser: { name: 'adam', rate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0 },
  });
});

test('pixels are divided by 255 and not normalised, unless it is said', () => {
  const asked: Normalisation[] = [];
  const backend = {
    name: 'wasm',
    images: (set: unknown, normalisation: Normalisation) => {
      asked.push(normalisation);
      return { set, release: () => {} };
    },
  } as unknown as Backend;
  const data = { train: {}, test: {} } as unknown as TrainingData;
  trainerOn(backend).load(training, data);
  trainerOn(backend).load({ ...training, normalise: { mean: [0.13], deviation: [0.31] } }, data);
  assert.deepEqual(asked, [
    { mean: [0], deviation: [1] },
    { mean: [0], deviation: [1] },
    { mean: [0.13], deviation: [0.31] },
    { mean: [0.13], deviation: [0.31] },
  ]);
});

test('chance is the share of the commonest class of the test set', () => {
  assert.equal(chance({ labels: Uint8Array.of(0, 1, 1, 2, 1), classes: 4 }), 3 / 5);
});
