import { time } from '../../catalogue/units.ts';
import type { NounEntry, Word } from '../../catalogue/entry.ts';
import { quantity } from '../../catalogue/entry.ts';
import { taskChoices, taskSettings } from '../../catalogue/tasks/index.ts';

const timing = (word: string, documentation: string): Word => ({
  word,
  status: 'later',
  documentation,
  example: `${word} 20 steps`,
  items: [
    {
      name: word,
      documentation: 'A time or a number of steps.',
      type: quantity(time, { counts: ['steps'], least: 0 }),
    },
  ],
});
export const task: NounEntry = {
  noun: 'task',
  documentation:
    'Trials of a built-in task, with its timings as settings. `working_memory`: an input that a network ' +
    'without learning is to remember; the others come later.',
  example: 'task memory is working_memory { trials 400;  delay 0.2 s .. 3 s by 0.2 s }',
  labels: {
    is: [
      {
        name: 'is',
        documentation: 'The task.',
        type: {
          says: `one of ${taskChoices.map(({ word }) => `\`${word}\``).join(', ')}`,
          example: taskChoices[0].word,
          words: taskChoices,
        },
      },
    ],
  },
  requires: ['is'],
  words: [
    ...taskSettings,
    {
      word: 'stream',
      documentation: 'Pins the key of the random draws.',
      example: 'stream "memory"',
      items: [
        { name: 'stream', documentation: 'The key.', type: { says: 'a string', example: '"memory"', file: true } },
      ],
    },
    timing('fixation', 'Time before the stimulus.'),
    timing('goal', 'Time for which the goal is shown.'),
    timing('choice', 'Time for which the choices are shown.'),
    timing('response', 'Time of the response.'),
    timing('length', 'Length of a trial.'),
  ],
};
