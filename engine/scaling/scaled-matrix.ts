import type { Matrix } from '../connectivity/index.ts';
import { type Motion, steppingOf } from '../dynamics/index.ts';
import { demandFinite, type KernelBackend } from '../kernels/index.ts';
import { stream } from '../random/index.ts';
import { isScaled, scaledRows } from './row-sums.ts';
import type { ScalableNetwork } from './scalable-network.ts';
import { scaleByActivity, scaleToSums, type Scaling, type ScalingCourse } from './scale-synapses.ts';

export interface ScaledMatrix {
  readonly matrix: Matrix;
  readonly course: ScalingCourse;
}
/**
 * The matrix after its synapses have been scaled, as the network runs by this law. The draws depend on the key alone,
 * not on the backend. `onFraction` is told the share done; what it throws ends it.
 * @throws RangeError where activity or factors leave the range of numbers
 */
export function scaledMatrix(
  matrix: Matrix,
  motion: Motion,
  scaling: Scaling,
  key: { readonly seed: number; readonly stream: string },
  backend: Pick<KernelBackend, 'multiplier'>,
  onFraction?: (fraction: number) => void,
): ScaledMatrix {
  demandFinite('the matrix', matrix.values, matrix.size);
  const course = courseOf();
  return { matrix: scaledRows(matrix, course.factors, isScaled[scaling.weights]), course };

  function courseOf(): ScalingCourse {
    const { rule } = scaling;
    if (rule === 'sum') return scaleToSums(matrix, { ...scaling, rule }, motion.dt);
    const { release, ...network } = running(matrix, motion, key, backend);
    try {
      return scaleByActivity(network, { ...scaling, rule }, motion.dt, onFraction);
    } finally {
      release();
    }
  }
}

function running(
  { size, values }: Matrix,
  motion: Motion,
  key: { readonly seed: number; readonly stream: string },
  backend: Pick<KernelBackend, 'multiplier'>,
): ScalableNetwork & { release(): void } {
  const { spread, move } = steppingOf(motion);
  const { wide, multiply, release } = backend.multiplier(Float32Array.from(values), size, size, 1);
  const start = stream(key.seed, key.stream, 'start'),
    noise = stream(key.seed, key.stream, 'noise of the scaling');
  const state = new Float32Array(size * wide),
    driven = new Float32Array(size * wide),
    kicks = new Float64Array(size * wide),
    factors = new Float64Array(size).fill(1);
  const rates = new Float64Array(size),
    recurrent = new Float64Array(size);
  for (let i = 0; i < size; i++) rates[i] = state[i * wide] = start.normal();
  return {
    size,
    rates,
    recurrent,
    release,
    step() {
      multiply(state, driven);
      for (let i = 0, at = 0; i < size; i++, at += wide) {
        recurrent[i] = driven[at] *= factors[i];
        kicks[at] = spread * noise.normal();
      }
      move(state, driven, kicks);
      for (let i = 0; i < size; i++) rates[i] = state[i * wide];
    },
    scaleRow(neuron, factor) {
      factors[neuron] *= factor;
    },
  };
}
