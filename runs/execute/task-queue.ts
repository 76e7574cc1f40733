import { groupedBy } from '../../results/grouped.ts';
import type { Task } from '../plan/tasks.ts';
import type { Assignment } from './executor.ts';

/** Tasks in order; a worker is given its own seed's first, then an untouched seed's, then what is left. */
export interface TaskQueue {
  left(): number;
  /** At most so many; none where none is left, or no more are to be begun. */
  take(most: number, preferred?: number): readonly Task[];
  /** What was taken and not computed; `alone`: to be taken by itself. */
  giveBack(tasks: readonly Task[], how?: 'alone'): void;
}

export function taskQueue(tasks: readonly Task[], { enough, alone }: Pick<Assignment, 'enough' | 'alone'>): TaskQueue {
  const bySeed = new Map([...groupedBy(tasks, ({ job }) => `${job.seed}`)].map(([, some]) => [some[0].job.seed, some]));
  for (const some of bySeed.values()) some.reverse();
  const untouched = [...bySeed.keys()].reverse();
  const apart = new Set(alone);
  let left = tasks.length;
  const next = (seed: number | undefined) => (seed === undefined ? undefined : bySeed.get(seed)?.pop());
  const mostLeft = () => [...bySeed.values()].reduce((most, some) => (some.length > most.length ? some : most));
  const pop = (preferred: number | undefined): Task | undefined =>
    left === 0 ? undefined : (next(preferred) ?? next(untouched.pop()) ?? mostLeft().pop());
  return {
    left: () => left,
    take(most, preferred) {
      const taken: Task[] = [];
      while (taken.length < most && !enough?.aborted) {
        const task = pop(taken.at(-1)?.job.seed ?? preferred);
        if (!task) break;
        const isAlone = apart.has(task.job.key);
        if (isAlone && taken.length > 0) {
          bySeed.get(task.job.seed)?.push(task);
          break;
        }
        taken.push(task);
        left--;
        if (isAlone) break;
      }
      return taken;
    },
    giveBack(tasks, how) {
      for (const task of [...tasks].reverse()) {
        if (how === 'alone') apart.add(task.job.key);
        bySeed.get(task.job.seed)?.push(task);
        left++;
      }
    },
  };
}
