/** A task is one record: what it takes, and what it is to the engine. */
import type { RecallTask } from '../../engine/tasks/index.ts';
import { quantity } from '../entry.ts';
import type { CitationKey } from '../citations.ts';
import { type Form, isCounted, listOf } from '../forms.ts';
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

const timeType = { ...quantity(time, { counts: ['steps'], positive: true }) };
const seconds = (form: Form | undefined, { dt }: Clock): number => (isCounted(form) ? form.value * dt : numberOf(form));
/** A time, or a number of steps of the network that does the task; decoded to seconds. */
export const duration = (example: string, documentation: string): Parameter<number, Clock> =>
  parameter({ ...timeType, example }, documentation, seconds);
/** The same, one or several, or a range; decoded to seconds, rising. */
export const times = (example: string, documentation: string): Parameter<readonly number[], Clock> => ({
  ...parameter({ ...timeType, range: true, example }, documentation, (form: Form | undefined, clock: Clock) =>
    rising(listOf(form).map((item) => seconds(item, clock))),
  ),
  many: true,
});
const rising = (values: readonly number[]): readonly number[] => [...new Set(values)].sort((a, b) => a - b);
