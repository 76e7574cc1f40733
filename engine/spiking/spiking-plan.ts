/** The memory of a spiking network as its kernel sees it: engine/kernels/source/spiking.h. */
import { exp } from '../random/index.ts';
import type { Outgoing } from '../connectivity/index.ts';
import { nanoampere, type SpikingNetwork, stepsOf, valueAt, weightUnits } from './spiking-network.ts';

/** Neurons are padded to whole blocks of the widest vectors, constants that all neurons share stand once for one. */
const block = 32,
  widest = 8,
  period = 64;
const words = [
  ...(['neurons', 'padded', 'channels', 'conductance', 'uniform', 'delay', 'refractory', 'interpolates'] as const),
  ...(['history', 'capacity', 'step', 'room', 'recorded', 'head', 'kicked', 'hasEvents'] as const),
] as const;
const placesOfDoubles = [
  ...(['potential', 'channel', 'decay', 'constant', 'perChannel', 'tau', 'reset', 'threshold'] as const),
  ...(['left', 'grown', 'weights', 'offsets', 'before', 'after', 'offsetOf', 'kicks'] as const),
] as const;
const placesOfWords = [
  ...(['starts', 'targets', 'begins', 'counts', 'fired', 'candidates', 'neuronOf', 'endOfStep'] as const),
  ...(['eventStarts', 'events'] as const),
] as const;
/** As the structure has them. */
const places = [
  ...(['potential', 'channel', 'decay', 'constant', 'perChannel', 'tau', 'reset', 'threshold'] as const),
  ...([
    'left',
    'grown',
    'starts',
    'targets',
    'weights',
    'begins',
    'counts',
    'fired',
    'offsets',
    'candidates',
    'before',
    'after',
  ] as const),
  ...(['neuronOf', 'offsetOf', 'endOfStep', 'kicks', 'eventStarts', 'events'] as const),
] as const;
type Place = (typeof placesOfDoubles)[number] | (typeof placesOfWords)[number];
type Word = (typeof words)[number];

/** Steps of one call, and what they hold. */
export interface Calls {
  readonly steps: number;
  readonly kicked: boolean;
  /** Spikes from outside that the steps of a call may bring; 0: there are none. */
  readonly events: number;
}
export interface SpikingPlan {
  readonly bytes: number;
  readonly padded: number;
  readonly channels: 1 | 2;
  readonly isInterpolated: boolean;
  /** Where an array begins, in bytes. */
  readonly at: Readonly<Record<Place, number>>;
  /** Writes everything but the state into zeroed memory. */
  write(memory: Views): void;
  /** In the order of the synapses. */
  writeWeights(memory: Views, weights: Float64Array): void;
  /** What the potential of a neuron is counted from, in volts. */
  originOf(neuron: number): number;
  word(name: Word): number;
}
/** One memory, seen as words and as doubles. */
export interface Views {
  readonly words: Uint32Array;
  readonly doubles: Float64Array;
}

