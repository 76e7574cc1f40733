import { numbersOf } from '../../engine/connectivity/index.ts';
import { readMatrix } from '../../making/read-matrix.ts';
import type { MatrixSource } from '../../making/opened-matrices.ts';
import { recentResults } from '../../making/recent-results.ts';
import type { WholeMatrix, WholeMatrixOptions } from '../../language/whole-matrix.ts';
import { readApart } from './apart.ts';
import { readBytes } from './read.ts';

/** Numbers of matrices (f64) that are kept at hand: 240 MB. */
const mostNumbers = 3e7;

/**
 * Matrices of files that lie at these locations (by reference), the last ones kept. HDF5 is read on a thread of its
 * own. @throws Failure naming the file and what is wrong with it
 */
export function wholeMatrices(
  locations: Readonly<Record<string, string>>,
): (source: MatrixSource) => Promise<WholeMatrix> {
  const known = recentResults<WholeMatrix>(mostNumbers, undefined, ({ matrix }) => numbersOf(matrix));
  return async ({ path, rows, dataset }) => {
    const key = [path, rows, dataset],
      kept = known.find(key);
    if (kept) return kept;
    const read = await readMatrix(await readBytes(locations[path]), path, {
      rows,
      ...(dataset !== undefined && { dataset }),
      apart: matrixApart(path),
    });
    return known.get(key, () => read);
  };
}
/** How a matrix of this file is read from HDF5. */
export const matrixApart =
  (path: string): NonNullable<WholeMatrixOptions['apart']> =>
  (bytes, dataset) =>
    readApart('matrix', { path, files: new Map([[path, bytes]]), options: { dataset } });
