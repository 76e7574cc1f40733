import { infinite, missing, number, readRows } from '../csv.ts';
import { FormatError } from '../format-error.ts';
import { unpacked } from '../gzip.ts';
import { hasDecimalCommas, type Separator, separatorOf, tabbed, withPoint } from '../separators.ts';
import { decodeText } from '../text-bytes.ts';
import type { Stretch } from './stretches.ts';
import { orientationOf } from './orientation.ts';
import { type Recording, type RecordingOptions, samplesOf } from './recording.ts';

/** A matrix of numbers in a text file, told apart from the names that stand beside it. */
export interface TextMatrix {
  readonly rows: number;
  readonly columns: number;
  /** Row-major; NaN where a cell is empty (or NA, NaN, -). */
  readonly values: Float64Array | Float32Array;
  readonly rowNames?: readonly string[];
  readonly columnNames?: readonly string[];
  /** What was taken to be names or numbers of rows. */
  readonly notes: readonly string[];
}

/**
 * A matrix of activity as CSV, TSV or separated by blanks (numpy.savetxt), plain or gzip. @throws FormatError with line
 * and column.
 */
export function readTextRecording(file: Uint8Array, options: RecordingOptions): Recording {
  const { rows, columns, values, rowNames, columnNames, notes } = readTextMatrix(file, Float32Array);
  const meaning = orientationOf(options, rows, columns, 'table'),
    names = meaning === 'neurons' ? rowNames : columnNames;
  const { neurons, ...activity } = samplesOf({ rows, columns, values: values as Float32Array }, meaning);
  return { format: 'CSV', neurons, activity, notes, ...(names && { names }) };
}

/**
 * A first line with a cell that is no number (beyond its first, which may name a row), or that counts 0, 1, 2 …, names
 * the columns; a first column that begins with such a cell names the rows, and so does one that counts or rises in
 * equal steps, as no neuron does. Lines that begin with # or % are comments.
 * @throws FormatError at a cell that is no number, or a line of another length.
 */
export function readTextMatrix(file: Uint8Array, Kind: typeof Float32Array | typeof Float64Array): TextMatrix {
  const lines = linesOf(file);
  if (lines.length === 0) throw new FormatError('This table is empty; check that it is the right file.', { line: 1 });
  const split = splitter(lines),
    notes: string[] = [];
  const first = split(lines[0]),
    second = lines.length > 1 ? split(lines[1]) : undefined;
  demandKind(first, lines[0].line);
  const named = namesColumns(first, second);
  // Some programs leave out the name above the names of rows.
  const corner = named && second !== undefined && second.length === first.length + 1;
  const body = named ? lines.slice(1) : lines,
    width = corner ? second.length : first.length;
  if (body.length === 0)
    throw new FormatError('This table has a line of names and no values; check that it is the right file.', {
      line: lines[0].line,
    });
  if (named) notes.push('The first line was taken for names of the columns.');
  const heads: string[] = [],
    values = new Kind(body.length * width);
  const textual = width > 1 && !isNumber(split(body[0])[0]);
  if (textual && body.length > 2 && body.slice(1).every((each) => isNumber(split(each)[0])))
    throw new FormatError(
      `Cell 1 of line ${body[0].line} is "${split(body[0])[0].slice(0, 30)}", where numbers stand below; correct it, ` +
        `or leave it empty if the value is missing.`,
      { line: body[0].line, column: 1 },
    );
  for (let row = 0; row < body.length; row++) {
    const cells = split(body[row]),
      { line } = body[row];
    if (cells.length !== width)
      throw new FormatError(
        `Line ${line} has ${cells.length} cells where the others have ${width}; add or remove cells there.`,
        { line },
      );
    heads.push(cells[0]);
    for (let column = textual ? 1 : 0; column < width; column++)
      values[row * width + column] = number(cells[column], line, column, Kind === Float32Array);
  }
  const numbered =
    !textual &&
    width > 1 &&
    heads.length >= (named ? 3 : 5) &&
    isIndex(
      heads.map((cell) => (cell.trim() === '' ? NaN : Number(cell))),
      named && (first[0] === '' || timeNames.test(first[0].trim())),
    );
  const columnNames = named ? (corner ? ['', ...first] : first) : undefined;
  if (!textual && !numbered)
    return { rows: body.length, columns: width, values, notes, ...(columnNames && { columnNames }) };
  notes.push(
    textual
      ? `The first column (${heads
          .slice(0, 3)
          .map((head) => `"${head.slice(0, 30)}"`)
          .join(', ')}${heads.length > 3 ? ' …' : ''}) was taken for names of the rows.`
      : `The first column (${heads.slice(0, 3).join(', ')} …) rises from row to row and was taken for numbers ` +
          `of the rows, not for activity.`,
  );
  const kept = new Kind(body.length * (width - 1));
  for (let row = 0; row < body.length; row++)
    kept.set(values.subarray(row * width + 1, (row + 1) * width) as Float32Array & Float64Array, row * (width - 1));
  return {
    rows: body.length,
    columns: width - 1,
    values: kept,
    rowNames: heads,
    notes,
    ...(columnNames && { columnNames: columnNames.slice(1) }),
  };
}

