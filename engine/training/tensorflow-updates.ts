import type * as Tensors from '@tensorflow/tfjs-core';
import type { Optimiser, UpdateRule } from '../learning/index.ts';

type TensorFlow = typeof Tensors;
/** A variable that learns, with the gradient of the loss by it. */
export interface Slope {
  readonly variable: Tensors.Variable;
  readonly gradient: Tensors.Tensor;
}
/** Changes variables by their gradients, and holds what the rule remembers of earlier ones. */
export interface Updater {
  update(slopes: readonly Slope[]): void;
  dispose(): void;
}

const updaters: { readonly [Name in UpdateRule]: (tf: TensorFlow, optimiser: Optimiser<Name>) => Updater } = {
  adam: (tf, { rate, beta1, beta2, epsilon, decay }) => decaying(tf, decay, tf.train.adam(rate, beta1, beta2, epsilon)),
  adamw(tf, { rate, beta1, beta2, epsilon, decay }) {
    const adam = tf.train.adam(rate, beta1, beta2, epsilon);
    return {
      update(slopes) {
        for (const { variable } of slopes) tf.tidy(() => variable.assign(tf.mul(variable, 1 - rate * decay)));
        adam.applyGradients(slopes.map(({ variable, gradient }) => ({ name: variable.name, tensor: gradient })));
      },
      dispose: () => adam.dispose(),
    };
  },
  sgd: (tf, { rate, momentum, decay }) => decaying(tf, decay, tf.train.momentum(rate, momentum)),
  rmsprop(tf, { rate, smoothing, epsilon, momentum, decay }) {
    const squares = new Map<string, Tensors.Tensor>();
    const steps = tf.train.momentum(rate, momentum);
    return {
      update(slopes) {
        const scaled = slopes.map(({ variable, gradient }) => {
          const before = squares.get(variable.name);
          const [square, step] = tf.tidy(() => {
            const g = decay ? tf.add(gradient, tf.mul(variable, decay)) : gradient,
              fresh = tf.mul(tf.square(g), 1 - smoothing);
            const mean = before ? tf.add(tf.mul(before, smoothing), fresh) : fresh;
            return [tf.keep(mean), tf.div(g, tf.add(tf.sqrt(mean), epsilon))];
          });
          before?.dispose();
          squares.set(variable.name, square);
          return { name: variable.name, tensor: step };
        });
        steps.applyGradients(scaled);
        for (const { tensor } of scaled) tensor.dispose();
      },
      dispose() {
        steps.dispose();
        for (const square of squares.values()) square.dispose();
      },
    };
  },
};

export const updaterOf = <Name extends UpdateRule>(tf: TensorFlow, optimiser: Optimiser<Name>): Updater =>
  updaters[optimiser.name](tf, optimiser);

/** `decay` times the variable is added to its gradient. */
const decaying = (tf: TensorFlow, decay: number, optimiser: Tensors.Optimizer): Updater => ({
  update(slopes) {
    const gradients: Tensors.NamedTensorMap = {};
    for (const { variable, gradient } of slopes)
      gradients[variable.name] = decay ? tf.add(gradient, tf.mul(variable, decay)) : gradient;
    optimiser.applyGradients(gradients);
  },
  dispose: () => optimiser.dispose(),
});
