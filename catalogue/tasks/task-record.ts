/**
 * A task is one record: what it takes, and what it is to the engine. Of two kinds: what a network without learning is
 * to remember, and trials that a network learns from.
 */
import type { RecallTask, TaskClock, TrialTask } from '../../engine/tasks/index.ts';
import type { Arguments, Described, Parameters } from '../parameters.ts';
import type { Behind } from '../settings.ts';

/** What the settings of a memory task must know of the dynamics that does it: seconds a step. */
export interface Clock {
  readonly dt: number;
}
/** A memory task as the engine takes it, apart from the motion of the network that does it. */
export type Recalled = Omit<RecallTask, 'motion'>;
interface Settings<Takes> extends Described {
  readonly takes: Takes;
  readonly behind: Behind<Takes>;
}
export interface MemoryTask<Takes extends Parameters<Clock> = Parameters<Clock>> extends Settings<Takes> {
  readonly kind: 'memory';
  recalled(given: Arguments<Takes>): Recalled;
}
export interface TrialsTask<Takes extends Parameters<TaskClock> = Parameters<TaskClock>> extends Settings<Takes> {
  readonly kind: 'trials';
  /** Its trials are images of the set that this setting names. */
  readonly imagesIn?: keyof Takes & string;
  /** Seconds that a step of a network in steps stands for, where the definition says it. */
  readonly step?: number;
  /** @throws RangeError for settings that do not fit each other */
  trials(given: Arguments<Takes>, clock: TaskClock): TrialTask;
}
export type Task = MemoryTask | TrialsTask;
export const memoryTask = <const Takes extends Parameters<Clock>>(
  record: Omit<MemoryTask<Takes>, 'kind'>,
): MemoryTask => ({
  ...record,
  kind: 'memory',
});
export const trialsTask = <const Takes extends Parameters<TaskClock>>(
  record: Omit<TrialsTask<Takes>, 'kind'>,
): TrialsTask => ({ ...record, kind: 'trials' });
