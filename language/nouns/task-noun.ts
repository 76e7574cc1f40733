/** Trials of a built-in task. */
import type { NounEntry } from '../../catalogue/entry.ts';
import type { CallForm } from '../../catalogue/forms.ts';
import { called } from '../../catalogue/parameters.ts';
import { taskChoices, tasks, taskSettings } from '../../catalogue/tasks/index.ts';
import type { Description } from '../canonical/description.ts';
import { header } from '../canonical/header-phrases.ts';
import { settings, word } from '../canonical/read-settings.ts';
import { Refused } from '../canonical/scope.ts';
import { settingForms } from '../canonical/setting-forms.ts';
import type { DataNoun } from './data-noun.ts';
import type { NounDefinition } from './noun-definition.ts';

/** Trials of a task; `takes` are its settings, by name. */
export interface TaskNoun {
  readonly noun: 'task';
  readonly name: string;
  readonly stream: string;
  readonly task: string;
  readonly takes: CallForm['takes'];
  /** Where its trials are images. */
  readonly images?: DataNoun;
}

export function taskOf(description: Description): TaskNoun {
  const is = header(description, 'is');
  if (!is)
    throw new Refused(
      `\`task ${description.name}\` needs \`is\` and what is done.`,
      description.declaration.name.range,
    );
  const named = word(is.value);
  const record = called(tasks, named);
  const takes = settingForms(settings(description), record.takes, record.behind);
  const set = record.kind === 'trials' && record.imagesIn !== undefined ? takes[record.imagesIn] : undefined;
  return {
    noun: 'task',
    name: description.name,
    stream: description.stream,
    task: record.name,
    takes,
    ...(typeof set === 'string' && { images: { noun: 'data', name: set, reference: set } }),
  };
}

const taskEntry: NounEntry<'task'> = {
  noun: 'task',
  documentation:
    'Trials of a built-in task, with its timings as settings: times of a network in continuous time, numbers of ' +
    'steps of any. `working_memory` is asked of a `dynamics` without learning; a `network` learns the others.',
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
  ],
};

export const task: NounDefinition<'task', TaskNoun> = { entry: taskEntry, formOf: taskOf };
