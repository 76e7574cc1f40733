import type { Interval } from './descriptive.ts';

/** The 95 % score interval of a proportion of `count` in `n` independent trials (Wilson 1927). */
export function proportionInterval(count: number, n: number): Interval {
  const z = 1.959963984540054;
  const share = count / n;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return [count === 0 ? 0 : centre - half, count === n ? 1 : centre + half];
}
