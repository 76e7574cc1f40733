import { FormatError } from './format-error.ts';
import { unpacked } from './gzip.ts';
import { hasDecimalCommas, type Separator, separatorOf, tabbed, withPoint } from './separators.ts';
import { decodeText, placeOf } from './text-bytes.ts';

/** A table of texts; `lines[r]` is the 1-based line at which row r begins. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
}
export interface CsvOptions {
  /**
   * When left out, guessed from the first line (`separatorOf`); numbers may then have a comma in place of the point.
   */
  readonly separator?: string;
  /** Whether the first row names the columns (default). Without it the columns are named 1, 2, 3 … */
  readonly header?: boolean;
  /** Lines above the table that begin with # or % are left out; below, a name may begin so. */
  readonly comments?: boolean;
}

/**
 * Reads a CSV or TSV file (RFC 4180; plain or gzip; UTF-8, or UTF-16 that says so). Blank lines are skipped, names and
 * unquoted cells trimmed.
 * @throws FormatError with line and column for an open quote, text after a closing quote, a row of another length, or a
 * column named twice.
 */
export function readCsv(file: Uint8Array | string, options: CsvOptions = {}): Table {
  const text = typeof file === 'string' ? file.replace(/^\ufeff/, '') : decodeText(unpacked(file));
  const { rows, lines } = cellsOf(
    options.comments ? text.replace(commentsAbove, withoutComments) : text,
    options.separator,
  );
  const named = options.header ?? true;
  if (rows.length === 0) {
    if (named)
      throw new FormatError('This table is empty; its first line should name the columns.', { line: 1, column: 1 });
    return { header: [], rows, lines };
  }
  const header = named ? rows[0].map((name) => name.trim()) : rows[0].map((_, column) => String(column + 1));
  const twice = namedTwice(header);
  if (twice !== undefined)
    throw new FormatError(`Two columns of this table are named "${twice}"; rename one.`, { line: lines[0] });
  for (let r = 0; r < rows.length; r++) {
    if (rows[r].length !== header.length)
      throw new FormatError(
        `Line ${lines[r]} has ${rows[r].length} cells where the first line has ${header.length}; add or ` +
          `remove cells there.`,
        { line: lines[r] },
      );
  }
  return named ? { header, rows: rows.slice(1), lines: lines.slice(1) } : { header, rows, lines };
}

/**
 * The rows of a table as they stand, of whatever lengths, the first one included; with the 1-based line of each.
 * `comments`: lines that begin with # or % are left out. @throws FormatError as `readCsv`, but for lengths.
 */
