// Backpropagation through time against PyTorch: the same mathematics, trials, order and first weights, one thread each,
// processor time, rounds in turn, the ratio of the medians. The losses are compared, so that both did the same.
// ROUNDS: how many; LONG=1: the losses of 200 steps are compared too.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Expression } from '../engine/expressions/index.ts';
import type { KernelBackend } from '../engine/kernels/index.ts';
import { scheduleOf } from '../engine/learning/index.ts';
import { compilePenalty } from '../engine/penalties/index.ts';
import { stream } from '../engine/random/index.ts';
import type { LearnedParts, RateParameters, RateShape, Sequences } from '../engine/recurrent/index.ts';
import { listBackends, openBackend } from '../runs/execute/backends.ts';
import { median } from './bench-data.ts';
import { startRecurrentPyTorch } from './peer.ts';

const rounds = Number(process.env.ROUNDS ?? 7),
  chosen = process.env.BACKENDS?.split(','),
  turns = Array.from({ length: 100 }, (_, turn) => turn),
  adam = { name: 'adam', rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0 } as const;

interface Workload {
  readonly name: string;
  readonly kind: 'gains' | 'rnn' | 'weights';
  readonly neurons: number;
  readonly steps: number;
  /** Share of the weights that are not 0. */
  readonly density: number;
  readonly stepsPerRound: number;
  /** Trials of a minibatch; there are twice as many. */
  readonly batch: number;
  /** 0.3 · Σ |W| ∘ D ∘ C is added to the loss, D drawn, C the communicability of W. */
  readonly isPenalised?: true;
  readonly goals: Readonly<Record<string, number>>;
}
const goals = { 'native-avx512': 3.5, 'native-avx2': 1.8, wasm: 0.8 };
const workloads: readonly Workload[] = [
  {
    name: 'tanh, N = 300, 100 steps',
    kind: 'rnn',
    neurons: 300,
    steps: 100,
    density: 1,
    stepsPerRound: 4,
    batch: 32,
    goals,
  },
  {
    name: 'tanh, N = 312, 50 steps, communicability',
    kind: 'rnn',
    neurons: 312,
    steps: 50,
    density: 1,
    stepsPerRound: 2,
    batch: 128,
    isPenalised: true,
    goals: { 'native-avx512': 3.2, 'native-avx2': 1.7, wasm: 0.9 },
  },
  {
    name: 'tanh, N = 1,000, 100 steps',
    kind: 'rnn',
    neurons: 1000,
    steps: 100,
    density: 1,
    stepsPerRound: 1,
    batch: 32,
    goals: { 'native-avx512': 2.8, 'native-avx2': 1.4, wasm: 0.5 },
  },
  ...(['gains', 'weights'] as const).flatMap((kind) =>
    [1, 0.23].map((density) => ({
      name: `${kind}, N = 300, 400 steps${density < 1 ? `, ${100 * density} %` : ''}`,
      kind,
      neurons: 300,
      steps: 400,
      density,
      stepsPerRound: 1,
      batch: 32,
      goals,
    })),
  ),
];

function drawn({ kind, neurons, steps, density, batch }: Workload) {
  const trials = 2 * batch,
    draws = stream(1, 'bench', 'recurrent'),
    rnn = kind === 'rnn',
    outputs = rnn ? 1 : 0,
    wanted = rnn ? 1 : neurons;
  const normal = (length: number, deviation: number, mean = 0) =>
    Float64Array.from({ length }, () => Math.fround(mean + deviation * draws.normal()));
  const recurrent = normal(neurons ** 2, 0.9 / Math.sqrt(neurons * density)).map((w) =>
    draws.uniform() < density ? w : 0,
  );
  const shape: RateShape = {
    neurons,
    inputs: 2,
    outputs,
    activation: rnn ? 'tanh' : 'softplus',
    dt: rnn ? undefined : 0.05,
    mask: kind === 'weights' ? Uint8Array.from(recurrent, (w) => Number(w !== 0)) : undefined,
  };
  const parameters: RateParameters = {
    recurrent,
    input: normal(neurons * 2, 1),
    readout: normal(outputs * neurons, 1 / Math.sqrt(neurons)),
    readoutBias: new Float64Array(outputs),
    gain: rnn ? new Float64Array(neurons).fill(1) : normal(neurons, 0.2, 1),
    bias: normal(neurons, 0.1),
    smoothness: new Float64Array(neurons).fill(1),
    tau: new Float64Array(neurons).fill(1),
    firstState: rnn ? new Float64Array(neurons) : normal(neurons, 0.5),
  };
  const single = (length: number, mean: number) => Float32Array.from({ length }, () => mean + 0.3 * draws.normal());
  const weights = new Float32Array(steps * trials).fill(1),
    values = single(steps * wanted * trials, rnn ? 0 : 0.7);
  const sequences: Sequences = {
    trials,
    steps,
    inputs: single(steps * 2 * trials, 0),
    wanted: rnn
      ? { kind: 'values', values, weights }
      : {
          kind: 'activity',
          neurons: Uint32Array.from({ length: neurons }, (_, i) => i),
          values,
          importance: new Float32Array(neurons).fill(1),
          weights,
        },
  };
  const learned: LearnedParts = rnn
    ? { recurrent: {}, input: {}, bias: {}, readout: {}, readoutBias: {} }
    : kind === 'gains'
      ? { gain: {}, bias: {} }
      : { recurrent: {} };
  const distance = Float64Array.from({ length: neurons ** 2 }, () => Math.fround(draws.uniform()));
  return { shape, parameters, sequences, learned, values, distance };
}
const wiringCost: Expression = {
  call: '*',
  arguments: [
    0.3,
    {
      call: 'sum',
      arguments: [
        {
          call: '*',
          arguments: [
            { call: '*', arguments: [{ call: 'abs', arguments: [{ name: 'W' }] }, { name: 'distance' }] },
            { call: 'communicability', arguments: [{ name: 'W' }] },
          ],
        },
      ],
    },
  ],
};

