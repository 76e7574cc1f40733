import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KernelBackend } from '../../engine/kernels/index.ts';
import { type Outgoing, outgoingOf } from '../../engine/connectivity/index.ts';
import { simulateSpikes, type SpikingModel } from '../../engine/spiking/index.ts';
import { openBackend } from '../../runs/execute/backends.ts';
import { backendsHere } from '../kernels/problems.ts';
import { fired, lif, mixed } from './spiking-networks.ts';

const wasm = (await openBackend('wasm')) as KernelBackend;
const run = { duration: 0.1, discard: 0, starts: 1, bin: 5e-3 },
  key = { seed: 1, stream: 'pair' };
/** Neuron 1 is driven by a shared drive of weight 0, neuron 0 of weight 1. */
const spikesOf = (outgoing: Outgoing, model: SpikingModel, current = 0.5, backend = wasm, duration = run.duration) =>
  simulateSpikes(outgoing, { model, drive: { kind: 'constant', current } }, { ...run, duration }, key, backend);

/**
 * The second neuron does not fire by itself (its threshold is high) and gets a weight from the first: its threshold is
 * reached when the closed form of the potential says.
 */
const pair = (weight: number): Outgoing => outgoingOf({ size: 2, values: Float64Array.of(0, 0, weight, 0) });
const high = -0.0149;
const receiver = (decay: number, delay: number): SpikingModel => ({
  ...lif,
  threshold: Float64Array.of(-0.05, high),
  delay,
  start: 'rest',
  synapses: { kind: 'current', decay: [decay, decay], reversal: [0, -0.08] },
});
test('a synaptic current moves a neuron as its closed form does, also where both time constants are the same', () => {
  for (const decay of [5e-3, 0.02, 0.0200001, 3e-4])
    for (const delay of [0, 1.5e-3]) {
      const model = receiver(decay, delay),
        { spikes } = spikesOf(pair(40), model, 0.5, wasm, 0.12);
      const first = fired(spikes).filter(([neuron]) => neuron === 0),
        second = fired(spikes).find(([neuron]) => neuron === 1)!;
      const arrivals = first.map(([, time]) => Math.ceil(time / 1e-4 - 1e-9) * 1e-4 + delay);
      // by a fine sum of the exact response of a membrane to each jump
      const potential = (time: number): number =>
        -0.065 +
        0.05 * (1 - Math.exp(-time / 0.02)) +
        arrivals
          .filter((arrival) => arrival < time)
          .reduce((sum, arrival) => sum + 0.04 * response(time - arrival, 0.02, decay), 0);
      assert.equal(Math.abs(potential(second[1]) - high) < 1e-12, true, `decay ${decay}, delay ${delay}`);
    }
});
function response(time: number, tau: number, decay: number): number {
  if (Math.abs(tau - decay) < 1e-5)
    return (time / tau) * Math.exp(-time / tau) * (1 + (time / 2) * (1 / tau - 1 / decay));
  return (decay / (tau - decay)) * (Math.exp(-time / tau) - Math.exp(-time / decay));
}

test('conductances are integrated to second order: a half of dt leaves a quarter of the error', () => {
  // where a neuron stands when nothing fires: the times at which a rising threshold is crossed would be on the grid,
  // so it is the share of neurons with thresholds on a ladder that have fired
  const crossed = (dt: number): number => {
    const rungs = 2000,
      outgoing: Outgoing = {
        size: rungs + 1,
        starts: Uint32Array.from({ length: rungs + 2 }, (_, k) => (k === 0 ? 0 : rungs)),
        targets: Uint32Array.from({ length: rungs }, (_, k) => k + 1),
        weights: new Float64Array(rungs).fill(60),
      };
    const model: SpikingModel = {
      ...lif,
      dt,
      delay: 0,
      refractory: 0.05,
      start: 'rest',
      reset: -0.0651,
      threshold: Float64Array.from({ length: rungs + 1 }, (_, k) => (k === 0 ? -0.0649 : -0.045 + (0.025 * k) / rungs)),
      tau: Float64Array.from({ length: rungs + 1 }, (_, k) => (k === 0 ? 1 : 0.02)),
      resistance: Float64Array.from({ length: rungs + 1 }, (_, k) => (k === 0 ? 1e10 : 1e8)),
      synapses: { kind: 'conductance', decay: [5e-3, 5e-3], reversal: [0, -0.08] },
    };
    return simulateSpikes(
      outgoing,
      { model, drive: { kind: 'constant', current: 1e-3 } },
      { ...run, duration: 0.048 },
      key,
      wasm,
    ).spikes.times.length;
  };
  const [coarse, middle, fine] = [1e-3, 5e-4, 6.25e-5].map(crossed);
  assert.equal(fine > 200 && fine < 1800, true, `${fine} rungs`);
  assert.equal(Math.abs(middle - fine) <= Math.abs(coarse - fine) / 2.5 + 2, true, `${coarse} ${middle} ${fine}`);
});

