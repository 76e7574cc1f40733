import type { RateShape } from '../recurrent/index.ts';

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

/**
 * Once for each network: a weight that has not the sign of its neuron hands no gradient back, so that no update brings
 * it to life; one that is 0 and does not learn stays 0.
 */
export function weightPattern({ neurons, signs, mask }: RateShape, recurrent: Float64Array, learns: boolean): WeightPattern {
  const open = new Uint8Array(neurons * neurons);
  let entries = 0;
  for (let at = 0; at < open.length; at++) {
    const sign = signs?.[at % neurons] ?? 0,
      weight = recurrent[at];
    if (mask?.[at] === 0 || (sign !== 0 && weight * sign <= 0) || (!learns && weight === 0)) continue;
    open[at] = 1;
    entries++;
  }
  if (entries >= largestSparseShare * open.length) return { entries: open.length, open: entries < open.length ? open : undefined };
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
