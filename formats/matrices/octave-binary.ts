/** What Octave's `save -binary` writes: each variable with its name, its type in words, its sizes and its values. */
import { lenientText } from '../text-bytes.ts';
import { cellArray, damagedOctave, diagonalMatrix, noMatrix, octaveMatrix } from './octave-variables.ts';
import { fromCompressed, type Variable, type VariablesFile } from './variables.ts';

export const isOctaveBinary = (bytes: Uint8Array): boolean =>
  /^Octave-1-[LB]$/.test(lenientText(bytes.subarray(0, headerBytes - 1)));
/** The last says how floats are written, which is IEEE on all that Octave runs on. */
const headerBytes = 11;

/** @throws FormatError */
export function octaveBinaryVariables(bytes: Uint8Array): VariablesFile {
  const cursor: Cursor = {
    bytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    little: bytes[9] === 'L'.charCodeAt(0),
    at: headerBytes,
  };
  const variables: Variable[] = [];
  try {
    while (cursor.at < bytes.length) variables.push(...variableAt(cursor, ''));
  } catch (error) {
    if (error instanceof UnknownType) variables.push({ name: error.message, shape: [], why: error.why });
    else throw error instanceof RangeError ? damagedOctave('it ends inside a variable') : error;
  }
  return { format: 'Octave', variables };
}
/** How long a variable of such a type is nobody knows, and so where the next begins. */
class UnknownType extends Error {
  readonly why: string;
  constructor(name: string, type: string) {
    super(name);
    this.why = `is of the type ${type}, behind which nothing is read: save the matrix in a file of its own`;
  }
}

