// The linearised network against finite differences of where the network itself settles.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stream } from '../../engine/random/index.ts';
import { type RateParameters, type RateShape, settledState } from '../../engine/recurrent/index.ts';
import { biasResponse, largestGrowth, linearised, recordingOrder } from '../../engine/theory/index.ts';
import { near } from '../numbers.ts';
import { kernels } from '../spectra/kernels-here.ts';

const neurons = 14;
function network(activation: RateShape['activation'], seed: number): { shape: RateShape; parameters: RateParameters } {
  const draws = stream(seed, 'network', 'weights');
  const normals = (count: number, mean: number, deviation: number) =>
    Float64Array.from({ length: count }, () => mean + deviation * draws.normal());
  const signs = Int8Array.from({ length: neurons }, (_, i) => (i < 10 ? 1 : -1));
  return {
    shape: {
      neurons,
      inputs: 1,
      outputs: 1,
      activation,
      dt: 0.1,
      signs,
      mask: Uint8Array.from({ length: neurons ** 2 }, () => Number(draws.uniform() < 0.6)),
    },
    parameters: {
      recurrent: normals(neurons ** 2, 0, 0.5 / Math.sqrt(neurons)),
      input: normals(neurons, 0, 1),
      readout: normals(neurons, 0, 1),
      readoutBias: new Float64Array(1),
      gain: normals(neurons, 1, 0.3),
      bias: normals(neurons, 0, 0.2),
      smoothness: new Float64Array(neurons).fill(2),
      tau: new Float64Array(neurons).fill(1),
      firstState: new Float64Array(neurons),
    },
  };
}

for (const activation of ['softplus', 'tanh', 'sigmoid'] as const)
  describe(activation, () => {
    const { shape, parameters } = network(activation, 3);
    it('dx/db is the slope of the state it settles in', () => {
      const { values } = biasResponse(shape, parameters),
        step = 1e-4;
      for (let j = 0; j < neurons; j++) {
        const moved = (by: number) => {
          const bias = parameters.bias.slice();
          bias[j] += by;
          return settledState(shape, { ...parameters, bias });
        };
        const [above, below] = [moved(step), moved(-step)];
        for (let i = 0; i < neurons; i++) near(values[i * neurons + j], (above[i] - below[i]) / (2 * step), 2e-5);
      }
    });
    it('comes back from a push if its growth is below 1, and leaves if it is above', () => {
      for (const scale of [0.5, 1, 4]) {
        const scaled = { ...parameters, recurrent: parameters.recurrent.map((weight) => scale * weight) };
        const growth = largestGrowth(shape, scaled, kernels.algebra);
        const { values } = linearised(shape, scaled);
        // x' = (−1 + J D) x for a long time
        let x = Float64Array.from({ length: neurons }, (_, i) => Math.sin(i + 1));
        const first = Math.hypot(...x);
        for (let t = 0; t < 4000; t++)
          x = x.map((value, i) => {
            let sum = 0;
            for (let j = 0; j < neurons; j++) sum += values[i * neurons + j] * x[j];
            return value + 0.02 * (sum - value);
          });
        assert.equal(Math.hypot(...x) < first, growth < 1);
      }
    });
  });

describe('the order of recording', () => {
  const { shape, parameters } = network('softplus', 4);
  const order = (choice: 'random' | 'best' | 'worst', seed = 1, of = parameters) => [
    ...recordingOrder(of, shape, choice, { seed, stream: 'students' }),
  ];
  it('has every neuron once', () => {
    for (const choice of ['random', 'best', 'worst'] as const)
      assert.deepEqual(
        order(choice).sort((a, b) => a - b),
        Array.from({ length: neurons }, (_, i) => i),
      );
  });
  it('random follows the seed; best and worst the connectome alone, whatever each gain and bias is', () => {
    assert.notDeepEqual(order('random', 1), order('random', 2));
    const permuted = {
      ...parameters,
      gain: parameters.gain.slice().reverse(),
      bias: parameters.bias.slice().reverse(),
      firstState: parameters.bias,
    };
    for (const choice of ['best', 'worst'] as const) {
      assert.deepEqual(order(choice, 1), order(choice, 2));
      assert.deepEqual(order(choice, 1, permuted), order(choice, 1));
    }
    assert.notDeepEqual(order('best'), order('worst'));
  });
});
