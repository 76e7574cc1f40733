// Memory capacity and Lyapunov spectrum of a tanh map of 300 against a NumPy loop: the same matrix, one thread each,
// processor time, rounds in turn, the ratio of the medians. The numbers are compared, within what other inputs make.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inputWeights } from '../engine/dynamics/index.ts';
import type { KernelBackend } from '../engine/kernels/index.ts';
import type { Backend } from '../engine/learning/index.ts';
import { stream } from '../engine/random/index.ts';
import { type DrivenNetwork, lyapunovExponents, memoryCapacity } from '../engine/reservoir/index.ts';
import { listBackends, openBackend } from '../runs/execute/backends.ts';
import { median } from './bench-data.ts';
import { startReservoirNumPy } from './peer.ts';

const rounds = Number(process.env.ROUNDS ?? 3),
  n = 300,
  goal = 3;
interface Task {
  readonly name: string;
  readonly steps: number;
  readonly tolerance: number;
  readonly run: (network: DrivenNetwork, steps: number) => number;
}
const tasks: readonly Task[] = [
  {
    name: 'memory capacity',
    steps: 20_000,
    tolerance: 3,
    run: (network, steps) =>
      memoryCapacity(network, { from: 1, to: 60 }, { hold: 1, inputs: steps + 500, discard: 500 }).capacity,
  },
  {
    name: 'Lyapunov spectrum',
    steps: 5000,
    tolerance: 0.02,
    run: (network, steps) =>
      lyapunovExponents(network, 10, { steps: 1.1 * steps, discard: 0.1 * steps, hold: 1 }).exponents[0].value,
  },
];
const draws = stream(1, 'bench', 'reservoir'),
  values = Float64Array.from({ length: n * n }, () => draws.normal() / Math.sqrt(n)),
  key = { seed: 1, stream: 'bench' };
const networkOf = (kernels: KernelBackend): DrivenNetwork => ({
  matrix: { size: n, values },
  motion: { law: 'rateMap', transfer: 'tanh', dt: 1e-3, noise: 0 },
  drive: { kind: 'shared', law: { distribution: 'uniform', takes: { low: -0.5, high: 0.5 } } },
  inputWeights: inputWeights(n, key),
  key,
  kernels,
});
const processorSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const backends = await Promise.all(
  (await listBackends())
    .filter(({ name, available }) => available && !name.startsWith('tfjs'))
    .map(async ({ name }) => (await openBackend(name)) as Backend as KernelBackend),
);
const peer = startReservoirNumPy();
if (!peer)
  console.log('reservoir: NumPy is not installed (Debian: python3-numpy), so there is nothing to compare with');
const folder = mkdtempSync(join(tmpdir(), 'bench-')),
  file = join(folder, 'matrix');
writeFileSync(file, values);
await peer?.ask({ open: { file, n } });
const table: Record<string, Record<string, string>> = {};
let met = true;
for (const { name, steps, tolerance, run } of tasks) {
  const theirs: number[] = [],
    ours = backends.map(() => [] as number[]);
  for (let round = 0; round <= rounds; round++) {
    const answer = await peer?.ask<{ seconds: number; value: number }>({ run: name, steps });
    backends.forEach((kernels, i) => {
      const start = processorSeconds(),
        value = run(networkOf(kernels), steps);
      if (round > 0) ours[i].push(processorSeconds() - start);
      if (answer && Math.abs(value - answer.value) > tolerance) {
        console.log(`reservoir: ${name} of ${kernels.name} is ${value}, that of NumPy ${answer.value}`);
        met = false;
      }
    });
    if (answer && round > 0) theirs.push(answer.seconds);
  }
  const row: Record<string, string> = peer ? { NumPy: `${(median(theirs) * 1e3).toFixed(0)} ms` } : {};
  backends.forEach(({ name: backend }, i) => {
    const own = median(ours[i]),
      ratio = peer && median(theirs) / own,
      counts = backend !== 'native-sse' && !backend.startsWith('wasm');
    if (ratio && counts && ratio < goal) met = false;
    const verdict = ratio && counts ? (ratio >= goal ? ' ok' : ` < ${goal}`) : '';
    row[backend] = `${ratio ? `${ratio.toFixed(2)}x${verdict} ` : ''}(${(own * 1e3).toFixed(0)} ms)`;
  });
  table[`${name}, N = ${n}, ${steps.toLocaleString('en')} steps`] = row;
}
rmSync(folder, { recursive: true });
peer?.close();
console.table(table);
if (!met) {
  console.log('reservoir: a goal is not met');
  process.exitCode = 1;
}
