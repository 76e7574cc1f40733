import { drawTrials, type TaskClock, type TrialTask } from '../../engine/tasks/index.ts';
import type { Choice, Word } from '../entry.ts';
import type { Form } from '../forms.ts';
import { called, decoded } from '../parameters.ts';
import { choiceTasks } from './choice-tasks.ts';
import { decisionTasks } from './decision-tasks.ts';
import { delayTasks } from './delay-tasks.ts';
import { imageTasks } from './image-tasks.ts';
import { memoryTasks } from './memory-tasks.ts';
import { motorTasks } from './motor-tasks.ts';
import { seriesTasks } from './series-tasks.ts';
import { mergedWords } from './task-words.ts';
import type { Clock, Recalled, Task, TrialsTask } from './task-record.ts';

export type { Task, TrialsTask } from './task-record.ts';
export { drawTrials };

export const tasks: readonly Task[] = [
  ...memoryTasks,
  ...choiceTasks,
  ...decisionTasks,
  ...delayTasks,
  ...seriesTasks,
  ...motorTasks,
  ...imageTasks,
];

/** A task in canonical form: `takes` by the names of its settings, without variables. */
export interface TaskForm {
  readonly task: string;
  readonly takes: Readonly<Record<string, Form>>;
}
/** What a memory task asks of a network of such steps. @throws RangeError where it is of another kind */
export function decodedTask({ task, takes }: TaskForm, clock: Clock): Recalled {
  const record = called(tasks, task);
  if (record.kind === 'memory') return record.recalled(decoded(record.takes, takes, clock));
  throw new RangeError(
    `\`${task}\` is learned by a network, trial by trial; \`working_memory\` is asked without learning`,
  );
}
/**
 * The trials that a task stands for, done by a network of such steps.
 * @throws RangeError where its times do not fit the network's steps or each other, or it has no trials
 */
export function decodedTrials({ task, takes }: TaskForm, clock: TaskClock): TrialTask {
  const record = called(tasks, task);
  if (record.kind === 'trials') return trialsOf(record, takes, clock);
  throw new RangeError(`\`${task}\` is asked of a \`dynamics\` without learning; a network learns from trials`);
}
/** `step` of the definition, where the network has no clock. */
function trialsOf(record: TrialsTask, takes: TaskForm['takes'], { dt = record.step, alpha }: TaskClock): TrialTask {
  const clock = { ...(dt !== undefined && { dt }), ...(alpha !== undefined && { alpha }) };
  return record.trials(decoded(record.takes, takes, clock), clock);
}

/** What stands behind `is`. */
export const taskChoices: readonly Choice[] = tasks.map(({ name, documentation }) => ({ word: name, documentation }));
/** The settings of all tasks; one that several take stands once. */
export const taskSettings: readonly Word[] = mergedWords(tasks);
