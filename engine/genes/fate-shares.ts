import { type Interval, proportionInterval } from '../statistics/index.ts';

/**
 * A probability, 0 .. 1; `ci` is its 95 % interval where it was sampled, null where it is exact. `value` is null where
 * it is not known, because walks did not end: then `ci` holds it wherever these may end.
 */
export interface Share<Value extends number | null = number | null> {
  readonly value: Value;
  readonly ci: Interval | null;
}
/** Of `walks`, `ended` ended so, and `open` did not end: up to one in a hundred of these leave a value. */
export function sampledShare(ended: number, open: number, walks: number): Share {
  const ci: Interval = [proportionInterval(ended, walks)[0], proportionInterval(ended + open, walks)[1]];
  return { value: open <= walks / 100 ? (ended + open / 2) / walks : null, ci };
}
/** Where a network ends from a uniformly random state. A state of overlapping fates counts for each of them. */
export interface FateShares {
  readonly method: 'exact' | 'sampled';
  readonly fates: Readonly<Record<string, Share>>;
  readonly mixed: Share;
  readonly undecided: Share;
}
