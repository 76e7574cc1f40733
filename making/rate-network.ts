/** A network over time as it begins: its shape, its first parameters, and what of it learns. */
import { lawOf, type Matrix } from '../engine/connectivity/index.ts';
import type { LinearAlgebra } from '../engine/kernels/index.ts';
import { type Stream, stream } from '../engine/random/index.ts';
import { linearised } from '../engine/theory/index.ts';
import {
  type LearnedParts,
  type RateParameters,
  type RatePart,
  type RateShape,
  settledState,
  stateAfter,
} from '../engine/recurrent/index.ts';
import type { Settled } from '../language/canonical/instantiate.ts';
import type { NetworkNoun, NetworkPart, NeuronValues, OverTime } from '../language/specification.ts';
import { activationOver, channelsOf, sizeOf } from '../language/nouns/network-noun.ts';
import { isTableValues } from '../language/nouns/table-values.ts';
import type { CellValues } from './cell-values.ts';
import type { Wiring } from './circuits.ts';
import { Failure } from './failure.ts';
import { unscaled } from '../language/nouns/unscaled.ts';

export interface RateNetwork {
  readonly shape: RateShape;
  readonly initial: RateParameters;
  readonly learned: LearnedParts;
}
export interface Drawn {
  readonly seed: number;
  /** Keys what is drawn for the network itself. */
  readonly stream: string;
  /** What its neurons have from the cells of tables. */
  readonly cells?: CellValues;
}
/** Of what a text calls a part, the parts of the engine. */
export const partsOf: Readonly<Record<NetworkPart, readonly RatePart[]>> = {
  recurrent: ['recurrent'],
  input: ['input'],
  readout: ['readout', 'readoutBias'],
  gain: ['gain'],
  bias: ['bias'],
  smoothness: ['smoothness'],
  tau: ['tau'],
  state: ['firstState'],
};

/**
 * Whether activity that has settled would come back to where it is: no eigenvalue of W diag(gain · f') has a real part
 * of 1 or more there (in steps: no modulus).
 */
export function settlesStably(
  network: Settled<NetworkNoun>,
  matrix: Matrix,
  sizes: { readonly inputs: number; readonly outputs: number },
  drawn: Drawn,
  algebra: LinearAlgebra,
): boolean {
  const wiring = { matrix };
  const shape = shapeOf(network, wiring, sizes);
  const first = firstParameters(network, shape, wiring, drawn);
  const { size, values } = linearised(shape, first);
  if (!values.every(Number.isFinite)) return false;
  const { re, im } = algebra.eigenvalues(values, size);
  return re.every((real, i) => (shape.dt === undefined ? Math.hypot(real, im[i]) : real) < 1);
}

/** Without a matrix a network has no recurrent weights, and is as wide as `neurons` says. */
export function rateNetwork(
  network: Settled<NetworkNoun>,
  wiring: Wiring | undefined,
  { inputs, outputs }: { readonly inputs: number; readonly outputs: number },
  drawn: Drawn,
  { hasTeacher = false, ...chosen }: ChosenNeurons & { readonly hasTeacher?: boolean } = {},
): RateNetwork {
  const shape = shapeOf(network, wiring, { inputs, outputs });
  const connected = connectedBy(network, shape, chosen);
  const first = withoutOthers(firstParameters(network, shape, wiring, drawn), connected);
  const begins = wiring?.saved ? 'saved' : (network.overTime?.firstState ?? 'zero');
  // a student that does not learn its first state has its teacher's
  const isCopied = hasTeacher && !network.overTime?.learn?.some(({ part }) => part === 'state');
  const initial =
    begins === 'zero' || begins === 'saved' || isCopied
      ? first
      : { ...first, firstState: firstStateOf(begins, shape, first, drawn) };
  return { shape, initial, learned: withOthersFixed(learnedParts(network, shape, wiring), connected) };
}

function firstStateOf(
  begins: Exclude<Settled<OverTime>['firstState'], 'zero'>,
  shape: RateShape,
  parameters: RateParameters,
  drawn: Drawn,
): Float64Array {
  if (typeof begins !== 'object') return settledState(shape, parameters);
  const draws = stream(drawn.seed, drawn.stream, 'first state');
  const firstState = Float64Array.from({ length: shape.neurons }, () => draws.normal());
  return stateAfter(shape, { ...parameters, firstState }, Math.round(begins.after / (shape.dt ?? 1)));
}

