import { learnableWeights, type RateShape } from '../recurrent/index.ts';

/**
 * Which recurrent weights can act. Dense: all, in rows; `open` is 0 where none can. Sparse: those that can, row by row
 * (entry e of row i is at column `columns[e]`), and column by column (`backFrom[k]` is an entry, in row `backRows[k]`).
 */
export interface WeightPattern {
  readonly entries: number;
  readonly open?: Uint8Array;
  readonly sparse?: {
    readonly rowStart: Uint32Array;
    readonly columns: Uint32Array;
    readonly backStart: Uint32Array;
    readonly backRows: Uint32Array;
    readonly backFrom: Uint32Array;
  };
}

/** Below this share of weights, each by itself is faster than all in blocks. */
const largestSparseShare = 0.4;

/** Once for each network: what can act and learn, or, where weights do not learn, what acts. */
export function weightPattern(shape: RateShape, recurrent: Float64Array, learns: boolean): WeightPattern {
  const { neurons } = shape,
    open = learnableWeights(shape, recurrent).map((can, at) => (learns || recurrent[at] !== 0 ? can : 0)),
    entries = open.reduce((sum, can) => sum + can, 0);
  if (entries >= largestSparseShare * open.length)
    return { entries: open.length, open: entries < open.length ? open : undefined };
  const rowStart = new Uint32Array(neurons + 1),
    columns = new Uint32Array(entries),
    backStart = new Uint32Array(neurons + 1),
    backRows = new Uint32Array(entries),
    backFrom = new Uint32Array(entries);
  let entry = 0;
  for (let i = 0; i < neurons; i++) {
    for (let j = 0; j < neurons; j++)
      if (open[i * neurons + j]) {
        columns[entry++] = j;
        backStart[j + 1]++;
      }
    rowStart[i + 1] = entry;
  }
  for (let j = 0; j < neurons; j++) backStart[j + 1] += backStart[j];
  const next = backStart.slice();
  for (let i = 0; i < neurons; i++)
    for (let e = rowStart[i]; e < rowStart[i + 1]; e++) {
      const place = next[columns[e]]++;
      backRows[place] = i;
      backFrom[place] = e;
    }
  return { entries, sparse: { rowStart, columns, backStart, backRows, backFrom } };
}

/** The place in the N × N matrix of each entry. */
export function placesOf({ neurons }: RateShape, { entries, sparse }: WeightPattern): (entry: number) => number {
  if (!sparse) return (entry) => entry;
  const places = new Uint32Array(entries);
  for (let i = 0; i < neurons; i++)
    for (let e = sparse.rowStart[i]; e < sparse.rowStart[i + 1]; e++) places[e] = i * neurons + sparse.columns[e];
  return (entry) => places[entry];
}
