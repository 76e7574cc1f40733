import type { Choice, Word } from '../entry.ts';
import type { Form } from '../forms.ts';
import { called, decoded } from '../parameters.ts';
import { wordsOf } from '../settings.ts';
import { memoryTasks } from './memory-tasks.ts';
import type { Clock, Task, Trials } from './task-record.ts';

export const tasks: readonly Task[] = [...memoryTasks];
/** Tasks of a later version: they check, and cannot run yet. */
const laterTasks = [
  'one_choice',
  'go_nogo',
  'perceptual_decision',
  'context_decision',
  'delay_match',
  'multisensory',
  'delay_comparison',
  'cycling',
];

/** A task in canonical form: `takes` by the names of its settings, without variables. */
interface TaskForm {
  readonly task: string;
  readonly takes: Readonly<Record<string, Form>>;
}
/** The trials that a `task` stands for, done by a network of such steps. */
export function decodedTask({ task, takes }: TaskForm, clock: Clock): Trials {
  const record = called(tasks, task);
  return record.trials(decoded(record.takes, takes, clock));
}

/** What stands behind `is`. */
export const taskChoices: readonly Choice[] = [
  ...tasks.map(({ name, documentation }) => ({ word: name, documentation })),
  ...laterTasks.map((word) => ({ word, documentation: 'A built-in task.', status: 'later' as const })),
];
/** The settings of all tasks; one that several take stands once. */
export const taskSettings: readonly Word[] = tasks
  .flatMap(({ takes, behind }) => wordsOf(takes, behind))
  .filter(({ word }, place, all) => all.findIndex((other) => other.word === word) === place);
