import { readMatrixMarket } from '../matrix-market.ts';
import { type StoredEntries, type VariablesFile, wholeOfEntries } from './variables.ts';

/** Matrix Market as what scipy.io.mmwrite and Matrix::writeMM of R write. @throws FormatError */
export function marketVariables(bytes: Uint8Array): VariablesFile {
  const { field, symmetry, rows, columns, count, each } = readMatrixMarket(bytes),
    known = { name: 'matrix', shape: [rows, columns] };
  const entries: StoredEntries = {
    rows,
    columns,
    count: symmetry === 'general' ? count : 2 * count,
    byColumn: true,
    each(put) {
      each((row, column, value) => {
        put(row, column, value);
        if (symmetry !== 'general' && row !== column) put(column, row, symmetry === 'skew-symmetric' ? -value : value);
        return true;
      });
    },
  };
  const isComplex = field === 'complex' || symmetry === 'hermitian';
  return {
    format: 'Matrix Market',
    variables: [
      isComplex
        ? { ...known, why: 'holds complex numbers' }
        : { ...known, entries: () => entries, matrix: (Kind) => wholeOfEntries('matrix', entries, Kind) },
    ],
  };
}
