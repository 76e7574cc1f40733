// Rate networks as TensorFlow.js has them: from-tensorflow.json holds what the library itself made of them.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { FormatError, readTensorflowModel, tensorflowModel } from '../../formats/index.ts';
import {
  type RateParameters,
  rateParts,
  type RateShape,
  referenceLearner,
  type Sequences,
} from '../../engine/recurrent/index.ts';
import { drawExample } from '../recurrent/rate-examples.ts';
import { near } from '../numbers.ts';
import { activations, writtenNetwork } from './written-networks.ts';

interface FromTensorflow {
  readonly written: { readonly outputs: readonly number[]; readonly weights: string };
  readonly saved: { readonly model: unknown; readonly weights: string; readonly outputs: readonly number[] };
}
const { found } = JSON.parse(fs.readFileSync(new URL('from-tensorflow.json', import.meta.url), 'utf8')) as {
  found: Readonly<Record<string, FromTensorflow>>;
};
const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));
const textOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

function outputsOf(shape: RateShape, parameters: RateParameters, sequences: Sequences): ArrayLike<number> {
  const learner = referenceLearner(shape, parameters, {
    rule: { name: 'sgd', rate: 0, momentum: 0, decay: 0 } as never,
    batch: sequences.trials,
    learned: {},
  });
  return learner.run(learner.load(sequences)).outputs;
}
function alike(values: ArrayLike<number>, expected: readonly number[]): void {
  assert.equal(values.length, expected.length);
  expected.forEach((value, i) => {
    near(values[i], value, 1e-5 * Math.max(1, Math.abs(value)), `number ${i + 1}:`);
  });
}

for (const activation of activations)
  describe(`a network in steps, ${activation}`, () => {
    const { shape, parameters, sequences } = writtenNetwork(activation),
      files = tensorflowModel(shape, parameters),
      { written, saved } = found[activation];
    it('gives in TensorFlow.js what it gives here', () => {
      assert.deepEqual(files['weights.bin'], bytesOf(written.weights), 'the weights that TensorFlow.js was given');
      alike(outputsOf(shape, parameters, sequences), written.outputs);
    });
    it('is read back as it was written', () => {
      const back = readTensorflowModel(files['model.json'], (name) => files[name]);
      const { dt: _, ...inSteps } = shape;
      assert.deepEqual(
        JSON.parse(JSON.stringify(back.shape)),
        JSON.parse(JSON.stringify({ ...inSteps, activation: shape.activation })),
      );
      for (const part of rateParts)
        assert.deepEqual(back.parameters[part], Float64Array.from(Float32Array.from(parameters[part])), part);
    });
    it('that TensorFlow.js saved gives here what it gives there', () => {
      const { shape: read, parameters: theirs } = readTensorflowModel(textOf(saved.model), () =>
        bytesOf(saved.weights),
      );
      assert.deepEqual(read, { neurons: 4, inputs: 3, outputs: 2, activation });
      alike(outputsOf(read, theirs, sequences), saved.outputs);
    });
  });

describe('a network in continuous time', () => {
  const kind = {
    activation: 'softplus',
    loss: 'values',
    continuous: true,
    constraint: 'signs',
    noise: 'state',
  } as const;
  const { shape, parameters } = drawExample(2, kind, { neurons: 5, inputs: 2, outputs: 1, steps: 3, trials: 1 }, false);
  const files = tensorflowModel(shape, parameters);
  it('has its weights by the names of its parts', () => {
    const { format, weightsManifest } = JSON.parse(new TextDecoder().decode(files['model.json']));
    assert.equal(format, 'weights');
    const names = weightsManifest[0].weights.map(({ name }: { name: string }) => name);
    assert.deepEqual(names.slice(0, rateParts.length), [...rateParts]);
  });
  it('is read back as it was written', () => {
    const back = readTensorflowModel(files['model.json'], (name) => files[name]);
    assert.deepEqual(JSON.parse(JSON.stringify(back.shape)), JSON.parse(JSON.stringify(shape)));
    for (const part of rateParts)
      assert.deepEqual(back.parameters[part], Float64Array.from(Float32Array.from(parameters[part])), part);
  });
});

describe('a network in continuous time, run by the operations of TensorFlow.js on the weights that it reads', () => {
  for (const activation of activations)
    it(activation, async () => {
      const { shape, parameters, sequences } = drawExample(
        3,
        { activation, loss: 'values', continuous: true, constraint: 'none' },
        { neurons: 6, inputs: 2, outputs: 1, steps: 12, trials: 3 },
        false,
      );
      const files = tensorflowModel(shape, parameters);
      const [{ weights: specs }] = JSON.parse(new TextDecoder().decode(files['model.json'])).weightsManifest;
      await tf.setBackend('cpu');
      const has = tf.io.decodeWeights(new Uint8Array(files['parameters.bin']).buffer, specs);
      const column = (part: string): tf.Tensor => tf.reshape(has[part], [-1, 1]);
      const rates = (x: tf.Tensor): tf.Tensor => {
        const y = tf.add(x, column('bias')),
          beta = column('smoothness');
        const f = {
          identity: () => y,
          relu: () => tf.relu(y),
          tanh: () => tf.tanh(y),
          sigmoid: () => tf.sigmoid(y),
          softplus: () => tf.div(tf.softplus(tf.mul(y, beta)), beta),
        }[activation]();
        return tf.mul(tf.relu(column('gain')), f);
      };
      const { steps, trials, inputs, starts } = sequences;
      const given = tf.tensor3d(Float32Array.from(inputs), [steps, shape.inputs, trials]);
      const share = tf.div(tf.scalar(shape.dt as number), column('tau'));
      let x: tf.Tensor = tf.tile(column('firstState'), [1, trials]);
      if (starts) x = tf.add(x, tf.tensor2d(Float32Array.from(starts), [shape.neurons, trials]));
      const outputs: number[] = [];
      for (let t = 0; t < steps; t++) {
        const input = tf.matMul(has.input, tf.reshape(tf.slice(given, t, 1), [shape.inputs, trials]));
        const drive = tf.add(tf.matMul(has.recurrent, rates(x)), input);
        x = tf.add(x, tf.mul(share, tf.sub(drive, x)));
        outputs.push(...tf.add(tf.matMul(has.readout, rates(x)), column('readoutBias')).dataSync());
      }
      const own = outputsOf(shape, parameters, sequences);
      assert.equal(own.length, outputs.length);
      outputs.forEach((value, i) => {
        near(own[i], value, 1e-4 * Math.max(1, Math.abs(value)), `number ${i + 1}:`);
      });
    });
});