export function readRows(
  file: Uint8Array | string,
  { separator, comments = false }: { readonly separator?: string; readonly comments?: boolean } = {},
): { readonly rows: readonly (readonly string[])[]; readonly lines: readonly number[] } {
  const text = typeof file === 'string' ? file : decodeText(unpacked(file));
  return cellsOf(comments ? withoutComments(text) : text, separator);
}
const commentsAbove = /^(?:[ \t]*(?:[#%].*)?(?:\r\n|\n|\r))+/;
const withoutComments = (text: string): string => text.replace(/^[ \t]*[#%].*$/gm, '');

/** The texts of one column. @throws FormatError naming the columns there are. */
export function textColumn(table: Table, name: string): readonly string[] {
  const column = columnIndex(table, name);
  return table.rows.map((row) => row[column]);
}
/**
 * The numbers of one column; a missing value (empty, NA, N/A, NaN, null, none, -, .) is NaN. @throws FormatError at the
 * first cell that is no number.
 */
export function numberColumn(table: Table, name: string): Float64Array {
  const column = columnIndex(table, name);
  return Float64Array.from(table.rows, (row, r) => number(row[column], table.lines[r], column));
}
/** A table of numbers alone, row-major. @throws FormatError at the first cell that is no number. */
export function numberTable(table: Table): {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
} {
  const columns = table.header.length;
  const values = new Float64Array(table.rows.length * columns);
  table.rows.forEach((row, r) => {
    for (let c = 0; c < columns; c++) values[r * columns + c] = number(row[c], table.lines[r], c);
  });
  return { rows: table.rows.length, columns, values };
}

/**
 * One line of CSV per row (a newline behind it), numbers in the shortest form that reads back the same double; what is
 * not finite, null and undefined are empty cells.
 */
export function writeCsv(
  header: readonly string[],
  rows: readonly (readonly (string | number | null | undefined)[])[],
  separator: ',' | '\t' = ',',
): string {
  const written = cellsFor(separator);
  return [header, ...rows].map((row) => `${row.map(written).join(separator)}\n`).join('');
}

/** How a cell says that it has no value. */
export const missing = /^(?:|na|n\/a|nan|null|none|-|\.)$/i;
export const infinite = /^[+-]?inf(?:inity)?$/i;
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * A cell as a finite number (missing: NaN); line and column (0-based) say where it stands. `single`: one that single
 * precision has, where it will be kept in that.
 * @throws FormatError where it is none.
 */
export function number(text: string, line: number, column: number, single = false): number {
  const trimmed = text.trim();
  const value = decimal.test(trimmed) ? Number(trimmed) : NaN;
  if (Number.isFinite(single ? Math.fround(value) : value)) return value;
  if (missing.test(trimmed)) return NaN;
  const shown = trimmed.length > 30 ? `${trimmed.slice(0, 29)}…` : trimmed;
  throw new FormatError(
    `Cell ${column + 1} of line ${line} is "${shown}", ${whyNot(trimmed, value)}; correct it, or leave it empty if ` +
      `the value is missing.`,
    { line, column: column + 1 },
  );
}
function whyNot(text: string, value: number): string {
  if (infinite.test(text)) return 'not a finite number';
  if (Number.isNaN(value)) return 'not a number';
  return Number.isFinite(value) ? beyondSingle : 'beyond the range of numbers (±1.8e308)';
}
/** What is said of a number that is kept in single precision and does not fit. */
export const beyondSingle = 'beyond the range of single precision (±3.4e38) in which it is kept';

function namedTwice(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => name !== '' && (seen.has(name) || !seen.add(name)));
}
function columnIndex(table: Table, name: string): number {
  const column = table.header.indexOf(name);
  if (column < 0)
    throw new FormatError(
      `This table has no column "${name}"; its columns are ${table.header
        .slice(0, 12)
        .map((other) => `"${other}"`)
        .join(', ')}${table.header.length > 12 ? ' …' : ''}.`,
      { line: 1 },
    );
  return column;
}
function cellsFor(separator: string): (value: string | number | null | undefined) => string {
  const isSpecial = (text: string): boolean => /["\r\n]/.test(text) || text.includes(separator);
  return (value) => {
    if (value === null || value === undefined) return '';
    if (typeof value === 'number') return !Number.isFinite(value) ? '' : Object.is(value, -0) ? '-0' : String(value);
    return value === '' || value !== value.trim() || isSpecial(value) ? `"${value.replaceAll('"', '""')}"` : value;
  };
}
function cellsOf(text: string, separator?: string): ReturnType<typeof cells> {
  const first = /^[^\r\n]*/.exec(text.replace(/^[\r\n]+/, ''))?.[0] ?? '',
    guessed = separator ?? separatorOfLines(text, first),
    found = guessed === ' ' ? cells(tabbed(text), '\t') : cells(text, guessed);
  if (separator === undefined && hasDecimalCommas(text, guessed as Separator))
    for (const row of found.rows) for (let i = 0; i < row.length; i++) row[i] = withPoint(row[i]);
  return found;
}

/** Names between blanks are told from one name by the numbers between blanks below them (write.table of R). */
function separatorOfLines(text: string, first: string): string {
  const guessed = separatorOf(first),
    names = first.trim().split(/[ \t]+/);
  if (guessed !== ',' || names.length < 2 || first.includes(',')) return guessed;
  const below =
    /[\r\n]+([^\r\n]+)/
      .exec(text.replace(/^[\r\n]+/, ''))?.[1]
      .trim()
      .split(/[ \t]+/) ?? [];
  const isBlank =
    (below.length === names.length || below.length === names.length + 1) &&
    below.slice(1).every((cell) => decimal.test(cell) || missing.test(cell));
  return isBlank ? ' ' : guessed;
}

/** Splits a text into cells. A row that is one empty unquoted cell is a blank line. */
function cells(text: string, separator: string): { readonly rows: string[][]; readonly lines: number[] } {
  const rows: string[][] = [];
  const lines: number[] = [];
  const stop = separator.charCodeAt(0);
  let row: string[] = [];
  let quoted = false;
  let line = 1;
  let rowLine = 1;
  let at = 0;
  const endRow = (): void => {
    if (row.length > 1 || row[0] !== '' || quoted) {
      rows.push(row);
      lines.push(rowLine);
    }
    row = [];
    quoted = false;
  };
  while (at < text.length) {
    if (row.length === 0) rowLine = line;
    let start = at;
    while (text.charCodeAt(at) === 32) at++;
    if (text.charCodeAt(at) === 34) {
      const opened = at;
      let value = '';
      start = at + 1;
      for (;;) {
        const close = text.indexOf('"', start);
        if (close < 0)
          throw new FormatError(
            'A quote opened here is never closed; close it, or double a quote that belongs to the text.',
            placeOf(text, opened),
          );
        value += text.slice(start, close);
        at = close + 1;
        if (text.charCodeAt(at) !== 34) break;
        value += '"';
        start = at + 1;
      }
      for (let i = opened; i < at; i++) if (text.charCodeAt(i) === 10) line++;
      while (text.charCodeAt(at) === 32) at++;
      const next = text.charCodeAt(at);
      if (at < text.length && next !== stop && next !== 10 && next !== 13)
        throw new FormatError(
          'Text follows a closing quote; double the quotes that belong to the text.',
          placeOf(text, at),
        );
      row.push(value);
      quoted = true;
    } else {
      for (; at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (code === stop || code === 10 || code === 13) break;
      }
      row.push(text.slice(start, at).trim());
    }
    if (at >= text.length) break;
    if (text.charCodeAt(at) === stop) {
      at++;
      if (at === text.length) row.push('');
      else continue;
    } else {
      if (text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10) at++;
      at++;
      line++;
    }
    endRow();
  }
  if (row.length > 0) endRow();
  return { rows, lines };
}
