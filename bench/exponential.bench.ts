// e^M and the gradient of a weighted sum of it, in double precision, as the penalty `communicability` needs them,
// against torch.matrix_exp in both precisions: the same matrix (columns sum to 1), one thread each, processor time,
// rounds in turn, the ratio of the medians. The gradients are compared.
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
  precisions = ['float32', 'float64'] as const,
  goal = 10;
const names = (await listBackends())
  .filter(({ name, available, reason }) => available && !reason && !name.startsWith('tfjs'))
  .map(({ name }) => name);
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
  const ours = await Promise.all(
      names.map(async (name) => ({
        name,
        algebra: ((await openBackend(name)) as KernelBackend).algebra,
        seconds: [] as number[],
        gradient: new Float64Array() as Float64Array,
      })),
    ),
    theirs = precisions.map((precision) => ({ precision, seconds: [] as number[], gradient: [] as number[] }));
  for (let round = 0; round <= rounds; round++) {
    for (const one of ours) {
      const start = process.cpuUsage(),
        exponential = one.algebra.exponential(matrix, n);
      one.gradient = exponential.gradient(weights);
      exponential.release();
      const { user, system } = process.cpuUsage(start);
      if (round > 0) one.seconds.push((user + system) / 1e6);
    }
    if (peer)
      for (const one of theirs) {
        const answer = await peer.ask<{ seconds: number; gradient: number[] }>({ run: one.precision });
        if (round > 0) one.seconds.push(answer.seconds);
        one.gradient = answer.gradient;
      }
  }
  const row: Record<string, string> = {},
    every = Math.max(1, Math.floor((n * n) / 50));
  if (peer) for (const { precision, seconds } of theirs) row[precision] = `${(median(seconds) * 1e3).toFixed(0)} ms`;
  for (const { name, seconds, gradient } of ours) {
    const own = median(seconds);
    row[name] = `${(own * 1e3).toFixed(0)} ms`;
    if (!peer) continue;
    const [single, double] = theirs.map((one) => median(one.seconds) / own),
      [, exact] = theirs,
      largest = exact.gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
      apart = exact.gradient.reduce((most, value, at) => Math.max(most, Math.abs(value - gradient[at * every])), 0);
    if (!(apart < 1e-12 * largest)) {
      console.log(`exponential: the gradient of ${name} is not that of PyTorch: ${apart} of ${largest}`);
      met = false;
    }
    if (name.startsWith('native') && name !== 'native-sse' && single < goal) met = false;
    row[name] = `${single.toFixed(1)}x, ${double.toFixed(1)}x (${row[name]})`;
  }
  table[`n = ${n}`] = row;
  rmSync(folder, { recursive: true });
}
peer?.close();
console.log(`e^M and its gradient: how many times as fast as PyTorch in single and in double precision; goal ${goal}`);
console.table(table);
if (!met) {
  console.log('exponential: a goal is not met');
  process.exitCode = 1;
}
