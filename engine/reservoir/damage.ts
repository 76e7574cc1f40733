/** What is done to a network to see what is left of it. */
import type { Matrix } from '../connectivity/index.ts';
import { stream } from '../random/index.ts';
import type { DrivenNetwork } from './driven-network.ts';

/**
 * `lesion`: this share of the neurons is taken away; `weight_noise`: each weight is multiplied by 1 + s·N(0, 1);
 * `flips`: before each input this share of the units is turned to the opposite state.
 */
export interface Damage {
  readonly kind: 'lesion' | 'weight_noise' | 'flips';
  readonly size: number;
}
interface Key {
  readonly seed: number;
  readonly stream: string;
}

/** Neurons that a lesion takes, ascending: nested for larger ones. @throws RangeError where none would be left */
export function lesioned(neurons: number, share: number, key: Key): Int32Array {
  const count = Math.round(share * neurons);
  if (count === 0 && share > 0)
    throw new RangeError(
      `a lesion of ${Number((100 * share).toPrecision(6))} % of ${neurons} neurons takes none of them`,
    );
  if (count >= neurons) throw new RangeError('a lesion of all neurons leaves nothing to measure');
  return stream(key.seed, key.stream, 'lesion').permutation(neurons).slice(0, count).sort();
}
export function noisy(weights: Float64Array, deviation: number, key: Key): Float64Array {
  const draws = stream(key.seed, key.stream, 'weight noise');
  return weights.map((weight) => weight * (1 + deviation * draws.normal()));
}
/** A network without the neurons that a lesion takes, or with noise in its weights. */
export function damaged(network: DrivenNetwork, { kind, size }: Damage): DrivenNetwork {
  const { matrix, key } = network;
  switch (kind) {
    case 'flips':
      return network;
    case 'weight_noise':
      return { ...network, matrix: { size: matrix.size, values: noisy(matrix.values, size, key) } };
    case 'lesion': {
      const taken = new Set(lesioned(matrix.size, size, key)),
        left = Int32Array.from({ length: matrix.size }, (_, i) => i).filter((neuron) => !taken.has(neuron));
      return restricted(network, left);
    }
  }
}
/** Turns each unit with this probability, before each input. */
export function flips(share: number, key: Key): (states: Float64Array) => void {
  const draws = stream(key.seed, key.stream, 'flips');
  return (states) => {
    for (let i = 0; i < states.length; i++) if (draws.uniform() < share) states[i] = -states[i];
  };
}

function restricted(network: DrivenNetwork, left: Int32Array): DrivenNetwork {
  const { matrix, motion, inputWeights } = network;
  const own = (values: Float64Array): Float64Array => Float64Array.from(left, (neuron) => values[neuron]);
  return {
    ...network,
    matrix: part(matrix, left),
    motion: 'tau' in motion && typeof motion.tau !== 'number' ? { ...motion, tau: own(motion.tau) } : motion,
    ...(inputWeights && { inputWeights: own(inputWeights) }),
  };
}
function part({ size, values }: Matrix, left: Int32Array): Matrix {
  const { length } = left;
  return {
    size: length,
    values: Float64Array.from(
      { length: length * length },
      (_, at) => values[left[Math.floor(at / length)] * size + left[at % length]],
    ),
  };
}
