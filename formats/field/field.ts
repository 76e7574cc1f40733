/** A field of neurons out of its files, each read when it is first asked for. */
import { demandFinite } from '../../engine/kernels/index.ts';
import { squareTable } from '../circuit-files.ts';
import { number, readCsv, type Table } from '../csv.ts';
import { FormatError } from '../format-error.ts';
import { unpacked } from '../gzip.ts';
import { numbers, readNpy } from '../npy.ts';
import { demandFetched, FieldError, type FieldFiles, type FieldPart, missingPart } from './field-files.ts';
import { readObjectRows, type NumberRows } from './object-rows.ts';

export type FieldTable = Exclude<FieldPart, 'positions'>;
/** Where the somata are, neurons × 3: in voxels, and in metres. */
export interface FieldPositions {
  readonly voxels: Float64Array;
  readonly metres: Float64Array;
}
/** @throws FieldError from each, saying which file is wrong and what to do */
export interface Field {
  readonly files: FieldFiles;
  /** How many neurons its files agree on. */
  neurons(): number;
  /** Neurons × neurons, row-major, as the file has it. */
  table(part: FieldTable): Float64Array;
  positions(): FieldPositions;
}

/** The voxels of MICrONS: 4 × 4 × 40 nm. */
const voxel = [4e-9, 4e-9, 40e-9] as const;
/** Of these the first that is there says how many neurons there are; a list of synapses does not say. */
const saysSize = ['correlation', 'sttc', 'precision', 'synapses', 'positions'] as const;

/** `read`: the bytes of one of the files. */
export function openField(files: FieldFiles, read: (file: string) => Uint8Array): Field {
  const tables = new Map<FieldPart, Float64Array>();
  let placed: FieldPositions | undefined, size: number | undefined;
  const fileOf = (part: FieldPart): string => {
    const file = files[part];
    if (file === undefined) throw missingPart(part);
    return file;
  };
  const bytesOf = (part: FieldPart): Uint8Array => {
    const bytes = read(fileOf(part));
    demandFetched(bytes, part, fileOf(part));
    return unpacked(bytes);
  };
  const isList = (part: FieldPart): boolean => part === 'synapses' && /^synapses/i.test(fileOf(part));
  /** Side of a square table; rows of the positions. */
  const sizeOf = (part: FieldPart): number =>
    part === 'positions' ? positions(false).metres.length / 3 : Math.round(Math.sqrt(whole(part).length));
  const whole = (part: FieldPart): Float64Array => {
    const known = tables.get(part) ?? said(part, fileOf(part), () => squareOf(bytesOf(part), fileOf(part)));
    tables.set(part, known);
    return known;
  };
  const neurons = (): number => {
    if (size !== undefined) return size;
    const first = saysSize.find((part) => files[part] !== undefined && !isList(part));
    if (!first) throw missingPart('positions');
    size = sizeOf(first);
    return size;
  };
  const agreed = (part: FieldPart, found: number): void => {
    const wanted = neurons();
    if (found === wanted) return;
    const first = saysSize.find((one) => files[one] !== undefined && !isList(one))!;
    throw new FieldError(
      'C053',
      part,
      `${fileOf(part)} is of ${found} neurons, and ${files[first]} of ${wanted}: take all files from one field.`,
    );
  };
  const table = (part: FieldTable): Float64Array => {
    if (isList(part)) {
      const known = tables.get(part) ?? said(part, fileOf(part), () => listed(bytesOf(part), fileOf(part), neurons()));
      tables.set(part, known);
      return known;
    }
    const found = whole(part);
    agreed(part, sizeOf(part));
    return found;
  };
  const positions = (held = true): FieldPositions => {
    placed ??= said('positions', fileOf('positions'), () => positionsOf(bytesOf('positions')));
    if (held) agreed('positions', placed.metres.length / 3);
    return placed;
  };
  return { files, neurons, table, positions: () => positions() };
}

/** What a reader says of a file, with the name of the file. */
function said<T>(part: FieldPart, file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof FieldError) throw error;
    if (error instanceof NotFinite) throw new FieldError('C054', part, `${file}: ${error.message}`);
    if (!(error instanceof FormatError || error instanceof RangeError)) throw error;
    const line = error instanceof FormatError && error.line !== undefined ? `, line ${error.line}` : '';
    const isPickled = error.message.includes('pickle');
    const text = error.message.replace(/\.$/, '');
    throw new FieldError('C055', part, `${file}${line}: ${text}${isPickled ? `. ${converting(file)}` : '.'}`);
  }
}
/** How a file of pickled objects whose maker is trusted becomes one of numbers. */
const converting = (file: string): string => {
  const to = file.replace(/\.npy$/i, '') || file;
  return (
    `If you know whose file it is, convert it once: python3 -c "import numpy as np; np.save('${to}.npy', ` +
    `np.array(np.load('${file}', allow_pickle=True).tolist(), dtype=np.int64))".`
  );
};
class NotFinite extends RangeError {}

