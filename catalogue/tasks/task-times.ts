/** Times as settings of tasks. */
import { stepsOf, type TaskClock, wholeSteps } from '../../engine/tasks/index.ts';
import { quantity, type Type } from '../entry.ts';
import { type Form, isCounted, listOf } from '../forms.ts';
import { numberOf, type Parameter, parameter } from '../parameters.ts';
import { time } from '../units.ts';
import type { Clock } from './task-record.ts';

const timeType = (example: string): Type => ({ ...quantity(time, { counts: ['steps'], least: 0 }), example });
const seconds = (form: Form | undefined, { dt }: Clock): number => (isCounted(form) ? form.value * dt : numberOf(form));
/** A time, or a number of steps of the network that does the task; decoded to seconds. */
export const duration = (example: string, documentation: string): Parameter<number, Clock> =>
  parameter(timeType(example), documentation, seconds);
/** The same, one or several, or a range; decoded to seconds, rising. */
export const times = (example: string, documentation: string): Parameter<readonly number[], Clock> => ({
  ...parameter({ ...timeType(example), range: true }, documentation, (form: Form | undefined, clock: Clock) =>
    rising(listOf(form).map((item) => seconds(item, clock))),
  ),
  many: true,
});

/** A time, or a number of steps; decoded to whole steps. @throws RangeError where it is none, by its `name` */
export const period = (name: string, example: string, documentation: string): Parameter<number, TaskClock> =>
  parameter(timeType(example), documentation, (form, clock) => inSteps(name, form, clock));
/** One or several of them, of which each trial has one; decoded to whole steps, rising. */
export const periods = (
  name: string,
  example: string,
  documentation: string,
): Parameter<readonly number[], TaskClock> => ({
  ...parameter({ ...timeType(example), range: true }, documentation, (form: Form | undefined, clock: TaskClock) =>
    rising(listOf(form).map((item) => inSteps(name, item, clock))),
  ),
  many: true,
});
const inSteps = (name: string, form: Form | undefined, clock: TaskClock): number =>
  isCounted(form) ? wholeSteps(name, form.value) : stepsOf(name, numberOf(form), clock);
const rising = (values: readonly number[]): readonly number[] => [...new Set(values)].sort((a, b) => a - b);