/** Of each statement in order, 1 for each neuron that hears its input, or is read by it; all, where undefined. */
export interface ChosenNeurons {
  readonly hear?: readonly (Uint8Array | undefined)[];
  readonly areRead?: readonly (Uint8Array | undefined)[];
}
/** Of each weight of the input (neurons × inputs) and the readout (outputs × neurons), of each bias of an output. */
interface Connected {
  /** 1 where there is one. */
  readonly exists: { readonly input: Uint8Array; readonly readout: Uint8Array; readonly readoutBias: Uint8Array };
  /** 1 where a statement says that it stays. */
  readonly stays: { readonly input: Uint8Array; readonly readout: Uint8Array; readonly readoutBias: Uint8Array };
}
function connectedBy(
  { input, readout }: Settled<NetworkNoun>,
  { neurons }: RateShape,
  { hear = [], areRead = [] }: ChosenNeurons,
): Connected {
  const inputs = channelsOf(input).flatMap(({ size, fixed }, place) =>
    Array.from({ length: size }, () => ({ fixed: Number(fixed ?? false), neurons: hear[place] })),
  );
  const outputs = channelsOf(readout).flatMap(({ size, fixed, biased }, place) =>
    Array.from({ length: size }, () => ({ fixed: Number(fixed ?? false), biased, neurons: areRead[place] })),
  );
  const ofInputs = (of: (channel: (typeof inputs)[number], neuron: number) => number): Uint8Array =>
    Uint8Array.from({ length: neurons * inputs.length }, (_, at) =>
      of(inputs[at % inputs.length], Math.floor(at / inputs.length)),
    );
  const ofOutputs = (of: (channel: (typeof outputs)[number], neuron: number) => number): Uint8Array =>
    Uint8Array.from({ length: outputs.length * neurons }, (_, at) =>
      of(outputs[Math.floor(at / neurons)], at % neurons),
    );
  return {
    exists: {
      input: ofInputs((channel, neuron) => channel.neurons?.[neuron] ?? 1),
      readout: ofOutputs((channel, neuron) => channel.neurons?.[neuron] ?? 1),
      readoutBias: Uint8Array.from(outputs, ({ biased }) => Number(biased)),
    },
    stays: {
      input: ofInputs(({ fixed }) => fixed),
      readout: ofOutputs(({ fixed }) => fixed),
      readoutBias: Uint8Array.from(outputs, ({ fixed }) => fixed),
    },
  };
}
const connectedParts = ['input', 'readout', 'readoutBias'] as const;
/** Weights to and from other neurons than those chosen are 0. */
const withoutOthers = (parameters: RateParameters, { exists }: Connected): RateParameters => ({
  ...parameters,
  ...Object.fromEntries(
    connectedParts.map((part) => [part, parameters[part].map((weight, at) => weight * exists[part][at])]),
  ),
});
/** They stay so, as do those that are fixed; a part of which all stays does not learn. */
const withOthersFixed = (learned: LearnedParts, { exists, stays }: Connected): LearnedParts =>
  Object.fromEntries(
    Object.entries(learned).flatMap(([name, what]) => {
      const part = connectedParts.find((connected) => connected === name);
      if (!part) return [[name, what]];
      const fixed = exists[part].map((is, at) => Math.max(1 - is, stays[part][at]));
      if (!fixed.includes(1)) return [[name, what]];
      return fixed.includes(0) ? [[name, { ...what, fixed }]] : [];
    }),
  );

export const widthOf = ({ name, neurons }: Settled<NetworkNoun>, wiring: Wiring | undefined): number => {
  const width = wiring?.matrix.size ?? neurons;
  if (width === undefined) throw new Error(`${name} has neither a circuit nor a width`);
  return width;
};

/** Without its circuit a network keeps the width that the circuit gave it. */
const circuitOf = ({ recurrent }: Settled<NetworkNoun>, wiring: Wiring | undefined): Wiring | undefined =>
  recurrent?.removed ? undefined : wiring;

