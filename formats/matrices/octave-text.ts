/**
 * What Octave's `save` writes where nothing else is asked of it (-text, whatever the name of the file): for each
 * variable lines with its name, its type and its sizes, then its values.
 */
import { lenientText } from '../text-bytes.ts';
import { cellArray, damagedOctave, diagonalMatrix, noMatrix, octaveMatrix } from './octave-variables.ts';
import { demandSize, type Precision, type StoredMatrix, type Variable, type VariablesFile } from './variables.ts';

export const isOctaveText = (bytes: Uint8Array): boolean =>
  /^(?:[#%][^\n]*\r?\n)*?[#%] name: [^\n]*\n[#%] type: /.test(lenientText(bytes.subarray(0, 4096)));

/** @throws FormatError */
export function octaveTextVariables(text: string): VariablesFile {
  const cursor: Cursor = { text, at: 0 },
    variables: Variable[] = [];
  while (findName(cursor)) variables.push(...variableAt(cursor, ''));
  return { format: 'Octave', variables };
}

interface Cursor {
  readonly text: string;
  at: number;
}
function lineAt(cursor: Cursor): string {
  const { text, at } = cursor;
  if (at >= text.length) throw damagedOctave('it ends inside a variable');
  const end = text.indexOf('\n', at);
  cursor.at = end < 0 ? text.length : end + 1;
  return text.slice(at, end < 0 ? text.length : end).replace(/\r$/, '');
}
/** Passes over what stands before the next variable. */
function findName(cursor: Cursor): boolean {
  const name = /^[#%] name: /m,
    found = cursor.text.slice(cursor.at).search(name);
  cursor.at += Math.max(0, found);
  return found >= 0;
}
/** The value of a line `# key: value`; where it may be missing and is, undefined. */
function said(cursor: Cursor, key: string): string | undefined {
  const before = cursor.at;
  let line = lineAt(cursor);
  while (line.trim() === '') line = lineAt(cursor);
  if (line.slice(2).startsWith(`${key}:`)) return line.slice(key.length + 3).trim();
  cursor.at = before;
  return undefined;
}
function needed(cursor: Cursor, key: string): string {
  const value = said(cursor, key);
  if (value === undefined) throw damagedOctave(`a line "# ${key}: …" is missing`);
  return value;
}
const count = (cursor: Cursor, key: string): number => {
  const value = Number(needed(cursor, key));
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw damagedOctave(`"# ${key}: …" is no number`);
};
/** Rows and columns in lines of their own, or all sizes in one line; then one value stands in each line. */
function shapeAt(cursor: Cursor): { readonly shape: readonly number[]; readonly byColumn: boolean } {
  if (said(cursor, 'ndims') !== undefined)
    return { shape: lineAt(cursor).trim().split(/\s+/).map(Number), byColumn: true };
  return { shape: [count(cursor, 'rows'), count(cursor, 'columns')], byColumn: false };
}
/** The text of that many lines. */
function linesAt(cursor: Cursor, lines: number): string {
  const from = cursor.at;
  for (let line = 0; line < lines; line++) lineAt(cursor);
  return cursor.text.slice(from, cursor.at);
}
const size = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);
const numbersIn = (text: string): readonly number[] =>
  (text.match(/\S+/g) ?? []).map((word) => {
    const value = /^[+-]?Inf$/.test(word) ? Number(`${word}inity`) : Number(word);
    if (Number.isNaN(value) && !/^[+-]?(?:NaN|NA)$/.test(word))
      throw damagedOctave(`"${word.slice(0, 20)}" is no number`);
    return value;
  });

function variableAt(cursor: Cursor, before: string): readonly Variable[] {
  if (!findName(cursor)) throw damagedOctave('it ends inside a variable');
  const name = before + needed(cursor, 'name'),
    type = needed(cursor, 'type').replace(/^global /, ''),
    why = noMatrix(type);
  if (/^(?:sq_|null_|null_sq_)?string$|^char matrix$/.test(type))
    return [{ name, shape: passText(cursor), why: 'is a text' }];
  if (/sparse/.test(type)) return [sparseAt(cursor, name, why)];
  if (/^(?:scalar )?struct$/.test(type)) return fieldsAt(cursor, name);
  if (type === 'cell') {
    const { shape } = shapeAt(cursor);
    return [
      cellArray(
        name,
        shape,
        several(cursor, size(shape), () => variableAt(cursor, '')[0]),
      ),
    ];
  }
  if (/^(?:float )?diagonal matrix$/.test(type)) {
    const shape = [count(cursor, 'rows'), count(cursor, 'columns')],
      text = linesAt(cursor, Math.min(...shape));
    return [{ name, shape, matrix: (Kind) => diagonalMatrix(name, shape, numbersIn(text), Kind) }];
  }
  if (/scalar$|^bool$/.test(type)) {
    const text = lineAt(cursor);
    return [why ? { name, shape: [1, 1], why } : denseOf(name, [1, 1], true, text)];
  }
  if (!/matrix$/.test(type) || why?.includes('permutation'))
    return [{ name, shape: [], why: why ?? `is of the type ${type}, which is no matrix` }];
  const { shape, byColumn } = shapeAt(cursor),
    text = linesAt(cursor, size(shape) === 0 ? 0 : byColumn ? size(shape) : shape[0]);
  if (why) return [{ name, shape, why }];
  if (size(shape) === 0) return [{ name, shape, why: 'is empty' }];
  return [
    shape.length > 2
      ? { name, shape, why: `has ${shape.length} dimensions (${shape.join(' × ')})` }
      : denseOf(name, shape, byColumn, text),
  ];
}
const denseOf = (name: string, shape: readonly number[], byColumn: boolean, text: string): Variable => ({
  name,
  shape,
  matrix: (Kind) => octaveMatrix(name, shape, byColumn, numbersIn(text), Kind),
});
/** A text has as many letters as is said, line ends among them. */
function passText(cursor: Cursor): readonly number[] {
  const elements = count(cursor, 'elements');
  let longest = 0;
  for (let i = 0; i < elements; i++) {
    const length = count(cursor, 'length');
    cursor.at += length;
    longest = Math.max(longest, length);
  }
  return [elements, longest];
}
/** A line per entry: its row and column, counted from 1, and its value. */
function sparseAt(cursor: Cursor, name: string, why: string | undefined): Variable {
  const entries = count(cursor, 'nnz'),
    [rows, columns] = [count(cursor, 'rows'), count(cursor, 'columns')],
    text = linesAt(cursor, entries),
    shape = [rows, columns];
  if (why) return { name, shape, why };
  const matrix = (Kind: Precision): StoredMatrix => {
    demandSize(name, rows, columns);
    const [numbers, values] = [numbersIn(text), new Kind(rows * columns)];
    for (let i = 0; i + 2 < numbers.length; i += 3) {
      const [row, column] = [numbers[i] - 1, numbers[i + 1] - 1];
      if (!(row >= 0 && row < rows && column >= 0 && column < columns))
        throw damagedOctave(`an entry of "${name}" is at ${row + 1}, ${column + 1} of ${rows} × ${columns}`);
      values[column * rows + row] += numbers[i + 2];
    }
    return { rows, columns, values, byColumn: true };
  };
  return { name, shape, sparse: true, matrix };
}
/** No more than there are letters. */
function several<T>({ text }: Cursor, length: number, each: () => T): readonly T[] {
  if (!(length <= text.length)) throw damagedOctave('it says to hold more variables than it can');
  return Array.from({ length }, each);
}
function fieldsAt(cursor: Cursor, name: string): readonly Variable[] {
  const shape = said(cursor, 'ndims') === undefined ? [1, 1] : lineAt(cursor).trim().split(/\s+/).map(Number),
    fields = several(cursor, count(cursor, 'length'), () => variableAt(cursor, `${name}/`));
  return size(shape) === 1 ? fields.flat() : [{ name, shape, why: `is an array of ${shape.join(' × ')} structs` }];
}
