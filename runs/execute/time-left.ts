import type { Job } from '../plan/jobs.ts';

/** How far a run is, and how long it will take at the pace so far. Time is in seconds. */
export interface Progress {
  advance(job: Job, fraction: number): void;
  finish(job: Job): void;
  readonly done: number;
  readonly total: number;
  /** Of the work, what is under way included. */
  readonly share: number;
  /** Null until there is a pace to judge by. */
  secondsLeft(): number | null;
}

/** `cached` of `total` jobs were there before. Jobs count alike: each was as much of the run as any other. */
export function progressOf(
  total: number,
  cached: number,
  now: () => number = () => performance.now() / 1000,
): Progress {
  const started = now();
  const running = new Map<Job, number>();
  let finished = 0;
  const worked = (): number => finished + [...running.values()].reduce((sum, fraction) => sum + fraction, 0);
  return {
    total,
    get share() {
      return total === 0 ? 1 : (cached + worked()) / total;
    },
    get done() {
      return cached + finished;
    },
    advance(job, fraction) {
      running.set(job, fraction);
    },
    finish(job) {
      running.delete(job);
      finished++;
    },
    secondsLeft() {
      const since = worked(),
        left = total - cached - since;
      if (left <= 0) return 0;
      return since < 0.02 ? null : ((now() - started) / since) * left;
    },
  };
}
