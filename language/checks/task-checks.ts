/** Tasks: settings that a task has, and that fit each other and the network that does it. */
import { tasks } from '../../catalogue/tasks/index.ts';
import type { Setting } from '../../grammar/tree.ts';
import { describeDeclaration, type Description } from '../canonical/description.ts';
import { header } from '../canonical/header-phrases.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { allowed, declarations, scopeOf, type View } from '../view.ts';
import { type Check, diagnostic, listed, suggestion } from './check.ts';

const choosing = (settings: string): string => `language 1
task choose is one_choice { ${settings} }
`;
const T050: Check = {
  code: 'T050',
  severity: 'error',
  tier: 'text',
  find: strangeSettings,
  title: 'a setting that the task does not have',
  explanation: 'Each task has settings of its own; hover its name to see them.',
  bad: choosing('goal 20 steps;  length 2 s'),
  good: choosing('goal 20 steps'),
};

function strangeSettings(view: View): readonly Diagnostic[] {
  return declarations(view, 'task').flatMap((declaration) => {
    const description = allowed(() => describeDeclaration(declaration, view.scope, scopeOf(view)), view.guard),
      record = description && recordOf(description);
    if (!record) return [];
    const known = [...Object.keys(record.takes).filter((name) => !(name in record.behind)), 'stream'];
    return settingsOf(description, view)
      .filter(
        ({ word }) =>
          !known.includes(word.text) && view.scope.entries.get('task')?.words.some((each) => each.word === word.text),
      )
      .map(({ word }) => {
        const near = suggestion(word.text, known, word.range);
        return diagnostic(
          T050,
          word.range,
          `\`${record.name}\` has no \`${word.text}\`.${near.text} It has ${listed(known, 12)}.`,
          near.fixes,
        );
      });
  });
}
const recordOf = (description: Description): (typeof tasks)[number] | undefined => {
  const base = header(description, 'is')?.value.base;
  return base?.kind === 'name' ? tasks.find(({ name }) => name === base.text) : undefined;
};
/** Those in force that stand in this file. */
const settingsOf = ({ statements }: Description, view: View): readonly Setting[] =>
  statements.flatMap(({ statement, scope }) =>
    statement.kind === 'setting' && scope.file === view.scope ? [statement] : [],
  );

export const taskChecks = { T050 };
