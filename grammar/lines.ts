import type { Range } from './tree.ts';

/** Where the lines of a text begin. Lines and columns count from 0, columns in UTF-16 units. */
export interface Lines {
  lineOf(offset: number): number;
  columnOf(offset: number): number;
  /** Where the line of an offset ends, without what breaks it. */
  endOfLine(offset: number): number;
  /** Whether the text breaks into a new line within the range. */
  breaks(range: Range): boolean;
}

export function linesOf(source: string): Lines {
  const starts = [0];
  for (const { index, 0: text } of source.matchAll(/\r\n|\r|\n/g)) starts.push(index + text.length);
  const lineOf = (offset: number): number => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return low;
  };
  return {
    lineOf,
    columnOf: (offset) => offset - starts[lineOf(offset)],
    endOfLine: (offset) => {
      const next = starts[lineOf(offset) + 1] ?? source.length + 1;
      return source.slice(next - 2, next) === '\r\n' ? next - 2 : next - 1;
    },
    breaks: ({ start, end }) => lineOf(start) !== lineOf(end),
  };
}
