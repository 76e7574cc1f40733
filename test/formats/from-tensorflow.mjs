// Writes from-tensorflow.json: what TensorFlow.js makes of the models that we write, and models that it saves itself.
// FOLDER: where npm has installed @tensorflow/tfjs-layers, tfjs-core and tfjs-backend-cpu, each 4.22.0.
//   node --import tsx test/formats/from-tensorflow.mjs FOLDER
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { tensorflowModel } from '../../formats/index.ts';
import { activations, writtenNetwork } from './written-networks.ts';

const require = createRequire(path.join(path.resolve(process.argv[2]), 'package.json'));
const tf = require('@tensorflow/tfjs-core');
require('@tensorflow/tfjs-backend-cpu');
const layers = require('@tensorflow/tfjs-layers');

const base64 = (bytes) => Buffer.from(bytes).toString('base64');
/** steps × inputs × trials → trials × steps × inputs. */
function batch({ inputs: values, steps, trials }, inputs) {
  const tensor = tf.tensor3d(Float32Array.from(values), [steps, inputs, trials]);
  return tf.transpose(tensor, [2, 0, 1]);
}
const found = {};
for (const activation of activations) {
  const { shape, parameters, sequences } = writtenNetwork(activation);
  const files = tensorflowModel(shape, parameters);
  const json = JSON.parse(Buffer.from(files['model.json']).toString());
  const written = await layers.loadLayersModel(
    tf.io.fromMemory({
      modelTopology: json.modelTopology,
      weightSpecs: json.weightsManifest.flatMap(({ weights }) => weights),
      weightData: files['weights.bin'].slice().buffer,
    }),
  );
  const outputs = Array.from(tf.transpose(written.predict(batch(sequences, shape.inputs)), [1, 2, 0]).dataSync());
  const theirs = layers.sequential();
  theirs.add(
    layers.layers.simpleRNN({
      units: 4,
      inputShape: [null, shape.inputs],
      returnSequences: true,
      activation: activation === 'identity' ? 'linear' : activation,
      recurrentInitializer: layers.initializers.randomNormal({ stddev: 0.5, seed: 1 }),
      kernelInitializer: layers.initializers.randomNormal({ stddev: 0.7, seed: 2 }),
      biasInitializer: layers.initializers.randomNormal({ stddev: 0.3, seed: 3 }),
    }),
  );
  theirs.add(
    layers.layers.dense({
      units: 2,
      kernelInitializer: layers.initializers.randomNormal({ seed: 4 }),
      useBias: activation !== 'relu',
    }),
  );
  let saved;
  await theirs.save(
    tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
      saved = {
        model: { modelTopology, weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }] },
        weights: base64(new Uint8Array(weightData)),
      };
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  saved.outputs = Array.from(tf.transpose(theirs.predict(batch(sequences, shape.inputs)), [1, 2, 0]).dataSync());
  found[activation] = { written: { outputs, weights: base64(files['weights.bin']) }, saved };
}
const target = new URL('from-tensorflow.json', import.meta.url);
fs.writeFileSync(target, `${JSON.stringify({ tensorflow: tf.version_core, found }, null, 1)}\n`);
