/** Which cell follows which: cells in their order, and the lagged pairs (before, after) from which rules are learnt. */
import { type Stream, stream } from '../random/index.ts';
import { type Expression, InferenceError } from './expression-values.ts';

export interface Pairs {
  /** Cells in order, one series (a trajectory) after another: the numbers of their rows. */
  readonly sequence: Int32Array;
  /** Pair i is (sequence[before[i]], sequence[after[i]]); ascending in `before`. */
  readonly before: Int32Array;
  readonly after: Int32Array;
  /** Where in the sequence the cells of each time begin, and its length at the end. */
  readonly starts: Int32Array;
  readonly series: number;
  /** Cells without a time in every column are left out. */
  readonly left: number;
  /** The most cells that share one time. */
  readonly shared: number;
  /** How many times there are, over all series. */
  readonly times: number;
}

/**
 * Each list of times is one series; a cell whose time is NaN is not in it. The times of a series in their order are t1
 * < t2 < …; a pair is a cell of t(i) with a cell of t(i + lag). Where cells share a time nothing tells which became
 * which, so each is paired with each; beyond 4,096 pairs of two times every earlier cell is paired with as many later
 * ones, taken in turn from an order drawn by the seed.
 * @throws InferenceError where fewer than 10 pairs are left.
 */
export function lagged(series: readonly Float64Array[], lag: number, seed: number): Pairs {
  const sequence: number[] = [],
    before: number[] = [],
    after: number[] = [],
    begins: number[] = [];
  let shared = 0;
  const seen = new Set<number>();
  for (const [which, given] of series.entries()) {
    const groups = groupsOf(given);
    const starts: number[] = [];
    for (const group of groups) {
      starts.push(sequence.length);
      sequence.push(...group);
      shared = Math.max(shared, group.length);
      for (const cell of group) seen.add(cell);
    }
    begins.push(...starts);
    for (let at = 0; at + lag < groups.length; at++)
      join(
        starts[at],
        groups[at].length,
        starts[at + lag],
        groups[at + lag].length,
        stream(seed, 'inference', 'pairs', which * 1e6 + at),
      );
  }
  function join(first: number, earlier: number, second: number, later: number, draws: Stream): void {
    const each = Math.min(later, Math.max(1, Math.floor(mostPairs / earlier)));
    const order = each < later ? draws.permutation(later) : undefined;
    for (let i = 0; i < earlier; i++)
      for (let j = 0; j < each; j++) {
        before.push(first + i);
        after.push(second + (order ? order[(i * each + j) % later] : j));
      }
  }
  const times = begins.length;
  if (before.length < fewestPairs)
    throw new InferenceError(
      'cells',
      `${seen.size} cells at ${times} times give ${before.length} pairs of a cell and one that follows it, ` +
        `too few to learn a rule from: at least ${fewestPairs} are needed. Take more cells, or order them by a time ` +
        `that tells them apart.`,
    );
  return {
    sequence: Int32Array.from(sequence),
    before: Int32Array.from(before),
    after: Int32Array.from(after),
    starts: Int32Array.from([...begins, sequence.length]),
    series: series.length,
    left: (series[0]?.length ?? 0) - seen.size,
    shared,
    times,
  };
}
const mostPairs = 4096;
const fewestPairs = 10;

/** Cells that share a time, in the order of times. */
function groupsOf(times: Float64Array): number[][] {
  const cells = [...times.keys()]
    .filter((cell) => !Number.isNaN(times[cell]))
    .sort((a, b) => times[a] - times[b] || a - b);
  const groups: number[][] = [];
  for (const cell of cells) {
    const last = groups.at(-1);
    if (last && times[last[0]] === times[cell]) last.push(cell);
    else groups.push([cell]);
  }
  return groups;
}

/**
 * The times in columns of a table, one list per series. @throws InferenceError for a column that is not there, or times
 * that are texts.
 */
export function timesIn(expression: Expression, names: readonly string[], series?: string): readonly Float64Array[] {
  const { columns } = expression;
  const numbers = Object.entries(columns).flatMap(([name, values]) =>
    values instanceof Float64Array ? [`\`${name}\``] : [],
  );
  const known =
    numbers.length > 0
      ? `Columns of numbers are ${numbers.slice(0, 8).join(', ')}.`
      : 'The table has no columns of numbers besides genes: name the file that holds them, `order by COLUMN ' +
        'from "file"`.';
  const times = names.map((name) => {
    const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
    if (!column) throw new InferenceError('order', `The cells have no column \`${name}\`. ${known}`);
    if (!(column instanceof Float64Array))
      throw new InferenceError('order', `The column \`${name}\` holds texts, and an order needs numbers. ${known}`);
    return column;
  });
  if (series === undefined) return times;
  const of = Object.hasOwn(columns, series) ? columns[series] : undefined;
  if (!of)
    throw new InferenceError(
      'order',
      `The cells have no column \`${series}\`. Their columns are ${Object.keys(columns)
        .slice(0, 8)
        .map((name) => `\`${name}\``)
        .join(', ')}.`,
    );
  const cellsOf = new Map<string | number, number[]>();
  of.forEach((value, cell) => {
    cellsOf.set(value, [...(cellsOf.get(value) ?? []), cell]);
  });
  return times.flatMap((column) =>
    [...cellsOf.values()].map((cells) => {
      const own = new Float64Array(column.length).fill(NaN);
      for (const cell of cells) own[cell] = column[cell];
      return own;
    }),
  );
}
