// Simulated networks against the exact laws of their modes, and against the recursion written out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Matrix } from '../../engine/connectivity/index.ts';
import { type Activity, type Motion, type Simulation, simulate } from '../../engine/dynamics/index.ts';
import type { KernelBackend } from '../../engine/kernels/index.ts';
import type { Backend } from '../../engine/learning/index.ts';
import { backendsHere } from '../kernels/problems.ts';
import { near } from '../numbers.ts';
import { chainSpectrum } from '../spectra/chain-spectrum.ts';

const backends = (await backendsHere('kernels')) as readonly Backend[] as readonly KernelBackend[],
  [backend] = backends;
const key = { seed: 1, stream: 'test' };
const leaky = { law: 'leaky', activation: 'identity', tau: 0.02, dt: 0.002, noise: 1, noiseScale: 'step' } as const;
const inSteps = { law: 'discrete', activation: 'identity', dt: 0.002, noise: 2 } as const;
const linear: Simulation = {
  motion: leaky,
  duration: 3,
  discard: 1,
  starts: 256,
};

// A symmetric matrix of known eigenvalues: H diag(λ) H with the Householder reflection H of (1, 1, 1, 1)/2.
const eigenvalues = [0.95, 0.6, 0, -0.8];
const modes = eigenvalues.map((_, k) => eigenvalues.map((__, i) => Number(i === k) - 0.5));
const symmetric: Matrix = {
  size: 4,
  values: Float64Array.from({ length: 16 }, (_, at) =>
    eigenvalues.reduce((sum, value, k) => sum + value * modes[k][at >> 2] * modes[k][at & 3], 0),
  ),
};
const along = (activity: Activity, k: number): Float64Array =>
  Float64Array.from({ length: activity.frames }, (_, t) =>
    modes[k].reduce((sum, weight, i) => sum + weight * activity.values[i * activity.frames + t], 0),
  );

/** ⟨x(t + lag) x(t)⟩ within runs. */
function product(values: Float64Array, runs: readonly number[], lag: number): number {
  let sum = 0,
    count = 0,
    from = 0;
  for (const length of runs) {
    for (let t = from; t + lag < from + length; t++) {
      sum += values[t] * values[t + lag];
      count++;
    }
    from += length;
  }
  return sum / count;
}

const step = leaky.dt / leaky.tau,
  decay = (value: number) => 1 - step * (1 - value);
const chain = chainSpectrum(eigenvalues, { step }),
  binned = chainSpectrum(eigenvalues, { step, bin: 23 });
const laws: readonly {
  readonly name: string;
  readonly simulation: Simulation;
  readonly variance: (k: number) => number;
  readonly decay?: (value: number) => number;
}[] = [
  { name: 'noise per step', simulation: linear, variance: (k) => chain[k], decay },
  {
    name: 'noise by √dt',
    simulation: { ...linear, motion: { ...leaky, noiseScale: 'diffusion', noise: 0.5 } },
    variance: (k) => (0.25 * chain[k]) / step,
    decay,
  },
  { name: 'bins of 23 steps', simulation: { ...linear, bin: 0.046, duration: 6 }, variance: (k) => binned[k] },
  {
    name: 'discrete time',
    simulation: { ...linear, motion: inSteps },
    variance: (k) => 4 / (1 - eigenvalues[k] ** 2),
    decay: (value) => value,
  },
];
for (const { name, simulation, variance, decay: law } of laws)
  test(`modes have the variance and the autocorrelation of the exact law: ${name}`, () => {
    const activity = simulate(symmetric, simulation, key, backend);
    eigenvalues.forEach((value, k) => {
      const values = along(activity, k),
        found = product(values, activity.runs, 0);
      near(found, variance(k), 0.07 * variance(k), `variance at ${value}`);
      if (law)
        for (const lag of [1, 5])
          assert.ok(
            Math.abs(product(values, activity.runs, lag) / found - law(value) ** lag) < 0.02,
            `autocorrelation of ${value} at lag ${lag}`,
          );
    });
  });

