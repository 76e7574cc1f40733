import { FormatError } from '../format-error.ts';
import { unpacked } from '../gzip.ts';
import { isHdf5, withHdf5 } from '../hdf5.ts';
import { isMatrixMarket } from '../matrix-market.ts';
import { decodeText } from '../text-bytes.ts';
import { isZip } from '../zip.ts';
import { hdf5Variables } from './hdf5-variables.ts';
import { isMatlab4, matlab4Variables } from './matlab4.ts';
import { isMatlab5, matlab5Variables } from './matlab5.ts';
import { marketVariables } from './market-variables.ts';
import { npzVariables } from './npz-matrix.ts';
import { isOctaveBinary, octaveBinaryVariables } from './octave-binary.ts';
import { isOctaveText, octaveTextVariables } from './octave-text.ts';
import { byRow, matrixNamed, type StoredEntries, type Variable, type VariablesFile } from './variables.ts';

export { hdf5Variables };
export {
  byRow,
  cellsNamed,
  matrixNamed,
  type StoredMatrix,
  type Variable,
  type VariablesFile,
} from './variables.ts';

/** Names of files that may hold several variables: npz, MATLAB, Octave, HDF5, Julia. */
export const mayHoldVariables = (name: string): boolean =>
  /\.(npz|mat|h5|hdf5|hdf|he5|h5ad|nwb|jld2?|oct|mtx)(\.gz)?$/i.test(name);

/** Whether the content, unpacked, is one of variables, whatever its name; a zip archive is one by its name alone. */
export const holdsVariables = (bytes: Uint8Array, name: string): boolean =>
  isHdf5(bytes) ||
  isMatlab5(bytes) ||
  isOctaveBinary(bytes) ||
  isOctaveText(bytes) ||
  isMatrixMarket(bytes) ||
  (isZip(bytes) ? mayHoldVariables(name) : isMatlab4(bytes));

/**
 * The variables of a file that is not HDF5: npz, MATLAB 4 to 7, Octave's text and binary, Matrix Market; undefined for
 * any other.
 * @throws FormatError
 */
export function variablesIn(bytes: Uint8Array): VariablesFile | undefined {
  if (isZip(bytes)) return npzVariables(bytes);
  if (isMatlab5(bytes)) return matlab5Variables(bytes);
  if (isOctaveBinary(bytes)) return octaveBinaryVariables(bytes);
  if (isMatrixMarket(bytes)) return marketVariables(bytes);
  if (isOctaveText(bytes)) return octaveTextVariables(decodeText(bytes));
  return isMatlab4(bytes) ? matlab4Variables(bytes) : undefined;
}

/** A matrix of a file, row by row, and what was assumed of the file. */
export interface MatrixOfFile {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
  readonly notes: readonly string[];
}
/** The same, of a file that leaves out its zeros. */
export interface EntriesOfFile {
  readonly entries: StoredEntries;
  readonly notes: readonly string[];
}
/**
 * The matrix `dataset` of a file of variables, also of one in gzip; without a name the only square one, or the only
 * one. @throws FormatError
 */
export async function matrixInFile(file: Uint8Array, dataset: string | undefined): Promise<MatrixOfFile> {
  const bytes = unpacked(file);
  return isHdf5(bytes)
    ? withHdf5(bytes, (root) => wholeOf(matrixAmong(hdf5Variables(root), dataset)))
    : wholeOf(matrixAmong(demandVariables(bytes), dataset));
}
/**
 * The same of a file that is not HDF5: by its entries, of which there are `count` at most, where its zeros are left out
 * and `isWanted` says so. @throws FormatError
 */
export function storedInFile(
  bytes: Uint8Array,
  dataset: string | undefined,
  isWanted: (rows: number, columns: number, count: number) => boolean,
): MatrixOfFile | EntriesOfFile {
  const chosen = matrixAmong(demandVariables(bytes), dataset),
    entries = chosen.variable.entries?.();
  return entries && isWanted(entries.rows, entries.columns, entries.count)
    ? { entries, notes: chosen.notes }
    : wholeOf(chosen);
}
function demandVariables(bytes: Uint8Array): VariablesFile {
  const variables = variablesIn(bytes);
  if (variables) return variables;
  throw new FormatError(
    'This is no file of npz, MATLAB, Octave, Julia, Matrix Market or HDF5, though its name says so; check that it is ' +
      'the right file.',
  );
}
interface Chosen {
  readonly variable: ReturnType<typeof matrixNamed>;
  readonly notes: readonly string[];
}
function matrixAmong(file: VariablesFile, dataset: string | undefined): Chosen {
  const square = file.variables.filter(({ matrix, shape }) => matrix && shape[0] === shape[1] && shape[0] > 1),
    own = dataset?.replace(/^\/+|\/+$/g, ''),
    variable = matrixNamed(own === undefined && square.length > 0 ? { ...file, variables: square } : file, own);
  const others = own === undefined ? file.variables.filter((each) => each !== variable && isMatrix(each)) : [];
  return {
    variable,
    notes:
      others.length > 0
        ? [`The matrix "${variable.name}" was taken; the file also holds ${others.map(sizeOf).join(', ')}.`]
        : [],
  };
}
function wholeOf({ variable, notes }: Chosen): MatrixOfFile {
  const stored = variable.matrix(Float64Array);
  return { rows: stored.rows, columns: stored.columns, values: byRow(stored), notes };
}
const isMatrix = ({ matrix, shape }: Variable): boolean => !!matrix && shape.every((size) => size > 1);
const sizeOf = ({ name, shape }: Variable): string => `"${name}" (${shape.join(' × ')})`;
