// node --import tsx scripts/test-kernels.ts FOLDER: the numeric self-test of freshly built kernels. All that run on
// this machine are compared with TensorFlow.js, which no compiler of ours has touched.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import v8 from 'node:v8';
import { type Addon, isWasmSupported, nativeBackend, selfTest, wasmBackend } from '../engine/kernels/index.ts';
import { openBackend } from '../runs/execute/backends.ts';

const folder = resolve(process.argv[2] ?? 'engine/kernels/prebuilt');
v8.setFlagsFromString('--experimental-wasm-relaxed-simd');
const reference = await openBackend('tfjs-cpu');
const backends = [
  ['kernels.wasm', 'wasm'],
  ['kernels-relaxed.wasm', 'wasm-relaxed'],
].flatMap(([file, name]) => {
  const bytes = readFileSync(`${folder}/${file}`);
  return isWasmSupported(bytes) ? [wasmBackend(bytes, name)] : [];
});
const addon = createRequire(import.meta.url)(`${folder}/${process.platform}-${process.arch}.node`) as Addon;
for (const level of addon.levels()) backends.push(nativeBackend(addon, level));
for (const backend of backends) {
  const difference = selfTest(backend, reference);
  if (difference) {
    console.error(`kernels: ${difference}`);
    process.exitCode = 1;
  } else console.log(`kernels: ${backend.name} computes what ${reference.name} does`);
}
