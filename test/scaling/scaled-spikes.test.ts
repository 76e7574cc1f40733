// Homeostasis of spiking neurons: the rate comes to its target, from both sides, and the ratios of weights stay.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Matrix, outgoingOf } from '../../engine/connectivity/index.ts';
import type { KernelBackend } from '../../engine/kernels/index.ts';
import type { Backend } from '../../engine/learning/index.ts';
import { scaledSpikes, type Scaling } from '../../engine/scaling/index.ts';
import { simulateSpikes, type SpikingNetwork } from '../../engine/spiking/index.ts';
import { backendsHere } from '../kernels/problems.ts';
import { near } from '../numbers.ts';
import { lif, mixed } from '../spiking/spiking-networks.ts';

const backends = (await backendsHere('kernels')) as readonly Backend[] as readonly KernelBackend[],
  [backend] = backends;
const key = { seed: 2, stream: 'homeostasis' };
const network: SpikingNetwork = {
  model: { ...lif, dt: 5e-4, background: { rate: 1500, weight: 2 }, start: 'spread' },
  drive: { kind: 'constant', current: 0 },
};
const scaling: Scaling = { rule: 'rate', target: 20, rate: 3e-3, until: 2, weights: 'excitatory' };

/** Four fifths excite, one fifth inhibits, more strongly. */
function circuit(factor: number): Matrix {
  const { size, starts, targets, weights } = mixed(60, 0.2, [factor, -1]),
    values = new Float64Array(size * size);
  for (let pre = 0; pre < size; pre++)
    for (let at = starts[pre]; at < starts[pre + 1]; at++) values[targets[at] * size + pre] = weights[at];
  return { size, values };
}
const rateOf = (matrix: Matrix): number =>
  simulateSpikes(outgoingOf(matrix), network, { duration: 2.2, discard: 0.2, starts: 1, bin: 0.1 }, key, backend).spikes
    .times.length /
  matrix.size /
  2;

for (const [from, factor] of [
  ['below', 0.3],
  ['above', 3],
] as const)
  test(`the rate of spiking neurons comes to its target from ${from}`, () => {
    const before = circuit(factor),
      { matrix, course } = scaledSpikes(before, network, scaling, key, backend);
    const [first, last] = [rateOf(before), rateOf(matrix)];
    assert.equal(Math.abs(first - 20) > 4, true, `${first} Hz to begin with`);
    assert.equal(Math.sign(first - 20), from === 'below' ? -1 : 1);
    near(last, 20, 1.5, 'the rate with the scaled matrix, of a run of its own');
    near(course.seconds, 2, 2e-3);
    before.values.forEach((weight, at) => {
      const expected = weight > 0 ? weight * course.factors[Math.floor(at / before.size)] : weight;
      assert.equal(matrix.values[at], expected);
    });
  });

test('the scaled matrix has the same bits on every backend', () => {
  const [first, ...others] = backends.map(
    (one) => scaledSpikes(circuit(0.5), network, { ...scaling, until: 0.2 }, key, one).matrix.values,
  );
  for (const other of others) assert.deepEqual(other, first);
});

test('without connections nothing is reached and nothing said to be', () => {
  const size = 4,
    { course } = scaledSpikes({ size, values: new Float64Array(size * size) }, network, scaling, key, backend);
  assert.equal(course.settled, false);
  assert.equal(course.reached < 17, true);
});

test('flow control and a network that fires without end are refused', () => {
  assert.throws(() => scaledSpikes(circuit(1), network, { ...scaling, rule: 'flow' }, key, backend), RangeError);
  const wild = { ...network, model: { ...network.model, refractory: 0 } };
  assert.throws(() => scaledSpikes(circuit(500), wild, scaling, key, backend), /fires twice/);
});
