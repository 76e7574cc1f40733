/** What a network over time is taught with: the trials of a task, as its own clock has them. */
import { rateScheduleOf } from '../catalogue/schedules.ts';
import type { RateSchedule } from '../engine/learning/index.ts';
import { decodedTrials } from '../catalogue/tasks/index.ts';
import { drawTrials, type TaskClock, type TrialSet, type TrialTask } from '../engine/tasks/index.ts';
import type { Sequences } from '../engine/recurrent/index.ts';
import type { Settled } from '../language/canonical/instantiate.ts';
import type { NetworkNoun, TaskNoun, TrialTraining } from '../language/specification.ts';
import { Failure } from './failure.ts';

/** Seconds a step, and the share of a state that a step replaces, of a network whose neurons have one time constant. */
export function clockOf({ overTime }: Settled<NetworkNoun>): TaskClock {
  const time = overTime?.time;
  if (!time) return {};
  return { dt: time.dt, ...(typeof time.tau === 'number' && { alpha: time.dt / time.tau }) };
}
/** @throws Failure where the times of the task do not fit the network's steps */
export function taskOf(task: Settled<TaskNoun>, network: Settled<NetworkNoun>): TrialTask {
  try {
    return decodedTrials(task, clockOf(network));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Failure('run', `${network.name} cannot do ${task.name}: ${error.message}.`, { cause: error });
  }
}

/** Of each set of trials its own: validation and test trials are none that are learned from. */
export interface Lessons {
  readonly task: TrialTask;
  readonly train: Sequences;
  readonly validation: Sequences | undefined;
  readonly test: Sequences;
}
/** Test trials: half as many as there are to learn from, at least 60. */
export const testTrials = (trials: number): number => Math.max(60, Math.ceil(trials / 2));
const usualTrials = 1000;

const waitsForPlateau = (schedule: RateSchedule): boolean =>
  schedule.name === 'plateau' ||
  (schedule.name === 'warmup' && schedule.next !== undefined && waitsForPlateau(schedule.next));

/** The trials that choices see are beside those that are learned from, not of them. */
export function lessonsOf(
  { task: noun, trials, validation, earlyStop, schedule }: Settled<TrialTraining>,
  network: Settled<NetworkNoun>,
  neurons: number,
  seed: number,
): Lessons {
  const task = taskOf(noun, network);
  const count = trials ?? task.trials ?? usualTrials;
  const drawn = (set: TrialSet, many: number): Sequences =>
    drawTrials(task, many, { seed, stream: noun.stream, set }, neurons).sequences;
  const chooses = earlyStop !== undefined || (schedule !== undefined && waitsForPlateau(rateScheduleOf(schedule)));
  return {
    task,
    train: drawn('train', count),
    validation: chooses ? drawn('validation', Math.max(1, Math.round(count * validation))) : undefined,
    test: drawn('test', testTrials(count)),
  };
}