export function spikingPlan(outgoing: Outgoing, network: SpikingNetwork, calls: Calls): SpikingPlan {
  const { model, drive } = network,
    { size: n, targets, weights } = outgoing,
    { dt, tau, resistance, threshold, synapses } = model;
  const padded = Math.ceil(n / block) * block;
  const isConductance = synapses.kind === 'conductance',
    isUniform = [tau, resistance, threshold].every((value) => typeof value === 'number');
  const channels = isConductance || synapses.decay[0] !== synapses.decay[1] ? 2 : 1;
  const isInterpolated = !isConductance && !calls.kicked;
  const steps = stepsOf(model),
    history = Math.max(steps.delay + 1, steps.refractory) + 1;
  const capacity = n * (Math.ceil(history / Math.max(1, steps.refractory)) + 1);
  const constants = isUniform ? widest : padded;
  const header: Readonly<Record<Word, number>> = {
    ...{ neurons: n, padded, channels, conductance: Number(isConductance), uniform: Number(isUniform) },
    ...{ delay: steps.delay, refractory: steps.refractory, interpolates: Number(isInterpolated) },
    ...{ history, capacity, step: 0, room: n * calls.steps, recorded: 0, head: 0 },
    ...{ kicked: Number(calls.kicked), hasEvents: Number(calls.events > 0) },
  };
  const lengths: Readonly<Record<Place, number>> = {
    ...{ potential: padded, channel: channels * padded, before: n, after: n },
    ...{ decay: constants, constant: constants, perChannel: 2 * constants, tau: constants, reset: constants },
    ...{ left: channels * (period + 1), grown: channels * (period + 1) },
    ...{ threshold: constants, starts: n + 1, targets: targets.length, weights: targets.length },
    ...{ begins: history, counts: history, fired: capacity, offsets: capacity, candidates: n },
    ...{ neuronOf: header.room, offsetOf: header.room, endOfStep: calls.steps },
    ...{ kicks: calls.kicked ? calls.steps * padded : 0, eventStarts: calls.steps + 1, events: calls.events },
  };
  const scalars = 2 + 2 * 3,
    firstScalar = Math.ceil((words.length + places.length) / 2);
  const at: Partial<Record<Place, number>> = {};
  let end = Math.ceil((8 * (firstScalar + scalars)) / 64) * 64;
  for (const place of [...placesOfDoubles, ...placesOfWords]) {
    at[place] = end;
    const each = placesOfWords.some((name) => name === place) ? 4 : 8;
    end += Math.ceil((each * lengths[place]) / 64) * 64;
  }
  if (end >= 2 ** 32) throw new RangeError(`a network of ${n} neurons and ${targets.length} synapses is too large`);
  const placed = at as Readonly<Record<Place, number>>;
  const current = drive.kind === 'constant' ? drive.current * nanoampere : 0;

  const restOf = (neuron: number): number => model.rest + valueAt(resistance, neuron) * current;
  const originOf = (neuron: number): number => (isConductance ? 0 : restOf(neuron));
  const unit = weightUnits[synapses.kind];
  const writeWeights: SpikingPlan['writeWeights'] = ({ doubles }, written) => {
    for (let synapse = 0, at = placed.weights / 8; synapse < written.length; synapse++, at++) {
      const weight = written[synapse] * (written[synapse] < 0 ? model.inhibition : 1) * unit;
      doubles[at] = isConductance ? Math.abs(weight) : weight;
    }
  };

  return {
    bytes: end,
    padded,
    channels,
    isInterpolated,
    at: placed,
    originOf,
    word: (name) => words.indexOf(name),
    write(memory) {
      memory.words.set([...words.map((name) => header[name]), ...places.map((name) => placed[name])]);
      memory.doubles.set(
        [
          dt,
          model.background.weight * unit,
          ...synapses.decay,
          ...synapses.decay.map((decay) => exp(-dt / (2 * decay))),
          ...synapses.reversal,
        ],
        firstScalar,
      );
      const array = (place: Place): Float64Array =>
        memory.doubles.subarray(placed[place] / 8, placed[place] / 8 + lengths[place]);
      const list = (place: Place): Uint32Array =>
        memory.words.subarray(placed[place] / 4, placed[place] / 4 + lengths[place]);
      const own = Object.fromEntries(
        (['decay', 'constant', 'perChannel', 'tau', 'reset', 'threshold'] as const).map((name) => [name, array(name)]),
      );
      for (let neuron = 0; neuron < constants; neuron++) {
        const of = isUniform ? 0 : Math.min(neuron, n - 1),
          pace = valueAt(tau, of),
          origin = originOf(of);
        own.tau[neuron] = pace;
        own.reset[neuron] = model.reset - origin;
        own.threshold[neuron] = valueAt(threshold, of) - origin;
        own.decay[neuron] = isConductance ? dt / pace : exp(-dt / pace);
        own.constant[neuron] = isConductance ? (dt / pace) * restOf(of) : 0;
        for (let channel = 0; channel < 2; channel++)
          own.perChannel[channel * constants + neuron] = isConductance
            ? (dt / pace) * valueAt(resistance, of)
            : drivenBy(dt, pace, synapses.decay[channel]);
      }
      for (let channel = 0, at = 0; channel < channels; channel++)
        for (let step = 0; step <= period; step++, at++) {
          const age = (step * dt) / synapses.decay[channel];
          array('left')[at] = exp(-age);
          array('grown')[at] = exp(age);
        }
      list('starts').set(outgoing.starts);
      const to = list('targets');
      for (let synapse = 0; synapse < targets.length; synapse++)
        to[synapse] = targets[synapse] + (weights[synapse] < 0 && channels === 2 ? padded : 0);
      writeWeights(memory, weights);
    },
    writeWeights,
  };
}

/** (e^x − 1)/x. */
export function relativeGrowth(x: number): number {
  if (Math.abs(x) > 0.5) return (exp(x) - 1) / x;
  let sum = 1;
  for (let n = 15; n >= 2; n--) sum = 1 + (sum * x) / n;
  return sum;
}
/** 1 − e^−x. */
export const leftOf = (x: number): number => x * relativeGrowth(-x);
/**
 * What a synaptic current of 1 (times R), which decays, has moved V by after `time`: exact (Rotter & Diesmann 1999),
 * also where both time constants are the same.
 */
export const drivenBy = (time: number, tau: number, decay: number): number =>
  (time / tau) * exp(-time / tau) * relativeGrowth(time * (1 / tau - 1 / decay));
