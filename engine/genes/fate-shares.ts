import type { Interval } from '../statistics/index.ts';

/** A probability, 0 .. 1; `ci` is its 95 % interval where it was sampled, null where it is exact. */
export interface Share {
  readonly value: number;
  readonly ci: Interval | null;
}
/** Where a network ends from a uniformly random state. A state of overlapping fates counts for each of them. */
export interface FateShares {
  readonly method: 'exact' | 'sampled';
  readonly fates: Readonly<Record<string, Share>>;
  readonly mixed: Share;
  readonly undecided: Share;
}
