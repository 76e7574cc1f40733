/**
 * A line that may be aligned with its neighbours: at what column its second half begins, from the start of the first.
 */
export interface Aligned {
  /** Lines of one run have the same key and follow each other directly. */
  readonly key: string;
  readonly line: number;
  readonly lastLine: number;
  /** Width of the first half in the canonical text. */
  readonly width: number;
  /** Column and preceding spaces of the second half in the source. */
  readonly column: number;
  readonly gap: number;
}

/**
 * The column of each line's second half. Columns that the author aligned stay: where two lines of a run share a column
 * and one of them is padded to reach it, every line that fits begins its second half there. Otherwise one space.
 */
export function alignment(lines: readonly (Aligned | undefined)[]): readonly (number | undefined)[] {
  const columns: (number | undefined)[] = [];
  for (let from = 0; from < lines.length; ) {
    let to = from + 1;
    while (to < lines.length && follows(lines[to - 1], lines[to])) to++;
    const run = lines.slice(from, to);
    const target = sharedColumn(run);
    for (const line of run) columns.push(line && Math.max(target >= line.width + 1 ? target : 0, line.width + 1));
    from = to;
  }
  return columns;
}

const follows = (previous: Aligned | undefined, next: Aligned | undefined): boolean =>
  previous !== undefined && next !== undefined && previous.key === next.key && next.line === previous.lastLine + 1;

function sharedColumn(run: readonly (Aligned | undefined)[]): number {
  const counts = new Map<number, { lines: number; padded: boolean }>();
  for (const line of run) {
    if (!line) continue;
    const { lines, padded } = counts.get(line.column) ?? { lines: 0, padded: false };
    counts.set(line.column, { lines: lines + 1, padded: padded || line.gap > 1 });
  }
  return Math.max(0, ...[...counts].filter(([, { lines, padded }]) => lines > 1 && padded).map(([column]) => column));
}
