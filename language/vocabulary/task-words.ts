import { time } from '../../catalogue/units.ts';
import type { NounEntry, Word } from '../../catalogue/entry.ts';
import { choice, count, quantity, real } from '../../catalogue/entry.ts';

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
const builtIns = [
  'one_choice',
  'go_nogo',
  'perceptual_decision',
  'context_decision',
  'delay_match',
  'multisensory',
  'delay_comparison',
  'cycling',
];
const study = 'the program of the critical-initialisation study’s Figure 5 (Pachitariu et al. 2026)';
const duration = (example: string) => ({ ...quantity(time, { counts: ['steps'], positive: true }), example });

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
        type: choice(
          ['working_memory', 'Patterns are given one after another, and asked for after a delay.'],
          ...builtIns.map((name) => [name, 'A built-in task.', 'later'] as const),
        ),
      },
    ],
  },
  requires: ['is'],
  words: [
    {
      word: 'stimulus',
      documentation: 'Time for which an input is given, spread evenly over its steps.',
      example: 'stimulus 50 ms',
      items: [{ name: 'stimulus', documentation: 'A time.', type: duration('50 ms') }],
      default: { text: '50 ms', source: study },
    },
    {
      word: 'magnitude',
      documentation: 'How much of its pattern an input adds in all.',
      example: 'magnitude 6.25',
      items: [{ name: 'magnitude', documentation: 'A number.', type: real('6.25', 0) }],
      default: { text: '6.25', source: `${study}: 2.5 × 0.1 in each of 25 steps of 2 ms` },
    },
    {
      word: 'inputs',
      documentation: 'What an input is made of: as many features, each a pattern over the neurons.',
      example: 'inputs random, features 100',
      items: [
        {
          name: 'inputs',
          documentation: 'The patterns.',
          type: choice(
            ['random', 'Normal numbers, over the root of the number of features.'],
            ['aligned', 'The leading eigenvectors of spontaneous activity, ten times as large.', 'later'],
          ),
        },
      ],
      options: [
        {
          name: 'features',
          optional: true,
          documentation: 'How many features.',
          type: count('features', '100', 1),
          default: { text: '100', source: study },
        },
      ],
      default: { text: 'random', source: study },
    },
    {
      word: 'trials',
      documentation: 'Number of inputs in all.',
      example: 'trials 2000',
      items: [{ name: 'trials', documentation: 'The number.', type: count('trials', '2000', 2) }],
      default: { text: '2000', source: study },
    },
    {
      word: 'stimuli',
      documentation: 'How many inputs follow one another in a run; trials / stimuli runs stand side by side.',
      example: 'stimuli 50',
      items: [{ name: 'stimuli', documentation: 'The number.', type: count('stimuli', '50', 1) }],
      default: { text: '50', source: study },
    },
    {
      word: 'interval',
      documentation: 'From one input of a run to the next.',
      example: 'interval 3 s',
      items: [{ name: 'interval', documentation: 'A time.', type: duration('3 s') }],
      default: { text: '3 s', source: study },
    },
    {
      word: 'delay',
      documentation: 'From the beginning of an input to the end of the readout: one, a list or a range.',
      example: 'delay 0.12 s .. 3 s by 0.12 s',
      items: [
        {
          name: 'delays',
          many: true,
          documentation: 'Times.',
          type: { ...duration('0.12 s .. 3 s by 0.12 s'), range: true },
        },
      ],
      default: { text: '0.12 s .. 3 s by 0.12 s', source: `${study}, every other of its delays` },
    },
    {
      word: 'readout',
      documentation: 'Activity is summed over so long, up to the end of the delay.',
      example: 'readout 100 ms',
      items: [{ name: 'readout', documentation: 'A time.', type: duration('100 ms') }],
      default: { text: '100 ms', source: study },
    },
    {
      word: 'ridge',
      documentation: 'Penalty of the regression from activity to inputs.',
      example: 'ridge 10',
      items: [{ name: 'ridge', documentation: 'A number.', type: real('10', 0) }],
      default: { text: '10', source: study },
    },
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
