import { FormatError } from '../format-error.ts';
import { type NpyArray, numbers } from '../npy.ts';
import { readNpzWhere } from '../npz-archive.ts';
import {
  compressedEntries,
  demandCounts,
  type Precision,
  type StoredEntries,
  type StoredMatrix,
  type Variable,
  type VariablesFile,
  wholeOfEntries,
} from './variables.ts';

/**
 * The arrays of an npz archive, or the sparse matrix that scipy.sparse.save_npz has written (csr, csc, coo, dia, bsr).
 * @throws FormatError
 */
export function npzVariables(bytes: Uint8Array): VariablesFile {
  const arrays = readNpzWhere(bytes),
    format = formatOf(arrays.get('format'));
  return format === undefined
    ? { format: 'npz', variables: [...arrays].map(([name, array]) => variableOf(name, array)) }
    : { format: 'npz', variables: [sparseOf(format, arrays)] };
}
type Arrays = ReturnType<typeof readNpzWhere>;

function variableOf(name: string, array: NpyArray | FormatError | string): Variable {
  if (typeof array === 'string') return { name, shape: [], why: 'holds a text' };
  if (array instanceof FormatError) return { name, shape: [], why: `is not read (${array.message})` };
  const { shape } = array;
  return shape.length === 2
    ? { name, shape, matrix: (Kind) => dense(array, Kind) }
    : { name, shape, why: `has ${shape.length} dimensions (${shape.join(' × ') || 'one value'})` };
}
function dense(array: NpyArray, Kind: Precision): StoredMatrix {
  const [rows, columns] = array.shape;
  const values = Kind === Float64Array ? numbers(array) : Float32Array.from(array.values as ArrayLike<number>, Number);
  return { rows, columns, values, byColumn: false };
}

/** SciPy's name of the form, stored as a text of one value. */
const formatOf = (array: NpyArray | FormatError | string | undefined): string | undefined =>
  typeof array === 'string' && /^(csr|csc|coo|dia|bsr)$/.test(array) ? array : undefined;

function sparseOf(format: string, arrays: Arrays): Variable {
  const part = (name: string): NpyArray => {
    const found = arrays.get(name);
    if (found instanceof FormatError)
      throw new FormatError(`The ${name} of this sparse matrix (${format}) is not read: ${found.message}`);
    if (found === undefined || typeof found === 'string')
      throw new FormatError(`This sparse matrix (${format}) has no ${name}; save it again with scipy.sparse.save_npz.`);
    return found;
  };
  const [rows, columns] = numbers(part('shape')),
    list = (name: string): Float64Array => numbers(part(name));
  const entries = (): StoredEntries => {
    if (format === 'csr' || format === 'csc')
      return compressedEntries(format, [rows, columns], format === 'csc', {
        starts: list('indptr'),
        indices: list('indices'),
        data: list('data'),
      });
    demandCounts('the matrix', rows, columns);
    return {
      rows,
      columns,
      count: part('data').values.length,
      byColumn: false,
      each(put) {
        const all =
          format === 'coo' ? coo(list) : format === 'dia' ? dia(part('data'), list, columns) : bsr(part('data'), list);
        for (const [row, column, value] of all) {
          if (value === 0 || (format === 'dia' && row >= rows)) continue;
          if (!(row >= 0 && row < rows && column >= 0 && column < columns))
            throw new FormatError(
              `An entry of this sparse matrix is at ${row}, ${column}, beyond ${rows} × ${columns}.`,
            );
          put(row, column, value);
        }
      },
    };
  };
  return {
    name: format,
    shape: [rows, columns],
    entries,
    matrix: (Kind) => wholeOfEntries(format === 'csr' || format === 'csc' ? format : 'the matrix', entries(), Kind),
  };
}
type Entries = Iterable<readonly [row: number, column: number, value: number]>;
function* coo(list: (name: string) => Float64Array): Entries {
  const [row, column, data] = [list('row'), list('col'), list('data')];
  for (let i = 0; i < data.length; i++) yield [row[i], column[i], data[i]];
}
/** Row d of `data` is diagonal `offsets[d]`; its value at j stands in column j. */
function* dia(data: NpyArray, list: (name: string) => Float64Array, columns: number): Entries {
  const values = numbers(data),
    length = data.shape[1];
  for (const [d, offset] of list('offsets').entries())
    for (let column = Math.max(0, offset); column < Math.min(length, columns); column++)
      yield [column - offset, column, values[d * length + column]];
}
function* bsr(data: NpyArray, list: (name: string) => Float64Array): Entries {
  const [, height, width] = data.shape,
    [values, indices, starts] = [numbers(data), list('indices'), list('indptr')];
  for (let block = 0; block + 1 < starts.length; block++)
    for (let i = starts[block]; i < starts[block + 1]; i++)
      for (let at = 0; at < height * width; at++)
        yield [
          block * height + Math.floor(at / width),
          indices[i] * width + (at % width),
          values[i * height * width + at],
        ];
}
