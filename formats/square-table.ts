/** Tables that are a square matrix, with or without names in their first row and column. */
import { infinite, missing, numberTable, type readRows, type Table } from './csv.ts';
import { endsAmong } from './connection-columns.ts';
import { FormatError } from './format-error.ts';

/** Names of columns that say where a connection begins and ends. */
export const namesOfEnds = [
  ['source', 'target'],
  ['pre', 'post'],
] as const;

/** Rows and columns of numbers are not as many; names in the first row or column do not count. */
export class NotSquareError extends FormatError {
  readonly rows: number;
  readonly columns: number;
  /** The names of its columns, where it has any. */
  readonly names: readonly string[] | undefined;
  constructor(rows: number, columns: number, message: string, names?: readonly string[]) {
    super(message, { line: 1 });
    this.name = 'NotSquareError';
    this.rows = rows;
    this.columns = columns;
    this.names = names;
  }
}
/**
 * A table that is a square matrix, with or without names in its first row and column; a value that is missing is NaN.
 * Without a header. @throws FormatError
 */
export function squareTable(table: Table): {
  readonly size: number;
  readonly values: Float64Array;
  readonly names?: readonly string[];
  /** What was taken for names. */
  readonly notes: readonly string[];
} {
  const header = table.rows[0] ?? [];
  // an empty corner, as pandas writes it: names of rows and columns, though they may be numbers
  const hasCorner = header[0]?.trim() === '' && header.length > 1;
  // names of rows alone
  const isFirstOnly = header.length === table.rows.length + 1 && isName(header[0]) && !header.slice(1).some(isName),
    named =
      !isFirstOnly &&
      (header.some(isName) || hasCorner || (table.rows.length === header.length + 1 && isCount(header)));
  const rows = named ? table.rows.slice(1) : table.rows;
  const firsts = rows.map(([name]) => name),
    labelled =
      hasCorner ||
      (rows.length > 0 && header.length === rows.length + 1 && (named || firsts.every(isName) || isCount(firsts)));
  const size = rows.length,
    isOfEdges = named && endsAmong(header) !== undefined,
    columns = header.length - Number(labelled && !isOfEdges);
  if (columns !== size || isOfEdges)
    throw new NotSquareError(
      size,
      columns,
      `This table has neither columns for both ends of a connection ` +
        `(${namesOfEnds.map((pair) => pair.join(', ')).join('; or ')}) nor is it a square matrix: ${size} rows, ` +
        `${columns} columns.`,
      named ? header : undefined,
    );
  const cells: Table = {
    header: header.slice(labelled ? 1 : 0),
    rows: rows.map((row) => row.slice(labelled ? 1 : 0)),
    lines: table.lines.slice(named ? 1 : 0),
  };
  const ofRows = labelled ? rows.map(([name]) => name) : undefined;
  const names = ofRows && (!named || isAutomatic(cells.header)) ? ofRows : named ? cells.header : undefined,
    areAlike = named && ofRows?.every((name, i) => name === cells.header[i]);
  const isOneNamed =
    hasCorner && ofRows && (isAutomatic(cells.header) || (isAutomatic(ofRows) && cells.header.every(isName)));
  if (named && !isCount(cells.header) && !isOneNamed) demandNames(cells.header, ofRows, table.lines);
  if (names && new Set(names).size < names.length)
    throw new FormatError('Two columns of this matrix have the same name; every neuron needs its own.', { line: 1 });
  const notes = [
    ...(ofRows && named && !areAlike
      ? [
          `The rows are called ${shown(ofRows)} and the columns ${shown(cells.header)}; they were taken for the same ` +
            `neurons in the same order.`,
        ]
      : []),
    ...(names && (named ? isCount(cells.header) : isCount(names)) ? [numbersTaken(named, labelled)] : []),
  ];
  return { size, values: numberTable(cells).values, ...(names && { names }), notes };
}
/** 0, 1, 2 … or 1, 2, 3 …, as pandas names columns. */
const isCount = (cells: readonly string[]): boolean =>
  [0, 1].some((first) => cells.every((cell, i) => cell.trim() === String(first + i)));
/** What R (V1, V2 …; X1, X2 …) and pandas (0, 1 …) call columns and rows that have no names. */
const isAutomatic = (cells: readonly string[]): boolean =>
  isCount(cells) || ['V', 'X'].some((letter) => cells.every((cell, i) => cell.trim() === `${letter}${i + 1}`));
const shown = (names: readonly string[]): string => names.slice(0, 3).join(', ') + (names.length > 3 ? ' …' : '');
const numbersTaken = (named: boolean, labelled: boolean): string =>
  named && labelled
    ? 'The first line and the first column count from 0 or 1 and were taken for numbers of the neurons.'
    : `The first ${named ? 'line' : 'column'} counts from 0 or 1 and was taken for numbers of the neurons.`;
const isName = (cell: string): boolean =>
  Number.isNaN(Number(cell)) && !missing.test(cell.trim()) && !infinite.test(cell.trim());
/** A first line with damaged numbers is none of names. @throws FormatError */
function demandNames(names: readonly string[], ofRows: readonly string[] | undefined, lines: readonly number[]): void {
  if (ofRows) {
    const wrong = names.findIndex((name, i) => name !== ofRows[i]);
    if (wrong < 0) return;
    throw new FormatError(
      `Row ${wrong + 1} of this matrix is named "${ofRows[wrong].slice(0, 30)}" and its column ` +
        `"${names[wrong].slice(0, 30)}"; rows and columns are the same neurons in the same order. If the first line ` +
        `has no names, correct the cell there that is no number.`,
      { line: lines[wrong + 1] },
    );
  }
  const wrong = names.findIndex((name) => !isName(name));
  if (wrong >= 0)
    throw new FormatError(
      `The first line has names, but its cell ${wrong + 1} is "${names[wrong].slice(0, 30)}"; name every column, or ` +
        `correct the cells there that are no numbers.`,
      { line: lines[0], column: wrong + 1 },
    );
}

/** R leaves out the name above the names of the rows. @throws FormatError for rows of other lengths */
export function evened({ rows, lines }: ReturnType<typeof readRows>): Table {
  const short = rows.length > 2 && rows.slice(1).every(({ length }) => length === rows[0].length + 1),
    even = short ? [['', ...rows[0]], ...rows.slice(1)] : rows,
    width = even[0]?.length ?? 0;
  const wrong = isRagged(even, width);
  if (wrong >= 0)
    throw new FormatError(
      `Line ${lines[wrong]} has ${even[wrong].length} cells where the first line has ${width}; add or remove cells ` +
        `there.`,
      { line: lines[wrong] },
    );
  return { header: Array.from({ length: width }, (_, column) => String(column + 1)), rows: even, lines };
}
const isRagged = (rows: readonly (readonly string[])[], width: number): number =>
  rows.findIndex(({ length }) => length !== width);
