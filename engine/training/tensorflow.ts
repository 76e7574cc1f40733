import type * as Tensors from '@tensorflow/tfjs-core';
import {
  type Activation,
  type Backend,
  type Classifier,
  type ClassifierShape,
  checkFit,
  checkImages,
  checkIndices,
  checkParameters,
  checkShape,
  type ImageLesson,
  type ImageSet,
  type Normalisation,
  type Parameters,
  softmaxCrossEntropy,
} from '../learning/index.ts';
import { crossEntropy, registerGradients } from './tensorflow-gradients.ts';
import { updaterOf } from './tensorflow-updates.ts';

type TensorFlow = typeof Tensors;
const evaluationRows = 256;

interface TensorFlowImages extends ImageLesson {
  rows(indices: Int32Array): Tensors.Tensor2D;
}

/**
 * The same networks by TensorFlow.js, operation by operation and differentiated by its tape: an independent check of
 * the kernels, and slow.
 * `tf` is @tensorflow/tfjs-core with its backend `engine` (`cpu`, `wasm`, `tensorflow`) registered and ready.
 */
export function tensorflowBackend(tf: TensorFlow, engine: string, name: string): Backend {
  registerGradients(tf);
  const active = <T>(work: () => T): T => {
    void tf.setBackend(engine); // takes effect at once, the backend being ready
    return work();
  };
  return {
    name,
    images: (set, normalisation) => loadImages(tf, set, normalisation),
    classifier(shape, initial) {
      const classifier = active(() => makeClassifier(tf, shape, initial));
      return {
        ...classifier,
        learn: (images, order) => active(() => classifier.learn(images, order)),
        gradients: (images, indices) => active(() => classifier.gradients(images, indices)),
        evaluate: (images) => active(() => classifier.evaluate(images)),
        parameters: () => active(() => classifier.parameters()),
        release: () => active(() => classifier.release()),
      };
    },
  };
}

function loadImages(tf: TensorFlow, set: ImageSet, normalisation: Normalisation): TensorFlowImages {
  checkImages(set, normalisation);
  const { mean, deviation } = normalisation,
    { inputs, pixels } = set,
    plane = inputs / mean.length;
  return {
    set,
    count: set.count,
    rows(indices) {
      const values = new Float32Array(indices.length * inputs);
      for (let i = 0; i < indices.length; i++) {
        for (let p = 0; p < inputs; p++) {
          const channel = Math.floor(p / plane);
          values[i * inputs + p] = (pixels[indices[i] * inputs + p] / 255 - mean[channel]) / deviation[channel];
        }
      }
      return tf.tensor2d(values, [indices.length, inputs]);
    },
    release() {},
  };
}

