import { FormatError } from '../format-error.ts';

/** Stretches of time in seconds, rising and apart. */
export type Stretches = readonly (readonly [from: number, to: number])[];

/** In order, with those that touch or overlap as one. @throws FormatError for one that ends before it begins */
export function joined(intervals: Stretches): Stretches {
  const wrong = intervals.find(([from, to]) => !(from < to));
  if (wrong)
    throw new FormatError(
      `An interval of observed time lasts from ${wrong[0]} to ${wrong[1]} s; correct it in the file.`,
    );
  const apart: [number, number][] = [];
  for (const [from, to] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const last = apart.at(-1);
    if (last && from - last[1] <= 1e-9 * Math.max(1, Math.abs(from))) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return apart;
}
/** The time that lies in a stretch of each of two lists. */
export function common(a: Stretches, b: Stretches): Stretches {
  const both: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [from, to] = [Math.max(a[i][0], b[j][0]), Math.min(a[i][1], b[j][1])];
    if (from < to) both.push([from, to]);
    if (a[i][1] < b[j][1]) i++;
    else j++;
  }
  return both;
}

/**
 * The rate of samples at these times, and the frames of each run where some intervals are gaps: at least half as long
 * again as the median, and few. @throws FormatError where the times are not even otherwise
 */
export function sampledAt(
  times: ArrayLike<number>,
  name: string,
): { readonly rate?: number; readonly runs?: readonly number[] } {
  if (times.length < 2) return {};
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
  if (gaps.length === 0) return { rate };
  const ends = [...gaps.map((i) => i + 1), times.length];
  return { rate, runs: ends.map((end, run) => end - (run === 0 ? 0 : ends[run - 1])) };
}
