/** Whole numbers in order, as stretches of consecutive ones: both ends belong to a stretch. */
export type Ranges = readonly (readonly [number, number])[];

/** @param numbers in rising order */
export function rangesOf(numbers: Iterable<number>): Ranges {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}

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
