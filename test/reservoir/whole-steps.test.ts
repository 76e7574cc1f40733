import assert from 'node:assert/strict';
import { it } from 'node:test';
import { stepsOf } from '../../engine/reservoir/index.ts';
import { lesioned } from '../../engine/reservoir/damage.ts';

const motion = { law: 'discrete', activation: 'identity', dt: 1e-3, noise: 0, noiseOn: 'state' } as const;
it('a time that is no whole number of steps is none, and the nearest is named', () => {
  assert.deepEqual(
    [1e-3, 20e-3, 0.3].map((time) => stepsOf(time, motion)),
    [1, 20, 300],
  );
  assert.throws(() => stepsOf(2.5e-3, motion), /2\.5 ms is no whole number of steps of 1 ms: take 3 ms/);
  assert.throws(() => stepsOf(0.3e-3, motion), /take 1 ms/);
});
it('a lesion that takes no neuron is none', () => {
  assert.equal(lesioned(2, 0.5, { seed: 1, stream: 'a' }).length, 1);
  assert.throws(() => lesioned(2, 0.1, { seed: 1, stream: 'a' }), /takes none/);
});
