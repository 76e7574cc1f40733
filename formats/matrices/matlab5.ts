/**
 * MAT-files of version 5 to 7 (MathWorks, "MAT-File Format", R2024): what `save` of MATLAB, Octave's -v6 and -v7, and
 * scipy.io.savemat write. Each variable may be packed (version 7).
 */
import { FormatError } from '../format-error.ts';
import { mostUnpacked } from '../gzip.ts';
import { InflateError, inflateAt } from '../inflate.ts';
import { lenientText } from '../text-bytes.ts';
import {
  demandSize,
  fromCompressed,
  type Precision,
  type StoredMatrix,
  type Variable,
  type VariablesFile,
} from './variables.ts';

export const isMatlab5 = (bytes: Uint8Array): boolean =>
  lenientText(bytes.subarray(0, 19)).startsWith('MATLAB 5.0 MAT-file');
const headerBytes = 128;

/** @throws FormatError */
export function matlab5Variables(bytes: Uint8Array): VariablesFile {
  const mark = lenientText(bytes.subarray(126, headerBytes));
  if (mark !== 'IM' && mark !== 'MI') throw damaged('its header does not say the order of its bytes');
  const little = mark === 'IM',
    variables: Variable[] = [];
  for (let at = headerBytes; at + 8 <= bytes.length; ) {
    const element = elementAt(bytes, at, little);
    at = element.next;
    const whole = element.type === compressed ? elementAt(inflated(element.data), 0, little) : element;
    if (whole.type === matrixType) variables.push(...variablesOf(whole.data, little, ''));
  }
  return { format: 'MATLAB 5 to 7', variables };
}

interface Element {
  readonly type: number;
  readonly data: Uint8Array;
  readonly next: number;
}
const matrixType = 14,
  compressed = 15;

function elementAt(bytes: Uint8Array, at: number, little: boolean): Element {
  if (at + 8 > bytes.length) throw damaged('it ends inside an element');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    word = view.getUint32(at, little);
  // up to 4 bytes stand in the tag itself
  if (word >>> 16 !== 0)
    return { type: word & 0xffff, data: bytes.subarray(at + 4, at + 4 + (word >>> 16)), next: at + 8 };
  const length = view.getUint32(at + 4, little),
    end = at + 8 + length;
  if (end > bytes.length) throw damaged('an element is longer than the file');
  return { type: word, data: bytes.subarray(at + 8, end), next: word === compressed ? end : Math.ceil(end / 8) * 8 };
}
function elementsOf(bytes: Uint8Array, little: boolean): readonly Element[] {
  const elements: Element[] = [];
  for (let at = 0; at + 8 <= bytes.length; at = elements[elements.length - 1].next)
    elements.push(elementAt(bytes, at, little));
  return elements;
}
/** A zlib stream: two bytes, then deflate. */
function inflated(bytes: Uint8Array): Uint8Array {
  try {
    const { plain, length } = inflateAt(bytes, 2, { plain: new Uint8Array(4 * bytes.length), length: 0 }, mostUnpacked);
    return plain.subarray(0, length);
  } catch (error) {
    if (error instanceof InflateError) throw damaged(`a variable cannot be unpacked (${error.message})`);
    throw error;
  }
}

const classes: Readonly<Record<number, string>> = {
  1: 'cell array',
  2: 'struct',
  3: 'object',
  4: 'text',
  16: 'function',
  17: 'object of a class (a table, a string …)',
};
const sparse = 5;

