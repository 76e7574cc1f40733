import type { Activity } from '../../engine/dynamics/index.ts';
import type { KernelBackend } from '../../engine/kernels/index.ts';
import { stream } from '../../engine/random/index.ts';
import type { Backend } from '../../engine/learning/index.ts';
import { backendsHere } from '../kernels/problems.ts';

/** The kernels of this machine; the last is its fastest. */
export const kernels = ((await backendsHere('kernels')) as readonly Backend[] as readonly KernelBackend[]).at(-1)!;
export const key = { seed: 1, stream: 'test' };

/**
 * One signal that all neurons share, with noise of their own of standard deviation `own`; the signal remembers `memory`
 * of itself from bin to bin.
 */
export function sharing(
  neurons: number,
  runs: readonly number[],
  { own, memory = 0, seed = 1 }: { readonly own: number; readonly memory?: number; readonly seed?: number },
): Activity {
  const frames = runs.reduce((sum, length) => sum + length, 0),
    values = new Float32Array(neurons * frames),
    draws = stream(seed, 'test', 'planted');
  let signal = draws.normal();
  for (let t = 0; t < frames; t++) {
    signal = memory * signal + Math.sqrt(1 - memory ** 2) * draws.normal();
    for (let i = 0; i < neurons; i++) values[i * frames + t] = 3 + (1 + (i % 3)) * (signal + own * draws.normal());
  }
  return { neurons, frames, values, bin: 0.05, runs };
}

/** x(t+1) = B x(t) + noise (n × n), several runs. */
export function autoregression(b: readonly number[], n: number, runs: readonly number[], seed = 1): Activity {
  const frames = runs.reduce((sum, length) => sum + length, 0),
    values = new Float32Array(n * frames),
    draws = stream(seed, 'test', 'autoregression');
  let at = 0;
  for (const length of runs) {
    let x = Array.from({ length: n }, () => draws.normal());
    for (let t = -50; t < length; t++) {
      x = x.map((_, i) => x.reduce((sum, value, j) => sum + b[i * n + j] * value, 0) + draws.normal());
      if (t >= 0)
        x.forEach((value, i) => {
          values[i * frames + at + t] = value;
        });
    }
    at += length;
  }
  return { neurons: n, frames, values, bin: 0.05, runs };
}

/** The same activity, only to be read in stretches. */
export function streamed({ values, ...rest }: Activity) {
  return {
    ...rest,
    read(from: number, to: number): Float32Array {
      return Float32Array.from(
        { length: rest.neurons * (to - from) },
        (_, at) => values[Math.floor(at / (to - from)) * rest.frames + from + (at % (to - from))],
      );
    },
  };
}
