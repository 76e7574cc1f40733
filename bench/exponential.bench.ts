// e^M and the gradient of a weighted sum of it, as the penalty `communicability` needs them, against torch.matrix_exp
// in the same precision: the same matrix (columns sum to 1), one thread each, processor time, rounds in turn, the ratio
// of the medians. The gradients are compared with PyTorch's in double precision.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KernelBackend } from '../engine/kernels/index.ts';
import { stream } from '../engine/random/index.ts';
import { listBackends, openBackend } from '../runs/execute/backends.ts';
import { median } from './bench-data.ts';
import { startExponential } from './peer.ts';

const rounds = Number(process.env.ROUNDS ?? 7),
  sizes = process.env.LONG ? [300, 1000] : [300],
  precisions = [
    { precision: 'single', theirName: 'float32', within: 1e-6 },
    { precision: 'double', theirName: 'float64', within: 1e-12 },
  ] as const,
  goal = 10;
const names = (await listBackends())
  .filter(({ name, available, reason }) => available && !reason && !name.startsWith('tfjs'))
  .map(({ name }) => name);
const backends = await Promise.all(
  names.map(async (name) => ({ name, algebra: ((await openBackend(name)) as KernelBackend).algebra })),
);
const milliseconds = (seconds: number): string => `${(seconds * 1e3).toFixed(0)} ms`;
const peer = startExponential(),
  table: Record<string, Record<string, string>> = {};
let met = true;
for (const n of sizes) {
  const draws = stream(1, 'bench', 'exponential'),
    matrix = Float64Array.from({ length: n * n }, () => draws.uniform()),
    weights = Float64Array.from({ length: n * n }, () => draws.normal());
  for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += matrix[i * n + j];
    for (let i = 0; i < n; i++) matrix[i * n + j] /= sum;
  }
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  writeFileSync(join(folder, 'matrix'), matrix);
  writeFileSync(join(folder, 'weights'), weights);
  await peer?.ask({ open: { folder, n } });
  const pairs = precisions.map((each) => ({
    ...each,
    ours: backends.map(({ name, algebra }) => ({
      name,
      exponential: algebra.exponential(n, each.precision),
      seconds: [] as number[],
      gradient: new Float64Array() as Float64Array,
    })),
    theirs: [] as number[],
    theirGradient: [] as number[],
  }));
  for (let round = 0; round <= rounds; round++)
    for (const pair of pairs) {
      for (const one of pair.ours) {
        const start = process.cpuUsage();
        one.exponential.of(matrix);
        one.gradient = one.exponential.gradient(weights);
        const { user, system } = process.cpuUsage(start);
        if (round > 0) one.seconds.push((user + system) / 1e6);
      }
      const answer = await peer?.ask<{ seconds: number; gradient: number[] }>({ run: pair.theirName });
      if (!answer) continue;
      if (round > 0) pair.theirs.push(answer.seconds);
      pair.theirGradient = answer.gradient;
    }
  const every = Math.max(1, Math.floor((n * n) / 50)),
    exact = pairs[pairs.length - 1].theirGradient,
    largest = exact.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (const { precision, within, ours, theirs } of pairs) {
    const row: Record<string, string> = peer ? { pytorch: milliseconds(median(theirs)) } : {};
    for (const { name, seconds, gradient, exponential } of ours) {
      exponential.release();
      const own = median(seconds);
      row[name] = milliseconds(own);
      if (!peer) continue;
      const ratio = median(theirs) / own,
        apart = exact.reduce((most, value, at) => Math.max(most, Math.abs(value - gradient[at * every])), 0);
      if (!(apart < within * largest)) {
        console.log(`exponential: the gradient of ${name} is not that of PyTorch: ${apart} of ${largest}`);
        met = false;
      }
      if (name.startsWith('native') && name !== 'native-sse' && ratio < goal) met = false;
      row[name] = `${ratio.toFixed(1)}x (${row[name]})`;
    }
    table[`n = ${n}, ${precision} precision`] = row;
  }
  rmSync(folder, { recursive: true });
}
peer?.close();
console.log(`e^M and its gradient: how many times as fast as PyTorch, and milliseconds; goal ${goal}`);
console.table(table);
if (!met) {
  console.log('exponential: a goal is not met');
  process.exitCode = 1;
}