function makeClassifier(tf: TensorFlow, shape: ClassifierShape, initial: Parameters): Classifier {
  checkShape(shape);
  checkParameters(shape, initial);
  const { inputs, hidden, outputs, recurrent } = shape;
  const learns = (name: string) => name !== 'W' || recurrent!.trained;
  const sizes: Record<string, number[]> = {
    A: [hidden, inputs],
    a: [hidden],
    W: [hidden, hidden],
    b: [hidden],
    R: [outputs, hidden || inputs],
    r: [outputs],
  };
  const variables = Object.fromEntries(
    Object.entries(initial)
      .filter(([, values]) => values !== undefined)
      .map(([name, values]) => [name, tf.variable(tf.tensor(values as Float32Array, sizes[name]), learns(name))]),
  );
  const learning = Object.entries(variables).filter(([name]) => learns(name));
  const updater = updaterOf(tf, shape.optimiser);

  const through = (from: Tensors.Tensor2D, weights: string, bias: string, activation: Activation): Tensors.Tensor2D => {
    const product = tf.matMul(from, variables[weights] as Tensors.Tensor2D, false, true);
    return activate(tf, variables[bias] ? tf.add(product, variables[bias]) : product, activation);
  };
  const scores = (images: Tensors.Tensor2D): Tensors.Tensor2D => {
    let state = shape.input ? through(images, 'A', 'a', shape.input.activation) : images;
    for (let step = 0; recurrent && step < recurrent.steps; step++)
      state = through(state, 'W', 'b', recurrent.activation);
    return through(state, 'R', 'r', 'identity');
  };
  const differentiate = (images: TensorFlowImages, indices: Int32Array) => {
    checkFit(shape, images.set);
    checkIndices(indices, shape.batch, images.set.count);
    const rows = images.rows(indices),
      wanted = new Float32Array(indices.length * outputs);
    indices.forEach((index, i) => {
      wanted[i * outputs + images.set.labels[index]] = 1;
    });
    const labels = tf.tensor2d(wanted, [indices.length, outputs]);
    const { value, grads } = tf.variableGrads(
      () => crossEntropy(tf, scores(rows), labels),
      learning.map(([, variable]) => variable),
    );
    return {
      loss: value.dataSync()[0],
      gradients: learning.map(([name, variable]) => ({ name, variable, gradient: grads[variable.name] })),
    };
  };
  return {
    objective: softmaxCrossEntropy,
    batch: shape.batch,
    learn(images, order) {
      const losses: number[] = [],
        { batch } = shape;
      checkIndices(order, Infinity, images.count);
      for (let from = 0; from < order.length && losses.every(Number.isFinite); from += batch)
        scoped(tf, () => {
          const { loss, gradients } = differentiate(images as TensorFlowImages, order.subarray(from, from + batch));
          updater.update(gradients);
          losses.push(loss);
        });
      return Float64Array.from(losses);
    },
    gradients: (images, indices) =>
      scoped(tf, () => {
        const { loss, gradients } = differentiate(images as TensorFlowImages, indices);
        const found = Object.fromEntries(
          gradients.map(({ name, gradient }) => [name, gradient.dataSync().slice() as Float32Array]),
        );
        if (recurrent && !recurrent.trained) found.W = new Float32Array(hidden * hidden);
        return { loss, gradients: found as unknown as Parameters };
      }),
    evaluate(images) {
      const { set, rows } = images as TensorFlowImages;
      checkFit(shape, set);
      let loss = 0,
        correct = 0;
      for (let first = 0; first < set.count; first += evaluationRows) {
        const indices = Int32Array.from({ length: Math.min(evaluationRows, set.count - first) }, (_, i) => first + i);
        const values = scoped(tf, () => scores(rows(indices)).dataSync<'float32'>().slice());
        for (let i = 0; i < indices.length; i++) {
          const row = values.subarray(i * outputs, (i + 1) * outputs),
            label = set.labels[first + i];
          const most = row.reduce((a, b) => Math.max(a, b));
          correct += Number(row.indexOf(most) === label);
          loss += Math.log(row.reduce((sum, value) => sum + Math.exp(value - most), 0)) + most - row[label];
        }
      }
      return { loss: loss / set.count, accuracy: correct / set.count };
    },
    parameters: () =>
      Object.fromEntries(
        Object.entries(variables).map(([name, variable]) => [name, variable.dataSync().slice() as Float32Array]),
      ) as unknown as Parameters,
    release() {
      updater.dispose();
      for (const variable of Object.values(variables)) variable.dispose();
    },
  };
}

/** Frees the tensors that `work` made, whatever it returns. */
function scoped<T>(tf: TensorFlow, work: () => T): T {
  tf.engine().startScope();
  try {
    return work();
  } finally {
    tf.engine().endScope();
  }
}

function activate(tf: TensorFlow, x: Tensors.Tensor, activation: Activation): Tensors.Tensor2D {
  switch (activation) {
    case 'identity':
      return x as Tensors.Tensor2D;
    case 'relu':
      return tf.relu(x) as Tensors.Tensor2D;
    case 'tanh':
      return tf.tanh(x) as Tensors.Tensor2D;
    case 'sigmoid':
      return tf.sigmoid(x) as Tensors.Tensor2D;
    case 'softplus':
      return tf.softplus(x) as Tensors.Tensor2D;
  }
}