function variablesOf(bytes: Uint8Array, little: boolean, before: string): readonly Variable[] {
  if (bytes.length === 0) return []; // an empty cell
  const [flags, sizes, own, ...parts] = elementsOf(bytes, little),
    [word] = numbersOf(flags, little),
    kind = word & 255,
    isComplex = (word & 0x800) !== 0;
  if (kind === 17)
    return [{ name: before + lenientText(sizes?.data ?? new Uint8Array()), shape: [], why: `is an ${classes[17]}` }];
  if (!sizes || !own) throw damaged('a variable has no name or no size');
  const shape = Array.from(numbersOf(sizes, little)),
    name = `${before}${lenientText(own.data)}`,
    described = { name, shape };
  if (kind === 2 || kind === 3) return fieldsOf(parts, little, described);
  if (kind === 1)
    return [
      {
        ...described,
        cells: () => parts.map((part, i) => numbersInCell(part, little, name, i)),
        why: 'is a cell array',
      },
    ];
  if (classes[kind] !== undefined || (kind !== sparse && !(kind >= 6 && kind <= 15)))
    return [{ ...described, why: `is a ${classes[kind] ?? `variable of class ${kind}`}` }];
  if (isComplex) return [{ ...described, why: 'holds complex numbers' }];
  if (shape.length !== 2) return [{ ...described, why: `has ${shape.length} dimensions (${shape.join(' × ')})` }];
  const [rows, columns] = shape;
  return [
    {
      ...described,
      sparse: kind === sparse,
      matrix: (Kind) =>
        kind === sparse
          ? sparseOf(parts, little, name, [rows, columns], Kind)
          : dense(parts[0], little, name, [rows, columns], Kind),
    },
  ];
}
function dense(
  part: Element | undefined,
  little: boolean,
  name: string,
  [rows, columns]: readonly [number, number],
  Kind: Precision,
): StoredMatrix {
  demandSize(name, rows, columns);
  const found = part ? numbersOf(part, little) : new Float64Array(0);
  if (found.length !== rows * columns) throw damaged(`"${name}" has ${found.length} values for ${rows} × ${columns}`);
  return { rows, columns, values: found instanceof Kind ? found : new Kind(found), byColumn: true };
}
function sparseOf(
  [indices, starts, data]: readonly Element[],
  little: boolean,
  name: string,
  size: readonly [number, number],
  Kind: Precision,
): StoredMatrix {
  if (!starts || !data) throw damaged(`the sparse matrix "${name}" is incomplete`);
  const parts = {
    starts: numbersOf(starts, little),
    indices: numbersOf(indices, little),
    data: numbersOf(data, little),
  };
  return fromCompressed(name, size, true, parts, Kind);
}
/** The fields of a struct that stands alone; of an array of structs nothing is read. */
function fieldsOf(
  [length, names, ...fields]: readonly Element[],
  little: boolean,
  { name, shape }: Pick<Variable, 'name' | 'shape'>,
): readonly Variable[] {
  if (!length || !names) throw damaged(`the struct "${name}" is incomplete`);
  if (shape.some((size) => size !== 1)) return [{ name, shape, why: `is an array of ${shape.join(' × ')} structs` }];
  const [width] = numbersOf(length, little);
  return fields.flatMap((field, i) => {
    const own = lenientText(names.data.subarray(i * width, (i + 1) * width)).replace(/\0.*$/s, '');
    return variablesOf(field.data, little, '').map((variable) => ({
      ...variable,
      name: variable.name === '' ? `${name}/${own}` : `${name}/${own}/${variable.name.replace(/^\//, '')}`,
    }));
  });
}
function numbersInCell(part: Element, little: boolean, name: string, i: number): ArrayLike<number> {
  const [inside] = variablesOf(part.data, little, '');
  if (!inside) return [];
  if (!inside.matrix)
    throw new FormatError(`Cell ${i + 1} of "${name}" ${inside.why}, where the numbers of a neuron should stand.`);
  return inside.matrix(Float64Array).values;
}

/** Values by the type they are stored in, which may be narrower than that of the variable. */
function numbersOf({ type, data }: Element, little: boolean): Float64Array {
  const read = readers[type];
  if (!read) throw damaged(`values of type ${type} are not known`);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength),
    values = new Float64Array(Math.floor(data.length / read.width));
  for (let i = 0; i < values.length; i++) values[i] = read.get(view, i * read.width, little);
  return values;
}
interface Reader {
  readonly width: number;
  readonly get: (view: DataView, at: number, little: boolean) => number;
}
const readers: Readonly<Record<number, Reader>> = {
  1: { width: 1, get: (view, at) => view.getInt8(at) },
  2: { width: 1, get: (view, at) => view.getUint8(at) },
  3: { width: 2, get: (view, at, little) => view.getInt16(at, little) },
  4: { width: 2, get: (view, at, little) => view.getUint16(at, little) },
  5: { width: 4, get: (view, at, little) => view.getInt32(at, little) },
  6: { width: 4, get: (view, at, little) => view.getUint32(at, little) },
  7: { width: 4, get: (view, at, little) => view.getFloat32(at, little) },
  9: { width: 8, get: (view, at, little) => view.getFloat64(at, little) },
  12: { width: 8, get: (view, at, little) => Number(view.getBigInt64(at, little)) },
  13: { width: 8, get: (view, at, little) => Number(view.getBigUint64(at, little)) },
};
const damaged = (what: string): FormatError => new FormatError(`This MAT-file is damaged: ${what}. Save it again.`);
