import { readMatrixMarket } from '../matrix-market.ts';
import { demandSize, type Precision, type StoredMatrix, type VariablesFile } from './variables.ts';

/** Matrix Market as what scipy.io.mmwrite and Matrix::writeMM of R write. @throws FormatError */
export function marketVariables(bytes: Uint8Array): VariablesFile {
  const { field, symmetry, rows, columns, each } = readMatrixMarket(bytes),
    known = { name: 'matrix', shape: [rows, columns] };
  const matrix = (Kind: Precision): StoredMatrix => {
    demandSize('matrix', rows, columns);
    const values = new Kind(rows * columns);
    each((row, column, value) => {
      values[column * rows + row] += value;
      if (symmetry !== 'general' && row !== column)
        values[row * rows + column] += symmetry === 'skew-symmetric' ? -value : value;
      return true;
    });
    return { rows, columns, values, byColumn: true };
  };
  const isComplex = field === 'complex' || symmetry === 'hermitian';
  return {
    format: 'Matrix Market',
    variables: [isComplex ? { ...known, why: 'holds complex numbers' } : { ...known, matrix }],
  };
}
