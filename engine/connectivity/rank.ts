import type { Matrix } from './matrix.ts';

/**
 * Rank by Gaussian elimination with full pivoting: the number of pivots above `tolerance` = size · 2⁻⁵² · the first
 * pivot (the largest entry). Rows and columns of zeros are left out first; the rest costs about n³ operations. Source:
 * Golub & Van Loan, Matrix Computations, 4th ed., §3.4.8; the tolerance is that of common numerical libraries, with the
 * largest entry in place of the largest singular value.
 */
export function rank(matrix: Matrix): { readonly rank: number; readonly tolerance: number } {
  const { rows, columns, entries } = withoutZeros(matrix);
  let [pivotRow, pivotColumn, largest] = largestEntry(entries, columns, 0, rows);
  const tolerance = Math.max(rows, columns) * 2 ** -52 * largest;
  const most = Math.min(rows, columns);
  let found = 0;
  while (found < most && largest > tolerance) {
    swapRows(entries, columns, found, pivotRow);
    swapColumns(entries, columns, rows, found, pivotColumn);
    [pivotRow, pivotColumn, largest] = eliminate(entries, columns, rows, found);
    found++;
  }
  return { rank: found, tolerance };
}

function withoutZeros({ size, values }: Matrix): { rows: number; columns: number; entries: Float64Array } {
  const indices = Array.from({ length: size }, (_, i) => i);
  const usedRows = indices.filter((row) => indices.some((column) => values[row * size + column] !== 0));
  const usedColumns = indices.filter((column) => usedRows.some((row) => values[row * size + column] !== 0));
  const entries = new Float64Array(usedRows.length * usedColumns.length);
  usedRows.forEach((row, r) => {
    usedColumns.forEach((column, c) => {
      entries[r * usedColumns.length + c] = values[row * size + column];
    });
  });
  return { rows: usedRows.length, columns: usedColumns.length, entries };
}
function largestEntry(entries: Float64Array, columns: number, from: number, rows: number): [number, number, number] {
  let place = 0;
  let largest = 0;
  for (let i = from * columns; i < rows * columns; i++)
    if (Math.abs(entries[i]) > largest) {
      largest = Math.abs(entries[i]);
      place = i;
    }
  return [Math.floor(place / Math.max(1, columns)), place % Math.max(1, columns), largest];
}
/** Clears the column below the pivot and finds the next one on the way. */
function eliminate(entries: Float64Array, columns: number, rows: number, step: number): [number, number, number] {
  const pivot = entries[step * columns + step];
  let best: [number, number, number] = [step, step, 0];
  for (let row = step + 1; row < rows; row++) {
    const factor = entries[row * columns + step] / pivot;
    entries[row * columns + step] = 0;
    let at = -1;
    let largest = best[2];
    for (let column = step + 1; column < columns; column++) {
      const value =
        factor === 0
          ? entries[row * columns + column]
          : (entries[row * columns + column] -= factor * entries[step * columns + column]);
      const magnitude = value < 0 ? -value : value;
      if (magnitude > largest) {
        largest = magnitude;
        at = column;
      }
    }
    if (at >= 0) best = [row, at, largest];
  }
  return best;
}
function swapRows(entries: Float64Array, columns: number, a: number, b: number): void {
  if (a === b) return;
  for (let column = 0; column < columns; column++) swap(entries, a * columns + column, b * columns + column);
}
function swapColumns(entries: Float64Array, columns: number, rows: number, a: number, b: number): void {
  if (a === b) return;
  for (let row = 0; row < rows; row++) swap(entries, row * columns + a, row * columns + b);
}
function swap(entries: Float64Array, a: number, b: number): void {
  const kept = entries[a];
  entries[a] = entries[b];
  entries[b] = kept;
}
