import type { Matrix } from '../connectivity/index.ts';
import {
  drawsOf,
  inputWeights,
  type Network,
  rateFunctions,
  sharedNoise,
  steppingOf,
  undriven,
} from '../dynamics/index.ts';
import { demandFinite, type KernelBackend } from '../kernels/index.ts';
import { stream } from '../random/index.ts';
import { isScaled, scaledRows } from './row-sums.ts';
import type { ScalableNetwork } from './scalable-network.ts';
import { scaleByActivity, scaleToSums, type Scaling, type ScalingCourse } from './scale-synapses.ts';

export interface ScaledMatrix {
  readonly matrix: Matrix;
  readonly course: ScalingCourse;
}
type Key = { readonly seed: number; readonly stream: string };
type Multiplying = Pick<KernelBackend, 'multiplier'>;
/**
 * The matrix of a network after its synapses have been scaled as it ran, from x ~ N(0,1). The draws depend on the key
 * alone, not on the backend. `onFraction` is told the share done; what it throws ends it.
 * @throws RangeError where activity or factors leave the range of numbers
 */
export function scaledMatrix(
  network: Network,
  scaling: Scaling,
  key: Key,
  backend: Multiplying,
  onFraction?: (fraction: number) => void,
): ScaledMatrix {
  const { matrix, motion } = network;
  demandFinite('the matrix', matrix.values, matrix.size);
  const course = courseOf();
  return { matrix: scaledRows(matrix, course.factors, isScaled[scaling.weights]), course };

  function courseOf(): ScalingCourse {
    const { rule } = scaling;
    if (rule === 'sum') return scaleToSums(matrix, { ...scaling, rule }, motion.dt);
    const running = scalable(network, scaling, key, backend);
    try {
      return scaleByActivity(running, { ...scaling, rule }, motion.dt, onFraction);
    } finally {
      running.release();
    }
  }
}

function scalable(
  { matrix, motion, drive = undriven, inputWeights: given }: Network,
  { weights }: Scaling,
  key: Key,
  backend: Multiplying,
): ScalableNetwork & { release(): void } {
  const { size } = matrix,
    { rate, shares, spreads, rectified } = steppingOf(motion, size),
    rateOf = rateFunctions[rate];
  const received = receiving(matrix, weights, backend),
    input = inputsOf(drive, given ?? inputWeights(size, key), stream(key.seed, key.stream, 'drive of the scaling')),
    noise = spreads.some((spread) => spread !== 0) ? stream(key.seed, key.stream, 'noise of the scaling') : undefined,
    onInput = sharedNoise(motion, drive),
    weighted = onInput === 0 ? undefined : (given ?? inputWeights(size, key));
  const first = stream(key.seed, key.stream, 'start'),
    state = Float64Array.from({ length: size }, () => first.normal()),
    rates = state.map(rateOf),
    recurrent = new Float64Array(size);
  return {
    size,
    rates,
    recurrent,
    release: received.release,
    scaleRow: received.scaleRow,
    step() {
      received.write(rates, recurrent);
      const inputOf = input();
      const common = weighted && noise ? onInput * noise.normal() : 0;
      for (let i = 0; i < size; i++) {
        const kick = noise && !weighted ? spreads[i] * noise.normal() : 0,
          own = inputOf(i) + (weighted ? weighted[i] * common : 0),
          moved = state[i] + shares[i] * (recurrent[i] + own - state[i]);
        state[i] = rectified === 'first' ? Math.max(0, moved) + kick : moved + kick;
        if (rectified === 'last' && state[i] < 0) state[i] = 0;
        rates[i] = rateOf(state[i]);
      }
    },
  };
}

/** What each neuron receives from the others: of its weights those that are scaled times its factor, and the others. */
function receiving({ size, values }: Matrix, scaled: Scaling['weights'], backend: Multiplying) {
  const counts = isScaled[scaled];
  const parts = [values.map((weight) => (counts(weight) ? weight : 0))];
  if (!values.every(counts)) parts.push(values.map((weight) => (counts(weight) ? 0 : weight)));
  const multipliers = parts.map((part) => backend.multiplier(Float32Array.from(part), size, size, 1)),
    [{ wide }] = multipliers;
  const block = new Float32Array(size * wide),
    product = new Float32Array(size * wide),
    factors = new Float64Array(size).fill(1);
  return {
    write(rates: Float64Array, into: Float64Array): void {
      for (let i = 0; i < size; i++) block[i * wide] = rates[i];
      multipliers.forEach(({ multiply }, part) => {
        multiply(block, product);
        for (let i = 0; i < size; i++)
          into[i] = part === 0 ? factors[i] * product[i * wide] : into[i] + product[i * wide];
      });
    },
    scaleRow(neuron: number, factor: number): void {
      factors[neuron] *= factor;
    },
    release(): void {
      for (const { release } of multipliers) release();
    },
  };
}

/** Of each step what drives each neuron. */
function inputsOf(
  drive: NonNullable<Network['drive']>,
  weights: Float64Array,
  draws: ReturnType<typeof stream>,
): () => (neuron: number) => number {
  if (drive.kind === 'constant') return () => () => drive.current;
  const draw = drawsOf(drive.law, draws);
  if (drive.kind === 'independent') return () => draw;
  return () => {
    const shared = draw();
    return (neuron) => weights[neuron] * shared;
  };
}