const directed: Matrix = { size: 5, values: Float64Array.from({ length: 25 }, (_, at) => (((at * 7) % 11) - 5) / 12) };
const recursions: readonly {
  readonly name: string;
  readonly motion: Motion;
  readonly next: (x: number, driven: number) => number;
}[] = [
  { name: 'leaky', motion: { ...leaky, noise: 0 }, next: (x: number, driven: number) => x + step * (driven - x) },
  {
    name: 'leaky, rectified',
    motion: { ...leaky, noise: 0, activation: 'relu' },
    next: (x: number, driven: number) => Math.max(0, x + step * (driven - x)),
  },
  { name: 'discrete', motion: { ...inSteps, noise: 0 }, next: (_: number, driven: number) => driven },
  {
    name: 'discrete, rectified',
    motion: { ...inSteps, noise: 0, activation: 'relu' },
    next: (_: number, driven: number) => Math.max(0, driven),
  },
];
for (const { name, motion, next } of recursions)
  for (const { name: on, moving } of backends)
    test(`without noise a network (${name}) follows its recursion on ${on}`, () => {
      const { values, frames } = simulate(directed, { ...linear, motion, duration: 0.04, discard: 0, starts: 3 }, key, {
        moving,
      });
      for (let run = 0; run < 3; run++)
        for (let t = 0; t + 1 < frames / 3; t++)
          for (let i = 0; i < 5; i++) {
            const state = (neuron: number, time: number) => values[neuron * frames + (run * frames) / 3 + time];
            let driven = 0;
            for (let j = 0; j < 5; j++) driven += directed.values[i * 5 + j] * state(j, t);
            const expected = next(state(i, t), driven);
            assert.ok(Math.abs(state(i, t + 1) - expected) < 1e-6, `${state(i, t + 1)}, not ${expected}`);
          }
    });

test('the same key gives the same bits, another seed others; the draws are the same on every backend', () => {
  const short = { ...linear, duration: 0.4, discard: 0.1, starts: 5 },
    unconnected: Matrix = { size: 4, values: new Float64Array(16) };
  const [first, ...others] = backends.map((own) => simulate(unconnected, short, key, own).values);
  for (const other of others) assert.deepEqual(other, first);
  assert.deepEqual(simulate(symmetric, short, key, backend), simulate(symmetric, short, key, backend));
  assert.notDeepEqual(
    simulate(symmetric, short, { ...key, seed: 2 }, backend).values,
    simulate(symmetric, short, key, backend).values,
  );
});

test('runs are laid out one after another, in whole bins', () => {
  const { frames, runs, bin, neurons } = simulate(
    symmetric,
    { ...linear, duration: 0.5, discard: 0.1, starts: 3, bin: 0.046 },
    key,
    backend,
  );
  assert.deepEqual({ frames, runs, neurons }, { frames: 24, runs: [8, 8, 8], neurons: 4 });
  near(bin, 0.046, 1e-12, 'bin');
});

for (const { name, settings, matrix = symmetric, message, errorName = 'RangeError' } of [
  { name: 'nothing is left', settings: { duration: 1, discard: 1 }, message: /nothing is left of a run of 500 steps/ },
  {
    name: 'noise without bound',
    settings: { motion: { ...linear.motion, noise: Infinity } },
    message: /^noise is Infinity, where a finite/,
  },
  {
    name: 'a weight that is none',
    settings: {},
    matrix: { size: 4, values: symmetric.values.map((value, place) => (place === 6 ? NaN : value)) },
    message: /^row 2, column 3 of the matrix is NaN/,
  },
  {
    name: 'activity grows',
    settings: {},
    matrix: { size: 4, values: symmetric.values.map((value) => 5 * value) },
    message: /grew beyond all bounds.*real part of 1 or more/,
    errorName: 'GrowsWithoutBound',
  },
])
  test(`a simulation says why it cannot be: ${name}`, () =>
    assert.throws(() => simulate(matrix, { ...linear, ...settings }, key, backend), { name: errorName, message }));

test('a simulation says how far it is, and ends when it is told to', () => {
  const shares: number[] = [];
  simulate(symmetric, { ...linear, duration: 1.03 }, key, backend, (done) => shares.push(done));
  assert.equal(shares.at(-1), 1);
  assert.ok(shares.every((share, i) => i === 0 || share > shares[i - 1]));
  assert.throws(
    () =>
      simulate(symmetric, linear, key, backend, () => {
        throw new Error('enough');
      }),
    /enough/,
  );
});
