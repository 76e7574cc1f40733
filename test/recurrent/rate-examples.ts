import { type Stream, stream } from '../../engine/random/index.ts';
import type { Activation } from '../../engine/learning/index.ts';
import {
  type Learned,
  type LearnedParts,
  type RateParameters,
  type RatePart,
  rateParts,
  type RateShape,
  type Sequences,
  type Wanted,
} from '../../engine/recurrent/index.ts';

/** What a drawn network is like; the rest is drawn. */
export interface Kind {
  readonly activation: Activation;
  readonly loss: Wanted['kind'];
  readonly continuous: boolean;
  readonly constraint: 'mask' | 'none' | 'positive' | 'signs' | 'sparse';
  readonly noise?: 'input' | 'state';
  readonly starts?: boolean;
  /** Gains below 0 act; otherwise they silence. */
  readonly anySign?: boolean;
  readonly sharing?: 'groups' | 'log';
}
export interface Size {
  readonly neurons: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly steps: number;
  readonly trials: number;
}
export interface Example {
  readonly shape: RateShape;
  readonly parameters: RateParameters;
  readonly sequences: Sequences;
  readonly learned: LearnedParts;
}

const normals = (draws: Stream, length: number, deviation: number, mean = 0): Float64Array =>
  Float64Array.from({ length }, () => mean + deviation * draws.normal());

/** A network and its lesson in numbers of double precision (`precise`) or that single precision holds. */
export function drawExample(seed: number, kind: Kind, size: Size, precise: boolean): Example {
  const draws = stream(seed, JSON.stringify(kind), 'example'),
    { neurons, inputs, outputs, steps, trials } = size;
  // A sparse mask lets so few weights act that the kernels take them one by one.
  const share = { mask: 0.6, sparse: 0.2 }[kind.constraint as string];
  const shape: RateShape = {
    neurons,
    inputs,
    outputs,
    activation: kind.activation,
    dt: kind.continuous ? 0.1 : undefined,
    signs:
      kind.constraint === 'signs' || kind.constraint === 'sparse'
        ? Int8Array.from({ length: neurons }, () => draws.below(3) - 1)
        : undefined,
    mask:
      share === undefined
        ? undefined
        : Uint8Array.from({ length: neurons ** 2 }, () => Number(draws.uniform() < share)),
    gainsOfAnySign: kind.anySign || undefined,
    positive: kind.constraint === 'positive' || undefined,
    noise: kind.noise && { on: kind.noise, deviation: 0.1 },
  };
  const rounded = (values: Float64Array) => (precise ? values : Float64Array.from(values, Math.fround)),
    held = (values: Float64Array) => (precise ? values : Float32Array.from(values));
  const groups = Uint32Array.from({ length: neurons }, (_, i) => i % 3);
  const shared = (values: Float64Array) => (kind.sharing === 'groups' ? values.map((_, i) => values[i % 3]) : values);
  const positive = (length: number) => Float64Array.from({ length }, () => 0.5 + draws.uniform());
  const parameters: RateParameters = {
    recurrent: rounded(
      normals(draws, neurons ** 2, 1 / Math.sqrt(neurons)).map((w) => (shape.positive ? Math.abs(w) / 2 : w)),
    ),
    input: rounded(normals(draws, neurons * inputs, 0.7)),
    readout: rounded(normals(draws, outputs * neurons, 1 / Math.sqrt(neurons))),
    readoutBias: rounded(normals(draws, outputs, 0.5)),
    // Some gains are below 0.
    gain: rounded(shared(kind.sharing === 'log' ? positive(neurons) : normals(draws, neurons, 0.6, 0.9))),
    bias: rounded(shared(normals(draws, neurons, 0.3))),
    smoothness: rounded(shared(positive(neurons))),
    tau: rounded(shared(positive(neurons).map((tau) => tau / 2))),
    firstState: rounded(normals(draws, neurons, 0.5)),
  };
  const sequences: Sequences = {
    trials,
    steps,
    inputs: held(normals(draws, steps * inputs * trials, 1)),
    starts: kind.starts ? held(normals(draws, neurons * trials, 0.5)) : undefined,
    wanted: drawWanted(draws, kind.loss, size, held),
  };
  const sharing: Learned = kind.sharing === 'groups' ? { groups } : kind.sharing === 'log' ? { log: true } : {};
  const perNeuron: readonly RatePart[] = ['gain', 'smoothness', 'tau'];
  const learned = rateParts
    .filter((part) => part !== 'tau' || kind.continuous)
    .map((part) => [part, perNeuron.includes(part) ? sharing : {}] as const);
  return { shape, parameters, sequences, learned: Object.fromEntries(learned) };
}

function drawWanted(
  draws: Stream,
  kind: Wanted['kind'],
  { neurons, outputs, steps, trials }: Size,
  held: (values: Float64Array) => Float32Array | Float64Array,
): Wanted {
  const all = steps * trials,
    weights = held(Float64Array.from({ length: all }, () => (draws.below(3) === 0 ? 0 : 0.5 + draws.uniform())));
  weights[all - 1] = 1;
  if (kind === 'values') return { kind, values: held(normals(draws, all * outputs, 1)), weights };
  if (kind === 'classes')
    return {
      kind,
      classes: Uint8Array.from({ length: all }, () => draws.below(outputs)),
      weights,
      answers: Uint32Array.from({ length: trials }, () => draws.below(steps)),
    };
  const recorded = draws.permutation(neurons).subarray(0, Math.ceil(neurons / 2));
  return {
    kind,
    neurons: Uint32Array.from(recorded),
    values: held(normals(draws, all * recorded.length, 1)),
    importance: held(Float64Array.from(recorded, () => draws.uniform() + 0.2)),
    weights,
  };
}
