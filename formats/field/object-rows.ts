import { FormatError } from '../format-error.ts';
import { isArray, type Pickled, readPickle } from './pickle.ts';
import { pickleStart } from '../npy.ts';

/** A table of numbers, row-major. */
export interface NumberRows {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/**
 * The rows of an npy file that holds an array of objects, each a list or an array of as many numbers; undefined for a
 * file of numbers. Nothing in the file is run.
 * @throws FormatError for objects of any other kind, and rows that differ in length
 */
export function readObjectRows(bytes: Uint8Array): NumberRows | undefined {
  const start = pickleStart(bytes);
  if (start === undefined) return undefined;
  const whole = readPickle(bytes, start);
  const items = isArray(whole) ? Array.from(whole.items as ArrayLike<Pickled>) : whole;
  if (!Array.isArray(items))
    throw new FormatError('The pickle in this file holds no array; a row per neuron is needed.');
  if (isArray(whole) && whole.shape.length === 2)
    return {
      rows: whole.shape[0],
      columns: whole.shape[1],
      values: Float64Array.from(items, (item, at) => numberOf(item, Math.floor(at / whole.shape[1]))),
    };
  const rows = items.map(rowOf),
    columns = rows[0]?.length ?? 0,
    other = rows.findIndex((row) => row.length !== columns);
  if (other >= 0)
    throw new FormatError(
      `Row ${other + 1} of this array of objects has ${rows[other].length} numbers, and row 1 has ${columns}.`,
    );
  return { rows: rows.length, columns, values: Float64Array.from(rows.flat()) };
}
function rowOf(item: Pickled, row: number): readonly number[] {
  if (isArray(item)) return Array.from(item.items as ArrayLike<Pickled>, (each) => numberOf(each, row));
  if (Array.isArray(item)) return item.map((each) => numberOf(each, row));
  throw new FormatError(`Row ${row + 1} of this array of objects is no list of numbers; a row per neuron is needed.`);
}
function numberOf(item: Pickled, row: number): number {
  if (typeof item === 'number') return item;
  if (typeof item === 'bigint') return Number(item);
  throw new FormatError(`Row ${row + 1} of this array of objects has an element that is no number; correct it.`);
}
