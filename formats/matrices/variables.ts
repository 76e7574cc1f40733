/** What a file of variables holds, whoever wrote it: npz, MATLAB, Octave. One table for weights and for recordings. */
import { FormatError } from '../format-error.ts';

/** A matrix as it stands in a file. */
export interface StoredMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array | Float64Array;
  /** Whether columns stand together, and not rows. */
  readonly byColumn: boolean;
}
/**
 * What a file says of a matrix whose zeros it leaves out: at most `count` values, handed over in its order. Values of
 * one place are added.
 */
export interface StoredEntries {
  readonly rows: number;
  readonly columns: number;
  readonly count: number;
  /** Whether they come column by column, if they are in order. */
  readonly byColumn: boolean;
  /** @throws FormatError */
  each(put: (row: number, column: number, value: number) => void): void;
}
/** In which precision values are to be handed over. */
export type Precision = typeof Float32Array | typeof Float64Array;

export interface Variable {
  /** A field of a struct: `struct/field`. */
  readonly name: string;
  /** Other names of the same content. */
  readonly also?: readonly string[];
  /** Rows, columns …, as the program that wrote it counts them. */
  readonly shape: readonly number[];
  readonly sparse?: boolean;
  /** Nothing where it is no matrix of numbers: `why` then says what it is. @throws FormatError */
  readonly matrix?: (precision: Precision) => StoredMatrix;
  /** The same matrix, where its zeros are left out and it need not be made whole. @throws FormatError */
  readonly entries?: () => StoredEntries;
  /** The numbers in each cell of a list, in order. @throws FormatError */
  readonly cells?: () => readonly ArrayLike<number>[];
  readonly why?: string;
}
export interface VariablesFile {
  /** As one calls it: npz, MATLAB 5 … */
  readonly format: string;
  readonly variables: readonly Variable[];
}

/**
 * The matrix of that name, or the only one: of those with more than one row and column, if there are any, and of full
 * ones before sparse ones. @throws FormatError naming those there are
 */
export function matrixNamed(
  { format, variables }: VariablesFile,
  name: string | undefined,
): Required<Pick<Variable, 'matrix'>> & Variable {
  const matrices = variables.filter((each): each is Required<Pick<Variable, 'matrix'>> & Variable => !!each.matrix),
    wide = matrices.filter(({ shape }) => shape.every((size) => size > 1)),
    full = wide.filter(({ sparse }) => !sparse),
    known = `${listed(name === undefined && wide.length > 0 ? wide : matrices)}${others(variables)}`;
  if (name === undefined) {
    for (const alone of [full, wide, matrices]) if (alone.length === 1) return alone[0];
    const count = wide.length > 0 ? wide.length : matrices.length;
    throw new FormatError(`This ${format} file holds ${count} matrices; ${known}.`);
  }
  const found = variables.find((each) => isCalled(each, name));
  if (found?.matrix) return found as Required<Pick<Variable, 'matrix'>> & Variable;
  throw new FormatError(
    found
      ? `"${name}" of this ${format} file ${found.why ?? 'is no matrix of numbers'}; ${known}.`
      : `This ${format} file has no matrix "${name}"; ${known}.`,
  );
}
/** The cell array of that name, or the only one. @throws FormatError naming those there are */
export function cellsNamed(
  { format, variables }: VariablesFile,
  name: string | undefined,
): Required<Pick<Variable, 'cells'>> & Variable {
  const lists = variables.filter((each): each is Required<Pick<Variable, 'cells'>> & Variable => !!each.cells),
    found =
      name === undefined ? (lists.length === 1 ? lists[0] : undefined) : lists.find((each) => isCalled(each, name));
  if (found) return found;
  throw new FormatError(
    `This ${format} file has ${name === undefined ? `${lists.length} cell arrays` : `no cell array "${name}"`}; ` +
      `spike times are read from a cell array with those of a neuron in each cell` +
      `${lists.length > 0 ? `: ${listed(lists)}` : ''}.`,
  );
}
const isCalled = ({ name, also = [] }: Variable, wanted: string): boolean => name === wanted || also.includes(wanted);
function listed(variables: readonly Variable[]): string {
  if (variables.length === 0) return 'it holds no matrix of numbers';
  const names = variables.slice(0, 12).map(({ name, shape }) => `"${name}" (${shape.join(' × ')})`);
  const more = variables.length > 12 ? ` and ${variables.length - 12} more` : '';
  return `name one with dataset "…": ${names.join(', ')}${more}`;
}
const others = (variables: readonly Variable[]): string =>
  variables
    .filter(({ why }) => why !== undefined)
    .slice(0, 6)
    .map(({ name, why }) => `; "${name}" ${why}`)
    .join('');