const names = (await listBackends())
  .filter(({ name, available, reason }) => available && !reason && !name.startsWith('tfjs'))
  .map(({ name }) => name)
  .filter((name) => chosen?.includes(name) ?? true);
const peer = startRecurrentPyTorch();
if (!peer) console.log('recurrent: PyTorch is not installed (Debian: python3-torch): times only');
const processor = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const table: Record<string, Record<string, string>> = {},
  medians: Record<string, Record<string, number>> = {};
let met = true,
  against = 'PyTorch';
for (const workload of workloads) {
  if (process.env.WORKLOAD && !workload.name.includes(process.env.WORKLOAD)) continue;
  const { shape, parameters, sequences, learned, values, distance } = drawn(workload),
    { batch } = workload,
    { trials } = sequences,
    order = Int32Array.from(turns.flatMap((turn) => [...stream(1, 'bench', 'order', turn).permutation(trials)]));
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  for (const [name, numbers] of Object.entries(parameters))
    writeFileSync(join(folder, name), Float32Array.from(numbers));
  for (const [name, numbers] of Object.entries({
    inputs: sequences.inputs,
    values,
    order,
    distance: Float32Array.from(distance),
  }))
    writeFileSync(join(folder, name), numbers);
  const { kind, neurons, steps, stepsPerRound, isPenalised } = workload;
  const opened = await peer?.ask<{ version: string; blas: string }>({
    open: {
      kind,
      neurons,
      inputs: 2,
      outputs: 1,
      steps,
      batch,
      trials,
      dt: 0.05,
      rate: adam.rate,
      folder,
      penalised: isPenalised,
    },
  });
  if (opened) against = `PyTorch ${opened.version} with ${opened.blas}`;
  const ours = await Promise.all(
    names.map(async (name) => {
      const backend = (await openBackend(name)) as KernelBackend,
        learner = backend.rateLearner(shape, parameters, { rule: 'adam', batch, learned });
      return {
        name,
        learner,
        lesson: learner.load(sequences),
        penalty: isPenalised && compilePenalty(wiringCost, { distance }, neurons, backend.algebra),
        next: scheduleOf(adam),
        seconds: [] as number[],
        losses: [] as number[],
      };
    }),
  );
  const theirs = { seconds: [] as number[], losses: [] as number[] };
  const train = (one: (typeof ours)[number]) => {
    const at = (one.losses.length * batch) % order.length;
    const { loss } = one.learner.differentiate(one.lesson, order.subarray(at, at + batch)),
      added = one.penalty ? one.penalty.gradient(one.learner.acting()) : undefined;
    if (added) one.learner.add(added.gradient);
    one.losses.push(loss + (added?.value ?? 0));
    one.learner.update(one.next(), 1);
  };
  for (let round = 0; round <= rounds; round++) {
    for (const one of ours) {
      const start = processor();
      for (let i = 0; i < stepsPerRound; i++) train(one);
      if (round > 0) one.seconds.push((processor() - start) / stepsPerRound);
    }
    const answer = await peer?.ask<{ seconds: number; losses: number[] }>({ steps: stepsPerRound });
    if (answer && round > 0) theirs.seconds.push(answer.seconds / stepsPerRound);
    if (answer) theirs.losses.push(...answer.losses);
  }
  if (process.env.LONG && peer) {
    const left = 200 - theirs.losses.length;
    theirs.losses.push(...(await peer.ask<{ losses: number[] }>({ steps: left })).losses);
    for (const one of ours) while (one.losses.length < 200) train(one);
  }
  const row: Record<string, string> = {};
  const reference = peer && median(theirs.seconds);
  if (reference) row.pytorch = `${(reference * 1e3).toFixed(1)} ms`;
  medians[workload.name] = {};
  for (const { name, seconds, losses, learner, lesson, penalty } of ours) {
    const own = median(seconds),
      ratio = reference && reference / own,
      goal = workload.goals[name];
    medians[workload.name][name] = own;
    const apart = Math.max(...theirs.losses.map((loss, i) => Math.abs(losses[i] / loss - 1)));
    if (peer && !(apart < 1e-3)) {
      console.log(`recurrent: ${workload.name}: the losses of ${name} differ from those of PyTorch by ${apart}`);
      met = false;
    }
    if (ratio && goal && ratio < goal) met = false;
    row[name] = ratio
      ? `${ratio.toFixed(2)}x${goal ? (ratio >= goal ? ' ok' : ` < ${goal}`) : ''} ` +
        `(${(own * 1e3).toFixed(1)} ms; losses to ${apart.toExponential(0)})`
      : `${(own * 1e3).toFixed(1)} ms`;
    if (penalty) penalty.release();
    lesson.release();
    learner.release();
  }
  table[workload.name] = row;
  rmSync(folder, { recursive: true });
}
peer?.close();
console.log(`One update: how many times as fast as ${against} on one thread, and milliseconds`);
console.table(table);
for (const what of ['gains', 'weights']) {
  const [dense, sparse] = workloads.filter(({ kind }) => kind === what).map(({ name }) => medians[name]);
  if (dense && sparse)
    for (const name of names) {
      const ratio = dense[name] / sparse[name];
      console.log(`${name}: where ${what} learn and 23 % of the weights are not 0, ${ratio.toFixed(2)} times as fast`);
      if (ratio < 2) met = false;
    }
}
if (!met) {
  console.log('recurrent: a goal is not met');
  process.exitCode = 1;
}
