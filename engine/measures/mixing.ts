import type { Cells } from '../development/index.ts';
import { eachNearest } from './nearest.ts';

/** The mean number of neighbours of a cell in a sheet of cells, three meeting at each corner (Euler). */
const neighbours = 6;

/**
 * How mixed the fates are: among each cell's 6 nearest neighbours the share that has another fate, divided by its
 * expectation when the same fates are dealt out at random, 1 − Σ n_f (n_f − 1) / (n (n − 1)). Undecided cells count as
 * one fate more. The nearest-neighbour statistic of Schilling (1986, J. Am. Stat. Assoc. 81:799), as the share of
 * others. NaN where all cells have one fate.
 */
export function mixing({ count, fate, position, dimensions }: Cells): number {
  let others = 0;
  let pairs = 0;
  eachNearest(position, dimensions, count, neighbours, (cell, near) => {
    for (const other of near) if (fate[other] !== fate[cell]) others++;
    pairs += near.length;
  });
  const having = new Map<number, number>();
  for (const f of fate) having.set(f, (having.get(f) ?? 0) + 1);
  const alike = [...having.values()].reduce((sum, n) => sum + n * (n - 1), 0) / (count * (count - 1));
  return alike === 1 ? NaN : others / pairs / (1 - alike);
}
