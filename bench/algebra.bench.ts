// Linear algebra against NumPy and SciPy: the same matrices, one thread each, rounds in turn, the ratio of the medians
// of processor time, so that a busy machine still decides. The results are compared.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spectralRadius } from '../engine/connectivity/index.ts';
import { simulate } from '../engine/dynamics/index.ts';
import type { KernelBackend, LinearAlgebra } from '../engine/kernels/index.ts';
import { stream } from '../engine/random/index.ts';
import type { Backend } from '../engine/learning/index.ts';
import { listBackends, openBackend } from '../runs/execute/backends.ts';
import { median } from './bench-data.ts';
import { startNumPy } from './peer.ts';

const rounds = Number(process.env.ROUNDS ?? 5);
type Task = {
  readonly name: string;
  readonly n: number;
  readonly symmetric?: boolean;
  readonly stable?: boolean;
  readonly goal: number;
  readonly goalWasm: number;
  readonly run: (
    algebra: LinearAlgebra,
    a: Float64Array,
    n: number,
    backend: KernelBackend,
  ) => Float64Array /** What is drawn differs: nothing to compare but the time. */;
  readonly random?: boolean;
};
const tasks: readonly Task[] = [
  {
    name: 'symmetric eigenvalues',
    n: 2000,
    symmetric: true,
    goal: 0.8,
    goalWasm: 0.4,
    run: (algebra, a, n) => algebra.symmetricEigenvalues(a, n),
  },
  {
    name: 'symmetric eigenvectors',
    n: 1000,
    symmetric: true,
    goal: 0,
    goalWasm: 0,
    run: (algebra, a, n) => algebra.symmetricEigenvectors(a, n).values,
  },
  {
    name: 'general eigenvalues',
    n: 500,
    goal: 0.4,
    goalWasm: 0.4,
    run: (algebra, a, n) => algebra.eigenvalues(a, n).re.sort(),
  },
  {
    name: 'spectral radius',
    n: 1000,
    goal: 0,
    goalWasm: 0,
    run: (algebra, values, size) => Float64Array.of(spectralRadius({ size, values }, algebra)),
  },
  {
    name: 'Lyapunov',
    n: 500,
    stable: true,
    goal: 0.4,
    goalWasm: 0.4,
    run: (algebra, a, n) => {
      const x = algebra.lyapunov(a, identity(n), n);
      return Float64Array.from({ length: n }, (_, i) => x[i * n + i]);
    },
  },
  {
    name: 'simulation',
    n: 2000,
    symmetric: true,
    goal: 1.2,
    goalWasm: 0.6,
    random: true,
    run: (_, a, n, backend) =>
      Float64Array.from(
        simulate(
          { size: n, values: a.map((value) => 0.4 * value) },
          {
            motion: { law: 'leaky', activation: 'identity', tau: 0.02, dt: 0.002, noise: 1, noiseScale: 'step' },
            duration: 2,
            discard: 1.998,
            starts: 20,
          },
          { seed: 1, stream: 'bench' },
          backend,
        ).values,
      ),
  },
  {
    name: 'singular values',
    n: 1000,
    goal: 0.4,
    goalWasm: 0.4,
    run: (algebra, a, n) => algebra.singularValues(a, n, n).sort(),
  },
];
const identity = (n: number) => Float64Array.from({ length: n * n }, (_, place) => Number(place % (n + 1) === 0));

const backends = await Promise.all(
  (await listBackends())
    .filter(({ name, available }) => available && !name.startsWith('tfjs'))
    .map(async ({ name }) => (await openBackend(name)) as Backend as KernelBackend),
);
const peer = startNumPy();
if (!peer)
  console.log(
    'algebra: NumPy and SciPy are not installed (Debian: python3-numpy python3-scipy), so there is nothing ' +
      'to compare with; times only',
  );
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const table: Record<string, Record<string, string>> = {};
let met = true,
  against = 'NumPy';
for (const { name, n, symmetric, stable, goal, goalWasm, run, random } of tasks.filter(
  ({ name }) => !process.env.TASK || name.includes(process.env.TASK),
)) {
  const draws = stream(1, 'bench', name),
    a = Float64Array.from({ length: n * n }, () => draws.normal() / Math.sqrt(n));
  if (symmetric) for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) a[i * n + j] = a[j * n + i];
  if (stable) for (let i = 0; i < n; i++) a[i * n + i] -= 1.1;
  const file = join(folder, 'matrix');
  writeFileSync(file, a);
  if (peer) ({ version: against } = await peer.ask<{ version: string }>({ open: { file, n } }));
  const theirs: number[] = [],
    ours = backends.map(() => [] as number[]);
  for (let round = 0; round <= rounds; round++) {
    const answer = await peer?.ask<{ seconds: number; values: number[] }>({ run: name });
    backends.forEach((own, i) => {
      const { name: backend, algebra } = own,
        before = process.cpuUsage(),
        values = run(algebra, a, n, own),
        { user, system } = process.cpuUsage(before),
        seconds = (user + system) / 1e6;
      if (round > 0) ours[i].push(seconds);
      const every = Math.max(1, Math.floor(n / 50)),
        scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      if (!random && answer?.values.some((value, k) => Math.abs(value - values[k * every]) > 1e-9 * scale)) {
        console.log(`algebra: ${name} of ${backend} are not those of NumPy`);
        met = false;
      }
    });
    if (answer && round > 0) theirs.push(answer.seconds);
  }
  const row: Record<string, string> = {};
  if (peer) row.NumPy = `${(median(theirs) * 1e3).toFixed(0)} ms`;
  backends.forEach(({ name: backend }, i) => {
    const own = median(ours[i]),
      ratio = peer && median(theirs) / own,
      bar = backend.startsWith('wasm') ? goalWasm : backend === 'native-sse' ? undefined : goal;
    if (ratio && bar && ratio < bar) met = false;
    const verdict = ratio && bar ? (ratio >= bar ? ' ok' : ` < ${bar}`) : '';
    row[backend] = `${ratio ? `${ratio.toFixed(2)}x${verdict} ` : ''}(${(own * 1e3).toFixed(0)} ms)`;
  });
  table[`${name}, n = ${n}`] = row;
}
rmSync(folder, { recursive: true });
peer?.close();
console.log(`Linear algebra: how many times as fast as ${against} on one thread, and milliseconds`);
console.table(table);
if (!met) {
  console.log('algebra: a goal is not met');
  process.exitCode = 1;
}
