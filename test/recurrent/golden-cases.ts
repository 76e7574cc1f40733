import { readFileSync } from 'node:fs';
import type { RateParameters, RatePart, RateShape, Sequences, Wanted } from '../../engine/recurrent/index.ts';

type Matrix = readonly (readonly number[])[];
type Cube = readonly Matrix[];
interface WrittenCase {
  readonly name: string;
  readonly settings: {
    readonly activation: 'softplus' | 'tanh';
    readonly loss: 'follow' | 'readout';
    readonly recorded?: readonly number[];
    readonly dt: number;
    readonly N: number;
    readonly T: number;
    readonly trials: number;
  };
  readonly parameters: Readonly<Record<string, readonly number[] | Matrix>>;
  readonly gradients: Readonly<Record<string, readonly number[] | Matrix>>;
  readonly input_u: Cube;
  readonly target: Cube;
  readonly loss: number;
  readonly r_last_step_trial_0: readonly number[];
  readonly sign?: readonly number[];
  readonly mask?: Matrix;
  readonly adam?: {
    readonly learn: readonly ('bias' | 'gain')[];
    readonly lr: number;
    readonly betas: readonly [number, number];
    readonly eps: number;
    readonly clip_global_norm: number;
    readonly loss_before_each_step: readonly number[];
    readonly norm_before_clip: readonly number[];
    readonly gain_after: readonly number[];
    readonly bias_after: readonly number[];
  };
}
export interface GoldenCase {
  readonly name: string;
  readonly shape: RateShape;
  readonly parameters: RateParameters;
  readonly sequences: Sequences;
  readonly loss: number;
  readonly gradients: Readonly<Partial<Record<RatePart, Float64Array>>>;
  /** Rates of the last step in the first trial. */
  readonly lastRates: readonly number[];
  readonly adam?: WrittenCase['adam'];
}

const nameOf: Readonly<Record<string, RatePart>> = {
  W: 'recurrent',
  input_weights: 'input',
  readout_weights: 'readout',
  gain: 'gain',
  bias: 'bias',
  smoothness: 'smoothness',
  tau: 'tau',
  x0: 'firstState',
};
const flat = (values: readonly number[] | Matrix): Float64Array => Float64Array.from(values.flat());
const named = (arrays: WrittenCase['parameters']): Partial<Record<RatePart, Float64Array>> =>
  Object.fromEntries(Object.entries(arrays).map(([name, values]) => [nameOf[name], flat(values)]));
/** steps × trials × rows, as written, to steps × rows × trials; `rows` chosen. */
const turned = (cube: Cube, rows: readonly number[]): Float64Array =>
  Float64Array.from(cube.flatMap((trials) => rows.flatMap((row) => trials.map((trial) => trial[row]))));

function caseOf(written: WrittenCase): GoldenCase {
  const { activation, loss, dt, N, T, trials, recorded = [] } = written.settings;
  const given = named(written.parameters),
    outputs = loss === 'readout' ? 1 : 0,
    weights = new Float64Array(T * trials).fill(1);
  const wanted: Wanted =
    loss === 'readout'
      ? { kind: 'values', values: turned(written.target, [0]), weights }
      : {
          kind: 'activity',
          neurons: Uint32Array.from(recorded),
          values: turned(written.target, recorded),
          importance: new Float64Array(recorded.length).fill(1),
          weights,
        };
  return {
    name: written.name,
    shape: {
      neurons: N,
      inputs: 2,
      outputs,
      activation,
      dt,
      signs: written.sign && Int8Array.from(written.sign),
      mask: written.mask && Uint8Array.from(written.mask.flat()),
    },
    parameters: {
      recurrent: given.recurrent!,
      input: given.input!,
      readout: given.readout ?? new Float64Array(0),
      readoutBias: new Float64Array(outputs),
      gain: given.gain!,
      bias: given.bias!,
      smoothness: given.smoothness ?? new Float64Array(N).fill(1),
      tau: given.tau!,
      firstState: given.firstState!,
    },
    sequences: { trials, steps: T, inputs: turned(written.input_u, [0, 1]), wanted },
    loss: written.loss,
    gradients: named(written.gradients),
    lastRates: written.r_last_step_trial_0,
    adam: written.adam,
  };
}

/**
 * Losses and gradients of five small networks, made by other programs: automatic differentiation in double precision
 * and finite differences with 60 digits, which agree to 5e-14. The file says how.
 */
export const goldenCases: readonly GoldenCase[] = (
  JSON.parse(readFileSync(new URL('golden-bptt.json', import.meta.url), 'utf8')) as { cases: WrittenCase[] }
).cases.map(caseOf);
