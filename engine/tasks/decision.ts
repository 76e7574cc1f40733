/** Trials that end with a choice: periods one after the other, signals in them, and what is wanted when. */
import type { Stream } from '../random/index.ts';
import type { Epoch, KnownAccuracy, Trial, TrialTask } from './drawn-trials.ts';

/** When the fixation input is 1; `between`: before the decision, where nothing else is shown. */
export type Shown = 'at_first' | 'between' | 'to_decision' | 'always';
/** `decision`: the last step counts; `throughout`: every step, and before the decision it is right to wait. */
export type Scored = 'decision' | 'throughout';
export interface Manner {
  readonly shown: Shown;
  readonly scored: Scored;
}
export type Period = readonly [name: string, steps: number];
/** Added to a channel (0 is the fixation) in each step of a period, with normal noise where there is a deviation. */
export interface Signal {
  readonly period: string;
  readonly channel: number;
  readonly value: number;
  readonly deviation?: number;
}
export interface Decided {
  readonly kind: string;
  readonly choice: number;
  /** The last of them is the decision. */
  readonly periods: readonly Period[];
  readonly signals: readonly Signal[];
}
export interface DecisionTask {
  /** Besides the fixation. */
  readonly channels: readonly string[];
  readonly choices: readonly string[];
  /** The first choice is to wait, as in go/no-go. */
  readonly waits?: true;
  readonly steps: number;
  /** Steps of the decision. */
  readonly answering: number;
  readonly chance?: number;
  readonly ceiling?: KnownAccuracy;
  readonly plateaus?: readonly KnownAccuracy[];
  decide(draws: Stream): Decided;
}

/** @throws RangeError where there is no step to answer in */
export function decision(task: DecisionTask, manner: Manner): TrialTask {
  const { channels, choices, waits, steps, answering, decide, ...known } = task,
    inputs = ['fixation', ...channels],
    waiting = manner.scored === 'throughout' && !waits ? 1 : 0;
  if (steps < 1) throw new RangeError('a trial of 0 steps has no answer');
  if (manner.scored === 'throughout' && answering < 1)
    throw new RangeError('`scored throughout` needs a `decision` of a step or more, in which the choice is right');
  return {
    inputs,
    outputs: waiting > 0 ? ['wait', ...choices] : choices,
    wanted: 'classes',
    steps,
    chance: 1 / choices.length,
    ...known,
    draw: (draws) => drawn(decide(draws), inputs.length, waiting, manner, draws),
  };
}

function drawn(
  { kind, choice, periods, signals }: Decided,
  channels: number,
  waiting: number,
  { shown, scored }: Manner,
  draws: Stream,
): Trial {
  const epochs = inOrder(periods),
    answering = epochs[epochs.length - 1],
    steps = answering.to;
  const inputs = new Float32Array(steps * channels),
    stimuli = new Set(signals.map(({ period }) => period));
  epochs.forEach((epoch, place) => {
    const isShown = {
      at_first: place === 0,
      between: epoch !== answering && !stimuli.has(epoch.name),
      to_decision: epoch !== answering,
      always: true,
    }[shown];
    if (isShown) for (let step = epoch.from; step < epoch.to; step++) inputs[step * channels] = 1;
  });
  for (const { period, channel, value, deviation = 0 } of signals) {
    const { from, to } = epochNamed(epochs, period);
    for (let step = from; step < to; step++)
      inputs[step * channels + channel] += value + (deviation > 0 ? deviation * draws.normal() : 0);
  }
  const isThroughout = scored === 'throughout',
    classes = new Uint8Array(steps),
    weights = new Float32Array(steps);
  classes.fill(choice + waiting, isThroughout ? answering.from : 0);
  weights.fill(1, isThroughout ? 0 : steps - 1);
  return {
    kind,
    steps,
    epochs: epochs.filter(({ from, to }) => to > from),
    inputs,
    wanted: { kind: 'classes', classes, answer: steps - 1 },
    weights,
  };
}
export function inOrder(periods: readonly Period[]): readonly Epoch[] {
  let from = 0;
  return periods.map(([name, steps]) => ({ name, from, to: (from += steps) }));
}
function epochNamed(epochs: readonly Epoch[], name: string): Epoch {
  const found = epochs.find((epoch) => epoch.name === name);
  if (found) return found;
  throw new Error(`there is no period named ${name}`);
}

export const sides = ['left', 'right'] as const;
/** One of the items, all as likely. */
export const oneOf = <T>(draws: Stream, items: ArrayLike<T>): T => items[draws.below(items.length)];
export const most = (values: readonly number[]): number => Math.max(...values);
/** `25.6 %`. */
export const percent = (value: number): string => `${Number((value * 100).toPrecision(6))} %`;
