/** Tasks of decision making whose answer rests on what was shown before a delay. */
import { delayComparison, delayMatch, delaysOf, goNoGo, pairedAssociation } from '../../engine/tasks/index.ts';
import { listOf } from '../forms.ts';
import { defaulting, number, numberOf, parameter } from '../parameters.ts';
import { real } from '../entry.ts';
import { delayOf, deviationOf, meanOf, noiseOf, periodOf, scoredOf, shownOf, stepsForm } from './decision-settings.ts';
import { type TrialsTask, trialsTask } from './task-record.ts';

const asCoded = 'as coded for the MICrONS-constrained networks';
const gym = 'NeuroGym 2.2';

const goNoGoTask = trialsTask({
  name: 'go_nogo',
  documentation:
    'To respond after one stimulus and not after the other. NeuroGym’s definition is `fixation 0 ms, shown ' +
    'to_decision;  stimulus 500 ms;  delay 500 ms;  decision 500 ms;  scored throughout`.',
  example: 'task respond is go_nogo { stimulus 20 steps;  delay 10 steps;  decision 5 steps }',
  sources: ['Zhang et al. 2019', 'Molano-Mazón et al. 2022'],
  step: 0.1,
  takes: {
    fixation: periodOf('fixation', stepsForm(5), asCoded),
    shown: shownOf('between', asCoded),
    stimulus: periodOf('stimulus', stepsForm(20), asCoded),
    delay: delayOf({ list: [{ counted: 'steps', value: 10 }] }, asCoded),
    mean: meanOf(),
    decision: periodOf('decision', stepsForm(5), asCoded),
    scored: scoredOf('decision', asCoded),
  },
  behind: { shown: 'fixation', mean: 'delay' },
  trials: ({ delay, mean, shown, scored, ...rest }) =>
    goNoGo({ ...rest, delay: delaysOf(delay, mean) }, { shown, scored }),
});

const match = trialsTask({
  name: 'delay_match',
  documentation: 'Delayed match to sample: whether a second stimulus is the first again.',
  example: 'task same is delay_match { sample 500 ms;  delay 1 s;  test 500 ms }',
  sources: ['Miller et al. 1996', 'Molano-Mazón et al. 2022'],
  step: 0.1,
  takes: {
    fixation: periodOf('fixation', 0.3, gym),
    shown: shownOf('to_decision', gym),
    sample: periodOf('sample', 0.5, gym),
    delay: delayOf({ list: [1] }, gym),
    mean: meanOf(),
    test: periodOf('test', 0.5, gym),
    decision: periodOf('decision', 0.9, gym),
    noise: noiseOf(gym),
    scored: scoredOf('throughout', gym),
  },
  behind: { shown: 'fixation', mean: 'delay' },
  trials: ({ delay, mean, noise, shown, scored, ...rest }, clock) =>
    delayMatch({ ...rest, delay: delaysOf(delay, mean), deviation: deviationOf(noise, clock) }, { shown, scored }),
});

const comparison = trialsTask({
  name: 'delay_comparison',
  documentation: 'Which of two values, shown one after the other, was higher.',
  example: 'task higher is delay_comparison { delay 1 s;  values 10, 14, 18, 22, 26, apart 8 }',
  sources: ['Barak et al. 2010', 'Molano-Mazón et al. 2022'],
  step: 0.1,
  takes: {
    fixation: periodOf('fixation', 0.5, gym),
    shown: shownOf('to_decision', gym),
    first: periodOf('first', 0.5, gym),
    delay: delayOf({ list: [1] }, gym),
    mean: meanOf(),
    second: periodOf('second', 0.5, gym),
    decision: periodOf('decision', 0.1, gym),
    values: defaulting(
      {
        ...parameter(
          { ...real('10, 14, 18'), range: true },
          'The lower values of the pairs, all as likely; from the lowest to the highest of all they become ½ … 1.',
          (form) => listOf(form).map(numberOf),
        ),
        many: true as const,
      },
      { list: [10, 14, 18, 22, 26] },
      gym,
      '10, 14, 18, 22, 26',
    ),
    apart: defaulting(number('By how much the other value is higher.', '8', 0), 8, gym),
    noise: noiseOf(gym),
    scored: scoredOf('throughout', gym),
  },
  behind: { shown: 'fixation', mean: 'delay', apart: 'values' },
  trials: ({ delay, mean, noise, shown, scored, ...rest }, clock) =>
    delayComparison({ ...rest, delay: delaysOf(delay, mean), deviation: deviationOf(noise, clock) }, { shown, scored }),
});

const paired = trialsTask({
  name: 'paired_association',
  documentation: 'Two stimuli one after the other, of two kinds each: to respond where they are a pair.',
  example: 'task pairs is paired_association { first 1 s;  between 1 s;  second 1 s }',
  sources: ['Zhang et al. 2019', 'Molano-Mazón et al. 2022'],
  step: 0.1,
  takes: {
    fixation: periodOf('fixation', 0, gym),
    shown: shownOf('to_decision', gym),
    first: periodOf('first', 1, gym),
    between: periodOf('between', 1, gym),
    second: periodOf('second', 1, gym),
    delay: delayOf({ list: [1] }, gym),
    mean: meanOf(),
    decision: periodOf('decision', 0.5, gym),
    scored: scoredOf('throughout', gym),
  },
  behind: { shown: 'fixation', mean: 'delay' },
  trials: ({ delay, mean, shown, scored, ...rest }) =>
    pairedAssociation({ ...rest, delay: delaysOf(delay, mean) }, { shown, scored }),
});

export const delayTasks: readonly TrialsTask[] = [goNoGoTask, match, comparison, paired];