/**
 * A table with a row per spike: whose it is, and when. Neurons in the order of their numbers, or else of their names;
 * one that never fires is not in such a table.
 */
export function readSpikeTable(
  file: Uint8Array,
  { unit, neuron = 'neuron', time = 'time' }: NonNullable<RecordingOptions['spikes']>,
): Recording {
  const table = readRows(file),
    said = table.rows.findIndex(([first]) => !first?.startsWith('#'));
  const rows = table.rows.slice(Math.max(0, said)),
    lines = table.lines.slice(Math.max(0, said));
  if (rows.length < 2)
    throw new FormatError(
      'This table holds no spikes: its first line should name the columns, and each other line be a spike.',
      { line: 1 },
    );
  const [whose, when] = [neuron, time].map((name) => {
    const column = rows[0].findIndex((head) => head.trim() === name);
    if (column < 0)
      throw new FormatError(
        `This table of spikes has no column "${name}"; its columns are ${rows[0]
          .slice(0, 12)
          .map((other) => `"${other.slice(0, 30)}"`)
          .join(', ')}: say which are meant (spikes in s, neuron …, time …).`,
        { line: lines[0] },
      );
    return column;
  });
  const times = new Map<string, number[]>();
  for (let row = 1; row < rows.length; row++) {
    const cells = rows[row],
      line = lines[row];
    if (cells.length <= Math.max(whose, when))
      throw new FormatError(
        `Line ${line} has ${cells.length} cells where the first line has ${rows[0].length}; add the missing ones.`,
        { line },
      );
    const at = number(cells[when], line, when) * unit;
    if (!Number.isFinite(at))
      throw new FormatError(`Line ${line} has no time; correct it, or remove the line.`, { line, column: when + 1 });
    const own = times.get(cells[whose]);
    if (own) own.push(at);
    else times.set(cells[whose], [at]);
  }
  const names = [...times.keys()],
    numeric = names.every((name) => name !== '' && Number.isFinite(Number(name)));
  names.sort(numeric ? (a, b) => Number(a) - Number(b) : undefined);
  return {
    format: 'CSV',
    ...spiking(names.map((name) => Float64Array.from(times.get(name)!).sort())),
    names,
    notes: [],
  };
}

/**
 * Neurons by the times (s, rising) of their spikes; without stretches in which they were `observed` the recording lasts
 * from the first to the last spike of all.
 */
export function spiking(times: readonly Float64Array[], span?: Stretch): Pick<Recording, 'neurons' | 'activity'> {
  let from = Infinity,
    to = -Infinity;
  for (const own of times)
    if (own.length > 0) {
      from = Math.min(from, own[0]);
      to = Math.max(to, own[own.length - 1]);
    }
  if (!(from <= to)) throw new FormatError('This file holds no spikes; check that it is the right file.');
  return {
    neurons: times.length,
    activity: { kind: 'spikes', times, from: span?.[0] ?? from, to: span?.[1] ?? to, ...(span && { certain: true }) },
  };
}

