/**
 * How a loss of activity curves over the gains and biases of a network, near where the activity is right: its
 * Gauss–Newton Hessian, whose modes are stiff or sloppy. Source: Beiran & Litwin-Kumar (2025), loss landscape.
 */
import type { KernelBackend, LinearAlgebra } from '../kernels/index.ts';
import { activationFunctions } from '../recurrent/activation-functions.ts';
import { actingWeights, type RateParameters, type RateShape, type Sequences } from '../recurrent/index.ts';

/** Parts with a number for each neuron that curvature is found over. */
export const curvedParts = ['gain', 'bias'] as const;
export type CurvedPart = (typeof curvedParts)[number];

export interface CurvatureOf {
  readonly parts: readonly CurvedPart[];
  /** Neurons whose errors count, and how much each does. */
  readonly neurons: Uint32Array;
  readonly importance: ArrayLike<number>;
  /** The first trials of the sequences that are looked at. */
  readonly trials: number;
  /** Every so many steps count; all, for 1. */
  readonly every: number;
}

/**
 * H = 2 Jᵀ J, P × P row-major, with J = ∂r/∂θ: mean over the steps and trials that count, and over the neurons, each
 * weighted by its importance. It is the Hessian of the mean of importance · (r − r*)² where r is r*. θ are the numbers
 * of the parts one after the other, N each; a gain counts as it acts, max(gain, 0).
 *
 * The derivatives of the states go forward with the states: P columns a trial. About 2 T N² P flops a trial.
 */
export function curvature(
  shape: RateShape,
  parameters: RateParameters,
  sequences: Sequences,
  { parts, neurons: counted, importance, trials, every }: CurvatureOf,
  kernels: Pick<KernelBackend, 'multiplier'>,
): Float64Array {
  const { neurons, inputs, activation, dt } = shape,
    { gain, bias, smoothness, tau, input, firstState } = parameters,
    { value, slope } = activationFunctions[activation];
  const size = parts.length * neurons,
    many = Math.min(trials, sequences.trials);
  const acting = actingWeights(shape, parameters.recurrent),
    product = kernels.multiplier(Float32Array.from(acting), neurons, neurons, size),
    { wide } = product;
  const hessian = new Float64Array(size * size),
    row = new Float64Array(size);
  let samples = 0;
  try {
    for (let trial = 0; trial < many; trial++) {
      const state = Float64Array.from(
        firstState,
        (x, i) => x + (sequences.starts ? sequences.starts[i * sequences.trials + trial] : 0),
      );
      const rate = new Float64Array(neurons);
      /** ∂x/∂θ and ∂r/∂θ, a row for each neuron. */
      const byState = new Float32Array(neurons * wide),
        byRate = new Float32Array(neurons * wide),
        driven = new Float32Array(neurons * wide);
      const respond = (): void => {
        for (let i = 0; i < neurons; i++) {
          const y = state[i] + bias[i],
            acts = Math.max(gain[i], 0),
            steepness = acts * slope(y, smoothness[i]),
            f = value(y, smoothness[i]);
          rate[i] = acts * f;
          for (let at = i * wide, end = at + size; at < end; at++) byRate[at] = steepness * byState[at];
          parts.forEach((part, place) => {
            byRate[i * wide + place * neurons + i] += part === 'bias' ? steepness : gain[i] > 0 ? f : 0;
          });
        }
      };
      // a network in steps begins with no rates
      if (dt !== undefined) respond();
      for (let t = 0; t < sequences.steps; t++) {
        product.multiply(byRate, driven);
        const drive = state.map((x) => -x);
        for (let i = 0; i < neurons; i++) {
          for (let j = 0; j < neurons; j++) drive[i] += acting[i * neurons + j] * rate[j];
          for (let c = 0; c < inputs; c++)
            drive[i] += input[i * inputs + c] * sequences.inputs[(t * inputs + c) * sequences.trials + trial];
        }
        for (let i = 0; i < neurons; i++) {
          const alpha = dt === undefined ? 1 : dt / tau[i];
          state[i] += alpha * drive[i];
          for (let at = i * wide, end = at + size; at < end; at++) byState[at] += alpha * (driven[at] - byState[at]);
        }
        respond();
        if ((t + 1) % every !== 0) continue;
        samples++;
        counted.forEach((neuron, m) => {
          const weight = Math.sqrt(importance[m]);
          for (let p = 0; p < size; p++) row[p] = weight * byRate[neuron * wide + p];
          addOuter(hessian, row);
        });
      }
    }
  } finally {
    product.release();
  }
  const share = samples * counted.length;
  for (let p = 0; p < size; p++)
    for (let q = 0; q <= p; q++) {
      const found = share > 0 ? (2 * hessian[p * size + q]) / share : 0;
      hessian[p * size + q] = hessian[q * size + p] = found;
    }
  return hessian;
}
/** The lower triangle of row rowᵀ. */
function addOuter(to: Float64Array, row: Float64Array): void {
  const { length } = row;
  for (let p = 0; p < length; p++) {
    const factor = row[p];
    if (factor === 0) continue;
    for (let q = 0, at = p * length; q <= p; q++, at++) to[at] += factor * row[q];
  }
}

/** Directions of the parameters from the stiffest to the sloppiest. */
export interface Modes {
  /** Curvature along each, falling; what rounding leaves of none is 0. */
  readonly values: Float64Array;
  /** One a row, of length 1. */
  readonly vectors: Float64Array;
}
export function modesOf(hessian: Float64Array, size: number, algebra: LinearAlgebra): Modes {
  const { values, vectors } = algebra.symmetricEigenvectors(hessian, size);
  const falling = new Float64Array(size),
    turned = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    const from = size - 1 - k;
    falling[k] = Math.max(values[from], 0);
    turned.set(vectors.subarray(from * size, (from + 1) * size), k * size);
  }
  return { values: falling, vectors: turned };
}
/** The square of what a difference of the parameters has along each mode. */
export function alongModes({ vectors, values }: Modes, difference: Float64Array): Float64Array {
  const size = values.length;
  return values.map((_, k) => {
    let sum = 0;
    for (let p = 0; p < size; p++) sum += vectors[k * size + p] * difference[p];
    return sum * sum;
  });
}
/** How many of the stiffest modes hold this share of the trace; 0 where nothing curves. */
export function stiffModes({ values }: Modes, share: number): number {
  const trace = values.reduce((sum, value) => sum + value, 0);
  let [held, many] = [0, 0];
  while (trace > 0 && held < share * trace && many < values.length) held += values[many++];
  return many;
}
