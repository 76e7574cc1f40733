import assert from 'node:assert/strict';
import { it } from 'node:test';
import { avalanchesOf, populationOf, susceptibility } from '../../engine/criticality/index.ts';

const activity = (neurons: number, values: readonly number[]) => ({
  neurons,
  frames: values.length / neurons,
  values: Float32Array.from(values),
  bin: 0.01,
  runs: [values.length / neurons],
});
it('a neuron below 0 has no events, also where the sum of all does not go below', () => {
  const population = populationOf(activity(2, [-1, 0, 2, 3, 0, 1]));
  assert.deepEqual([Array.from(population.runs[0]), population.isSigned], [[2, 0, 3], true]);
  assert.throws(() => avalanchesOf(population), /goes below 0/);
  assert.equal(populationOf(activity(1, [1, 0, 2])).isSigned, false);
});
it('in a single bin nothing varies', () => {
  assert.equal(susceptibility(activity(1, [1, 3])), 1);
  assert.ok(Number.isNaN(susceptibility(activity(2, [1, 3]))));
});
