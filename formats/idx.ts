import { FormatError } from './format-error.ts';
import { unpacked } from './gzip.ts';

/**
 * An array in the IDX format of MNIST (LeCun, Cortes, Burges: "the IDX file format"): big-endian, row-major.
 * Element types: u1 = 0x08, i1 = 0x09, i2 = 0x0b, i4 = 0x0c, f4 = 0x0d, f8 = 0x0e.
 */
export type Idx =
  | { readonly type: 'u1'; readonly shape: readonly number[]; readonly values: Uint8Array }
  | { readonly type: 'i1'; readonly shape: readonly number[]; readonly values: Int8Array }
  | { readonly type: 'i2'; readonly shape: readonly number[]; readonly values: Int16Array }
  | { readonly type: 'i4'; readonly shape: readonly number[]; readonly values: Int32Array }
  | { readonly type: 'f4'; readonly shape: readonly number[]; readonly values: Float32Array }
  | { readonly type: 'f8'; readonly shape: readonly number[]; readonly values: Float64Array };
export type IdxType = Idx['type'];

/**
 * Reads an IDX file, plain or gzip. Bytes (`u1`) are a view of the file, not a copy.
 * @throws FormatError on another file, a truncated one, or one with bytes left over.
 */
export function readIdx(file: Uint8Array): Idx {
  const bytes = unpacked(file);
  const { type, shape } = idxHeader(bytes);
  const start = 4 + 4 * shape.length;
  const width = widths[type];
  const count = shape.reduce((product, size) => product * size, 1);
  const expected = start + count * width;
  if (bytes.length < expected) {
    throw new FormatError(
      `This IDX file is truncated: its header announces ${shape.join(' × ')} values (${expected} bytes in ` +
        `all), but it has ${bytes.length} bytes; fetch it again.`,
      { offset: bytes.length },
    );
  }
  if (bytes.length > expected) {
    throw new FormatError(
      `This IDX file is longer than its header says: ${shape.join(' × ')} values make ${expected} bytes, ` +
        `but it has ${bytes.length}; fetch it again.`,
      { offset: expected },
    );
  }
  return { type, shape, values: values(bytes, type, start, count) } as Idx;
}

/** The type and shape alone; the first 4 + 4 × dimensions bytes (unpacked) are enough. */
export function idxHeader(bytes: Uint8Array): { readonly type: IdxType; readonly shape: readonly number[] } {
  const magic = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const type = typeOf(bytes[2]);
  if (bytes.length < 4 || bytes[0] !== 0 || bytes[1] !== 0 || !type || bytes[3] === 0) {
    throw new FormatError(
      `This is not an IDX file: it starts with "${magic}" where IDX has 00 00, a type (08 to 0e) and the ` +
        `number of dimensions; check that it is the right file.`,
      { offset: 0 },
    );
  }
  const dimensions = bytes[3];
  if (bytes.length < 4 + 4 * dimensions) {
    throw new FormatError(
      `This IDX file is truncated: its header of ${dimensions} dimensions needs ${4 + 4 * dimensions} ` +
        `bytes, but it has ${bytes.length}; fetch it again.`,
      { offset: bytes.length },
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { type, shape: Array.from({ length: dimensions }, (_, d) => view.getUint32(4 + 4 * d)) };
}

/** Writes an IDX file. @throws RangeError when shape and values do not agree. */
export function writeIdx(array: Idx): Uint8Array {
  const { type, shape } = array;
  const count = shape.reduce((product, size) => product * size, 1);
  if (count !== array.values.length || shape.length === 0 || shape.length > 255)
    throw new RangeError(`A shape of ${shape.join(' × ')} does not hold ${array.values.length} values.`);
  const width = widths[type];
  const start = 4 + 4 * shape.length;
  const bytes = new Uint8Array(start + count * width);
  const view = new DataView(bytes.buffer);
  bytes[2] = codes[type];
  bytes[3] = shape.length;
  shape.forEach((size, d) => {
    view.setUint32(4 + 4 * d, size);
  });
  const put = setters[type];
  for (let i = 0; i < count; i++) put(view, start + i * width, array.values[i]);
  return bytes;
}

const codes: Readonly<Record<IdxType, number>> = { u1: 0x08, i1: 0x09, i2: 0x0b, i4: 0x0c, f4: 0x0d, f8: 0x0e };
const typeOf = (code: number): IdxType | undefined =>
  (Object.keys(codes) as IdxType[]).find((type) => codes[type] === code);
const widths: Readonly<Record<IdxType, number>> = { u1: 1, i1: 1, i2: 2, i4: 4, f4: 4, f8: 8 };
const setters: Readonly<Record<IdxType, (view: DataView, at: number, value: number) => void>> = {
  u1: (view, at, value) => view.setUint8(at, value),
  i1: (view, at, value) => view.setInt8(at, value),
  i2: (view, at, value) => view.setInt16(at, value),
  i4: (view, at, value) => view.setInt32(at, value),
  f4: (view, at, value) => view.setFloat32(at, value),
  f8: (view, at, value) => view.setFloat64(at, value),
};

function values(bytes: Uint8Array, type: IdxType, start: number, count: number): Idx['values'] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (i: number): number => start + i * widths[type];
  switch (type) {
    case 'u1':
      return new Uint8Array(bytes.buffer, bytes.byteOffset + start, count);
    case 'i1':
      return new Int8Array(count).map((_, i) => view.getInt8(at(i)));
    case 'i2':
      return new Int16Array(count).map((_, i) => view.getInt16(at(i)));
    case 'i4':
      return new Int32Array(count).map((_, i) => view.getInt32(at(i)));
    case 'f4':
      return new Float32Array(count).map((_, i) => view.getFloat32(at(i)));
    case 'f8':
      return new Float64Array(count).map((_, i) => view.getFloat64(at(i)));
  }
}
