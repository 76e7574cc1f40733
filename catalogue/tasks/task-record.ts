/** A task is one record: what it takes, and what it is to the engine. */
import type { RecallTask } from '../../engine/tasks/index.ts';
import { quantity } from '../entry.ts';
import type { CitationKey } from '../citations.ts';
import { isCounted, listOf } from '../forms.ts';
import { type Arguments, type Described, numberOf, type Parameter, parameter, type Parameters } from '../parameters.ts';
import type { Behind } from '../settings.ts';
import { time } from '../units.ts';

/** What the settings of a task must know of the network that does it: seconds a step. */
export interface Clock {
  readonly dt: number;
}
/** A task as the engine takes it, apart from the motion of the network that does it. */
export type Trials = Omit<RecallTask, 'motion'>;
export interface Task<Takes extends Parameters<Clock> = Parameters<Clock>> extends Described {
  readonly takes: Takes;
  readonly behind: Behind<Takes>;
  readonly sources?: readonly CitationKey[];
  trials(given: Arguments<Takes>): Trials;
}
export const task = <const Takes extends Parameters<Clock>>(record: Task<Takes>): Task => record;

/** A time, or a number of steps of the network that does the task; decoded to seconds. */
export const duration = (example: string, documentation: string): Parameter<number, Clock> =>
  parameter({ ...quantity(time, { counts: ['steps'], positive: true }), example }, documentation, (form, { dt }) =>
    isCounted(form) ? form.value * dt : numberOf(form),
  );
/** Times: one, a list or a range; decoded to seconds, rising. */
export const times = (example: string, documentation: string): Parameter<readonly number[]> => ({
  ...parameter({ ...quantity(time, { positive: true }), range: true, example }, documentation, listOf),
  many: true,
});