/** Row by row. */
export function byRow({ rows, columns, values, byColumn }: StoredMatrix): Float64Array {
  if (!byColumn) return values instanceof Float64Array ? values : Float64Array.from(values);
  const turned = new Float64Array(rows * columns);
  for (let column = 0; column < columns; column++)
    for (let row = 0; row < rows; row++) turned[row * columns + column] = values[column * rows + row];
  return turned;
}

/** @throws FormatError where they do not hold together, or are more than is held whole */
export function wholeOfEntries(name: string, entries: StoredEntries, Kind: Precision): StoredMatrix {
  const { rows, columns, byColumn, each } = entries;
  demandSize(name, rows, columns);
  const values = new Kind(rows * columns);
  each((row, column, value) => {
    values[byColumn ? column * rows + row : row * columns + column] += value;
  });
  return { rows, columns, values, byColumn };
}
interface Compressed {
  readonly starts: ArrayLike<number>;
  readonly indices: ArrayLike<number>;
  readonly data: ArrayLike<number>;
}
/** Entries compressed by row or by column. @throws FormatError where their parts do not hold together */
export function compressedEntries(
  name: string,
  [rows, columns]: readonly [number, number],
  byColumn: boolean,
  { starts, indices, data }: Compressed,
): StoredEntries {
  const [outer, inner] = byColumn ? [columns, rows] : [rows, columns];
  const wrong = (): never => {
    throw new FormatError(`The sparse matrix "${name}" does not hold together: it is damaged. Save it again.`);
  };
  demandCounts(name, rows, columns);
  if (starts.length !== outer + 1 || starts[0] !== 0 || indices.length < starts[outer] || data.length < starts[outer])
    wrong();
  return {
    rows,
    columns,
    count: starts[outer],
    byColumn,
    each(put) {
      for (let i = 0; i < outer; i++) {
        // so that no more are handed over than there are
        if (!(starts[i] <= starts[i + 1] && starts[i + 1] <= starts[outer])) wrong();
        for (let entry = starts[i]; entry < starts[i + 1]; entry++) {
          const other = indices[entry];
          if (!(other >= 0 && other < inner)) wrong();
          if (byColumn) put(other, i, data[entry]);
          else put(i, other, data[entry]);
        }
      }
    },
  };
}
/** The whole matrix of such entries. @throws FormatError */
export const fromCompressed = (
  name: string,
  shape: readonly [number, number],
  byColumn: boolean,
  parts: Compressed,
  Kind: Precision,
): StoredMatrix => wholeOfEntries(name, compressedEntries(name, shape, byColumn, parts), Kind);

/** @throws FormatError for sizes that are none, or more than is held whole */
export function demandSize(name: string, rows: number, columns: number): void {
  demandCounts(name, rows, columns);
  if (rows * columns > mostValues)
    throw new FormatError(
      `The matrix "${name}" has ${rows} × ${columns} values, more than the ${mostValues} that are held at once; save ` +
        `a part of it.`,
    );
}
/** @throws FormatError for sizes that are none */
export function demandCounts(name: string, rows: number, columns: number): void {
  if (!(Number.isSafeInteger(rows) && Number.isSafeInteger(columns) && rows >= 0 && columns >= 0))
    throw new FormatError(
      `The matrix "${name}" has the sizes ${rows} × ${columns}: the file is damaged. Save it again.`,
    );
  if (Math.max(rows, columns) > mostLines)
    throw new FormatError(
      `The matrix "${name}" has the sizes ${rows} × ${columns}, and a sparse matrix of more than ${mostLines} rows ` +
        'or columns is not read: the file is damaged, or give a part of it.',
    );
}
/** Of rows, or columns: each takes some bytes, whatever is stored. */
const mostLines = 2 ** 27;
const mostValues = 2 ** 29;