describe('a damaged model is refused, saying what and where', () => {
  const { shape, parameters } = writtenNetwork('tanh'),
    files = tensorflowModel(shape, parameters),
    model = JSON.parse(new TextDecoder().decode(files['model.json']));
  const refused = (changed: unknown, message: RegExp, others: Readonly<Record<string, Uint8Array>> = files): void =>
    void assert.throws(
      () => readTensorflowModel(changed instanceof Uint8Array ? changed : textOf(changed), (name) => others[name]),
      (error) => error instanceof FormatError && message.test(error.message),
      String(message),
    );
  const said = model.userDefinedMetadata;
  const changed = (network: object): unknown => ({
    ...model,
    userDefinedMetadata: { ...said, network: { ...said.network, ...network } },
  });
  it('its JSON', () => {
    refused(files['model.json'].subarray(0, 80), /JSON is broken/);
    refused([], /`model.json` is \[\]; it must be an object/);
    refused({}, /no `modelTopology`/);
  });
  it('its sizes', () => {
    refused(changed({ neurons: 7 }), /weight `recurrent` is 6 × 6, and the network's is 7 × 7|`mask`|`signs`/);
    refused(changed({ neurons: -1 }), /network.neurons` is -1; it must be a whole number from 1 on/);
    refused(changed({ activation: 'elu' }), /activation "elu" is not known; there are identity/);
    refused(changed({ dt: 0 }), /network.dt` is 0; it must be a number above 0/);
    refused(changed({ noise: { on: 'both', deviation: 1 } }), /noise.on` is "both"/);
  });
  it('its weights', () => {
    const short = { ...files, 'parameters.bin': files['parameters.bin'].subarray(0, 100) };
    refused(model, /parameters.bin ends within the weight `recurrent`: 100 bytes are there/, short);
    const long = { ...files, 'parameters.bin': new Uint8Array(files['parameters.bin'].length + 4) };
    refused(model, /do not belong together/, long);
    const elsewhere = { ...said.parameters[0], paths: ['../parameters.bin'] };
    refused(
      { ...model, userDefinedMetadata: { ...said, parameters: [elsewhere] } },
      /weights stand beside model\.json/,
    );
    refused(model, /file parameters.bin, which model.json names, is missing/, {});
    const infinite = files['parameters.bin'].slice();
    new DataView(infinite.buffer).setFloat32(8, Number.POSITIVE_INFINITY, true);
    refused(model, /Number 3 of the weight `recurrent` is Infinity/, { ...files, 'parameters.bin': infinite });
    const [group] = said.parameters;
    const specs = (change: object) => ({
      ...model,
      userDefinedMetadata: {
        ...said,
        parameters: [{ ...group, weights: [{ ...group.weights[0], ...change }, ...group.weights.slice(1)] }],
      },
    });
    refused(specs({ dtype: 'float16' }), /of the type float16/);
    refused(specs({ quantization: {} }), /quantised/);
    refused(specs({ shape: [6, -6] }), /shape.1` is -6/);
    refused(specs({ shape: [2 ** 50, 2 ** 50] }), /ends within the weight `recurrent`/);
    refused(specs({ name: 'other' }), /weights have no `recurrent`/);
  });
  it('its layers', () => {
    const layered = { ...model, userDefinedMetadata: undefined };
    const withLayers = (layers: unknown) => ({
      ...layered,
      modelTopology: { class_name: 'Sequential', config: { name: 'n', layers } },
    });
    const [rnn, dense] = model.modelTopology.model_config.config.layers;
    const config = (layer: { config: object }, change: object) => ({
      ...layer,
      config: { ...layer.config, ...change },
    });
    refused(withLayers([{ class_name: 'LSTM', config: { name: 'lstm' } }]), /SimpleRNN.*Its layers are LSTM/);
    refused(withLayers([]), /Its layers are none/);
    refused(withLayers([rnn, dense, dense]), /Its layers are SimpleRNN, Dense, Dense/);
    refused(withLayers([config(rnn, { go_backwards: true })]), /layer recurrent is `go_backwards`/);
    refused(withLayers([config(rnn, { activation: 'elu' })]), /activation "elu"; there are linear/);
    refused(withLayers([config(rnn, { units: 9 })]), /`recurrent\/kernel` is float32, 3 × 6/);
    refused(withLayers([rnn, config(dense, { activation: 'softmax' })]), /a readout is linear/);
    refused(withLayers([config(rnn, { name: 'cell' })]), /no `cell\/kernel`/);
    refused({ ...layered, weightsManifest: undefined }, /no `weightsManifest`/);
    refused({ ...layered, modelTopology: { class_name: 'Functional', config: {} } }, /class Functional/);
  });
});
