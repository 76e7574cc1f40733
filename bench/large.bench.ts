// Large and long rate networks, N = 1,000 and 32 trials, recurrent weights learning: what a second thread inside a job
// saves (wall clock, so leave the machine alone), and what steps that are computed again save in memory and cost.
// ROUNDS: how many; LONG=1: 10,000 steps too (about two minutes).
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { KernelBackend } from '../engine/kernels/index.ts';
import { scheduleOf } from '../engine/learning/index.ts';
import { stream } from '../engine/random/index.ts';
import type { RateLearnerSettings, RateParameters, RateShape, Sequences } from '../engine/recurrent/index.ts';
import { openBackend } from '../runs/execute/backends.ts';

const neurons = 1000,
  trials = 32,
  adam = { name: 'adam', rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0 } as const,
  order = Int32Array.from({ length: trials }, (_, at) => at);

async function learnerOf(steps: number, more: Partial<RateLearnerSettings>) {
  const draws = stream(1, 'bench', 'large'),
    normal = (length: number, deviation: number) => Float64Array.from({ length }, () => deviation * draws.normal()),
    same = (value: number) => new Float64Array(neurons).fill(value);
  const shape: RateShape = { neurons, inputs: 2, outputs: 1, activation: 'tanh' };
  const parameters: RateParameters = {
    recurrent: normal(neurons ** 2, 0.9 / Math.sqrt(neurons)),
    input: normal(2 * neurons, 1),
    readout: normal(neurons, 1 / Math.sqrt(neurons)),
    readoutBias: new Float64Array(1),
    gain: same(1),
    bias: normal(neurons, 0.1),
    smoothness: same(1),
    tau: same(1),
    firstState: same(0),
  };
  const single = (length: number) => Float32Array.from({ length }, () => 0.3 * draws.normal());
  const sequences: Sequences = {
    trials,
    steps,
    inputs: single(2 * steps * trials),
    wanted: { kind: 'values', values: single(steps * trials), weights: new Float32Array(steps * trials).fill(1) },
  };
  const backend = (await openBackend(process.env.BACKEND)) as KernelBackend,
    learner = backend.rateLearner(shape, parameters, {
      rule: 'adam',
      batch: trials,
      learned: { recurrent: {}, input: {}, bias: {}, readout: {}, readoutBias: {} },
      ...more,
    }),
    lesson = learner.load(sequences),
    next = scheduleOf(adam);
  const train = () => {
    const start = performance.now(),
      { user } = process.cpuUsage(),
      { loss } = learner.differentiate(lesson, order);
    learner.update(next(), 1);
    return { loss, wall: performance.now() - start, processor: (process.cpuUsage().user - user) / 1e3 };
  };
  return { name: backend.name, train, state: () => Buffer.from(learner.state()) };
}

/** A process of its own, for its peak is that of all it did. */
if (process.env.ALONE) {
  const { steps, updates, room } = JSON.parse(process.env.ALONE) as { steps: number; updates: number; room?: number };
  const { train } = await learnerOf(steps, room === undefined ? {} : { room });
  let best = Infinity,
    loss = 0;
  for (let update = 0; update < updates; update++) {
    const one = train();
    best = Math.min(best, one.processor);
    loss = one.loss;
  }
  console.log(JSON.stringify({ peak: process.resourceUsage().maxRSS / 2 ** 20, best, loss }));
  process.exit();
}
const alone = (task: { steps: number; updates: number; room?: number }) => {
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url)], {
    env: { ...process.env, ALONE: JSON.stringify(task) },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(stdout) as { peak: number; best: number; loss: number };
};

let met = true;
const goal = (holds: boolean, text: string) => {
  if (!holds) met = false;
  return `${text} ${holds ? 'ok' : 'MISSED'}`;
};

const rounds = Number(process.env.ROUNDS ?? 9),
  [one, two] = await Promise.all([1, 2].map((threads) => learnerOf(100, { threads })));
const times = { one: [] as number[], two: [] as number[] };
let same = true;
for (let round = 0; round < rounds; round++) {
  const first = one.train(),
    second = two.train();
  same &&= first.loss === second.loss;
  times.one.push(first.wall);
  times.two.push(second.wall);
}
same &&= one.state().equals(two.state());
const [single, shared] = [Math.min(...times.one), Math.min(...times.two)],
  share = single / shared;
console.log(
  `${one.name}, N = 1,000, 100 steps, 32 trials: one thread ${single.toFixed(0)} ms, two ${shared.toFixed(0)} ms: ` +
    `${share.toFixed(2)} times as fast by wall clock (best of ${rounds}, ${availableParallelism()} processors)` +
    `${goal(share >= 1.7 || availableParallelism() < 2, ', goal 1.7')}; ${goal(same, 'the same bits')}`,
);

const whole = alone({ steps: 1000, updates: 3 }),
  bytesOfStep = 4 * trials * (neurons + 2),
  tenth = alone({ steps: 1000, updates: 3, room: 100 * bytesOfStep }),
  dearer = tenth.best / whole.best;
console.log(
  [
    `1,000 steps: ${goal(whole.peak < 2, `peak of the process ${whole.peak.toFixed(2)} GB, goal 2`)}`,
    `with room for 100 steps ${tenth.peak.toFixed(2)} GB`,
    goal(dearer < 1.4, `${dearer.toFixed(2)} times the time, goal 1.4`),
    goal(tenth.loss === whole.loss, 'the same loss'),
  ].join('; '),
);
if (process.env.LONG) {
  const long = alone({ steps: 10_000, updates: 1 }),
    again = long.best / (10 * whole.best);
  console.log(
    `10,000 steps: ${goal(long.peak < 4, `peak of the process ${long.peak.toFixed(2)} GB, goal 4`)}; ` +
      goal(again < 1.4, `${again.toFixed(2)} times the time of ten times 1,000, goal 1.4`),
  );
}
if (!met) {
  console.log('large: a goal is not met');
  process.exitCode = 1;
}
