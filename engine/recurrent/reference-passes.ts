import { activationFunctions } from './activation-functions.ts';
import {
  type Divergence,
  largestState,
  type Numbers,
  type RateParameters,
  type RatePart,
  type RateShape,
  type Sequences,
} from './network.ts';
import { normalNumbers } from './noise.ts';

/** A network as it acts: recurrent weights with signs and mask applied, α = dt / τ of each neuron. */
export interface ActingNetwork {
  readonly shape: RateShape;
  readonly parameters: RateParameters;
  readonly acting: Float64Array;
  readonly alpha: Float64Array;
}
/** One array a step, rows (neurons or inputs) × trials. */
export interface Course {
  /** x(0) … x(T), r(0) … r(T). */
  readonly states: readonly Float64Array[];
  readonly rates: readonly Float64Array[];
  /** −x + W r + A u and u (with its noise) of t = 0 … T − 1. */
  readonly drives: readonly Float64Array[];
  readonly inputs: readonly Float64Array[];
  readonly diverged?: Divergence;
}
export type Gradients = Record<RatePart, Float64Array>;

/** Recurrent weights that act: max(W s, 0) s of a neuron with a sign s, W of others, 0 where the mask is. */
export function actingWeights({ neurons, signs, mask }: RateShape, recurrent: Float64Array): Float64Array {
  const acting = recurrent.slice();
  if (signs || mask)
    for (let at = 0; at < acting.length; at++) {
      const sign = signs?.[at % neurons] ?? 0;
      if (mask?.[at] === 0 || (sign !== 0 && acting[at] * sign <= 0)) acting[at] = 0;
    }
  return acting;
}

/**
 * 1 where a weight can act: one that has not the sign of its neuron hands no gradient back, so that no update brings
 * it to life; it stays as it is.
 */
export const learnableWeights = ({ neurons, signs, mask }: RateShape, recurrent: Float64Array): Uint8Array =>
  Uint8Array.from(recurrent, (weight, at) => {
    const sign = signs?.[at % neurons] ?? 0;
    return Number(mask?.[at] !== 0 && !(sign !== 0 && weight * sign <= 0));
  });

/** Gains that act: those below 0 are 0, unless the network has gains of any sign. */
export const actingGains = ({ gainsOfAnySign }: RateShape, gain: Float64Array): Float64Array =>
  gainsOfAnySign ? gain : gain.map((value) => Math.max(value, 0));

/** Runs the trials named until the last step, or until a state diverges. */
export function forward(
  network: ActingNetwork,
  sequences: Sequences,
  trials: Int32Array,
  noise?: readonly [number, number],
): Course {
  const { shape, parameters, acting, alpha } = network,
    { neurons, inputs } = shape,
    count = trials.length;
  const states = [firstStates(parameters, sequences, trials, neurons)],
    rates = [shape.dt === undefined ? new Float64Array(neurons * count) : ratesOf(network, states[0], count)],
    drives: Float64Array[] = [],
    shown: Float64Array[] = [];
  for (let t = 0; t < sequences.steps; t++) {
    const input = gathered(sequences.inputs, trials, sequences.trials, t * inputs, inputs);
    if (noise && shape.noise?.on === 'input') addNoise(input, shape.noise.deviation, noise, t, inputs, count);
    const drive = states[t].map((x) => -x);
    addProduct(drive, acting, rates[t], neurons, neurons, count);
    addProduct(drive, parameters.input, input, neurons, inputs, count);
    const state = states[t].map((x, at) => x + alpha[Math.floor(at / count)] * drive[at]);
    if (noise && shape.noise?.on === 'state') addNoise(state, shape.noise.deviation, noise, t, neurons, count);
    drives.push(drive);
    shown.push(input);
    states.push(state);
    const wrong = state.findIndex((x) => !(Math.abs(x) <= largestState));
    if (wrong >= 0)
      return {
        states,
        rates,
        drives,
        inputs: shown,
        diverged: { step: t + 1, neuron: Math.floor(wrong / count) },
      };
    rates.push(ratesOf(network, state, count));
  }
  return { states, rates, drives, inputs: shown };
}

/**
 * Adds to the gradients those of every part. `errors`: what the loss asks of the rates r(1) … r(T). What later steps
 * hand back stops at the beginning of each `window` of steps.
 */
