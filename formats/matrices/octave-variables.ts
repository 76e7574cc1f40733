/** What the text and the binary files of Octave have in common. */
import { FormatError } from '../format-error.ts';
import { demandSize, type Precision, type StoredMatrix, type Variable } from './variables.ts';

/** Why a variable of such a type is no matrix; undefined where it may be one. */
export function noMatrix(type: string): string | undefined {
  if (/complex/.test(type)) return 'holds complex numbers';
  if (/string/.test(type)) return 'is a text';
  return /range|permutation/.test(type) ? `is of the type ${type}; save it as a full matrix` : undefined;
}
/** @throws FormatError where the values are not as many as the sizes say */
export function octaveMatrix(
  name: string,
  [rows, columns]: readonly number[],
  byColumn: boolean,
  values: ArrayLike<number>,
  Kind: Precision,
): StoredMatrix {
  demandSize(name, rows, columns);
  if (values.length !== rows * columns)
    throw damagedOctave(`"${name}" has ${values.length} values for ${rows} × ${columns}`);
  return { rows, columns, values: Kind.from(values), byColumn };
}
/** All 0 but the diagonal. */
export function diagonalMatrix(
  name: string,
  [rows, columns]: readonly number[],
  diagonal: ArrayLike<number>,
  Kind: Precision,
): StoredMatrix {
  demandSize(name, rows, columns);
  const values = new Kind(rows * columns);
  for (let i = 0; i < diagonal.length; i++) values[i * rows + i] = diagonal[i];
  return { rows, columns, values, byColumn: true };
}
export const cellArray = (name: string, shape: readonly number[], inside: readonly Variable[]): Variable => ({
  name,
  shape,
  why: 'is a cell array',
  cells: () =>
    inside.map(({ matrix, shape: own, why }, i) => {
      if (matrix) return matrix(Float64Array).values;
      if (own.some((size) => size === 0)) return [];
      throw new FormatError(
        `Cell ${i + 1} of "${name}" ${why ?? 'holds no numbers'}, where the numbers of a neuron should stand.`,
      );
    }),
});
export const damagedOctave = (what: string): FormatError =>
  new FormatError(`This file of Octave is damaged: ${what}. Save it again.`);
