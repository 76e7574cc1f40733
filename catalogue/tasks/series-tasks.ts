/** Tasks about the past of one input, or about its future. */
import { mackeyGlass, narma, parityOfPast } from '../../engine/tasks/index.ts';
import { counted, defaulting, number } from '../parameters.ts';
import { stepsForm } from './decision-settings.ts';
import { type TrialsTask, trialsTask } from './task-record.ts';
import { period } from './task-times.ts';

const ours = 'choice of this language';
const bitSettings = {
  bits: defaulting(counted('bits', 'How many bits a trial shows.', '20', 1), 20, ours),
  hold: defaulting(period('hold', '1 steps', 'Time for which a bit is shown.'), stepsForm(1), ours),
  ago: defaulting(counted('bits', 'How many bits ago was the one that is asked for.', '2', 0), 2, ours),
};
const delayedXor = trialsTask({
  name: 'delayed_xor',
  documentation:
    'Random bits, −1 and 1: at each, the exclusive or of the bit so many ago and the one before that. More than two ' +
    'bits: their parity.',
  example: 'task xor is delayed_xor { bits 20;  ago 2 }',
  sources: ['Bertschinger & Natschläger 2004'],
  takes: {
    ...bitSettings,
    parity: defaulting(counted('bits', 'Of how many bits the parity is asked.', '2', 2), 2, 'the exclusive or'),
  },
  behind: { parity: 'ago' },
  trials: ({ ago, parity, ...rest }) => parityOfPast({ ...rest, delay: ago, of: parity }),
});
const delayedRecall = trialsTask({
  name: 'delayed_recall',
  documentation: 'Random bits, −1 and 1: at each, the bit that was shown so many ago.',
  example: 'task recall is delayed_recall { bits 20;  ago 5 }',
  sources: ['Jaeger 2001'],
  takes: bitSettings,
  behind: {},
  trials: ({ ago, ...rest }) => parityOfPast({ ...rest, delay: ago, of: 1 }),
});

const lengthOf = (steps: number) =>
  defaulting(period('length', `${steps} steps`, 'Length of a trial.'), stepsForm(steps), ours);
const washoutOf = (steps: number) =>
  defaulting(period('washout', `${steps} steps`, 'What does not count at the beginning.'), stepsForm(steps), ours);
const narmaTask = trialsTask({
  name: 'narma',
  documentation:
    'Nonlinear autoregressive moving average: the next y of y(t + 1) = 0.3 y + 0.05 y Σ y(t − i) + 1.5 u(t − order + ' +
    '1) u + 0.1, for inputs u of 0 … ½.',
  example: 'task moving is narma { order 10;  length 200 steps }',
  sources: ['Atiya & Parlos 2000'],
  takes: {
    order: defaulting(counted('steps', 'How far back y looks.', '10', 1), 10, 'Atiya & Parlos (2000)'),
    length: lengthOf(200),
    washout: washoutOf(20),
  },
  behind: {},
  trials: (given) => narma(given),
});
const mackeyGlassTask = trialsTask({
  name: 'mackey_glass',
  documentation:
    'To predict x of the delay equation x′ = 0.2 x(t − delayed) / (1 + x(t − delayed)¹⁰) − 0.1 x, one unit of its ' +
    'time a step.',
  example: 'task chaotic is mackey_glass { delayed 17;  ahead 6 steps }',
  sources: ['Mackey & Glass 1977', 'Jaeger 2001'],
  takes: {
    delayed: defaulting(
      number('Delay of the equation, in units of its time; chaotic from 17 on.', '17', 1),
      17,
      'Jaeger (2001)',
    ),
    ahead: defaulting(counted('steps', 'How far ahead x is wanted.', '6', 1), 6, ours),
    length: lengthOf(200),
    washout: washoutOf(20),
  },
  behind: {},
  trials: ({ delayed, ahead, ...rest }) => mackeyGlass({ ...rest, tau: delayed, horizon: ahead }),
});

export const seriesTasks: readonly TrialsTask[] = [delayedXor, delayedRecall, narmaTask, mackeyGlassTask];
