import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outgoingOf } from '../../engine/connectivity/index.ts';
import { simulateSpikes, type SpikingModel } from '../../engine/spiking/index.ts';
import { openBackend } from '../../runs/execute/backends.ts';
import type { KernelBackend } from '../../engine/kernels/index.ts';
import { fired, lif, silent } from './spiking-networks.ts';

const wasm = (await openBackend('wasm')) as KernelBackend;
const one = outgoingOf({ size: 1, values: Float64Array.of(0) });
const driven = (model: Partial<SpikingModel>, current: number, seconds = 0.2) =>
  simulateSpikes(
    one,
    { model: { ...lif, ...model }, drive: { kind: 'constant', current } },
    { duration: seconds, discard: 0, starts: 1 },
    { seed: 1, stream: 'one' },
    wasm,
  ).spikes;

/** From the reset on: t = tau ln((RI − Vr)/(RI − Vth)), V and RI from the rest. */
const closedForm = ({ tau, rest, reset, threshold, resistance }: SpikingModel, current: number): number => {
  const held = Number(resistance) * current * 1e-9 + rest;
  return Number(tau) * Math.log((held - reset) / (held - Number(threshold)));
};
for (const [name, model, current] of [
  ['the usual neuron', {}, 0.5],
  ['just above its rheobase of 0.15 nA', {}, 0.150001],
  ['one without a refractory time', { refractory: 0 }, 0.3],
  ['a coarse step', { dt: 1e-3, refractory: 3e-3 }, 0.4],
  ['no distance from the reset to rest, a slow membrane', { tau: 0.05, reset: -0.065, dt: 5e-4 }, 0.2],
] as const)
  test(`a driven neuron fires when the closed form says: ${name}`, () => {
    const neuron = { ...lif, ...model },
      { times } = driven(model, current, 1),
      interval = closedForm(neuron, current),
      steps = Math.ceil(neuron.refractory / neuron.dt - 1e-9);
    assert.equal(times.length, Math.floor((1 - interval) / (interval + steps * neuron.dt)) + 1);
    times.forEach((time, k) => {
      const expected = interval + k * (interval + steps * neuron.dt);
      assert.equal(Math.abs(time / expected - 1) < 1e-9, true, `spike ${k}: ${time}, not ${expected}`);
    });
  });

test('v′ = (2 − v)/10 ms reaches a threshold of 1 after 6.931 ms, and 2 ms of refractory time later again', () => {
  const { times } = driven({ tau: 0.01, rest: 0, reset: 0, threshold: 1, resistance: 1e9 }, 2, 0.05);
  assert.deepEqual(
    Array.from(times.slice(0, 3), (time) => time.toFixed(9)),
    [1, 2, 3].map((k) => (0.01 * Math.LN2 * k + 0.002 * (k - 1)).toFixed(9)),
  );
});

test('refractory times are rounded up to whole steps', () => {
  for (const [refractory, steps] of [
    [0, 0],
    [5e-5, 1],
    [2.5e-4, 3],
    [2.6e-4, 3],
    [2.9e-4, 3],
    [3e-4, 3],
  ]) {
    const { times } = driven({ refractory }, 0.5),
      interval = closedForm(lif, 0.5);
    assert.equal(Math.abs(times[1] - times[0] - interval - steps * 1e-4) < 1e-12, true, `${refractory} s`);
  }
});

test('below its rheobase a neuron is silent, and noise makes it fire at the ends of steps', () => {
  assert.equal(driven({}, 0.1499).times.length, 0);
  const { times } = driven({ noise: 0.01 }, 0.1499, 1);
  assert.equal(times.length > 5, true);
  for (const time of times) assert.equal(Math.abs(time / 1e-4 - Math.round(time / 1e-4)) < 1e-6, true);
});

test('noise spreads V as an Ornstein–Uhlenbeck process does, exactly for any step', () => {
  // from the reset, at rest, V is N(rest, ½ noise² (1 − e^(−2 dt/tau))) a step later
  for (const dt of [1e-3, 5e-3]) {
    const noise = 4e-3,
      deviation = noise * Math.sqrt((1 - Math.exp((-2 * dt) / 0.02)) / 2);
    const { times } = driven({ dt, noise, reset: -0.065, threshold: -0.065 + deviation, refractory: dt }, 0, 2e4 * dt);
    const intervals = Array.from(times.slice(1), (time, k) => Math.round((time - times[k]) / dt));
    const soonest = intervals.filter((steps) => steps === 2).length / intervals.length;
    const error = Math.sqrt((0.1587 * 0.8413) / intervals.length);
    assert.equal(intervals.length > 1000, true);
    assert.equal(Math.abs(soonest - 0.1587) < 4 * error, true, `dt ${dt}: ${soonest} ± ${error}`);
  }
});

test('a background of Poisson spikes drives with its mean: rate · weight · decay, and fires Poisson counts', () => {
  // far above threshold the mean current alone decides the rate; 20 kHz · 0.25 mV · 5 ms = 25 mV
  const { times } = driven({ background: { rate: 20000, weight: 0.25 } }, 0, 4);
  const interval = closedForm(lif, 0.25) + lif.refractory;
  assert.equal(Math.abs((times.length * interval) / 4 - 1) < 0.06, true, `${times.length / 4} Hz`);
});

test('what cannot be is refused', () => {
  for (const [model, says] of [
    [{ threshold: -0.06 }, /threshold of neuron 1, -0.06 V, is not above the reset/],
    [{ tau: 1e-4 }, /time constant of neuron 1, 0.0001 s, is not longer than dt/],
    [{ refractory: -1e-3 }, /not below 0/],
    [{ tau: Float64Array.of(0.02, 0.02) }, /tau has 2 numbers for 1 neurons/],
  ] as const)
    assert.throws(() => driven(model, 0.5), says);
  assert.throws(() => driven({ refractory: 0 }, 1e4), /fires twice within one step of 0.1 ms/);
  assert.equal(fired(silent).length, 0);
});
