// Row 18 of the study, in small: linear networks remember for long, echo-state networks below half a second; one
// read-out for all delays suits the symmetric network. Bands hold with room for seeds 1 .. 4, of which the first is run
// here.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  drawMatrix,
  type Matrix,
  type MatrixProgram,
  scaleSpectrum,
  type SpectrumScale,
} from '../../engine/connectivity/index.ts';
import type { Motion } from '../../engine/dynamics/index.ts';
import { delayedChoice, type MemoryCurve, type MemoryTask, zeroShotRecall } from '../../engine/tasks/index.ts';
import { kernels } from '../activity/planted.ts';
import { near } from '../numbers.ts';

const key = { seed: 1, stream: 'x' };
const motion: Motion = {
  law: 'leaky',
  activation: 'identity',
  tau: 0.02,
  dt: 0.004,
  noise: 1,
  noiseScale: 'step',
};
const task: MemoryTask = {
  motion,
  stimuli: 10,
  interval: 1.2,
  runs: 24,
  shown: 0.05,
  magnitude: 6.25,
  delays: [0.15, 0.3, 0.5, 0.8],
  readout: 0.1,
};
const dense: MatrixProgram = {
  neurons: 300,
  weights: { distribution: 'uniform', takes: { low: -1, high: 1 } },
  symmetric: true,
  centred: false,
  positive: false,
  autapses: false,
};
const network = (program: MatrixProgram, scale: SpectrumScale): Matrix =>
  scaleSpectrum(drawMatrix(program, key).matrix, scale, kernels.algebra).matrix;
const symmetric = network(dense, { kind: 'max', value: 0.998 }),
  directed = network({ ...dense, symmetric: false }, { kind: 'max', value: 0.998 });

let choice: Record<'symmetric' | 'directed' | 'echo', MemoryCurve>;
before(() => {
  const echo = network(
    { ...dense, symmetric: false, wire: 0.1, weights: { distribution: 'normal', takes: { mean: 0, deviation: 1 } } },
    { kind: 'radius', value: 1.35 },
  );
  choice = {
    symmetric: delayedChoice(symmetric, task, key, kernels),
    directed: delayedChoice(directed, task, key, kernels),
    echo: delayedChoice(echo, { ...task, motion: { ...motion, activation: 'relu' } }, key, kernels),
  };
});

test(
  'all remember a choice at first; the echo-state network has lost it after half a second, the symmetric one ' +
    'has not after 0.8 s',
  () => {
    for (const { timed } of Object.values(choice)) assert.ok(timed[0] > 0.7, `${timed}`);
    assert.ok(choice.echo.timed[2] < 0.7 && choice.echo.timed[3] < 0.65, `${choice.echo.timed}`);
    assert.ok(choice.symmetric.timed[2] > 0.7 && choice.symmetric.timed[3] > 0.65, `${choice.symmetric.timed}`);
    assert.equal(choice.echo.chance, 0.5);
  },
);

test(
  'a read-out for all delays suits the symmetric network far more than the directed one: for a choice, and ' +
    'for stimuli never seen before',
  () => {
    assert.ok(
      choice.symmetric.untimed[3] > choice.directed.untimed[3] + 0.1,
      `${choice.symmetric.untimed}, ${choice.directed.untimed}`,
    );
    const recalled = [symmetric, directed].map((matrix) =>
      zeroShotRecall(
        matrix,
        { ...task, delays: [0.15, 0.3, 0.5], interval: 0.8, features: 50, ridge: 10 },
        key,
        kernels,
      ),
    );
    for (const { timed, chance } of recalled) {
      assert.ok(timed[0] > 0.9, `${timed}`);
      near(chance, 1 / 120, 1e-12);
    }
    assert.ok(recalled[0].untimed[2] > 1.3 * recalled[1].untimed[2], `${recalled[0].untimed}, ${recalled[1].untimed}`);
  },
);

test('memory is of what was shown: nothing shown, nothing remembered; the same key gives the same curve', () => {
  const small = network({ ...dense, neurons: 20 }, { kind: 'max', value: 0.9 }),
    short = { ...task, interval: 0.3, delays: [0.15], stimuli: 30 };
  near(delayedChoice(small, { ...short, magnitude: 0 }, key, kernels).timed[0], 0.5, 0.08);
  assert.deepEqual(delayedChoice(small, short, key, kernels), delayedChoice(small, short, key, kernels));
  for (const [wrong, message] of [
    [{ delays: [0.4] }, /a delay of 0.4 s does not lie between/],
    [{ delays: [] }, /needs a delay/],
    [{ stimuli: 1, runs: 2 }, /2 trials are too few/],
  ] as const) {
    assert.throws(() => delayedChoice(small, { ...short, ...wrong }, key, kernels), { name: 'RangeError', message });
  }
  assert.throws(
    () =>
      delayedChoice(small, short, key, kernels, () => {
        throw new Error('enough');
      }),
    /enough/,
  );
});
