/** Tasks: settings that a task has, and that fit each other and the network that does it. */
import { called } from '../../catalogue/parameters.ts';
import { decodedTrials, tasks } from '../../catalogue/tasks/index.ts';
import { TimeDoesNotFit } from '../../engine/tasks/index.ts';
import type { Declaration, Range, Setting } from '../../grammar/tree.ts';
import { type Settled, settled } from '../canonical/instantiate.ts';
import { describeDeclaration, type Description } from '../canonical/description.ts';
import { header } from '../canonical/header-phrases.ts';
import type { Diagnostic, Fix } from '../diagnostic.ts';
import { match } from '../match.ts';
import { wordEntry } from '../vocabulary/index.ts';
import { lessonsIn } from '../lessons.ts';
import type { NetworkNoun, TaskNoun } from '../specification.ts';
import { clockOf } from '../task-clock.ts';
import { tasksTrained } from '../tasks-trained.ts';
import { allowed, declarations, isSound, nounOfDeclaration, scopeOf, settingsNamed, type View } from '../view.ts';
import { type Check, diagnostic, distinct, listed, suggestion } from './check.ts';

const done = (settings: string, task: string): string => `language 1
task choose is ${task}
network reader {
  neurons 20
  input 8
  readout 4
  ${settings}
}
experiment learn {
  compare { a = reader }
  train on choose { epochs 1 }
  measure accuracy = accuracy(test)
}
`;
const choosing = (settings: string): string => `language 1
task choose is ${settings}
`;
const T047: Check = {
  code: 'T047',
  severity: 'error',
  tier: 'text',
  find: misfits,
  title: 'a time of a task that the network’s steps do not divide',
  explanation:
    'A task goes by the steps of the network that does it: `dt` of one in continuous time. A time that is not a ' +
    'whole number of them would be another time than the one written. A network in steps knows no times at all, ' +
    'unless the task was defined for steps of some length; write numbers of steps.',
  bad: done('tau 100 ms;  dt 20 ms', 'one_choice { goal 210 ms;  delay 100 ms;  choice 200 ms }'),
  good: done('tau 100 ms;  dt 20 ms', 'one_choice { goal 200 ms;  delay 100 ms;  choice 200 ms }'),
};
const T048: Check = {
  code: 'T048',
  severity: 'error',
  tier: 'text',
  find: misfits,
  title: 'settings of a task that do not fit each other',
  explanation: 'What a trial shows lies inside it, and something of it counts.',
  bad: choosing('cycling { length 4 s;  pulse 2 s, latest 5 s }'),
  good: choosing('cycling { length 20 s;  pulse 2 s, latest 5 s }'),
};
const T049: Check = {
  code: 'T049',
  severity: 'error',
  tier: 'text',
  find: otherKinds,
  title: 'a task of the other kind',
  explanation:
    '`working_memory` is asked of a `dynamics`, by a measure, and nothing learns. A `network` learns the other ' +
    'tasks, trial by trial, in `train on`.',
  bad: done('', 'working_memory'),
  good: done('', 'one_choice'),
};
const T050: Check = {
  code: 'T050',
  severity: 'error',
  tier: 'text',
  find: strangeSettings,
  title: 'a setting that the task does not have',
  explanation: 'Each task has settings of its own; hover its name to see them.',
  bad: choosing('one_choice { goal 20 steps;  length 2 s }'),
  good: choosing('one_choice { goal 20 steps }'),
};

