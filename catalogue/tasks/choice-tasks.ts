/** Tasks that end with a choice, as coded for the MICrONS-constrained networks. */
import { oneChoice } from '../../engine/tasks/index.ts';
import { defaulting } from '../parameters.ts';
import { type TrialsTask, trialsTask } from './task-record.ts';
import { period, periods } from './task-times.ts';

const asCoded = 'as coded for the spatially embedded networks of Achterberg et al. (2023)';
const steps = (value: number) => ({ counted: 'steps', value });

const oneChoiceTask = trialsTask({
  name: 'one_choice',
  documentation:
    'One-choice inference: a goal is shown, then nothing, then two open directions; the answer, at the last step, is ' +
    'the one that leads to the goal. 8 problems, all as likely; who has forgotten the goal is right in 5 of them.',
  example: 'task choose is one_choice { goal 20 steps;  delay 10 steps;  choice 20 steps }',
  sources: ['Achterberg et al. 2023'],
  takes: {
    goal: defaulting(period('goal', '20 steps', 'Time for which the goal is shown.'), steps(20), asCoded),
    delay: defaulting(
      periods('delay', '10 steps', 'Time between: one, or a list or a range of which each trial has one.'),
      { list: [steps(10)] },
      asCoded,
      '10 steps',
    ),
    choice: defaulting(period('choice', '20 steps', 'Time for which the directions are shown.'), steps(20), asCoded),
  },
  behind: {},
  trials: (given) => oneChoice(given),
});

export const choiceTasks: readonly TrialsTask[] = [oneChoiceTask];
