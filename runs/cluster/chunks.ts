import type { Ranges } from '../../results/number-ranges.ts';
import { countOf, rangesText } from './ranges.ts';
import type { Phase, TaskArray } from './submission.ts';

const minute = 60;
/** A task is to take between these, so that neither its start nor its loss weighs. */
const [shortest, longest] = [10 * minute, 60 * minute];
/** Where the work allows, it makes so many tasks. */
const wantedTasks = 100;

/**
 * How many jobs a task is given, of so many that take so long each: the work in about a hundred tasks of 10 to 60
 * minutes, but none longer than half its time limit. All in seconds.
 */
export function jobsPerTask(jobs: number, secondsPerJob: number, processes: number, limit = Infinity): number {
  const work = (jobs * secondsPerJob) / processes;
  const target = Math.min(limit / 2, Math.max(shortest, Math.min(longest, work / wantedTasks)));
  return Math.max(1, Math.min(jobs, Math.floor((target * processes) / Math.max(secondsPerJob, 1e-9))));
}

/** Whole cells where a task holds at least one: what a seed has drawn, and trained, is used while it is at hand. */
export const inWholeCells = (chunk: number, perCell: number): number =>
  chunk >= perCell && perCell > 0 ? chunk - (chunk % perCell) : chunk;

export function phaseOf(slots: Ranges, chunk: number): Phase {
  const jobs = countOf(slots);
  return { slots: rangesText(slots), jobs, chunk, tasks: Math.ceil(jobs / chunk) };
}

/** The tasks of the phases, in arrays of at most so many. `name` is followed by a number. */
export function arraysOf(phases: readonly Phase[], largest: number, name: string): readonly TaskArray[] {
  const arrays: TaskArray[] = [];
  let offset = 0;
  for (const [phase, { tasks }] of phases.entries())
    for (let left = tasks; left > 0; ) {
      const size = Math.min(left, largest);
      arrays.push({ name: `${name}-${arrays.length + 1}`, phase, offset, size });
      offset += size;
      left -= size;
    }
  return arrays;
}

/** A time limit for tasks of so many seconds, as Slurm writes it: twice as long and five minutes more. */
export function limitFor(seconds: number): string {
  const minutes = Math.ceil((2 * seconds) / minute) + 5;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:00`;
}
