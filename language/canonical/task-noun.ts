/** Trials of a built-in task. */
import { tasks } from '../../catalogue/tasks/index.ts';
import type { TaskNoun } from '../specification.ts';
import type { Description } from './description.ts';
import { header } from './header-phrases.ts';
import { settings, word } from './read-settings.ts';
import { notYet, Refused } from './scope.ts';
import { settingForms } from './setting-forms.ts';

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
