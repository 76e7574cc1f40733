import { FormatError } from './format-error.ts';
import { isGzip } from './gzip.ts';
import { halfFloat } from './half.ts';
import { encodeText, lenientText } from './text-bytes.ts';

/** Element types by NumPy's own codes; `b1` is a truth value, kept as 0 or 1; `f2` is kept in single precision. */
export type NpyType = 'b1' | 'i1' | 'u1' | 'i2' | 'u2' | 'i4' | 'u4' | 'i8' | 'u8' | 'f2' | 'f4' | 'f8';
export type NpyValues =
  | Uint8Array
  | Int8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

/** An array in row-major order whatever the order in the file; a scalar has shape []. */
export interface NpyArray {
  readonly type: NpyType;
  readonly shape: readonly number[];
  readonly values: NpyValues;
}

export interface NpyLayout {
  readonly order?: 'C' | 'Fortran';
  readonly endian?: 'little' | 'big';
  readonly version?: 1 | 2 | 3;
}

/**
 * Reads a NumPy file (NEP 1, format versions 1 to 3).
 * @throws FormatError for another or truncated file, and for types that are not numbers; pickled objects are never
 * read.
 */
export function readNpy(bytes: Uint8Array): NpyArray {
  const found = header(bytes),
    { type, little, fortran, shape, start } = found;
  const { width, get } = types[type];
  const count = checkLength(found, bytes.length);
  const inColumns = fortran && shape.length > 1;
  if (isCopied(type) && little === hostIsLittle && !inColumns)
    return { type, shape, values: new arrays[type](new Uint8Array(bytes.subarray(start)).buffer) };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new arrays[type](count) as Record<number, number | bigint>;
  const place = inColumns ? fortranPlaces(shape) : (i: number): number => i;
  for (let i = 0; i < count; i++) values[place(i)] = get(view, start + i * width, little);
  return { type, shape, values: values as NpyValues };
}