interface Line {
  readonly text: string;
  readonly line: number;
}
function linesOf(file: Uint8Array): readonly Line[] {
  const text = decodeText(unpacked(file)),
    lines: Line[] = [];
  // a carriage return alone ends a line where no line ends otherwise
  const ending = text.includes('\n') ? '\n' : '\r';
  for (let at = 0, line = 1; at < text.length; line++) {
    let end = text.indexOf(ending, at);
    if (end < 0) end = text.length;
    const own = text.slice(at, text.charCodeAt(end - 1) === 13 && end > at ? end - 1 : end);
    if (/\S/.test(own) && !/^\s*[#%]/.test(own)) lines.push({ text: own, line });
    at = end + 1;
  }
  return lines;
}
/** As other tables, but by blanks wherever the first line has no other separator. */
function splitter(lines: readonly Line[]): (line: Line) => readonly string[] {
  const [{ text: first }] = lines,
    guessed = separatorOf(first),
    blanks = guessed === ' ' || !first.replace(/"[^"]*"/g, '').includes(guessed),
    separator = blanks ? ' ' : guessed,
    commas = separator !== ',' && lines.some(({ text }) => hasDecimalCommas(text, separator));
  const split = cellsBetween(blanks, separator);
  if (!commas || lines.some(({ text }) => /\d\.\d/.test(text))) return split;
  return (line) => split(line).map(withPoint);
}
function cellsBetween(blanks: boolean, separator: Separator): (line: Line) => readonly string[] {
  return ({ text, line }) => {
    if (blanks && !text.includes('"')) return text.trim().split(/\s+/);
    if (!text.includes('"')) return text.split(separator).map((cell) => cell.trim());
    try {
      return readRows(blanks ? tabbed(text) : text, { separator: blanks ? '\t' : separator }).rows[0] ?? [];
    } catch (error) {
      throw error instanceof FormatError ? new FormatError(error.message, { line, column: error.column }) : error;
    }
  };
}
const isNumber = (cell: string): boolean =>
  missing.test(cell.trim()) || infinite.test(cell.trim()) || (cell.trim() !== '' && !Number.isNaN(Number(cell)));
/**
 * Beyond its first cell, which may name a row, a line is of names or of numbers. @throws FormatError where it is both
 */
function demandKind([, ...rest]: readonly string[], line: number): void {
  const text = rest.findIndex((cell) => !isNumber(cell));
  if (text < 0 || rest.every((cell) => cell.trim() === '' || !isNumber(cell))) return;
  throw new FormatError(
    `Cell ${text + 2} of line ${line} is "${rest[text].slice(0, 30)}", where others of that line are numbers; ` +
      `correct it, or name every column.`,
    { line, column: text + 2 },
  );
}
const counts = (values: readonly number[]): boolean => values.every((value, i) => value === values[0] + i);
/**
 * Beyond its first cell, which may name a row, one is no number; or it alone has text in the first; or it counts 0, 1,
 * 2 … or 1, 2, 3 …, in whole numbers without a point, over at least five columns.
 */
function namesColumns(first: readonly string[], second: readonly string[] | undefined): boolean {
  const [corner, ...rest] = first,
    own = rest.length === 0 || (second !== undefined && isNumber(second[0]));
  if (rest.some((cell) => !isNumber(cell)) || (own && !isNumber(corner))) return true;
  const cells = (corner === '' || !isNumber(corner) ? rest : first).map((cell) =>
    /^\d+$/.test(cell) ? Number(cell) : NaN,
  );
  return cells.length >= 5 && counts(cells) && (cells[0] === 0 || cells[0] === 1);
}
/** What a first column is called that is no activity, if its values rise. */
const timeNames =
  /^(?:times?|t|frames?|index|timestamps?|bins?|samples?)(?:[ _]?[([]?(?:s|ms|us|sec|seconds?)[)\]]?)?$/i;
/**
 * Counting from 0 or 1, or rising in equal steps (to what was printed) over at least ten rows; under a heading left
 * empty, or that names times or frames, any numbers that rise.
 */
function isIndex(values: readonly number[], unheaded: boolean): boolean {
  if (counts(values) && (values[0] === 0 || values[0] === 1)) return true;
  const step = (values[values.length - 1] - values[0]) / (values.length - 1);
  if (unheaded) return values.every((value, i) => i === 0 || value > values[i - 1]);
  return (
    values.length >= 10 && step > 0 && values.every((value, i) => Math.abs(value - values[0] - i * step) <= 0.02 * step)
  );
}
