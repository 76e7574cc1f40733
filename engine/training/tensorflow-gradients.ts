import type * as Tensors from '@tensorflow/tfjs-core';

type TensorFlow = typeof Tensors;
type Gradient = (
  error: Tensors.Tensor,
  saved: Tensors.Tensor[],
  attributes: { transposeA?: boolean; transposeB?: boolean },
) => Record<string, () => Tensors.Tensor>;

/**
 * The derivatives of the operations that a classifier is made of, for TensorFlow.js to chain. Its core package, as Node
 * loads it, has the operations and the chaining but no derivatives; those already registered (by tfjs-node) stay.
 */
export function registerGradients(tf: TensorFlow): void {
  const gradients: readonly {
    kernelName: string;
    inputsToSave?: string[];
    outputsToSave?: boolean[];
    gradFunc: Gradient;
  }[] = [
    {
      kernelName: tf.BatchMatMul,
      inputsToSave: ['a', 'b'],
      gradFunc(error, [a, b], { transposeA, transposeB }) {
        const product = (x: Tensors.Tensor, y: Tensors.Tensor, transposeX: boolean, transposeY: boolean) => () =>
          tf.matMul(x, y, transposeX, transposeY);
        return {
          a: transposeA ? product(b, error, !!transposeB, true) : product(error, b, false, !transposeB),
          b: transposeB ? product(error, a, true, !!transposeA) : product(a, error, !transposeA, false),
        };
      },
    },
    {
      kernelName: tf.Add,
      inputsToSave: ['a', 'b'],
      gradFunc: (error, [a, b]) => ({ a: () => summedTo(tf, error, a.shape), b: () => summedTo(tf, error, b.shape) }),
    },
    { kernelName: tf.Relu, inputsToSave: ['x'], gradFunc: (error, [x]) => ({ x: () => tf.mul(error, tf.step(x)) }) },
    {
      kernelName: tf.Tanh,
      outputsToSave: [true],
      gradFunc: (error, [y]) => ({ x: () => tf.mul(error, tf.sub(1, tf.square(y))) }),
    },
    {
      kernelName: tf.Sigmoid,
      outputsToSave: [true],
      gradFunc: (error, [y]) => ({ x: () => tf.mul(error, tf.mul(y, tf.sub(1, y))) }),
    },
    {
      kernelName: tf.Softplus,
      inputsToSave: ['x'],
      gradFunc: (error, [x]) => ({ x: () => tf.mul(error, tf.sigmoid(x)) }),
    },
  ];
  for (const gradient of gradients)
    if (!tf.getGradient(gradient.kernelName)) tf.registerGradient(gradient as unknown as Tensors.GradConfig);
}

/** Mean of −ln softmax(scores)·labels over the rows, with its derivative (softmax − labels) / rows. */
export function crossEntropy(tf: TensorFlow, scores: Tensors.Tensor2D, labels: Tensors.Tensor2D): Tensors.Scalar {
  const rows = scores.shape[0];
  const loss = tf.customGrad((...given: unknown[]) => {
    const [y, save] = given as [Tensors.Tensor2D, Tensors.GradSaveFunc];
    save([y, labels]);
    return {
      value: tf.div(tf.sum(tf.sub(tf.logSumExp(y, 1), tf.sum(tf.mul(y, labels), 1))), rows),
      gradFunc: (error: Tensors.Tensor, saved: Tensors.Tensor[]) =>
        tf.mul(tf.div(tf.sub(tf.softmax(saved[0]), saved[1]), rows), error),
    };
  });
  return loss(scores) as Tensors.Scalar;
}

/** What broadcasting spread is summed again. */
function summedTo(tf: TensorFlow, error: Tensors.Tensor, shape: number[]): Tensors.Tensor {
  return error.shape.length === shape.length ? error : tf.sum(error, 0);
}
