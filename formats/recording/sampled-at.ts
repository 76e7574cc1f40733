import { FormatError } from '../format-error.ts';
import type { Samples } from './recording.ts';

/**
 * The rate of samples at these times (s), and the frames and beginning of each run where some intervals are gaps: at least half as long
 * again as the median, and few. @throws FormatError where the times are not even otherwise
 */
export function sampledAt(times: ArrayLike<number>, name: string): Pick<Samples, 'rate' | 'runs' | 'starts'> {
  if (times.length < 2) return times.length === 1 ? { starts: [times[0]] } : {};
  const intervals = Float64Array.from({ length: times.length - 1 }, (_, i) => times[i + 1] - times[i]),
    median = intervals.slice().sort()[intervals.length >> 1],
    gaps = [...intervals.keys()].filter((i) => intervals[i] > 1.5 * median),
    wrong =
      10 * gaps.length > intervals.length
        ? gaps[0]
        : intervals.findIndex((interval) => !(interval >= median / 2 && interval < Infinity));
  if (wrong >= 0 || !(median > 0))
    throw new FormatError(
      `The timestamps of "${name}" are not even: ${intervals[Math.max(0, wrong)]} s from sample ` +
        `${wrong + 1} to the next, where the median is ${median} s. Resample the activity evenly.`,
    );
  const paused = gaps.reduce((sum, i) => sum + intervals[i], 0),
    rate = (intervals.length - gaps.length) / (times[times.length - 1] - times[0] - paused);
  if (gaps.length === 0) return { rate, starts: [times[0]] };
  const ends = [...gaps.map((i) => i + 1), times.length];
  return {
    rate,
    runs: ends.map((end, run) => end - (run === 0 ? 0 : ends[run - 1])),
    starts: ends.map((_, run) => times[run === 0 ? 0 : ends[run - 1]]),
  };
}
