/**
 * A text table of cell columns (PseudoTime.csv, time.txt): with cell names or in the order of the cells; with a first
 * line of names or without.
 */
import { number, readRows } from '../csv.ts';
import { FormatError } from '../format-error.ts';
import type { CellColumn } from './expression-table.ts';

export interface CellColumns {
  /** Names of its cells, where it has them. */
  readonly names?: readonly string[];
  readonly columnNames: readonly string[];
  /** The columns for these cells, in their order; a cell that it does not name is missing (NaN, or an empty text). */
  of(cells: readonly string[]): Readonly<Record<string, CellColumn>>;
}

/** Columns without names are 1, 2, 3 …, the first column of the file being 1. @throws FormatError with the line. */
export function readCellColumns(bytes: Uint8Array): CellColumns {
  const { rows, lines } = readRows(bytes);
  if (rows.length === 0)
    throw new FormatError('This table of cell columns is empty; it needs a row per cell.', { line: 1 });
  const short = rows.length > 1 && rows[0].length === rows[1].length - 1;
  const isHeader =
    short ||
    (rows.length > 1 &&
      rows[0].every((cell) => cell === '' || Number.isNaN(Number(cell))) &&
      rows[1].some((cell) => cell !== '' && !Number.isNaN(Number(cell))) &&
      rows[0].length === rows[1].length);
  const body = isHeader ? rows.slice(1) : rows,
    bodyLines = isHeader ? lines.slice(1) : lines;
  const width = body[0].length;
  body.forEach((row, index) => {
    if (row.length !== width)
      throw new FormatError(
        `Line ${bodyLines[index]} has ${row.length} cells where line ${bodyLines[0]} has ${width}; add or ` +
          `remove cells there.`,
        { line: bodyLines[index] },
      );
  });
  const first = body.map((row) => row[0]);
  const named =
    width > 1 &&
    new Set(first).size === first.length &&
    first.some((cell) => Number.isNaN(Number(cell))) &&
    (isHeader || body.length > 1);
  const written = short ? ['', ...rows[0]] : rows[0];
  const header = short || isHeader ? written : Array.from({ length: width }, (_, column) => String(column + 1));
  const from = named ? 1 : 0;
  const columns = header
    .slice(from)
    .map((name, index) => [name || String(index + from + 1), columnOf(body, bodyLines, index + from)] as const);
  return {
    ...(named && { names: first }),
    columnNames: columns.map(([name]) => name),
    of: (cells) =>
      Object.fromEntries(
        columns.map(([name, column]) => [name, named ? aligned(column, first, cells) : inOrder(column, cells)]),
      ),
  };
}

function columnOf(body: readonly (readonly string[])[], lines: readonly number[], column: number): CellColumn {
  try {
    return Float64Array.from(body, (row, index) => number(row[column], lines[index], column));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return body.map((row) => row[column]);
  }
}
function aligned(column: CellColumn, names: readonly string[], cells: readonly string[]): CellColumn {
  const index = new Map(names.map((name, row) => [name, row]));
  const rows = cells.map((cell) => index.get(cell));
  if (rows.every((row) => row === undefined))
    throw new FormatError(
      `The table of cell columns names none of the cells: it begins with "${names[0]}", the expression ` +
        `table with "${cells[0]}". Use names of the same cells, or leave the names out.`,
      { line: 1 },
    );
  return column instanceof Float64Array
    ? Float64Array.from(rows, (row) => (row === undefined ? NaN : column[row]))
    : rows.map((row) => (row === undefined ? '' : column[row]));
}
function inOrder(column: CellColumn, cells: readonly string[]): CellColumn {
  if (column.length !== cells.length)
    throw new FormatError(
      `The table of cell columns has ${column.length} rows without names where there are ${cells.length} ` +
        `cells; give each row its cell's name, or one row per cell.`,
      { line: 1 },
    );
  return column;
}
