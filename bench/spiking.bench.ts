// Networks of leaky integrate-and-fire neurons against Brian2's compiled loop: the benchmarks of Brette et al. (2007)
// with 80 and with 200 synapses a neuron, the same synapses and the same potentials at the start. Processor time of the
// loop alone on both sides; Brian2 needs a compiler and half a minute before it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KernelBackend } from '../engine/kernels/index.ts';
import { stream } from '../engine/random/index.ts';
import type { Outgoing } from '../engine/connectivity/index.ts';
import { simulateSpikes, type SpikingModel, type SynapseKind } from '../engine/spiking/index.ts';
import { openBackend } from '../runs/execute/backends.ts';
import { median } from './bench-data.ts';
import { startBrian } from './peer.ts';

const rounds = Number(process.env.ROUNDS ?? 5),
  // while a loop is young its process also compiles JavaScript, on other threads of the same processor time
  warming = 3,
  seconds = 1,
  goal = 4;
const networks = [
  { neurons: 4000, each: 80, kind: 'current' },
  { neurons: 10000, each: 200, kind: 'current' },
  { neurons: 4000, each: 80, kind: 'conductance' },
  { neurons: 10000, each: 200, kind: 'conductance' },
] as const;
const key = { seed: 1, stream: 'bench' };
const modelOf = (kind: SynapseKind): SpikingModel => ({
  law: 'spiking',
  dt: 1e-4,
  tau: 0.02,
  resistance: 1e8,
  threshold: -0.05,
  reset: -0.06,
  rest: kind === 'current' ? -0.049 : -0.06,
  refractory: 5e-3,
  delay: 1.5e-3,
  synapses: { kind, decay: [5e-3, 1e-2], reversal: [0, -0.08] },
  inhibition: 1,
  noise: 0,
  background: { rate: 0, weight: 0 },
  start: 'spread',
});

/** Four fifths excitatory; weights in mV of the current, or in nS, less where there are more of them. */
function circuit(neurons: number, each: number, kind: SynapseKind): Outgoing {
  const draws = stream(1, 'bench', 'wire'),
    starts = new Uint32Array(neurons + 1),
    targets: number[] = [],
    weights: number[] = [];
  const [exciting, inhibiting] = kind === 'current' ? [1.62, -9] : [6, -67];
  for (let pre = 0; pre < neurons; pre++) {
    for (let post = 0; post < neurons; post++)
      if (post !== pre && draws.uniform() < each / neurons) {
        targets.push(post);
        weights.push(((pre < 0.8 * neurons ? exciting : inhibiting) * 80) / each);
      }
    starts[pre + 1] = targets.length;
  }
  return { size: neurons, starts, targets: Uint32Array.from(targets), weights: Float64Array.from(weights) };
}
/** Processor time of the steps alone, in ms. */
function timed(backend: KernelBackend, outgoing: Outgoing, model: SpikingModel, drive: number) {
  let spent = 0;
  const watched: Pick<KernelBackend, 'spiking'> = {
    spiking(bytes) {
      const memory = backend.spiking(bytes);
      return {
        ...memory,
        advance(steps) {
          const before = process.cpuUsage(),
            done = memory.advance(steps),
            { user, system } = process.cpuUsage(before);
          spent += (user + system) / 1000;
          return done;
        },
      };
    },
  };
  const { spikes } = simulateSpikes(
    outgoing,
    { model, drive: { kind: 'constant', current: drive } },
    { duration: seconds, discard: 0, starts: 1, bin: 5e-3 },
    key,
    watched,
  );
  return { spent, rate: spikes.times.length / outgoing.size / seconds };
}

const brian = startBrian();
if (!brian) console.log('Brian2 is not installed (apt-get install python3-brian): our own times only.');
const backends = (await Promise.all(['native', 'wasm'].map((name) => openBackend(name)))) as unknown as KernelBackend[];
console.log(
  `one second of a network, ${rounds} rounds in turn, medians; times as fast as Brian2 (goal ${goal} of the addon)`,
);
for (const { neurons, each, kind } of networks) {
  const outgoing = circuit(neurons, each, kind),
    model = modelOf(kind),
    drive = kind === 'current' ? 0 : 0.2;
  const folder = mkdtempSync(join(tmpdir(), 'spiking-'));
  try {
    const path = (name: string, values: Uint32Array | Float64Array): string => {
      writeFileSync(join(folder, name), new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
      return join(folder, name);
    };
    const pre = new Uint32Array(outgoing.targets.length);
    for (let neuron = 0; neuron < neurons; neuron++)
      pre.fill(neuron, outgoing.starts[neuron], outgoing.starts[neuron + 1]);
    const draws = stream(key.seed, key.stream, 'start', 0);
    await brian?.ask({
      ...{ neurons, kind, seconds, dt: model.dt, delay: model.delay, refractory: model.refractory },
      ...{ taum: 0.02, taue: 5e-3, taui: 1e-2, rest: model.rest, threshold: -0.05, reset: -0.06, held: drive * 0.1 },
      pre: path('pre', pre),
      post: path('post', outgoing.targets),
      weight: path(
        'weight',
        Float64Array.from(outgoing.weights, (w) => (kind === 'current' ? w / 1000 : w / 10)),
      ),
      start: path(
        'start',
        Float64Array.from({ length: neurons }, () => -0.06 + 0.01 * draws.uniform()),
      ),
    });
    const theirs: { readonly seconds: number; readonly spikes: number }[] = [],
      ours = backends.map(({ name }) => ({ name, found: [] as ReturnType<typeof timed>[] }));
    for (let round = -warming; round < rounds; round++) {
      if (brian && round >= 0) theirs.push(await brian.ask({ again: true }));
      for (const [k, backend] of backends.entries()) ours[k].found.push(timed(backend, outgoing, model, drive));
    }
    const peer = brian && 1000 * median(theirs.map(({ seconds }) => seconds));
    const rows = ours.map(({ name, found }) => ({
      name,
      spent: median(found.slice(warming).map(({ spent }) => spent)),
      rate: found[0].rate,
    }));
    console.log(
      `${neurons} neurons, ${outgoing.targets.length} synapses, ${kind}: ` +
        rows
          .map(
            ({ name, spent, rate }) =>
              `${name} ${spent.toFixed(0)} ms` +
              `${peer ? `, ${(peer / spent).toFixed(2)} times` : ''} (${rate.toFixed(1)} Hz)`,
          )
          .join('; ') +
        (peer ? `; Brian2 ${peer.toFixed(0)} ms (${(theirs[0].spikes / neurons / seconds).toFixed(1)} Hz)` : ''),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
brian?.close();
