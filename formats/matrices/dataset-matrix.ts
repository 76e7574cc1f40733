import { FormatError } from '../format-error.ts';
import type { Hdf5Dataset } from '../hdf5.ts';
import type { Precision } from './variables.ts';

/** More does not fit beside the file itself in the memory that the library can use. */
const mostValues = 2 ** 29;

/**
 * A data set of one (a row) or two dimensions, read a part at a time. @throws FormatError for others, and where it is
 * too large.
 */
export function readMatrix(
  dataset: Hdf5Dataset,
  Kind: Precision,
): { readonly rows: number; readonly columns: number; readonly values: Float32Array | Float64Array } {
  const { path, shape } = dataset;
  if (dataset.numeric && shape.length === 0) return { rows: 1, columns: 1, values: new Kind(numbersOf(dataset)) };
  if (!dataset.numeric || shape.length > 2)
    throw new FormatError(
      `The data set "${path.slice(1)}" ` +
        `${dataset.numeric ? `has ${shape.length} dimensions (${shape.join(' × ')})` : 'holds no numbers'}; a ` +
        `recording is a matrix of numbers, neurons and times.`,
    );
  const [rows, columns] = shape.length === 1 ? [1, shape[0]] : shape,
    count = rows * columns;
  if (!(count > 0))
    throw new FormatError(
      `The data set "${path.slice(1)}" is empty (${shape.join(' × ')}); check that it is the right one.`,
    );
  if (count > mostValues)
    throw new FormatError(
      `The data set "${path.slice(1)}" has ${rows} × ${columns} values, more than the ${mostValues} of an ` +
        `HDF5 file that are read at once; save it as npy, which is read a part at a time.`,
    );
  if (shape.length === 1) return { rows, columns, values: new Kind(numbersOf(dataset)) };
  const step = Math.max(1, Math.floor(2 ** 22 / columns)),
    first = numbersOf(dataset, [
      [0, Math.min(rows, step)],
      [0, columns],
    ]),
    values = new Kind(count);
  values.set(first);
  for (let row = step; row < rows; row += step)
    values.set(
      numbersOf(dataset, [
        [row, Math.min(rows, row + step)],
        [0, columns],
      ]),
      row * columns,
    );
  return { rows, columns, values };
}

/** All values, or some, as numbers. @throws FormatError for text, and where fewer come than should. */
export function numbersOf(
  dataset: Hdf5Dataset,
  ranges?: readonly (readonly [number, number])[],
): Float32Array | Float64Array {
  const found = dataset.values(ranges),
    expected = ranges
      ? ranges.reduce((product, [from, to]) => product * (to - from), 1)
      : dataset.shape.reduce((product, size) => product * size, 1);
  if (typeof found[0] === 'string')
    throw new FormatError(
      `The data set "${dataset.path.slice(1)}" holds text where numbers are needed; save it again as numbers.`,
    );
  if (found.length !== expected)
    throw new FormatError(
      `The data set "${dataset.path.slice(1)}" gives ${found.length} values where its shape says ` +
        `${expected}: it is damaged. Save it again.`,
    );
  return found instanceof Float32Array || found instanceof Float64Array
    ? found
    : Float64Array.from(found as ArrayLike<number | bigint>, Number);
}
