import type { Spikes } from '../../engine/dynamics/index.ts';
import type { Outgoing } from '../../engine/connectivity/index.ts';
import type { SpikingModel } from '../../engine/spiking/index.ts';
import { stream } from '../../engine/random/index.ts';

/** The defaults of the language, but begun at the reset. */
export const lif: SpikingModel = {
  law: 'spiking',
  dt: 1e-4,
  tau: 0.02,
  resistance: 1e8,
  threshold: -0.05,
  reset: -0.06,
  rest: -0.065,
  refractory: 2e-3,
  delay: 1.5e-3,
  synapses: { kind: 'current', decay: [5e-3, 5e-3], reversal: [0, -0.08] },
  inhibition: 1,
  noise: 0,
  background: { rate: 0, weight: 1 },
  start: 'reset',
};
export const silent: Spikes = { neurons: new Uint32Array(0), times: new Float64Array(0), runs: [0] };
export const fired = ({ neurons, times }: Spikes): readonly (readonly [number, number])[] =>
  Array.from(neurons, (neuron, k) => [neuron, times[k]] as const);

/** Of so many neurons, a fifth of them inhibitory, each pair connected with a probability. */
export function mixed(size: number, probability: number, weights: readonly [number, number]): Outgoing {
  const draws = stream(7, 'mixed', 'wire'),
    starts = new Uint32Array(size + 1),
    targets: number[] = [],
    values: number[] = [];
  for (let pre = 0; pre < size; pre++) {
    for (let post = 0; post < size; post++)
      if (post !== pre && draws.uniform() < probability) {
        targets.push(post);
        values.push(weights[pre < 0.8 * size ? 0 : 1]);
      }
    starts[pre + 1] = targets.length;
  }
  return { size, starts, targets: Uint32Array.from(targets), weights: Float64Array.from(values) };
}
