import { FormatError } from '../format-error.ts';
import { isZip } from '../zip.ts';
import { isMatlab4, matlab4Variables } from './matlab4.ts';
import { isMatlab5, matlab5Variables } from './matlab5.ts';
import { npzVariables } from './npz.ts';
import type { VariablesFile } from './variables.ts';

import { byRow, matrixNamed } from './variables.ts';

export { isMatlab5 };
export { hdf5Variables } from './hdf5-variables.ts';
export {
  byRow,
  cellsNamed,
  matrixNamed,
  type StoredMatrix,
  type Variable,
  type VariablesFile,
} from './variables.ts';

/** The only square matrix of such a file, row by row, or the only matrix. @throws FormatError for any other file */
export function squareIn(bytes: Uint8Array): {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
} {
  const file = variablesIn(bytes);
  if (!file)
    throw new FormatError('This is no npz archive and no MAT-file of version 4 to 7; check that it is the right file.');
  const square = file.variables.filter(({ matrix, shape }) => matrix && shape[0] === shape[1] && shape[0] > 1),
    stored = matrixNamed(square.length > 0 ? { ...file, variables: square } : file, undefined).matrix(Float64Array);
  return { rows: stored.rows, columns: stored.columns, values: byRow(stored) };
}
/**
 * The variables of an npz archive or a MAT-file of version 4 to 7; undefined for any other file. @throws FormatError
 */
export function variablesIn(bytes: Uint8Array): VariablesFile | undefined {
  if (isZip(bytes)) return npzVariables(bytes);
  if (isMatlab5(bytes)) return matlab5Variables(bytes);
  return isMatlab4(bytes) ? matlab4Variables(bytes) : undefined;
}