export function backward(
  network: ActingNetwork,
  { states, rates, drives, inputs }: Course,
  errors: readonly Float64Array[],
  gradients: Gradients,
  window: number,
): void {
  const { shape, parameters, acting, alpha } = network,
    { neurons, dt } = shape,
    steps = drives.length,
    count = states[0].length / neurons;
  const byState = new Float64Array(neurons * count),
    byRate = new Float64Array(neurons * count),
    byDrive = new Float64Array(neurons * count);
  for (let t = steps; t >= 0; t--) {
    byRate.fill(0);
    if (t < steps && t % window === 0 && t > 0) byState.fill(0);
    else if (t < steps) {
      for (let at = 0; at < byState.length; at++) byState[at] -= byDrive[at];
      addProduct(byRate, acting, byDrive, neurons, neurons, count, true);
    }
    if (t > 0) for (let at = 0; at < byRate.length; at++) byRate[at] += errors[t - 1][at];
    if (t > 0 || dt !== undefined) throughRates(network, states[t], byRate, byState, gradients, count);
    if (t === 0) break;
    for (let i = 0, at = 0; i < neurons; i++)
      for (let b = 0; b < count; b++, at++) {
        byDrive[at] = alpha[i] * byState[at];
        if (dt !== undefined) gradients.tau[i] -= (byDrive[at] * drives[t - 1][at]) / parameters.tau[i];
      }
    addOuter(gradients.recurrent, byDrive, rates[t - 1], neurons, neurons, count);
    addOuter(gradients.input, byDrive, inputs[t - 1], neurons, shape.inputs, count);
  }
  for (let at = 0; at < byState.length; at++) gradients.firstState[Math.floor(at / count)] += byState[at];
}

/** From r back to x: r = gain f(x + bias) of the gains that act. */
function throughRates(
  { shape, parameters }: ActingNetwork,
  state: Float64Array,
  byRate: Float64Array,
  byState: Float64Array,
  gradients: Gradients,
  count: number,
): void {
  const { value, slope, bySmoothness } = activationFunctions[shape.activation];
  for (let i = 0; i < shape.neurons; i++) {
    const gain = parameters.gain[i],
      bias = parameters.bias[i],
      smoothness = parameters.smoothness[i];
    if (!(gain > 0 || shape.gainsOfAnySign)) continue;
    for (let at = i * count; at < (i + 1) * count; at++) {
      const y = state[at] + bias,
        error = byRate[at],
        byInput = error * gain * slope(y, smoothness);
      gradients.gain[i] += error * value(y, smoothness);
      gradients.bias[i] += byInput;
      gradients.smoothness[i] += error * gain * bySmoothness(y, smoothness);
      byState[at] += byInput;
    }
  }
}

function ratesOf({ shape, parameters }: ActingNetwork, state: Float64Array, count: number): Float64Array {
  const { value } = activationFunctions[shape.activation],
    { bias, smoothness } = parameters,
    gain = actingGains(shape, parameters.gain);
  return state.map((x, at) => {
    const i = Math.floor(at / count);
    return gain[i] === 0 ? 0 : gain[i] * value(x + bias[i], smoothness[i]);
  });
}

function firstStates(
  { firstState }: RateParameters,
  { starts, trials: all }: Sequences,
  trials: Int32Array,
  neurons: number,
): Float64Array {
  const states = starts ? gathered(starts, trials, all, 0, neurons) : new Float64Array(neurons * trials.length);
  for (let at = 0; at < states.length; at++) states[at] += firstState[Math.floor(at / trials.length)];
  return states;
}

/** The trials named, of `rows` rows of `all` trials each, from row `first` on. */
export function gathered(from: Numbers, trials: Int32Array, all: number, first: number, rows: number): Float64Array {
  const taken = new Float64Array(rows * trials.length);
  for (let row = 0, at = 0; row < rows; row++)
    for (const trial of trials) taken[at++] = from[(first + row) * all + trial];
  return taken;
}

function addNoise(
  to: Float64Array,
  deviation: number,
  words: readonly [number, number],
  step: number,
  rows: number,
  count: number,
): void {
  const normals = normalNumbers(words, step, rows, count);
  for (let at = 0; at < to.length; at++) to[at] += deviation * normals[at];
}

/** to (rows × count) += matrix (rows × columns) from (columns × count); `transposed`: the same of matrix'. */
export function addProduct(
  to: Float64Array,
  matrix: Float64Array,
  from: Float64Array,
  rows: number,
  columns: number,
  count: number,
  transposed = false,
): void {
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const weight = matrix[i * columns + j],
        into = transposed ? j : i,
        of = transposed ? i : j;
      if (weight !== 0) for (let b = 0; b < count; b++) to[into * count + b] += weight * from[of * count + b];
    }
}

/** to (rows × columns) += left (rows × count) right' (right: columns × count). */
export function addOuter(
  to: Float64Array,
  left: Float64Array,
  right: Float64Array,
  rows: number,
  columns: number,
  count: number,
): void {
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let b = 0; b < count; b++) sum += left[i * count + b] * right[j * count + b];
      to[i * columns + j] += sum;
    }
}
