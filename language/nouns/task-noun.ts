/** Trials of a built-in task. */
import { type NounEntry, quantity, type Word } from '../../catalogue/entry.ts';
import type { CallForm } from '../../catalogue/forms.ts';
import { taskChoices, tasks, taskSettings } from '../../catalogue/tasks/index.ts';
import { time } from '../../catalogue/units.ts';
import type { Description } from '../canonical/description.ts';
import { header } from '../canonical/header-phrases.ts';
import { settings, word } from '../canonical/read-settings.ts';
import { notYet, Refused } from '../canonical/scope.ts';
import { settingForms } from '../canonical/setting-forms.ts';
import type { NounDefinition } from './noun-definition.ts';

/** Trials of a task; `takes` are its settings, by name. */
export interface TaskNoun {
  readonly noun: 'task';
  readonly name: string;
  readonly stream: string;
  readonly task: string;
  readonly takes: CallForm['takes'];
}

export function taskOf(description: Description): TaskNoun {
  const is = header(description, 'is');
  if (!is)
    throw new Refused(
      `\`task ${description.name}\` needs \`is\` and what is done.`,
      description.declaration.name.range,
    );
  const named = word(is.value);
  const record = tasks.find(({ name }) => name === named) ?? notYet(`\`${named}\``, is.value.range);
  return {
    noun: 'task',
    name: description.name,
    stream: description.stream,
    task: record.name,
    takes: settingForms(settings(description), record.takes, record.behind),
  };
}

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
const taskEntry: NounEntry<'task'> = {
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

export const task: NounDefinition<'task', TaskNoun> = { entry: taskEntry, formOf: taskOf };