test('the same bits on every backend, for every kind of network', async () => {
  const size = 150,
    spread = Float64Array.from({ length: size }, (_, k) => 0.01 + 1e-4 * k);
  const models: Readonly<Record<string, Partial<SpikingModel>>> = {
    currents: {},
    'inhibition slower': { synapses: { kind: 'current', decay: [5e-3, 1e-2], reversal: [0, -0.08] }, inhibition: 3 },
    conductances: { synapses: { kind: 'conductance', decay: [5e-3, 1e-2], reversal: [0, -0.08] } },
    'time constants of its own': { tau: spread },
    'conductances of its own': {
      tau: spread,
      synapses: { kind: 'conductance', decay: [5e-3, 1e-2], reversal: [0, -0.08] },
    },
    noise: { noise: 5e-3, background: { rate: 500, weight: 1 } },
  };
  const circuit = mixed(size, 0.1, [1.5, -6]);
  const backends = (await backendsHere('kernels')) as unknown as readonly KernelBackend[];
  assert.equal(backends.length >= 2, true);
  for (const [name, model] of Object.entries(models)) {
    const found = backends.map((backend) => spikesOf(circuit, { ...lif, start: 'spread', ...model }, 0.2, backend));
    assert.equal(found[0].spikes.times.length > 50, true, name);
    for (const [k, { spikes, values }] of found.entries()) {
      assert.deepEqual(fired(spikes), fired(found[0].spikes), `${name}, ${backends[k].name}`);
      assert.deepEqual(values, found[0].values);
    }
  }
});

test('potentials and conductances too, where some neurons are held by strong inhibition', async () => {
  const circuit = mixed(150, 0.06, [6, -67]),
    model: SpikingModel = {
      ...lif,
      rest: -0.06,
      start: 'spread',
      synapses: { kind: 'conductance', decay: [5e-3, 1e-2], reversal: [0, -0.08] },
    };
  const backends = (await backendsHere('kernels')) as unknown as readonly KernelBackend[];
  const left = backends.map((backend) => {
    let state = new Float64Array(0);
    const watched: Pick<KernelBackend, 'spiking'> = {
      spiking(bytes) {
        const network = backend.spiking(bytes);
        const release = (): void => {
          state = network.memory().doubles.slice();
          network.release();
        };
        return { ...network, release };
      },
    };
    const drive = { kind: 'constant', current: 0.3 } as const;
    const { spikes } = simulateSpikes(circuit, { model, drive }, { ...run, duration: 0.05 }, key, watched);
    assert.equal(spikes.times.length > 50, true);
    return new BigUint64Array(state.buffer);
  });
  for (const [k, state] of left.entries())
    assert.equal(
      state.findIndex((bits, at) => bits !== left[0][at]),
      -1,
      backends[k].name,
    );
});

test('conductances however strong hold a neuron that is refractory as they come, and a weak one delays it', () => {
  const holding = (weight: number): readonly number[] =>
    fired(
      spikesOf(
        pair(weight),
        {
          ...lif,
          delay: 1e-4,
          synapses: { kind: 'conductance', decay: [5e-3, 1e-2], reversal: [0, -0.08] },
        },
        0.5,
        wasm,
        0.05,
      ).spikes,
    )
      .filter(([neuron]) => neuron === 1)
      .map(([, time]) => time);
  const alone = holding(0);
  assert.equal(alone.length >= 3, true, alone.join());
  // both fire together first; what a step takes of the potential, 0.005 · (1 + 0.1 · weight), is 5 and 50,000 times it
  for (const weight of [-1e4, -1e8]) assert.deepEqual(holding(weight), alone.slice(0, 1));
  assert.equal(holding(-5)[1] > alone[1], true);
});

test('activity is the number of spikes in each bin, of each run; runs begin differently', () => {
  const circuit = mixed(60, 0.1, [1.5, -6]);
  const { values, frames, neurons, bin, runs, spikes } = simulateSpikes(
    circuit,
    { model: { ...lif, start: 'spread' }, drive: { kind: 'constant', current: 0.3 } },
    { duration: 0.12, discard: 0.02, starts: 2, bin: 5e-3 },
    key,
    wasm,
  );
  assert.deepEqual([neurons, frames, bin, runs], [60, 40, 5e-3, [20, 20]]);
  assert.equal(
    values.reduce((sum, count) => sum + count, 0),
    spikes.times.length,
  );
  const counts = new Float32Array(60 * 40);
  fired(spikes).forEach(([neuron, time], k) => {
    const start = k < spikes.runs[0] ? 0 : 1;
    counts[(neuron * 2 + start) * 20 + Math.floor(Math.ceil(time / 1e-4 - 1e-6) / 50 - 1e-6)]++;
  });
  assert.deepEqual(counts, values);
  assert.notDeepEqual(values.slice(0, 20), values.slice(20, 40));
});
