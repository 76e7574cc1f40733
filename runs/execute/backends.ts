import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';
import {
  type Addon,
  isWasmSupported,
  type KernelBackend,
  nativeBackend,
  selfTest,
  wasmBackend,
} from '../../engine/kernels/index.ts';
import type { Backend } from '../../engine/learning/index.ts';
import { testedOnce } from './passed-before.ts';

// A CommonJS bundle has no import.meta.
const here = typeof __dirname === 'string' ? __dirname : dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(here, 'backends.js'));

/** Node's part of the backends: where compiled files lie, how they load, and which one is the best here. */
export const backendNames = [
  'auto',
  'wasm',
  'wasm-relaxed',
  'native',
  'native-sse',
  'native-avx2',
  'native-avx512',
  'native-neon',
  'tfjs-cpu',
  'tfjs-wasm',
  'tfjs-node',
] as const;
export type BackendName = (typeof backendNames)[number];
/**
 * When native kernels are tested against WebAssembly: always; unless they have passed on this machine; or never, where
 * they have passed in another thread of this process.
 */
export type SelfTesting = 'always' | 'once' | 'never';
export interface BackendState {
  readonly name: BackendName;
  readonly available: boolean /** Why not; or, for `auto` and `native`, which one it is. */;
  readonly reason?: string;
}

/**
 * Opens a backend. `auto` is the fastest native level if the addon loads and computes the same as WebAssembly, else
 * `wasm`; every other name is that backend or an error that says why not. `threads`: how many one job may use.
 */
export async function openBackend(
  name: string = 'auto',
  threads = 1,
  testing: SelfTesting = 'always',
): Promise<Backend> {
  switch (name as BackendName) {
    case 'auto':
      try {
        return openNative(undefined, threads, testing);
      } catch {
        return openWasm();
      }
    case 'wasm':
      return openWasm();
    case 'wasm-relaxed':
      return openRelaxed();
    case 'native':
      return openNative(undefined, threads, testing);
    case 'native-sse':
    case 'native-avx2':
    case 'native-avx512':
    case 'native-neon':
      return openNative(name.slice('native-'.length), threads, testing);
    case 'tfjs-cpu':
    case 'tfjs-wasm':
    case 'tfjs-node':
      return openTensorFlow(name as 'tfjs-cpu' | 'tfjs-wasm' | 'tfjs-node');
    default:
      throw new Error(`there is no backend '${name}'; there are ${backendNames.join(', ')}`);
  }
}

/**
 * What does the linear algebra and the products of a backend: itself, or in place of TensorFlow.js, which has no
 * eigenvalues, the kernels in WebAssembly.
 */
export const kernelsOf = (backend: Backend): KernelBackend =>
  'algebra' in backend ? (backend as KernelBackend) : openWasm();

/** Every backend, whether it works here, and if not, why. */
export async function listBackends(): Promise<BackendState[]> {
  const states: BackendState[] = [];
  for (const name of backendNames) {
    try {
      const { name: opened } = await openBackend(name);
      states.push(opened === name ? { name, available: true } : { name, available: true, reason: `is ${opened}` });
    } catch (error) {
      states.push({ name, available: false, reason: (error as Error).message });
    }
  }
  return states;
}

function openWasm(): KernelBackend {
  return wasmBackend(readFileSync(prebuilt('kernels.wasm')), 'wasm');
}

function openRelaxed(): Backend {
  const bytes = readFileSync(prebuilt('kernels-relaxed.wasm'));
  // Node 20 has it behind this flag.
  if (!isWasmSupported(bytes)) v8.setFlagsFromString('--experimental-wasm-relaxed-simd');
  if (!isWasmSupported(bytes)) throw new Error(`this Node (${process.version}) does not have relaxed SIMD`);
  return wasmBackend(bytes, 'wasm-relaxed');
}

function openNative(level: string | undefined, threads: number, testing: SelfTesting): Backend {
  const platform = `${process.platform}-${process.arch}`;
  const file = prebuilt(`${platform}.node`);
  if (!existsSync(file)) throw new Error(`there are no native kernels for ${platform}`);
  const backend = nativeBackend(require(file) as Addon, level, threads);
  const test = (): string | undefined => selfTest(backend, openWasm());
  if (testing !== 'never' && !tested.has(backend.name))
    tested.set(
      backend.name,
      testing === 'always' ? test() : testedOnce(backend.name, [file, prebuilt('kernels.wasm')], test),
    );
  const difference = tested.get(backend.name);
  if (difference) throw new Error(`the native kernels fail their self-test: ${difference}`);
  return backend;
}
const tested = new Map<string, string | undefined>();
/** Whether a backend has passed its self-test in this thread. */
export const hasPassedHere = (name: string): boolean => tested.has(name) && tested.get(name) === undefined;

/**
 * A file of engine/kernels/prebuilt, seen from the sources (runs/execute/) or from a bundle (dist/).
 */
const prebuilt = (file: string): string => join(kernelsFolder(), file);
export function kernelsFolder(): string {
  const above = [join(here, '..'), join(here, '..', '..')].find((folder) => existsSync(join(folder, 'engine')));
  return join(above ?? here, 'engine', 'kernels', 'prebuilt');
}

type TensorFlow = Parameters<typeof import('../../engine/training/tensorflow.ts').tensorflowBackend>[0];
const tensorflowEngines = { 'tfjs-cpu': 'cpu', 'tfjs-wasm': 'wasm', 'tfjs-node': 'tensorflow' } as const;

/** TensorFlow.js is loaded only when it is asked for: it takes a second. */
async function openTensorFlow(name: keyof typeof tensorflowEngines): Promise<Backend> {
  const { tensorflowBackend } = await import('../../engine/training/tensorflow.ts');
  const tf = await tensorflowCore(name);
  const engine = tensorflowEngines[name];
  if (!(await tf.setBackend(engine))) throw new Error(`TensorFlow.js cannot start its backend '${engine}' here`);
  await tf.ready();
  return tensorflowBackend(tf, engine, name);
}

async function tensorflowCore(name: keyof typeof tensorflowEngines): Promise<TensorFlow> {
  const needed =
    name === 'tfjs-cpu'
      ? '@tensorflow/tfjs-backend-cpu'
      : name === 'tfjs-wasm'
        ? '@tensorflow/tfjs-backend-wasm'
        : '@tensorflow/tfjs-node';
  if (name === 'tfjs-node') restoreRemovedFunction();
  try {
    // Through require, so that all of them share the one copy of the core that registers backends.
    const tf = require('@tensorflow/tfjs-core') as TensorFlow;
    tf.enableProdMode(); // no advertisement on the console
    require(needed);
    return tf;
  } catch (error) {
    throw new Error(
      `${needed} is not installed or does not load here (${(error as Error).message.split('\n')[0]}); npm ` +
        `install ${needed}`,
    );
  }
}

/** tfjs-node calls a function that Node 23 removed. */
function restoreRemovedFunction(): void {
  const util = require('node:util') as { isNullOrUndefined?: (value: unknown) => boolean };
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
}
