/** MAT-files of version 4 (`save -v4`): matrices alone, each behind a header of five numbers and its name. */
import { FormatError } from '../format-error.ts';
import { lenientText } from '../text-bytes.ts';
import { demandSize, type Variable, type VariablesFile } from './variables.ts';

interface Header {
  readonly little: boolean;
  readonly storage: number;
  readonly kind: number;
  readonly rows: number;
  readonly columns: number;
  readonly isComplex: boolean;
  readonly name: string;
  readonly data: number;
  readonly end: number;
}
/** Nothing in the file says what it is: its first header must hold together. */
export const isMatlab4 = (bytes: Uint8Array): boolean => headerAt(bytes, 0) !== undefined;

const widths = [8, 4, 4, 2, 2, 1];
function headerAt(bytes: Uint8Array, at: number): Header | undefined {
  if (at + 20 > bytes.length) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at),
    little = view.getUint32(0, true) < 5000,
    [type, rows, columns, imaginary, length] = [0, 4, 8, 12, 16].map((byte) => view.getUint32(byte, little));
  const [order, zero, storage, kind] = [1000, 100, 10, 1].map((unit) => Math.floor(type / unit) % 10),
    data = at + 20 + length;
  if (order !== (little ? 0 : 1) || type >= 5000 || zero !== 0 || storage > 5 || kind > 2 || imaginary > 1)
    return undefined;
  if (length < 2 || length > 64 || data > bytes.length || bytes[data - 1] !== 0) return undefined;
  const name = lenientText(bytes.subarray(at + 20, data - 1)),
    end = data + rows * columns * widths[storage] * (1 + imaginary);
  if (!/^[A-Za-z]\w*$/.test(name) || end > bytes.length) return undefined;
  return { little, storage, kind, rows, columns, isComplex: imaginary === 1, name, data, end };
}

/** @throws FormatError */
export function matlab4Variables(bytes: Uint8Array): VariablesFile {
  const variables: Variable[] = [];
  for (let at = 0; at < bytes.length; ) {
    const header = headerAt(bytes, at);
    if (!header)
      throw new FormatError('This MAT-file of version 4 is damaged or truncated; save it again.', { offset: at });
    variables.push(variableOf(bytes, header));
    at = header.end;
  }
  return { format: 'MATLAB 4', variables };
}
function variableOf(
  bytes: Uint8Array,
  { name, rows, columns, kind, isComplex, storage, data, little }: Header,
): Variable {
  const described = { name, shape: [rows, columns] };
  if (kind === 1) return { ...described, why: 'is a text' };
  if (isComplex || (kind === 2 && columns !== 3)) return { ...described, why: 'holds complex numbers' };
  const view = new DataView(bytes.buffer, bytes.byteOffset),
    width = widths[storage],
    value = (i: number): number => getters[storage](view, data + i * width, little);
  if (kind === 0)
    return {
      ...described,
      matrix: (Kind) => ({ rows, columns, values: new Kind(rows * columns).map((_, i) => value(i)), byColumn: true }),
    };
  // a row per entry: where, and what; the last row says the size
  const size = [value(rows - 1), value(2 * rows - 1)];
  return {
    name,
    shape: size,
    sparse: true,
    matrix: (Kind) => {
      demandSize(name, size[0], size[1]);
      const values = new Kind(size[0] * size[1]);
      for (let i = 0; i + 1 < rows; i++) values[(value(rows + i) - 1) * size[0] + value(i) - 1] += value(2 * rows + i);
      return { rows: size[0], columns: size[1], values, byColumn: true };
    },
  };
}
const getters: readonly ((view: DataView, at: number, little: boolean) => number)[] = [
  (view, at, little) => view.getFloat64(at, little),
  (view, at, little) => view.getFloat32(at, little),
  (view, at, little) => view.getInt32(at, little),
  (view, at, little) => view.getInt16(at, little),
  (view, at, little) => view.getUint16(at, little),
  (view, at) => view.getUint8(at),
];
