/** What a network over time is taught with: the trials of a task, as its own clock has them. */
import { rateScheduleOf } from '../catalogue/schedules.ts';
import type { ImageSet, RateSchedule } from '../engine/learning/index.ts';
import { stream } from '../engine/random/index.ts';
import { decodedTrials } from '../catalogue/tasks/index.ts';
import { drawTrials, sequencesOfImages, type TrialSet, type TrialTask } from '../engine/tasks/index.ts';
import type { Sequences } from '../engine/recurrent/index.ts';
import type { Settled } from '../language/canonical/instantiate.ts';
import type { NetworkNoun, TaskNoun, TrialTraining } from '../language/specification.ts';
import { clockOf } from '../language/task-clock.ts';
import { Failure } from './failure.ts';
import { chance } from './trainer.ts';

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

/** Images that tasks show, by the name of their set. */
export type ShownImages = ReadonlyMap<string, { readonly train: ImageSet; readonly test: ImageSet }>;

/** A random choice of the images to train; those that choices see are others of them. All test images are asked. */
function imagesShown(
  { train, test }: { readonly train: ImageSet; readonly test: ImageSet },
  { width, permuted }: NonNullable<TrialTask['images']>,
  wanted: number,
  share: number,
  seed: number,
  name: string,
): Omit<Lessons, 'task'> {
  const order = stream(seed, name, 'images').permutation(train.count);
  const count = Math.min(wanted, train.count - share);
  if (count < 1) throw new Failure('run', `${name}: of ${train.count} images none is left to learn from.`);
  const rows = { width, ...(permuted && { permuted: { seed, stream: name } }) };
  return {
    train: sequencesOfImages(train, rows, order.subarray(0, count)),
    validation: share > 0 ? sequencesOfImages(train, rows, order.subarray(count, count + share)) : undefined,
    test: sequencesOfImages(test, rows),
  };
}

/** The trials that choices see are beside those that are learned from, not of them. */
export function lessonsOf(
  { task: noun, trials, validation, earlyStop, schedule }: Settled<TrialTraining>,
  network: Settled<NetworkNoun>,
  neurons: number,
  seed: number,
  images: ShownImages = new Map(),
): Lessons {
  const task = taskOf(noun, network);
  const count = trials ?? task.trials ?? usualTrials;
  const drawn = (set: TrialSet, many: number): Sequences =>
    drawTrials(task, many, { seed, stream: noun.stream, set }, neurons).sequences;
  const chooses = earlyStop !== undefined || (schedule !== undefined && waitsForPlateau(rateScheduleOf(schedule)));
  const share = chooses ? Math.max(1, Math.round(count * validation)) : 0;
  if (task.images) {
    const shown = images.get(task.images.set);
    if (!shown) throw new Error(`the images of ${task.images.set} are not here`);
    return {
      task: { ...task, chance: chance(shown.test) },
      ...imagesShown(shown, task.images, count, share, seed, noun.stream),
    };
  }
  return {
    task,
    train: drawn('train', count),
    validation: chooses ? drawn('validation', share) : undefined,
    test: drawn('test', testTrials(count)),
  };
}
