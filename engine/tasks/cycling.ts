import { sincos } from '../random/index.ts';
import type { TaskClock } from './clock.ts';
import type { Trial, TrialTask } from './drawn-trials.ts';

/**
 * A pulse on one of several channels asks for so many periods of a sine, and none for silence. Times in steps; the
 * settings of Beiran & Litwin-Kumar (2025) in brackets, at 0.05 s a step.
 */
export interface CyclingTask {
  readonly trials: number;
  /** Of a trial (20 s). */
  readonly length: number;
  /** The pulse comes at one of the steps `first` … `last` − 1, all as likely (2 s … 5 s). */
  readonly first: number;
  readonly last: number;
  /** Share of the trials without a pulse (0.2). */
  readonly blank: number;
  /** Periods that each channel asks for (2, 5). */
  readonly periods: readonly number[];
  /** Radians a step (3 rad/s). */
  readonly turn: number;
}

/**
 * The pulse lasts one step and is 1/α = τ/dt high, so that it moves the state of a neuron by its weight whatever the
 * step; 1 where neurons have time constants of their own, or none.
 * @throws RangeError where a pulse would come after the end
 */
export function cycling(task: CyclingTask, { alpha = 1 }: TaskClock): TrialTask {
  const { length, first, last, blank, periods, turn } = task;
  if (!(first < last && last <= length))
    throw new RangeError(
      `the pulse comes between steps ${first} and ${last}, and a trial has ${length}: the second must be later than ` +
        'the first, and no later than the end of the trial',
    );
  const inputs = periods.map((_, channel) => `pulse ${channel + 1}`);
  return {
    inputs,
    outputs: ['sine'],
    wanted: 'values',
    steps: length,
    trials: task.trials,
    draw(draws): Trial {
      const isBlank = draws.uniform() < blank,
        channel = draws.below(periods.length),
        pulse = first + draws.below(last - first);
      const trial = {
        steps: length,
        inputs: new Float32Array(length * inputs.length),
        wanted: { kind: 'values' as const, values: new Float32Array(length) },
        weights: new Float32Array(length).fill(1),
      };
      if (isBlank) return { ...trial, kind: 'blank', epochs: [{ name: 'blank', from: 0, to: length }] };
      trial.inputs[pulse * inputs.length + channel] = 1 / alpha;
      const end = Math.min(length, pulse + Math.floor((periods[channel] * 2 * Math.PI) / turn) + 1);
      for (let step = pulse; step < end; step++) trial.wanted.values[step] = sincos(turn * (step - pulse))[0];
      return {
        ...trial,
        kind: `${inputs[channel]}: ${periods[channel]} periods`,
        epochs: [
          { name: 'waiting', from: 0, to: pulse },
          { name: 'cycling', from: pulse, to: end },
          { name: 'rest', from: end, to: length },
        ],
      };
    },
  };
}
