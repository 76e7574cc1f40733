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
  sgd: (tf, { rate, momentum, decay }) => decaying(tf, decay, tf.train.momentum(rate, momentum)),
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
