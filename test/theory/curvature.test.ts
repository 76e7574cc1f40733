// The curvature of a loss of activity against the Hessian that PyTorch's autograd gives (torch-hessian.py), and against
// differences of the loss itself, by the learner in double precision.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, it } from 'node:test';
import { type RateParameters, referenceLearner, type RateShape, type Sequences } from '../../engine/recurrent/index.ts';
import { alongModes, curvature, curvedParts, modesOf, stiffModes } from '../../engine/theory/index.ts';
import { near } from '../numbers.ts';
import { drawExample } from '../recurrent/rate-examples.ts';
import { kernels } from '../spectra/kernels-here.ts';

type Case = Record<'torch', string> &
  Record<'neurons' | 'inputs' | 'trials' | 'steps' | 'dt', number> &
  Record<
    | ('bias' | 'counted' | 'eigenvalues' | 'first' | 'gain' | 'given' | 'hessian' | 'importance' | 'input')
    | ('recurrent' | 'smoothness' | 'tau'),
    readonly number[]
  >;
const torch = JSON.parse(fs.readFileSync(new URL('torch-hessian.json', import.meta.url), 'utf8')) as Case;

describe('the Hessian of PyTorch', () => {
  const { neurons, inputs, trials, steps, dt } = torch;
  const shape: RateShape = { neurons, inputs, outputs: 0, activation: 'softplus', dt };
  const parameters: RateParameters = {
    recurrent: Float64Array.from(torch.recurrent),
    input: Float64Array.from(torch.input),
    readout: new Float64Array(0),
    readoutBias: new Float64Array(0),
    gain: Float64Array.from(torch.gain),
    bias: Float64Array.from(torch.bias),
    smoothness: Float64Array.from(torch.smoothness),
    tau: Float64Array.from(torch.tau),
    firstState: Float64Array.from(torch.first),
  };
  const sequences: Sequences = {
    trials,
    steps,
    inputs: Float64Array.from(torch.given),
    wanted: { kind: 'values', values: new Float64Array(0), weights: new Float64Array(steps * trials) },
  };
  const found = curvature(
    shape,
    parameters,
    sequences,
    { parts: curvedParts, neurons: Uint32Array.from(torch.counted), importance: torch.importance, trials, every: 1 },
    kernels,
  );
  const largest = torch.eigenvalues[0];
  it('number by number', () => {
    torch.hessian.forEach((value, at) => {
      near(found[at], value, 2e-6 * largest, `number ${at + 1}:`);
    });
  });
  it('its modes', () => {
    const size = 2 * neurons,
      modes = modesOf(found, size, kernels.algebra);
    torch.eigenvalues.forEach((value, k) => {
      near(modes.values[k], Math.max(value, 0), 2e-6 * largest, `mode ${k + 1}:`);
    });
    // the square of a vector is that along all modes together; H v = λ v
    const difference = Float64Array.from({ length: size }, (_, p) => Math.sin(p + 1));
    near(
      alongModes(modes, difference).reduce((sum, value) => sum + value, 0),
      difference.reduce((sum, value) => sum + value ** 2, 0),
      1e-12,
    );
    const curved = modes.values.reduce((sum, value, k) => sum + value * alongModes(modes, difference)[k], 0);
    let direct = 0;
    for (let p = 0; p < size; p++)
      for (let q = 0; q < size; q++) direct += difference[p] * torch.hessian[p * size + q] * difference[q];
    near(curved, direct, 1e-5 * direct);
    assert.equal(stiffModes(modes, 0), 0);
    assert.equal(stiffModes(modes, 0.9), shareOf(torch.eigenvalues, 0.9));
    // the silent gain, and what nothing recorded depends on, are no modes at all
    near(modes.values[size - 1], 0, 1e-12);
  });
});
function shareOf(values: readonly number[], share: number): number {
  const trace = values.reduce((sum, value) => sum + value, 0);
  return values.findIndex((_, k) => values.slice(0, k + 1).reduce((sum, value) => sum + value, 0) >= share * trace) + 1;
}

for (const continuous of [true, false])
  for (const activation of ['tanh', 'softplus'] as const)
    it(`differences of the loss, ${activation}, ${continuous ? 'in time' : 'in steps'}`, () => {
      const { shape, parameters, sequences } = drawExample(
        11,
        { activation, loss: 'activity', continuous, constraint: 'signs', starts: true },
        { neurons: 5, inputs: 2, outputs: 1, steps: 6, trials: 2 },
        true,
      );
      assert.equal(sequences.wanted.kind, 'activity');
      if (sequences.wanted.kind !== 'activity') return;
      const { neurons: counted, importance } = sequences.wanted;
      const learnerOf = (of: RateParameters) =>
        referenceLearner(shape, of, { rule: 'sgd', batch: sequences.trials, learned: {} });
      const exact = learnerOf(parameters),
        { rates } = exact.run(exact.load(sequences));
      const values = new Float64Array(sequences.steps * counted.length * sequences.trials);
      for (let t = 0; t < sequences.steps; t++)
        counted.forEach((neuron, m) => {
          for (let b = 0; b < sequences.trials; b++)
            values[(t * counted.length + m) * sequences.trials + b] =
              rates[(t * shape.neurons + neuron) * sequences.trials + b];
        });
      const weights = new Float64Array(sequences.steps * sequences.trials).fill(1);
      const followed: Sequences = { ...sequences, wanted: { ...sequences.wanted, values, weights } };
      const size = 2 * shape.neurons,
        step = 1e-3;
      const loss = (...moves: readonly (readonly [number, number])[]): number => {
        const gain = parameters.gain.slice(),
          bias = parameters.bias.slice();
        for (const [p, by] of moves) (p < shape.neurons ? gain : bias)[p % shape.neurons] += by;
        const learner = learnerOf({ ...parameters, gain, bias });
        return learner.evaluate(learner.load(followed)).loss;
      };
      const found = curvature(
        shape,
        parameters,
        sequences,
        { parts: curvedParts, neurons: counted, importance, trials: sequences.trials, every: 1 },
        kernels,
      );
      const largest = found.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      assert.ok(largest > 0.01);
      for (let p = 0; p < size; p++)
        for (let q = 0; q <= p; q++) {
          const second =
            (loss([p, step], [q, step]) -
              loss([p, step], [q, -step]) -
              loss([p, -step], [q, step]) +
              loss([p, -step], [q, -step])) /
            (4 * step ** 2);
          near(found[p * size + q], second, 1e-4 * largest, `${p}, ${q}:`);
        }
    });