function squareOf(bytes: Uint8Array, file: string): Float64Array {
  if (/\.npy(\.gz)?$/i.test(file)) {
    const array = readNpy(bytes),
      [rows, columns] = array.shape;
    if (array.shape.length !== 2 || rows !== columns)
      throw new FormatError(`this array is ${array.shape.join(' × ') || 'one value'}; one row and column per neuron`);
    const values = numbers(array);
    finite(values, columns);
    return values;
  }
  const { size, values } = squareTable(readCsv(bytes, { header: false }));
  finite(values, size);
  return values;
}
function finite(values: Float64Array, columns: number): void {
  try {
    demandFinite('this table', values, columns);
  } catch (error) {
    throw error instanceof RangeError ? new NotFinite(`${error.message.replace(/\.?$/, '')}. Fill it in.`) : error;
  }
}

/** A row per pair of neurons with synapses, counted from 0. */
function listed(bytes: Uint8Array, file: string, size: number): Float64Array {
  const table = readCsv(bytes),
    values = new Float64Array(size * size);
  const [row, column, count] = ['row', 'col', 'count'].map((name) => {
    const at = table.header.indexOf(name);
    if (at < 0) throw new FormatError(`it has no column \`${name}\`; a list of synapses has row, col and count`);
    return at;
  });
  table.rows.forEach((cells, r) => {
    const [i, j, n] = [row, column, count].map((at) => number(cells[at], table.lines[r], at));
    for (const neuron of [i, j])
      if (!(Number.isInteger(neuron) && neuron >= 0 && neuron < size))
        throw new FieldError(
          'C053',
          'synapses',
          `${file}, line ${table.lines[r]} names neuron ${neuron}, and the field has ${size} (0 to ${size - 1}): ` +
            'take all files from one field.',
        );
    if (!Number.isFinite(n)) throw new NotFinite(`line ${table.lines[r]} has no number of synapses. Fill it in.`);
    values[i * size + j] += n;
  });
  return values;
}

function positionsOf(bytes: Uint8Array): FieldPositions {
  const isNumpy = bytes[0] === 0x93 || bytes[0] === 0x80;
  const { rows, columns, values, unit } = isNumpy
    ? { ...(readObjectRows(bytes) ?? rowsOf(bytes)), unit: undefined }
    : tableOfPlaces(bytes);
  if (columns !== 3 || rows < 1)
    throw new FormatError(`these positions are ${rows} × ${columns}; a row per neuron and three columns are needed`);
  finite(values, columns);
  // as MICrONS has them: whole numbers are voxels
  const inVoxels = unit === undefined ? values.every(Number.isInteger) : unit === 'voxels';
  const times = (factors: readonly number[]) => values.map((value, at) => value * factors[at % 3]);
  return inVoxels
    ? { voxels: values, metres: times(voxel) }
    : { voxels: times(voxel.map((side) => 1e-6 / side)), metres: times([1e-6, 1e-6, 1e-6]) };
}
function rowsOf(bytes: Uint8Array): NumberRows {
  const array = readNpy(bytes),
    [rows, columns] = array.shape;
  if (array.shape.length !== 2)
    throw new FormatError(`this array is ${array.shape.join(' × ') || 'one value'}; a row per neuron is needed`);
  return { rows, columns, values: numbers(array) };
}
type Unit = 'voxels' | 'um';
const columnsOf: readonly { readonly names: readonly string[]; readonly unit?: Unit }[] = [
  { names: ['x_vox', 'y_vox', 'z_vox'], unit: 'voxels' },
  { names: ['x_um', 'y_um', 'z_um'], unit: 'um' },
  { names: ['x', 'y', 'z'] },
];
function tableOfPlaces(bytes: Uint8Array): NumberRows & { readonly unit?: Unit } {
  const table = readCsv(bytes, { header: false }),
    header = table.rows[0]?.map((name) => name.trim().toLowerCase()) ?? [];
  const found = columnsOf.find(({ names }) => names.every((name) => header.includes(name)));
  const of = (columns: readonly number[], from: number): NumberRows => ({
    rows: table.rows.length - from,
    columns: columns.length,
    values: Float64Array.from(
      table.rows.slice(from).flatMap((cells, r) => columns.map((at) => number(cells[at], table.lines[r + from], at))),
    ),
  });
  if (found)
    return {
      ...of(
        found.names.map((name) => header.indexOf(name)),
        1,
      ),
      unit: found.unit,
    };
  if (header.some((cell) => Number.isNaN(Number(cell)))) throw new FormatError(unnamed(table));
  return of(
    header.map((_, at) => at),
    0,
  );
}
const unnamed = ({ rows }: Table): string =>
  `its columns are ${rows[0].slice(0, 8).join(', ')}; name them x_um, y_um, z_um (micrometres), or x_vox, y_vox, z_vox`;
