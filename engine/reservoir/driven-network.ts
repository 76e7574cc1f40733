import type { Matrix } from '../connectivity/index.ts';
import { type Drive, drawsOf, GrowsWithoutBound, type Motion, sharedNoise, steppingOf } from '../dynamics/index.ts';
import { type Course, demandFinite, type KernelBackend } from '../kernels/index.ts';
import { stream } from '../random/index.ts';

/** A network, what drives it, and what keys its draws. Row of the matrix = post-synaptic. */
export interface DrivenNetwork {
  readonly matrix: Matrix;
  readonly motion: Motion;
  readonly drive: Drive;
  /** How each neuron weights an input that all share; undefined where they share none. */
  readonly inputWeights: Float64Array | undefined;
  readonly key: { readonly seed: number; readonly stream: string };
  readonly kernels: Pick<KernelBackend, 'trajectory' | 'algebra'>;
}
export interface Journey {
  readonly copies?: number;
  /** Along the first copy. */
  readonly tangents?: number;
  /** Steps that an input lasts. */
  readonly hold: number;
  /** Keys what is drawn on the way. */
  readonly purpose: string;
  /** All copies have the same noise and the same drive. */
  readonly alike?: boolean;
}
/** A driven network on its way, in f64. Call `release` when done. */
export interface Driven extends Pick<Course, 'begin' | 'states' | 'point' | 'release'> {
  /**
   * Moves on by these inputs (inputs × copies) in place of those of the drive, which all neurons share. The rates f(x)
   * after each: inputs × copies × neurons; they hold until the next call.
   * @throws RangeError where the activity leaves all bounds
   */
  read(inputs: Float64Array): Float64Array;
  /** Moves on by so many inputs of the drive. `grown` is told, part by part, ln of the growth of each tangent. */
  advance(inputs: number, grown?: (growth: Float64Array) => void): void;
}
/** Numbers drawn together, at most. */
const together = 2 ** 19;
const beyond = 1e30;

/** @throws RangeError for a number that is not finite, and where there is not one time constant for each neuron */
export function drivenNetwork(network: DrivenNetwork, { copies = 1, tangents = 0, ...on }: Journey): Driven {
  const { matrix, motion, drive, inputWeights, key, kernels } = network,
    { size: n } = matrix;
  demandFinite('the matrix', matrix.values, n);
  const { rate, rectified, shares, spreads } = steppingOf(motion, n);
  demandFinite('dt / tau', shares);
  const draws = stream(key.seed, key.stream, `${on.purpose} drive`),
    kicks = stream(key.seed, key.stream, `${on.purpose} noise`),
    drawn = drive.kind === 'constant' ? () => drive.current : drawsOf(drive.law, draws),
    onInput = sharedNoise(motion, drive),
    isNoisy = onInput === 0 && spreads.some((spread) => spread !== 0),
    drawnCopies = on.alike ? 1 : copies;
  const course = kernels.trajectory({
    neurons: n,
    weights: matrix.values,
    rate,
    rectified,
    shares,
    inputWeights: inputWeights ?? new Float64Array(n).fill(drive.kind === 'constant' ? 1 : 0),
    copies,
    tangents,
    hold: on.hold,
  });
  let passed = 0;
  /** steps × copies × neurons; the same in all copies where they are alike. */
  const each = (steps: number, next: (neuron: number) => number): Float64Array => {
    const values = new Float64Array(steps * copies * n);
    for (let at = 0; at < steps * copies; at++)
      if (at % copies < drawnCopies) for (let i = 0; i < n; i++) values[at * n + i] = next(i);
      else values.copyWithin(at * n, (at - 1) * n, at * n);
    return values;
  };
  let common = 0;
  /** Noise on the input that all share: one number a step, weighted as that is. */
  const noiseOnInput = (neuron: number): number => {
    if (neuron === 0) common = onInput * kicks.normal();
    return common * (inputWeights?.[neuron] ?? 0);
  };
  function move(inputs: Float64Array, kept: boolean): Float64Array {
    const count = inputs.length / copies,
      steps = count * on.hold;
    const rates = course.advance({
      inputs,
      kept,
      ...(drive.kind === 'independent' && { currents: each(steps, drawn) }),
      ...(onInput !== 0 && { currents: each(steps, noiseOnInput) }),
      ...(isNoisy && { noise: each(steps, (neuron) => spreads[neuron] * kicks.normal()) }),
    });
    passed += steps;
    if (!course.states().every((x) => Math.abs(x) <= beyond))
      throw new GrowsWithoutBound(
        `its activity grew beyond all bounds within ${passed.toLocaleString('en')} steps: no number is known of a ` +
          'network that diverges. A smaller spectral radius or a smaller dt keeps it finite',
      );
    return rates;
  }
  const isDrawn = drive.kind === 'independent' || onInput !== 0 || isNoisy;
  const mostInputs = Math.max(1, Math.floor(together / (copies * (isDrawn ? n * on.hold : 1))));
  const inputsOfDrive = (count: number): Float64Array => {
    const inputs = new Float64Array(count * copies);
    if (drive.kind === 'independent') return inputs;
    for (let at = 0; at < inputs.length; at++) inputs[at] = at % copies < drawnCopies ? drawn() : inputs[at - 1];
    return inputs;
  };
  return {
    begin: course.begin,
    states: course.states,
    point: course.point,
    release: course.release,
    read: (inputs) => move(inputs, true),
    advance(inputs, grown) {
      for (let left = inputs; left > 0; left -= mostInputs) {
        move(inputsOfDrive(Math.min(left, mostInputs)), false);
        grown?.(course.growth());
      }
    },
  };
}

/** x ~ N(0, 1) of each neuron and copy: where a run begins. */
export function beginnings({ matrix: { size }, key }: DrivenNetwork, copies = 1): Float64Array {
  const draws = stream(key.seed, key.stream, 'start');
  return Float64Array.from({ length: copies * size }, () => draws.normal());
}
/** Whole steps of dt that a time is. @throws RangeError where it is none */
export function stepsOf(time: number, { dt }: Pick<Motion, 'dt'>): number {
  const steps = Math.round(time / dt);
  if (steps >= 1 && Math.abs(time / dt - steps) < 1e-6 * steps) return steps;
  const ms = (seconds: number): string => `${Number((1000 * seconds).toPrecision(6))} ms`;
  throw new RangeError(`${ms(time)} is no whole number of steps of ${ms(dt)}: take ${ms(Math.max(1, steps) * dt)}`);
}
