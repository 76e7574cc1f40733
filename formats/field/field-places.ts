/** Where the somata of a field are, out of a file of NumPy or a table. */
import { number, readCsv, type Table } from '../csv.ts';
import { FormatError } from '../format-error.ts';
import { numbers, readNpy } from '../npy.ts';
import { demandNumbers } from './field-tables.ts';
import { type NumberRows, readObjectRows } from './object-rows.ts';

/** Neurons × 3: in voxels, and in metres. */
export interface FieldPositions {
  readonly voxels: Float64Array;
  readonly metres: Float64Array;
}
/** The voxels of MICrONS: 4 × 4 × 40 nm. */
const voxel = [4e-9, 4e-9, 40e-9] as const;

/** @throws FormatError; RangeError where a coordinate is missing */
export function positionsOf(bytes: Uint8Array): FieldPositions {
  const isNumpy = bytes[0] === 0x93 || bytes[0] === 0x80;
  const { rows, columns, values, unit } = isNumpy
    ? { ...(readObjectRows(bytes) ?? rowsOf(bytes)), unit: undefined }
    : tableOfPlaces(bytes);
  if (columns !== 3 || rows < 1)
    throw new FormatError(`these positions are ${rows} × ${columns}; a row per neuron and three columns are needed`);
  demandNumbers(values, columns);
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
