import { stream } from '../../engine/random/index.ts';
import {
  type Activation,
  type Backend,
  type ClassifierShape,
  type ImageSet,
  initialParameters,
  type Normalisation,
  type Optimiser,
  type Parameters,
} from '../../engine/learning/index.ts';
import { type BackendName, listBackends, openBackend } from '../../runs/execute/backends.ts';

/** A network with images to show it; `order` names one minibatch. */
export interface Problem {
  readonly title: string;
  readonly shape: ClassifierShape;
  readonly initial: Parameters;
  readonly set: ImageSet;
  readonly normalisation: Normalisation;
  readonly order: Int32Array;
}

export const adam: Optimiser<'adam'> = { name: 'adam', rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0 };
const activations: readonly Activation[] = ['identity', 'relu', 'tanh', 'softplus', 'sigmoid'];
const batches = [1, 5, 64, 23];

/**
 * Every width with no, a fixed and a trained recurrent layer of 1 .. 3 steps; activations, biases, batch sizes and
 * numbers of inputs take turns.
 */
export function problems(): Problem[] {
  const found: Problem[] = [];
  for (const hidden of [0, 1, 7, 85, 300]) {
    for (const layer of hidden
      ? ['none', 'fixed 1', 'fixed 2', 'fixed 3', 'trained 1', 'trained 2', 'trained 3']
      : ['none']) {
      const turn = found.length,
        [kind, steps] = layer.split(' ');
      found.push(
        problem({
          inputs: [30, 147, 784][turn % 3],
          hidden,
          outputs: [2, 10, 17][turn % 3],
          batch: batches[turn % 4],
          input: hidden ? { activation: activations[turn % 5], biased: turn % 2 === 0 } : undefined,
          recurrent:
            kind === 'none'
              ? undefined
              : {
                  activation: activations[(turn + (turn >> 2) + 1) % 5],
                  biased: turn % 3 !== 0,
                  trained: kind === 'trained',
                  steps: Number(steps),
                },
          readout: { biased: turn % 4 !== 1 },
          optimiser: adam,
        }),
      );
    }
  }
  return found;
}

export function problem(shape: ClassifierShape, count = shape.batch + 3): Problem {
  const { inputs, hidden, outputs, batch, recurrent } = shape,
    draws = stream(7, 'test', 'images');
  const pixels = Uint8Array.from({ length: count * inputs }, () => draws.below(256));
  const set = {
    count,
    inputs,
    pixels,
    labels: Uint8Array.from({ length: count }, () => draws.below(outputs)),
    classes: outputs,
  };
  const layer = recurrent
    ? `, ${recurrent.trained ? 'trained' : 'fixed'} ` +
      `${recurrent.activation}${recurrent.biased ? ' biased' : ''} × ${recurrent.steps}`
    : '';
  return {
    title: `${inputs}-${hidden}-${outputs} ${shape.input?.activation ?? 'linear'}${layer}, batch ${batch}`,
    shape,
    initial: initialParameters(shape, 3, 'test'),
    set,
    normalisation:
      inputs % 3 === 0 ? { mean: [0.1, 0.5, 0.3], deviation: [0.2, 0.3, 0.4] } : { mean: [0.13], deviation: [0.31] },
    order: draws.permutation(count).subarray(0, batch),
  };
}

/** What runs on this machine, by the beginning of its name. */
export async function backendsHere(kind: 'kernels' | 'tfjs'): Promise<Backend[]> {
  const names = (await listBackends()).filter(({ available, reason }) => available && !reason).map(({ name }) => name);
  return Promise.all(
    names.filter((name: BackendName) => name.startsWith('tfjs') === (kind === 'tfjs')).map((name) => openBackend(name)),
  );
}