interface Cursor {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly little: boolean;
  at: number;
}
type Stored = 'u1' | 'u2' | 'u4' | 'u8' | 'i1' | 'i2' | 'i4' | 'i8' | 'f4' | 'f8';
type Get = (view: DataView, at: number, little: boolean) => number;
const getters: Readonly<Record<Stored, Get>> = {
  u1: (view, at) => view.getUint8(at),
  u2: (view, at, little) => view.getUint16(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  i1: (view, at) => view.getInt8(at),
  i2: (view, at, little) => view.getInt16(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
};
/** Values of a double may be stored in fewer bytes; a number before them says in which. */
const storedTypes: readonly Stored[] = ['u1', 'u2', 'u4', 'i1', 'i2', 'i4', 'f4', 'f8', 'u8', 'i8'];

/** Passes over so many values, and gives what reads them. @throws RangeError beyond the end */
function valuesAt(cursor: Cursor, type: Stored, count: number): () => Float64Array {
  const [from, width] = [cursor.at, Number(type[1])];
  if (!(count >= 0 && from + count * width <= cursor.bytes.length)) throw new RangeError('beyond the end');
  cursor.at += count * width;
  const { view, little } = cursor;
  return () => Float64Array.from({ length: count }, (_, i) => getters[type](view, from + i * width, little));
}
const wholeAt = (cursor: Cursor, type: Stored = 'i4'): number => valuesAt(cursor, type, 1)()[0];
function doublesAt(cursor: Cursor, count: number): () => Float64Array {
  const type = storedTypes[wholeAt(cursor, 'u1')];
  if (!type) throw damagedOctave('values are stored in a way that is not known');
  return valuesAt(cursor, type, count);
}
function textAt(cursor: Cursor): string {
  const length = wholeAt(cursor),
    { bytes, at } = cursor;
  valuesAt(cursor, 'u1', length);
  return lenientText(bytes.subarray(at, at + length));
}
/** How many sizes there are, below 0; or, in files of early versions, the rows themselves. */
function shapeAt(cursor: Cursor): readonly number[] {
  const first = wholeAt(cursor);
  return first < 0 ? Array.from({ length: -first }, () => wholeAt(cursor)) : [first, wholeAt(cursor)];
}
const size = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

function variableAt(cursor: Cursor, before: string): readonly Variable[] {
  const name = before + textAt(cursor);
  textAt(cursor); // what was written about it
  wholeAt(cursor, 'u1'); // whether it is global
  const kind = wholeAt(cursor, 'u1');
  if (kind !== 255) throw new UnknownType(name, `number ${kind}`);
  return ofType(cursor, name, textAt(cursor));
}
function ofType(cursor: Cursor, name: string, type: string): readonly Variable[] {
  const why = noMatrix(type),
    width = /complex/.test(type) ? 2 : 1,
    integer = /^(u?)int(\d+) (?:matrix|scalar)$/.exec(type);
  const values = (count: number) =>
    integer
      ? valuesAt(cursor, `${integer[1] || 'i'}${Number(integer[2]) / 8}` as Stored, count)
      : /bool/.test(type)
        ? valuesAt(cursor, 'u1', count)
        : doublesAt(cursor, count * width);
  if (/string$/.test(type)) return [{ name, shape: passText(cursor), why: 'is a text' }];
  if (/range$/.test(type)) {
    doublesAt(cursor, 3);
    return [{ name, shape: [], why }];
  }
  if (type === 'permutation matrix') {
    const length = wholeAt(cursor);
    wholeAt(cursor, 'u1');
    valuesAt(cursor, 'i8', length);
    return [{ name, shape: [length, length], why }];
  }
  if (/^(?:float )?(?:complex )?diagonal matrix$/.test(type)) {
    const shape = [wholeAt(cursor), wholeAt(cursor)],
      diagonal = doublesAt(cursor, width * Math.min(...shape));
    return [
      why ? { name, shape, why } : { name, shape, matrix: (Kind) => diagonalMatrix(name, shape, diagonal(), Kind) },
    ];
  }
  if (/^sparse (?:bool |complex )?matrix$/.test(type)) return [sparseAt(cursor, name, why, values)];
  if (type === 'scalar struct' || type === 'struct') return fieldsAt(cursor, name, type);
  if (type === 'cell') {
    const shape = shapeAt(cursor);
    return [
      cellArray(
        name,
        shape,
        Array.from({ length: checked(cursor, size(shape)) }, () => variableAt(cursor, '')[0]),
      ),
    ];
  }
  const isScalar = /scalar$|^bool$/.test(type);
  if (!isScalar && !/matrix$/.test(type)) throw new UnknownType(name, type);
  const shape = isScalar ? [1, 1] : shapeAt(cursor),
    stored = values(size(shape));
  if (why) return [{ name, shape, why }];
  if (size(shape) === 0) return [{ name, shape, why: 'is empty' }];
  return [
    shape.length > 2
      ? { name, shape, why: `has ${shape.length} dimensions (${shape.join(' × ')})` }
      : { name, shape, matrix: (Kind) => octaveMatrix(name, shape, true, stored(), Kind) },
  ];
}
function passText(cursor: Cursor): readonly number[] {
  const first = wholeAt(cursor);
  if (first >= 0) return [first, ...Array.from({ length: checked(cursor, first) }, () => textAt(cursor).length)];
  const shape = Array.from({ length: -first }, () => wholeAt(cursor));
  valuesAt(cursor, 'u1', size(shape));
  return shape;
}
function sparseAt(
  cursor: Cursor,
  name: string,
  why: string | undefined,
  values: (count: number) => () => Float64Array,
): Variable {
  const [rows, columns] = shapeAt(cursor),
    entries = wholeAt(cursor),
    [starts, indices] = [valuesAt(cursor, 'i4', columns + 1), valuesAt(cursor, 'i4', entries)],
    data = values(entries),
    shape = [rows, columns];
  if (why) return { name, shape, why };
  return {
    name,
    shape,
    sparse: true,
    matrix: (Kind) =>
      fromCompressed(name, [rows, columns], true, { starts: starts(), indices: indices(), data: data() }, Kind),
  };
}
function fieldsAt(cursor: Cursor, name: string, type: string): readonly Variable[] {
  const shape = type === 'struct' ? shapeAt(cursor) : [1, 1],
    length = checked(cursor, wholeAt(cursor)),
    fields = Array.from({ length }, () => variableAt(cursor, `${name}/`));
  return type === 'scalar struct'
    ? fields.flat()
    : [{ name, shape, why: `is an array of ${shape.join(' × ')} structs` }];
}
/** No more variables than there are bytes. @throws RangeError */
function checked({ bytes }: Cursor, count: number): number {
  if (count >= 0 && count <= bytes.length) return count;
  throw new RangeError('beyond the end');
}
