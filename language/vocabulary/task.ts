import { time } from '../units.ts';
import type { NounEntry, Word } from './entry.ts';
import { choice, count, quantity } from './entry.ts';

const timing = (word: string, documentation: string): Word => ({ word, status: 'later', documentation, example: `${word} 20 steps`,
  items: [{ name: word, documentation: 'A time or a number of steps.', type: quantity(time, { counts: ['steps'], least: 0 }) }] });
const builtIns = ['one_choice', 'go_nogo', 'perceptual_decision', 'context_decision', 'delay_match', 'multisensory', 'delay_comparison', 'cycling', 'working_memory'];

export const task: NounEntry = {
  noun: 'task', status: 'later',
  documentation: 'Trials of a built-in task, with its timings as settings.',
  example: 'task choose is one_choice { goal 20 steps;  delay 10 steps }',
  labels: { is: [{ name: 'is', documentation: 'The task.', type: choice(...builtIns.map((name) => [name, 'A built-in task.', 'later'] as const)) }] },
  requires: ['is'],
  words: [
    timing('fixation', 'Time before the stimulus.'), timing('goal', 'Time for which the goal is shown.'), timing('stimulus', 'Time for which the stimulus is shown.'),
    timing('delay', 'Time between stimulus and response.'), timing('choice', 'Time for which the choices are shown.'), timing('response', 'Time of the response.'), timing('length', 'Length of a trial.'),
    { word: 'trials', status: 'later', documentation: 'Number of trials.', example: 'trials 60', items: [{ name: 'trials', documentation: 'The number.', type: count('trials', '60', 1) }] },
  ],
};
