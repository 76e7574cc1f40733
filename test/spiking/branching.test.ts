import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outgoingOf } from '../../engine/connectivity/index.ts';
import { poisson, simulateBranching } from '../../engine/spiking/index.ts';
import { stream } from '../../engine/random/index.ts';

const one = (m: number) => outgoingOf({ size: 1, values: Float64Array.of(m) });
const model = { law: 'branching', dt: 1e-3 } as const,
  key = { seed: 1, stream: 'branching' };
const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

test('a driven branching network has the mean h / (1 − m) and the variance mean / (1 − m²)', () => {
  // the deviation of the mean of T steps is √(h / T) / (1 − m)^1.5
  for (const [m, h, steps] of [
    [0.9, 1, 40000],
    [0.5, 3, 10000],
    [0, 10, 4000],
  ] as const) {
    const { values } = simulateBranching(
      one(m),
      { model, drive: h },
      { duration: (steps + 500) * 1e-3, discard: 0.5, starts: 1 },
      key,
    );
    const expected = h / (1 - m),
      found = mean(values),
      deviation = Math.sqrt(h / steps) / (1 - m) ** 1.5;
    assert.equal(Math.abs(found - expected) < 4 * deviation, true, `m ${m}: ${found}, not ${expected}`);
    const variance = values.reduce((sum, value) => sum + (value - found) ** 2, 0) / values.length;
    assert.equal(Math.abs((variance * (1 - m * m)) / expected - 1) < 0.15, true, `m ${m}: variance ${variance}`);
  }
});

test('events go from a neuron to those that its weights reach, one step later, and to no other', () => {
  // a ring of four: what arrives at the first alone travels round, one neuron in each step
  const values = new Float64Array(16);
  for (let pre = 0; pre < 3; pre++) values[(pre + 1) * 4 + pre] = 0.8;
  const activity = simulateBranching(
    outgoingOf({ size: 4, values }),
    { model, drive: 0.5 },
    { duration: 20, discard: 0, starts: 1 },
    key,
  );
  const means = [0, 1, 2, 3].map((i) => mean(activity.values.subarray(i * 20000, (i + 1) * 20000)));
  for (const [i, expected] of [0.5, 0.9, 1.22, 1.476].entries())
    assert.equal(Math.abs(means[i] / expected - 1) < 0.04, true, `neuron ${i + 1}: ${means[i]}`);
  const lagged = (from: number, to: number, lag: number): number => {
    let sum = 0;
    for (let t = 0; t < 20000 - lag; t++)
      sum += (activity.values[from * 20000 + t] - means[from]) * (activity.values[to * 20000 + t + lag] - means[to]);
    return sum / 20000;
  };
  assert.equal(Math.abs(lagged(0, 1, 1) / (0.8 * 0.5) - 1) < 0.15, true);
  assert.equal(Math.abs(lagged(0, 1, 2)) < 0.03 && Math.abs(lagged(1, 0, 1)) < 0.03, true);
});

test('negative weights and what grows without bound are refused', () => {
  const of = (m: number) => () =>
    simulateBranching(one(m), { model, drive: 1 }, { duration: 2, discard: 0, starts: 1 }, key);
  assert.throws(of(-0.1), /weights of 0 or more, and one of them is -0.1/);
  assert.throws(of(1.2), /beyond ten million in a step by step \d+: the spectral radius of the weights is above 1/);
});

test('Poisson numbers have the probabilities of their law, also where a mean is drawn in parts', () => {
  for (const lambda of [0.08, 3, 100]) {
    const draws = stream(3, 'poisson', 'test'),
      count = 20000,
      found = new Map<number, number>();
    for (let k = 0; k < count; k++) {
      const value = poisson(lambda, draws);
      found.set(value, (found.get(value) ?? 0) + 1);
    }
    let probability = Math.exp(-lambda),
      chi = 0,
      cells = 0;
    for (let k = 0; k < 200; k++, probability *= lambda / k) {
      const expected = probability * count;
      if (expected < 20) continue;
      chi += ((found.get(k) ?? 0) - expected) ** 2 / expected;
      cells++;
    }
    assert.equal(chi < cells + 5 * Math.sqrt(2 * cells), true, `λ = ${lambda}: χ² ${chi} of ${cells}`);
  }
});
