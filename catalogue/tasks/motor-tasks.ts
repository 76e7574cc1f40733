/** Tasks of which a course of values is wanted. */
import { autonomous, cycling } from '../../engine/tasks/index.ts';
import { listOf } from '../forms.ts';
import {
  counted,
  defaulting,
  defaultingIn,
  measured,
  number,
  numberOf,
  type Parameter,
  parameter,
  share,
} from '../parameters.ts';
import { count } from '../entry.ts';
import { frequency } from '../units.ts';
import { type TrialsTask, trialsTask } from './task-record.ts';
import { period } from './task-times.ts';

const teacher = 'Beiran & Litwin-Kumar (2025), the teacher’s task';
const wholeNumbers = (of: string, example: string, documentation: string): Parameter<readonly number[]> => ({
  ...parameter({ ...count(of, example, 1), range: true }, documentation, (form) => listOf(form).map(numberOf)),
  many: true,
});

const cyclingTask = trialsTask({
  name: 'cycling',
  documentation:
    'A pulse on one of two inputs asks for so many periods of a sine; silence is wanted before, after, and without a ' +
    'pulse. The pulse lasts one step and is tau/dt high: it moves the state of a neuron by its input weight.',
  example: 'task cycles is cycling { trials 60;  length 20 s }',
  sources: ['Beiran & Litwin-Kumar 2025'],
  step: 0.05,
  takes: {
    trials: defaulting(counted('trials', 'Number of trials to learn from.', '60', 1), 60, teacher),
    length: defaultingIn(period('length', '20 s', 'Length of a trial.'), 20, 's', teacher),
    pulse: defaultingIn(period('pulse', '2 s', 'Earliest time of the pulse.'), 2, 's', teacher),
    latest: defaultingIn(period('latest', '5 s', 'The pulse comes before this time.'), 5, 's', teacher),
    blank: defaulting(share('Share of the trials without a pulse.'), 0.2, teacher),
    periods: defaulting(
      wholeNumbers('periods', '2, 5', 'Periods that are asked for: one input for each number, rising.'),
      { list: [2, 5] },
      teacher,
      '2, 5',
    ),
    frequency: defaultingIn(
      measured(frequency, 'Of the sine, in radians: a period is 2π / frequency.', { positive: true }),
      3,
      'rad/s',
      teacher,
    ),
  },
  behind: { latest: 'pulse' },
  trials({ pulse, latest, frequency: turn, ...rest }, clock) {
    const { dt } = clock;
    return cycling({ ...rest, first: pulse, last: latest, turn: turn * (dt ?? 1) }, clock);
  },
});

/** A network that runs by itself. */
const byItself = (name: string, documentation: string, length: number) =>
  trialsTask({
    name,
    documentation: `${documentation} Nothing is given and nothing wanted; \`train to follow\` fits its activity.`,
    example: `task alone is ${name} { trials 60;  length ${length} s }`,
    sources: ['Beiran & Litwin-Kumar 2025'],
    step: 0.05,
    takes: {
      trials: defaulting(counted('trials', 'Number of trials to learn from.', '60', 1), 60, teacher),
      length: defaultingIn(period('length', '20 s', 'Length of a trial.'), length, 's', teacher),
      starts: defaulting(
        number('Standard deviation of the first state of each neuron: each trial begins at another.', '1', 0),
        1,
        'choice of this language',
      ),
    },
    behind: {},
    trials: (given) => autonomous(given),
  });
const rank2 = byItself('rank2_cycle', 'A network of rank two runs into its limit cycle.', 20);
const chaos = byItself('chaos', 'A network runs chaotically.', 20);

export const motorTasks: readonly TrialsTask[] = [cyclingTask, rank2, chaos];
