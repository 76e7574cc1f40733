/** What HDF5 files of expression have in common: matrices compressed by row or column, numbers, texts. */
import { FormatError } from '../format-error.ts';
import type { Hdf5Values } from '../hdf5.ts';
import type { Compressed } from './expression-table.ts';

/** CSR as it stands; CSC turned round. @throws FormatError where the three parts contradict each other. */
export function crossed(
  data: ArrayLike<number>,
  indices: ArrayLike<number>,
  starts: ArrayLike<number>,
  rows: number,
  columns: number,
  byColumn: boolean,
  path: string,
): Compressed {
  const [outer, inner] = byColumn ? [columns, rows] : [rows, columns];
  const wrong = (what: string): never => {
    throw new FormatError(`${path} is damaged: ${what}. Save the file again.`);
  };
  if (starts.length !== outer + 1) wrong(`indptr has ${starts.length} entries where ${outer + 1} are due`);
  if (starts[0] !== 0 || starts[outer] !== data.length || indices.length !== data.length)
    wrong(`data has ${data.length} values, indices ${indices.length}, and indptr ends at ${starts[outer]}`);
  for (let i = 0; i < outer; i++) if (starts[i + 1] < starts[i]) wrong(`indptr falls at entry ${i + 1}`);
  for (let i = 0; i < indices.length; i++)
    if (!(indices[i] >= 0 && indices[i] < inner)) wrong(`index ${indices[i]} at ${i} is beyond ${inner}`);
  if (!byColumn) return { starts, indices, data };
  const counts = new Int32Array(rows + 1);
  for (let i = 0; i < indices.length; i++) counts[indices[i] + 1]++;
  for (let row = 0; row < rows; row++) counts[row + 1] += counts[row];
  const next = counts.slice(),
    genes = new Int32Array(data.length),
    values = new Float32Array(data.length);
  for (let column = 0; column < columns; column++) {
    for (let i = starts[column]; i < starts[column + 1]; i++) {
      const at = next[indices[i]]++;
      genes[at] = column;
      values[at] = data[i];
    }
  }
  return { starts: counts, indices: genes, data: values };
}

export const texts = (values: Hdf5Values): readonly string[] =>
  Array.from(values as ArrayLike<string | number>, String);

/** @throws FormatError for texts */
export function numbers(values: Hdf5Values, path: string): ArrayLike<number> {
  if (values instanceof BigInt64Array || values instanceof BigUint64Array)
    return Float64Array.from(values as Iterable<bigint>, Number);
  if (values.length > 0 && typeof values[0] === 'string')
    throw new FormatError(`${path} holds texts where numbers must stand. Save the file again.`);
  return values as ArrayLike<number>;
}
