/**
 * Matrix Market (Boisvert, Pozo & Remington 1996): the one grammar of its first lines and its entries, read line by
 * line from the bytes, of which there may be hundreds of millions.
 */
import { FormatError } from './format-error.ts';
import { lenientText } from './text-bytes.ts';

export interface MarketFile {
  readonly form: 'coordinate' | 'array';
  readonly field: 'real' | 'integer' | 'pattern' | 'complex';
  readonly symmetry: 'general' | 'symmetric' | 'skew-symmetric' | 'hermitian';
  readonly rows: number;
  readonly columns: number;
  /** Entries that the file holds: of what is symmetric those on and below the diagonal. */
  readonly count: number;
  /**
   * Hands over each entry that stands in the file, row and column from 0; of a pattern every value is 1. What `put`
   * refuses, by false, is an error at its line. @throws FormatError
   */
  each(put: (row: number, column: number, value: number) => boolean): void;
}

export const isMatrixMarket = (bytes: Uint8Array): boolean =>
  /^%%MatrixMarket/i.test(lenientText(bytes.subarray(0, 20)));

const banner =
  /^%%MatrixMarket\s+matrix\s+(coordinate|array)\s+(real|double|integer|pattern|complex)\s+(general|symmetric|skew-symmetric|hermitian)$/i;

/** @throws FormatError for a first line or sizes that are none; entries are looked at one by one */
export function readMatrixMarket(bytes: Uint8Array): MarketFile {
  const lines = linesOf(bytes);
  if (!lines.next()) throw lines.wrong('This Matrix Market file is empty.');
  const [, form, field, symmetry] = (banner.exec(lines.text()) ?? []).map((word) => word.toLowerCase());
  if (form === undefined || (form === 'array' && field === 'pattern'))
    throw lines.wrong(
      `The first line of this Matrix Market file is "${lines.text().slice(0, 60)}", which does not say what it ` +
        'holds (`%%MatrixMarket matrix coordinate real general`, say); save it again.',
    );
  const sizes = lines.next() ? lines.text().split(/\s+/).map(Number) : [],
    [rows, columns] = sizes,
    wanted = form === 'array' ? 2 : 3;
  if (sizes.length !== wanted || !sizes.every((size) => Number.isInteger(size) && size >= 0 && size < 2 ** 31))
    throw lines.wrong(
      `Line ${lines.line()} must give rows${form === 'array' ? ' and columns, two' : ', columns and entries, three'} ` +
        'whole numbers.',
    );
  const head = { form, field: field === 'double' ? 'real' : field, symmetry, rows, columns } as MarketFile,
    count = form === 'array' ? listedIn(head) : sizes[2];
  if (count > bytes.length / 2)
    throw lines.wrong(
      `Line ${lines.line()} announces ${count} entries, more than the file can hold; it is truncated. Fetch it again.`,
    );
  if (symmetry !== 'general' && rows !== columns)
    throw lines.wrong(`This matrix is ${symmetry} and ${rows} × ${columns}: it is damaged. Save it again.`);
  const places = `row (1 to ${rows})${field === 'pattern' ? ' and' : ','} column (1 to ${columns})`,
    whatStands = form === 'array' ? 'one value' : `${places}${field === 'pattern' ? '' : ' and value'}`;
  return {
    ...head,
    count,
    each(put) {
      const lines = linesOf(bytes),
        entry = form === 'array' ? listed(head) : placed(head);
      lines.next();
      lines.next(); // its first line, and its sizes
      for (let i = 0; i < count; i++) {
        if (!lines.next())
          throw lines.wrong(`The matrix ends after ${i} of ${count} entries; it is truncated. Fetch it again.`);
        if (!entry(lines, put))
          throw lines.wrong(`Line ${lines.line()} is "${lines.text().slice(0, 60)}" where ${whatStands} must stand.`);
      }
      if (lines.next())
        throw lines.wrong(
          `Line ${lines.line()} is "${lines.text().slice(0, 60)}", after all ${count} entries that the file ` +
            'announces; save it again.',
        );
    },
  };
}

type Entry = (lines: Lines, put: Parameters<MarketFile['each']>[0]) => boolean;

/** Row and column from 1 and, but for a pattern, a value. */
function placed({ rows, columns, field }: MarketFile): Entry {
  const isPattern = field === 'pattern';
  return (lines, put) => {
    const row = lines.whole(),
      column = lines.whole();
    if (!(row >= 1 && row <= rows && column >= 1 && column <= columns)) return false;
    const value = isPattern ? 1 : lines.number();
    return value !== undefined && lines.ended() && put(row - 1, column - 1, value);
  };
}
/** Column by column; of what is symmetric from the diagonal down, of what is skew below it. */
function listed({ rows, symmetry }: MarketFile): Entry {
  const top = (column: number): number =>
    symmetry === 'general' ? 0 : symmetry === 'skew-symmetric' ? column + 1 : column;
  let column = 0,
    row = top(0);
  return (lines, put) => {
    while (row >= rows) row = top(++column);
    const value = lines.number();
    return value !== undefined && lines.ended() && put(row++, column, value);
  };
}
function listedIn({ rows, columns, symmetry }: MarketFile): number {
  if (symmetry === 'general') return rows * columns;
  return (rows * (rows + (symmetry === 'skew-symmetric' ? -1 : 1))) / 2;
}

interface Lines {
  /** Goes to the next line that is neither empty nor a remark; false where there is none. */
  next(): boolean;
  line(): number;
  text(): string;
  /** The whole number that comes next on the line; NaN where none does. */
  whole(): number;
  /** The number, or NaN or an infinity, that comes next; undefined where none does. */
  number(): number | undefined;
  ended(): boolean;
  wrong(message: string): FormatError;
}
function linesOf(bytes: Uint8Array): Lines {
  let line = 0,
    begin = 0,
    at = 0,
    end = -1;
  const isBlank = (byte: number): boolean => byte === 32 || byte === 9 || byte === 13;
  const skip = (): void => {
    while (at < end && isBlank(bytes[at])) at++;
  };
  const next = (): boolean => {
    do {
      begin = at = end + 1;
      if (begin >= bytes.length) return false;
      end = bytes.indexOf(10, begin);
      if (end < 0) end = bytes.length;
      line++;
      skip();
    } while (at === end || (bytes[at] === 37 && line > 1));
    return true;
  };
  const whole = (): number => {
    const begun = at;
    let value = 0;
    for (; at < end && bytes[at] >= 48 && bytes[at] <= 57; at++) value = value * 10 + bytes[at] - 48;
    const isOne = at > begun && (at === end || isBlank(bytes[at]));
    skip();
    return isOne ? value : Number.NaN;
  };
  return {
    next,
    line: () => line,
    text: () => lenientText(bytes.subarray(begin, Math.min(end, begin + 200))).trim(),
    whole,
    number() {
      const begun = at,
        value = whole();
      if (!Number.isNaN(value)) return value;
      at = begun;
      while (at < end && !isBlank(bytes[at])) at++;
      const written = lenientText(bytes.subarray(begun, at));
      skip();
      return numberOf(written);
    },
    ended: () => at === end,
    wrong: (message) => new FormatError(message, { line: Math.max(1, line) }),
  };
}
/** As C and Fortran print them. */
function numberOf(written: string): number | undefined {
  const special = /^([+-]?)(nan|inf(?:inity)?)$/i.exec(written);
  if (special) return special[2].toLowerCase() === 'nan' ? Number.NaN : special[1] === '-' ? -Infinity : Infinity;
  const value = written === '' ? Number.NaN : Number(written);
  return Number.isNaN(value) ? undefined : value;
}