export function shapeOf(
  network: Settled<NetworkNoun>,
  wiring: Wiring | undefined,
  { inputs, outputs }: { readonly inputs: number; readonly outputs: number },
): RateShape {
  const { recurrent, overTime } = network;
  demandMeeting(network, inputs, outputs);
  const neurons = widthOf(network, wiring),
    circuit = circuitOf(network, wiring);
  const signs = circuit && recurrent && keepsSigns(recurrent) ? signsOf(circuit, network.name) : undefined;
  return {
    neurons,
    inputs,
    outputs,
    activation: activationOver(network),
    ...(overTime?.time && { dt: overTime.time.dt }),
    ...(signs && { signs: circuit?.saved?.shape.signs ?? signs }),
    ...(circuit && recurrent && isMasked(recurrent) && { mask: circuit.saved?.shape.mask ?? supportOf(circuit) }),
    ...(overTime?.gainsOfAnySign && { gainsOfAnySign: true }),
    ...(recurrent?.positive && { positive: true }),
    ...(overTime?.noise && { noise: { on: overTime.noise.on, deviation: deviationOf(overTime) } }),
  };
}

/** As diffusion has it, by the root of dt/tau; or as it is written, in each step. */
function deviationOf({ noise, time }: Settled<OverTime>): number {
  if (!noise) return 0;
  if (noise.on === 'input' || noise.perStep || !time || typeof time.tau !== 'number') return noise.deviation;
  return noise.deviation * Math.sqrt(time.dt / time.tau);
}

function demandMeeting({ name, input, readout }: Settled<NetworkNoun>, inputs: number, outputs: number): void {
  const [takes, gives] = [sizeOf(input), sizeOf(readout)];
  if (takes === inputs && gives === outputs) return;
  throw new Failure(
    'run',
    `${name} takes ${takes} values and gives ${gives}, and the task has ${inputs} input channels and ` +
      `${outputs} outputs (N050). Write \`input ${inputs}\` and \`readout ${outputs}\`.`,
  );
}

type Recurrent = NonNullable<Settled<NetworkNoun>['recurrent']>;
/** Columns of one sign keep it where the matrix was made so, and where `dale` asks for it. */
function keepsSigns({ dale, matrix }: Recurrent): boolean {
  const { source } = unscaled(matrix);
  return dale === true || isOfSigns(source) || isSigned(source);
}
const isSigned = (source: Recurrent['matrix']['source']): boolean =>
  'program' in source &&
  (source.program?.excitatory !== undefined ||
    ('signs' in (source.program ?? {}) &&
      (source.program as { readonly signs: readonly number[] }).signs.every((sign) => sign !== 0)));
const isOfSigns = (source: Recurrent['matrix']['source']): boolean =>
  source.kind === 'initial' && source.initialisation.call === 'random_ei';
/** Connections that a matrix of excitatory and inhibitory neurons has not cannot grow. */
const isMasked = ({ masked, matrix: { source } }: Recurrent): boolean => masked === true || isOfSigns(source);

/** @throws Failure for a column with weights of both signs */
function signsOf({ matrix: { size, values } }: Wiring, name: string): Int8Array {
  const signs = new Int8Array(size);
  values.forEach((weight, at) => {
    const column = at % size;
    if (weight === 0) return;
    if (signs[column] !== 0 && signs[column] !== Math.sign(weight))
      throw new Failure(
        'run',
        `neuron ${column + 1} of the circuit of ${name} has outgoing weights of both signs, and \`dale\` keeps one. ` +
          `Draw the weights with \`excitatory 80 %\`, or leave \`dale\` out.`,
      );
    signs[column] = Math.sign(weight);
  });
  return signs;
}
const supportOf = ({ matrix }: Wiring): Uint8Array => Uint8Array.from(matrix.values, (weight) => Number(weight !== 0));

/**
 * Input weights of a network in time are N(0, 1), so that a pulse of the height tau/dt moves a state by about one; in
 * steps, and readouts, U(±1/√fan_in) as PyTorch's layers have it.
 */