/** Each task as it is declared, and as each network does it that is trained on it. */
function misfits(view: View): readonly Diagnostic[] {
  const alone = declarations(view, 'task').flatMap((declaration) => {
    const noun = isSound(view, declaration) ? nounOfDeclaration(view, declaration) : undefined;
    return noun?.noun === 'task' && settled<unknown>(noun) !== undefined
      ? misfit(view, noun as Settled<TaskNoun>, declaration.name.range)
      : [];
  });
  const together = lessonsIn(view).flatMap(({ training: { task }, setting, pupils }) =>
    pupils.flatMap(({ noun }) => misfit(view, task, setting.word.range, noun)),
  );
  return distinct([...alone, ...together]);
}
function misfit(view: View, task: Settled<TaskNoun>, at: Range, network?: Settled<NetworkNoun>): readonly Diagnostic[] {
  const record = called(tasks, task.task);
  if (record.kind !== 'trials') return [];
  try {
    decodedTrials(task, network ? clockOf(network) : {});
    return [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const isTime = error instanceof TimeDoesNotFit;
    // What no network does yet may be done by one whose steps it fits.
    if (isTime && !network) return [];
    const declared = view.scope.declared.get(task.name);
    if (!isTime && declared?.file === view.scope && network) return [];
    const description = declared?.declaration && describedAs(view, declared.declaration),
      said = isTime && description ? settingsOf(description, view) : [];
    const setting = isTime && said.find(({ word }) => wordsOf(record, error.setting).includes(word.text));
    const who = isTime ? `\`${network?.name}\` cannot do \`${task.name}\`: ` : '';
    return [diagnostic(isTime ? T047 : T048, setting ? setting.range : at, `${who || 'Here '}${error.message}.`)];
  }
}
/** The statement of a setting: its own, or that behind whose comma it stands. */
const wordsOf = ({ behind }: (typeof tasks)[number], setting: string): readonly string[] =>
  [setting, (behind as Readonly<Record<string, string | undefined>>)[setting]].flatMap((word) => word ?? []);

function otherKinds(view: View): readonly Diagnostic[] {
  const named = trialTasksNamed(view);
  return declarations(view, 'experiment').flatMap((experiment) => {
    const trained = tasksTrained(view, experiment);
    const learned = trained.flatMap(({ task, at }) =>
      kindOf(view, task) === 'memory'
        ? [
            diagnostic(
              T049,
              at,
              `Nothing learns \`${task.name.text}\`: a \`dynamics\` is asked it by a measure, such as ` +
                `\`delayed_choice(${task.name.text})\`. Train on one of ${listed(trialTasks, 20)}.`,
            ),
          ]
        : [],
    );
    const isTrained = new Set(trained.map(({ at }) => at.start));
    // a task where the name of a network must stand is said there
    const taught = [
      ...['teach', 'train', 'then', 'vary'].flatMap((word) => settingsNamed(experiment, word)),
      ...(experiment.block?.statements ?? []).filter(({ kind }) => kind === 'expectation'),
    ];
    const isInTraining = (range: Range): boolean =>
      taught.some((setting) => setting.range.start <= range.start && range.end <= setting.range.end);
    const asked = named(experiment.range).flatMap(({ name, range }) =>
      isTrained.has(range.start) || isInTraining(range)
        ? []
        : [
            diagnostic(
              T049,
              range,
              `\`${name}\` is learned by a \`network\`, in \`train on ${name}\`; a measure asks a \`dynamics\` a ` +
                'task that is `working_memory`.',
            ),
          ],
    );
    return distinct([...learned, ...asked]);
  });
}
/** Where tasks of trials are named within a range; a text is gone through once. */
function trialTasksNamed(view: View): (range: Range) => readonly { readonly name: string; readonly range: Range }[] {
  const tasksOfTrials = new Set(
    declarations(view, 'task').flatMap((task) => (kindOf(view, task) === 'trials' ? [task.name.text] : [])),
  );
  if (tasksOfTrials.size === 0) return () => [];
  const places = view.walk.occurrences
    .filter(({ name }) => tasksOfTrials.has(name))
    .sort((a, b) => a.range.start - b.range.start);
  return ({ start, end }) => {
    let [low, high] = [0, places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[middle].range.start < start) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (let at = low; at < places.length && places[at].range.end <= end; at++) found.push(places[at]);
    return found;
  };
}
const trialTasks = tasks.flatMap(({ name, kind }) => (kind === 'trials' ? [name] : []));
const describedAs = (view: View, task: Declaration): Description | undefined =>
  allowed(() => describeDeclaration(task, view.scope, scopeOf(view)), view.guard);
function kindOf(view: View, task: Declaration): 'memory' | 'trials' | undefined {
  const description = describedAs(view, task);
  return description && recordOf(description)?.kind;
}

function strangeSettings(view: View): readonly Diagnostic[] {
  const words = view.scope.entries.get('task')?.words ?? [];
  return declarations(view, 'task').flatMap((declaration) => {
    const description = describedAs(view, declaration),
      record = description && recordOf(description);
    if (!record) return [];
    const known = [...Object.keys(record.takes).filter((name) => !(name in record.behind)), 'stream'];
    return settingsOf(description, view).flatMap((setting) => {
      const { word } = setting,
        entry = wordEntry(words, word.text);
      if (!entry) return [];
      if (known.includes(word.text))
        return match(setting, entry).filled.flatMap(({ slot, word: option }) =>
          option === undefined || slot.name === word.text || slot.name in record.takes
            ? []
            : [strange(record.name, `${word.text} …, ${slot.name}`, known, option.range)],
        );
      const near = suggestion(word.text, known, word.range);
      return [strange(record.name, word.text, known, word.range, near.text, near.fixes)];
    });
  });
}
const strange = (
  task: string,
  what: string,
  known: readonly string[],
  at: Range,
  meant = '',
  fixes: readonly Fix[] = [],
): Diagnostic => diagnostic(T050, at, `\`${task}\` has no \`${what}\`.${meant} It has ${listed(known, 12)}.`, fixes);
const recordOf = (description: Description): (typeof tasks)[number] | undefined => {
  const base = header(description, 'is')?.value.base;
  return base?.kind === 'name' ? tasks.find(({ name }) => name === base.text) : undefined;
};
/** Those in force that stand in this file. */
const settingsOf = ({ statements }: Description, view: View): readonly Setting[] =>
  statements.flatMap(({ statement, scope }) =>
    statement.kind === 'setting' && scope.file === view.scope ? [statement] : [],
  );

export const taskChecks = { T047, T048, T049, T050 };
