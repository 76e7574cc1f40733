import type { Ranges } from '../../results/number-ranges.ts';

/** `0-9,12`. */
export const rangesText = (ranges: Ranges): string =>
  ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');

/** The other way round; undefined where a text is no such list. */
export function rangesIn(text: string): Ranges | undefined {
  if (text === '') return [];
  if (!/^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(text)) return undefined;
  const ranges = text.split(',').map((part) => {
    const [from, to = from] = part.split('-').map(Number);
    return [from, to] as const;
  });
  return ranges.every(([from, to], i) => from <= to && (i === 0 || ranges[i - 1][1] < from)) ? ranges : undefined;
}

export const countOf = (ranges: Ranges): number => ranges.reduce((count, [from, to]) => count + to - from + 1, 0);

/** The numbers at the places `from` up to, without, `to` among them all. */
export function sliceOf(ranges: Ranges, from: number, to: number): number[] {
  const numbers: number[] = [];
  let before = 0;
  for (const [first, last] of ranges) {
    const length = last - first + 1;
    for (let i = Math.max(0, from - before); i < Math.min(length, to - before); i++) numbers.push(first + i);
    before += length;
    if (before >= to) break;
  }
  return numbers;
}
