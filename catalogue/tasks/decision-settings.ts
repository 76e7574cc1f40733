/** Settings that the tasks of decision making have in common. */
import { perStep, type Scored, type Shown, type TaskClock } from '../../engine/tasks/index.ts';
import type { Form } from '../forms.ts';
import { listOf } from '../forms.ts';
import { defaulting, numberOf, number, optional, type Parameter, parameter, word } from '../parameters.ts';
import { share } from '../entry.ts';
import { period, periods } from './task-times.ts';

/** So many steps, as a default. */
export const stepsForm = (value: number): Form => ({ counted: 'steps', value });
const asText = (form: Form): string =>
  typeof form === 'object' && 'value' in form ? `${form.value} steps` : milliseconds(Number(form));
export const milliseconds = (seconds: number): string =>
  seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${seconds} s`;

const described = {
  fixation: 'Time before the stimulus.',
  stimulus: 'Time for which the stimulus is shown.',
  sample: 'Time for which the first stimulus is shown.',
  test: 'Time for which the second stimulus is shown.',
  first: 'Time for which the first stimulus is shown.',
  second: 'Time for which the second stimulus is shown.',
  between: 'Time between the two stimuli.',
  decision: 'Time of the answer, at the end. Without it, the answer is that of the last step.',
} as const;
/** One period of a trial, with its default. */
export const periodOf = (name: keyof typeof described, value: Form, source: string) =>
  defaulting(period(name, asText(value), described[name]), value, source, asText(value));
/** What is waited before the answer: one, or several of which each trial has one. */
export const delayOf = (value: Form, source: string, text = `${asText(listOf(value)[0])}`) =>
  defaulting(
    periods('delay', text, 'Time between: one, or a list or a range of which each trial has one.'),
    value,
    source,
    text,
  );
/** Behind the delay: how its odds fall. */
export const meanOf = (value?: number, source = '') => {
  const given: Parameter<number, TaskClock> = period(
    'mean',
    '600 ms',
    'The odds of the delays fall exponentially: how long one would be on average, were it not for the limits.',
  );
  return value === undefined ? optional(given) : defaulting(given, value, source, milliseconds(value));
};
const shownWords = {
  at_first: 'Until the stimulus.',
  between: 'Before the decision, where nothing else is shown.',
  to_decision: 'Until the decision: its end is the signal to answer.',
  always: 'Throughout.',
} satisfies Record<Shown, string>;
export const shownOf = (value: Shown, source: string) =>
  defaulting(word(shownWords, 'When the fixation input is 1.'), value, source);
const scoredWords = {
  decision: 'The last step counts; there is an output for each choice.',
  throughout: 'Every step counts; before the decision it is right to wait, for which there is an output.',
} satisfies Record<Scored, string>;
export const scoredOf = (value: Scored, source: string) =>
  defaulting(word(scoredWords, 'Which steps count. The answer is scored at the last in either case.'), value, source);

export const noiseOf = (source: string) =>
  defaulting(
    number('Of the stimulus: its standard deviation in a step is noise / √(dt / 1 ms), 0.1 in 100 ms for 1.', '1', 0),
    1,
    source,
  );
/** The deviation of a step's noise. */
export const deviationOf = (noise: number, { dt = 0.1 }: TaskClock): number => perStep(noise, dt);
/** Differences between two channels, all as likely. */
export const coherenceOf = (percents: readonly number[], source: string) =>
  defaulting(
    {
      ...parameter(
        { ...share, range: true, example: '0 %, 12.8 %, 51.2 %' },
        'By how much one channel is above the other: one, or several, all as likely.',
        (form: Form | undefined) => listOf(form).map(numberOf),
      ),
      many: true as const,
    },
    { list: percents.map((each) => each / 100) },
    source,
    percents.map((each) => `${each} %`).join(', '),
  );
