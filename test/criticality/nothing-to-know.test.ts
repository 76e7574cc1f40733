import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  activeInformation,
  avalanchesOf,
  populationOf,
  susceptibility,
  transferEntropy,
} from '../../engine/criticality/index.ts';

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

it('what rounding leaves at a fixed point is no activity', () => {
  const ulp = 2 ** -24,
    key = { seed: 1, stream: 'dust' },
    options = { estimator: 'gaussian', history: 1, surrogates: 3 } as const;
  /** Three neurons around 0.5, 0.001 and −0.5, each ± so many units in the last place of 0.5. */
  const flickering = (units: number) =>
    activity(
      3,
      [0.5, 0.001, -0.5].flatMap((at, neuron) =>
        Array.from({ length: 400 }, (_, t) => at + (((t * (3 + neuron)) % 7) - 3) * units * ulp),
      ),
    );
  const dust = flickering(1),
    moving = flickering(1000);
  assert.throws(() => activeInformation(dust, options, key), /no neuron’s activity ever changes/);
  assert.throws(() => transferEntropy(dust, [[0, 1]], options, key), /no pair of neurons has activity that changes/);
  assert.equal(susceptibility(dust), 0);
  assert.equal(avalanchesOf(populationOf(dust), 0.5).sizes.length, 0);
  assert.equal(activeInformation(moving, options, key).of, 3);
  assert.equal(susceptibility(moving) > 0, true);
});

it('a level among counts is a whole number, so that sizes are; whole values that are signed are whole too', () => {
  const counted = avalanchesOf(populationOf(activity(1, [0, 4, 5, 9, 0, 5])), 0.5);
  assert.deepEqual([counted.level, [...counted.sizes], counted.areWhole], [4, [6], true]);
  const signed = avalanchesOf(populationOf(activity(1, [-3, 5, 9, -3, -2, 7, -3])), 0.5);
  assert.deepEqual([signed.level, [...signed.sizes], signed.areWhole], [-2, [18, 9], true]);
});
