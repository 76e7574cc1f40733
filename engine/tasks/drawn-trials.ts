/**
 * Tasks as trials: what a network is given at each step, and what is wanted of it. A trial is drawn from a stream of
 * its own, so that the first trials of a set are the same however many there are.
 */
import type { Numbers, Sequences, Wanted } from '../recurrent/index.ts';
import { type Stream, stream } from '../random/index.ts';

/** A period of a trial: steps `from` … `to` − 1. */
export interface Epoch {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}
export interface Trial {
  /** What trials that differ only by chance have in common: `channel 1`, `left`. */
  readonly kind: string;
  readonly steps: number;
  readonly epochs: readonly Epoch[];
  /** steps × inputs. */
  readonly inputs: Float32Array;
  readonly wanted:
    | { readonly kind: 'values' /** steps × outputs. */; readonly values: Float32Array }
    | {
        readonly kind: 'classes';
        /** One for each step. */
        readonly classes: Uint8Array;
        /** The step, from 0, whose output is the answer. */
        readonly answer: number;
      };
  /** How much each step counts. */
  readonly weights: Float32Array;
}
/** An accuracy that is known beforehand, and whose it is: `an ideal observer`. */
export interface KnownAccuracy {
  readonly value: number;
  readonly of: string;
}
export interface TrialTask {
  /** Names of the channels. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly wanted: 'values' | 'classes';
  /** Of the longest trial. */
  readonly steps: number;
  /** How many trials there are to learn from, where the task says it. */
  readonly trials?: number;
  /** Accuracy of the commonest answer. */
  readonly chance?: number;
  /** The best accuracy that there can be, where it is known. */
  readonly ceiling?: KnownAccuracy;
  /** Accuracies below the ceiling at which networks stop that have learned a part of the task. */
  readonly plateaus?: readonly KnownAccuracy[];
  /** Standard deviation of the first state of each neuron: each trial begins at another. */
  readonly starts?: number;
  /** Its trials are images of this set, which `draw` does not know. */
  readonly images?: { readonly set: string; readonly width: number; readonly permuted: boolean };
  /** @throws RangeError where its trials are images */
  draw(draws: Stream): Trial;
}

export type TrialSet = 'train' | 'validation' | 'test';
export interface TrialKey {
  readonly seed: number;
  readonly stream: string;
  readonly set: TrialSet;
}
/** One trial of a set. */
export const trialOf = (task: TrialTask, { seed, stream: name, set }: TrialKey, index: number): Trial =>
  task.draw(stream(seed, name, `${set} trials`, index));

/** What a trial was, once its numbers stand in the sequences. */
export type TrialFacts = Pick<Trial, 'kind' | 'steps' | 'epochs'>;
export interface DrawnTrials {
  readonly sequences: Sequences;
  readonly facts: readonly TrialFacts[];
}
/**
 * The first `count` trials of a set, all of the longest trial's steps; what a shorter one lacks has no input and weight
 * 0. `neurons` of the network, where trials begin at states of their own.
 * @throws RangeError where there are no trials
 */
export function drawTrials(task: TrialTask, count: number, key: TrialKey, neurons = 0): DrawnTrials {
  if (!(Number.isInteger(count) && count >= 1))
    throw new RangeError(`a network learns from one trial or more; here are ${count}`);
  const { steps, inputs: channels, outputs } = task,
    inputs = new Float32Array(steps * channels.length * count),
    weights = new Float32Array(steps * count),
    wanted = emptyWanted(task, count, weights),
    facts: TrialFacts[] = [];
  for (let index = 0; index < count; index++) {
    const trial = trialOf(task, key, index);
    facts.push({ kind: trial.kind, steps: trial.steps, epochs: trial.epochs });
    placed(trial.inputs, inputs, count, index);
    placed(trial.weights, weights, count, index);
    if (trial.wanted.kind === 'values' && wanted.kind === 'values')
      placed(trial.wanted.values, wanted.values, count, index);
    else if (trial.wanted.kind === 'classes' && wanted.kind === 'classes') {
      placed(trial.wanted.classes, wanted.classes, count, index);
      wanted.answers[index] = trial.wanted.answer;
    } else throw new Error(`a trial of ${trial.wanted.kind} where ${outputs.length} outputs are ${task.wanted}`);
  }
  const starts = task.starts === undefined ? undefined : firstStates(task.starts, count, key, neurons);
  return { sequences: { trials: count, steps, inputs, ...(starts && { starts }), wanted }, facts };
}

function emptyWanted(
  { wanted, steps, outputs }: TrialTask,
  count: number,
  weights: Float32Array,
): Extract<Wanted, { kind: 'values' | 'classes' }> {
  return wanted === 'values'
    ? { kind: 'values', values: new Float32Array(steps * outputs.length * count), weights }
    : { kind: 'classes', classes: new Uint8Array(steps * count), weights, answers: new Uint32Array(count) };
}
/** One trial's rows into its column of trials side by side. */
function placed(from: Numbers | Uint8Array, to: Numbers | Uint8Array, count: number, index: number): void {
  for (let row = 0; row < from.length; row++) to[row * count + index] = from[row];
}
/** neurons × trials: each trial and each neuron its own, whatever their numbers. */
function firstStates(deviation: number, count: number, { seed, stream: name, set }: TrialKey, neurons: number) {
  const starts = new Float32Array(neurons * count);
  for (let index = 0; index < count; index++) {
    const draws = stream(seed, name, `${set} first states`, index);
    for (let i = 0; i < neurons; i++) starts[i * count + index] = deviation * draws.normal();
  }
  return starts;
}
