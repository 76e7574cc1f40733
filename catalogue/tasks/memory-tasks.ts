/** Tasks that ask for what was given before. */
import { steps } from '../forms.ts';
import { counted, defaulting, defaultingIn, number, word } from '../parameters.ts';
import { type MemoryTask, memoryTask } from './task-record.ts';
import { duration, times } from './task-times.ts';

const study = 'the program of the critical-initialisation study’s Figure 5 (Pachitariu et al. 2026)';

const workingMemory = memoryTask({
  name: 'working_memory',
  documentation: 'Patterns are given one after another, and asked for after a delay.',
  example: 'task memory is working_memory { trials 400;  delay 0.2 s .. 3 s by 0.2 s }',
  sources: ['Pachitariu 2026'],
  takes: {
    stimulus: defaultingIn(
      duration('50 ms', 'Time for which an input is given, spread evenly over its steps.'),
      50,
      'ms',
      study,
    ),
    magnitude: defaulting(
      number('How much of its pattern an input adds in all.', '6.25', 0),
      6.25,
      `${study}: 2.5 × 0.1 in each of 25 steps of 2 ms`,
    ),
    inputs: defaulting(
      word(
        { random: 'Normal numbers, over the root of the number of features.' },
        'What an input is made of: as many features, each a pattern over the neurons.',
        { aligned: 'The leading eigenvectors of spontaneous activity, ten times as large.' },
      ),
      'random',
      study,
    ),
    features: defaulting(counted('features', 'How many features.', '100', 1), 100, study),
    trials: defaulting(counted('trials', 'Number of inputs in all.', '2000', 2), 2000, study),
    stimuli: defaulting(
      counted(
        'stimuli',
        'How many inputs follow one another in a run; trials / stimuli runs stand side by side.',
        '50',
        1,
      ),
      50,
      study,
    ),
    interval: defaultingIn(duration('3 s', 'From one input of a run to the next.'), 3, 's', study),
    delay: defaulting(
      times(
        '0.12 s .. 3 s by 0.12 s',
        'From the beginning of an input to the end of the readout: one, a list or a range.',
      ),
      { list: steps(0.12, 3, 0.12) },
      `${study}, every other of its delays`,
      '0.12 s .. 3 s by 0.12 s',
    ),
    readout: defaultingIn(
      duration('100 ms', 'Activity is summed over so long, up to the end of the delay.'),
      100,
      'ms',
      study,
    ),
    ridge: defaulting(number('Penalty of the regression from activity to inputs.', '10', 0), 10, study),
  },
  behind: { features: 'inputs' },
  recalled: ({ stimulus, magnitude, features, trials, stimuli, interval, delay, readout, ridge }) => ({
    shown: stimulus,
    magnitude,
    features,
    stimuli,
    runs: Math.max(1, Math.round(trials / stimuli)),
    interval,
    delays: delay,
    readout,
    ridge,
  }),
});

export const memoryTasks: readonly MemoryTask[] = [workingMemory];