function firstParameters(
  network: Settled<NetworkNoun>,
  shape: RateShape,
  wiring: Wiring | undefined,
  drawn: Drawn,
): RateParameters {
  if (wiring?.saved) return { ...wiring.saved.parameters, recurrent: Float64Array.from(wiring.matrix.values) };
  const { neurons, inputs, outputs } = shape;
  const { overTime } = network;
  const draws = (purpose: string): Stream => stream(drawn.seed, drawn.stream, purpose);
  const spread = (purpose: string, count: number, fanIn: number): Float64Array => {
    const of = draws(purpose),
      bound = 1 / Math.sqrt(fanIn);
    return Float64Array.from({ length: count }, () => bound * (2 * of.uniform() - 1));
  };
  const valued = (given: Settled<NeuronValues> | undefined, purpose: string, otherwise: number): Float64Array =>
    valuesOf(given ?? otherwise, neurons, draws(purpose), drawn.cells);
  const input = draws('input weights');
  return {
    recurrent: Float64Array.from(circuitOf(network, wiring)?.matrix.values ?? new Float64Array(neurons * neurons)),
    input: shape.dt
      ? Float64Array.from({ length: neurons * inputs }, () => input.normal())
      : spread('input weights', neurons * inputs, inputs),
    readout: spread('readout weights', outputs * neurons, neurons),
    readoutBias: !shape.dt ? spread('readout biases', outputs, neurons) : new Float64Array(outputs),
    gain: valued(overTime?.gain, 'gains', 1),
    bias:
      overTime?.bias === undefined && !shape.dt && network.recurrent?.biased !== false
        ? spread('biases', neurons, neurons)
        : valued(overTime?.bias, 'biases', 0),
    smoothness: new Float64Array(neurons).fill(overTime?.activation?.smoothness ?? 1),
    tau: valued(overTime?.time?.tau, 'time constants', 1),
    firstState: new Float64Array(neurons),
  };
}
function valuesOf(
  given: Settled<NeuronValues>,
  neurons: number,
  draws: Stream,
  cells: CellValues | undefined,
): Float64Array {
  if (typeof given === 'number') return new Float64Array(neurons).fill(given);
  if (isTableValues(given)) {
    if (cells) return cells(given);
    throw new Error('values are those of cells of a table, and none is read here');
  }
  const law = lawOf(given.weights, given.positive);
  return Float64Array.from({ length: neurons }, () => law.draw(draws));
}

/**
 * What `learn` says; without it the weights that are not `fixed`, biases that are not left out, the gains that the text
 * draws, and a first state that is `learned`.
 */
function learnedParts(network: Settled<NetworkNoun>, shape: RateShape, wiring: Wiring | undefined): LearnedParts {
  const { recurrent, input, readout, overTime } = network;
  const said = overTime?.learn;
  if (said)
    return Object.fromEntries(
      said.flatMap(({ part, shared, log }) =>
        partsOf[part].map((name) => [name, { ...(log && { log }), ...groupsOf(shared, name, shape, wiring?.groups) }]),
      ),
    );
  const read = channelsOf(readout).filter(({ fixed }) => !fixed);
  const hasCircuit = recurrent !== undefined && !recurrent.removed;
  return {
    ...(hasCircuit && !recurrent.fixed && { recurrent: {} }),
    ...(channelsOf(input).some(({ fixed }) => !fixed) && { input: {} }),
    ...(read.length > 0 && { readout: {}, ...(read.some(({ biased }) => biased) && { readoutBias: {} }) }),
    ...(overTime?.gain !== undefined && { gain: {} }),
    ...(recurrent?.biased !== false && { bias: {} }),
    ...(overTime?.firstState === 'learned' && { firstState: {} }),
  };
}
/** Only parts with a number per neuron can be shared. */
function groupsOf(
  shared: 'neuron' | 'type' | 'all',
  part: RatePart,
  { neurons, signs }: RateShape,
  groups: Int32Array | undefined,
): { readonly groups?: Uint32Array } {
  if (shared === 'neuron' || ['recurrent', 'input', 'readout', 'readoutBias'].includes(part)) return {};
  if (shared === 'all') return { groups: new Uint32Array(neurons) };
  if (groups) return { groups: Uint32Array.from(groups) };
  return { groups: Uint32Array.from({ length: neurons }, (_, neuron) => Number((signs?.[neuron] ?? 0) < 0)) };
}
