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

/** `1–20, 25`: for a reader, of numbers in any order. */
export const readableRanges = (numbers: Iterable<number>): string =>
  rangesOf([...new Set(numbers)].sort((a, b) => a - b))
    .map(([from, to]) => (from === to ? `${from}` : `${from}${to === from + 1 ? ', ' : '–'}${to}`))
    .join(', ');