/** Writes a NumPy file. @throws RangeError when shape and values do not agree. */
export function writeNpy(array: NpyArray, layout: NpyLayout = {}): Uint8Array {
  const { type, shape, values } = array;
  const count = shape.reduce((product, size) => product * size, 1);
  if (count !== values.length)
    throw new RangeError(`A shape of ${describe(shape)} does not hold ${values.length} values.`);
  const little = layout.endian !== 'big';
  const fortran = layout.order === 'Fortran';
  const version = layout.version ?? 1;
  const { width, set } = types[type];
  const lengthBytes = version === 1 ? 2 : 4;
  const description =
    `{'descr': '${width === 1 ? '|' : little ? '<' : '>'}${type}', 'fortran_order': ` +
    `${fortran ? 'True' : 'False'}, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const start = Math.ceil((8 + lengthBytes + description.length + 1) / 64) * 64;
  const text = `${description.padEnd(start - 8 - lengthBytes - 1)}\n`;
  const bytes = new Uint8Array(start + count * width);
  const view = new DataView(bytes.buffer);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  if (version === 1) view.setUint16(8, text.length, true);
  else view.setUint32(8, text.length, true);
  bytes.set(encodeText(text), 8 + lengthBytes);
  const inColumns = fortran && shape.length > 1;
  if (isCopied(type) && little === hostIsLittle && !inColumns) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), start);
    return bytes;
  }
  const place = inColumns ? fortranPlaces(shape) : (i: number): number => i;
  for (let i = 0; i < count; i++) set(view, start + i * width, values[place(i)], little);
  return bytes;
}

/** A Float64Array of the values. @throws FormatError for a 64-bit integer beyond 2^53, which a double cannot hold. */
export function numbers(array: NpyArray): Float64Array {
  if (array.values instanceof Float64Array) return array.values;
  return Float64Array.from(array.values as ArrayLike<number | bigint>, (value, i) => {
    const converted = Number(value);
    if (typeof value === 'bigint' && BigInt(converted) !== value)
      throw new FormatError(
        `Value ${i + 1} of this npy file, ${value}, is an integer beyond 2^53; save the array as float64.`,
      );
    return converted;
  });
}

const arrays = {
  b1: Uint8Array,
  i1: Int8Array,
  u1: Uint8Array,
  i2: Int16Array,
  u2: Uint16Array,
  i4: Int32Array,
  u4: Uint32Array,
  i8: BigInt64Array,
  u8: BigUint64Array,
  f2: Float32Array,
  f4: Float32Array,
  f8: Float64Array,
} as const;
/** Whose bytes are those of the array that it is kept in. */
const isCopied = (type: NpyType): boolean => type !== 'b1' && type !== 'f2';
/** Then whole arrays are copied as they are. */
const hostIsLittle = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

interface NumberType {
  readonly width: number;
  readonly get: (view: DataView, at: number, little: boolean) => number | bigint;
  readonly set: (view: DataView, at: number, value: number | bigint, little: boolean) => void;
}
const types: Readonly<Record<NpyType, NumberType>> = {
  b1: {
    width: 1,
    get: (view, at) => (view.getUint8(at) ? 1 : 0),
    set: (view, at, value) => view.setUint8(at, value ? 1 : 0),
  },
  i1: { width: 1, get: (view, at) => view.getInt8(at), set: (view, at, value) => view.setInt8(at, Number(value)) },
  u1: { width: 1, get: (view, at) => view.getUint8(at), set: (view, at, value) => view.setUint8(at, Number(value)) },
  i2: {
    width: 2,
    get: (view, at, little) => view.getInt16(at, little),
    set: (view, at, value, little) => view.setInt16(at, Number(value), little),
  },
  u2: {
    width: 2,
    get: (view, at, little) => view.getUint16(at, little),
    set: (view, at, value, little) => view.setUint16(at, Number(value), little),
  },
  i4: {
    width: 4,
    get: (view, at, little) => view.getInt32(at, little),
    set: (view, at, value, little) => view.setInt32(at, Number(value), little),
  },
  u4: {
    width: 4,
    get: (view, at, little) => view.getUint32(at, little),
    set: (view, at, value, little) => view.setUint32(at, Number(value), little),
  },
  i8: {
    width: 8,
    get: (view, at, little) => view.getBigInt64(at, little),
    set: (view, at, value, little) => view.setBigInt64(at, BigInt(value), little),
  },
  u8: {
    width: 8,
    get: (view, at, little) => view.getBigUint64(at, little),
    set: (view, at, value, little) => view.setBigUint64(at, BigInt(value), little),
  },
  f2: {
    width: 2,
    get: (view, at, little) => halfFloat(view.getUint16(at, little)),
    set: () => {
      throw new RangeError('Half precision is read and not written; write f4.');
    },
  },
  f4: {
    width: 4,
    get: (view, at, little) => view.getFloat32(at, little),
    set: (view, at, value, little) => view.setFloat32(at, Number(value), little),
  },
  f8: {
    width: 8,
    get: (view, at, little) => view.getFloat64(at, little),
    set: (view, at, value, little) => view.setFloat64(at, Number(value), little),
  },
};

interface Header {
  readonly type: NpyType;
  readonly little: boolean;
  readonly fortran: boolean;
  readonly shape: readonly number[];
  readonly start: number;
}

/**
 * What the beginning of an npy file says of the rest: `width` bytes a value from byte `start` on, each read by `get`.
 */
export interface NpyHeader extends Header {
  readonly width: number;
  readonly get: (view: DataView, at: number, little: boolean) => number | bigint;
}
/** Reads the header alone, of a file of `size` bytes. @throws FormatError as `readNpy`. */
export function npyHeader(beginning: Uint8Array, size: number): NpyHeader {
  const found = header(beginning);
  checkLength(found, size);
  return { ...found, ...types[found.type] };
}

/** Where the pickle of an array of objects begins: 0 where the file is one pickle; undefined in a file of numbers. */
export function pickleStart(bytes: Uint8Array): number | undefined {
  if (isPickle(bytes)) return 0;
  const { start, descr } = description(bytes);
  return descr[1]?.replace(/^[<>|=]/, '').startsWith('O') ? start : undefined;
}
/** The numbers of an array of NumPy's type `code` (`i8`, `f4`, …). @throws FormatError for another type or length */
export function npyNumbers(bytes: Uint8Array, code: string, little: boolean): Float64Array {
  if (!Object.hasOwn(types, code) || bytes.length % types[code as NpyType].width !== 0)
    throw new FormatError(`An array of type ${JSON.stringify(code)} and ${bytes.length} bytes holds no numbers.`);
  const { width, get } = types[code as NpyType],
    view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length: bytes.length / width }, (_, i) => Number(get(view, i * width, little)));
}
export const isPickle = (bytes: Uint8Array): boolean => bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5;

/** The words of a header, as they stand. */
export interface Description {
  readonly descr: RegExpExecArray;
  readonly order: string;
  readonly sizes: string;
  /** Byte at which the words begin, and the values. */
  readonly from: number;
  readonly start: number;
}
/** @throws FormatError */
export function description(bytes: Uint8Array): Description {
  const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
  if (isGzip(bytes)) throw new FormatError('This is a gzip file, not npy; unpack it first.', { offset: 0 });
  if (isPickle(bytes)) throw pickled(0);
  if (bytes.length < 10 || magic.some((byte, i) => bytes[i] !== byte))
    throw new FormatError(
      'This is not an npy file: it does not start with "\\x93NUMPY"; check that it is the right file.',
      { offset: 0 },
    );
  const version = bytes[6];
  if (version < 1 || version > 3)
    throw new FormatError(
      `This npy file is of format version ${version}, later than the 3 known here; save it with a current ` +
        `NumPy's default settings.`,
      { offset: 6 },
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const from = version === 1 ? 10 : 12;
  const start =
    bytes.length < from ? Infinity : from + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (start > bytes.length)
    throw new FormatError('This npy file is truncated inside its header; write or fetch it again.', {
      offset: bytes.length,
    });
  const text = lenientText(bytes.subarray(from, start));
  const descr = /'descr'\s*:\s*(?:'([^']*)'|(\[))/.exec(text);
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text);
  const sizes = /'shape'\s*:\s*\(([0-9,\sL]*)\)/.exec(text);
  if (!descr || !order || !sizes)
    throw new FormatError(
      'The header of this npy file cannot be read: it should name descr, fortran_order and shape; write the ' +
        'file again.',
      { offset: from },
    );
  return { descr, order: order[1], sizes: sizes[1], from, start };
}
function header(bytes: Uint8Array): Header {
  const { descr, order, sizes, from, start } = description(bytes);
  if (descr[2])
    throw new FormatError(
      'This npy file holds records of several fields; save each field as its own array of numbers.',
      { offset: from },
    );
  const code = descr[1].replace(/^[<>|=]/, '');
  if (code.startsWith('O')) throw pickled(from);
  const type = code === '?' ? 'b1' : code;
  if (!Object.hasOwn(types, type))
    throw new FormatError(
      `This npy file holds values of type ${JSON.stringify(descr[1])}; save it as float64, float32, float16, bool, ` +
        `or integers of 8 to 64 bits.`,
      { offset: from },
    );
  const shape = sizes
    .split(',')
    .map((size) => size.replace('L', '').trim())
    .filter((size) => size !== '')
    .map(Number);
  if (!shape.every(Number.isSafeInteger))
    throw new FormatError(
      `The header of this npy file has the unreadable shape ${JSON.stringify(sizes)}; write the file again.`,
      { offset: from },
    );
  return { type: type as NpyType, little: !descr[1].startsWith('>'), fortran: order === 'True', shape, start };
}
/** The number of values. @throws FormatError where they do not end with the file. */
function checkLength({ type, shape, start }: Header, length: number): number {
  const count = shape.reduce((product, size) => product * size, 1);
  const expected = start + count * types[type].width;
  if (length === expected) return count;
  throw new FormatError(
    `This npy file is ${length < expected ? 'truncated' : 'longer than its header says'}: ` +
      `${describe(shape)} of ${type} ${count === 1 ? 'makes' : 'make'} ${expected} bytes in all, but it has ` +
      `${length}; write or fetch it again.`,
    { offset: Math.min(length, expected) },
  );
}
const pickled = (offset: number): FormatError =>
  new FormatError(
    'This file holds pickled Python objects, which can run any code and are never read here; save it as an ' +
      'array of numbers (numpy.save with allow_pickle=False).',
    { offset },
  );

/** The row-major position of the i-th value of an array stored column-major. */
function fortranPlaces(shape: readonly number[]): (i: number) => number {
  const strides = shape.map((_, d) => shape.slice(d + 1).reduce((product, size) => product * size, 1));
  return (i) => {
    let rest = i;
    let place = 0;
    for (let d = 0; d < shape.length; d++) {
      place += (rest % shape[d]) * strides[d];
      rest = Math.floor(rest / shape[d]);
    }
    return place;
  };
}
const describe = (shape: readonly number[]): string => (shape.length === 0 ? 'one value' : shape.join(' × '));
