/** Tables over the pairs of neurons of a field, out of their files. */
import { demandFinite } from '../../engine/kernels/index.ts';
import { NotSquareError, squareTable } from '../square-table.ts';
import { number, readCsv } from '../csv.ts';
import { FormatError } from '../format-error.ts';
import { numbers, readNpy } from '../npy.ts';
import { readObjectRows } from './object-rows.ts';

/** A value that is missing, or one that the table cannot have. */
export class ImpossibleValue extends RangeError {}
/** A list of synapses names a neuron that the field has not. */
export class OutsideField extends FormatError {}

/** @throws ImpossibleValue at the first value that is not finite, saying where */
export function demandNumbers(values: Float64Array, columns: number): void {
  try {
    demandFinite('this table', values, columns);
  } catch (error) {
    throw error instanceof RangeError
      ? new ImpossibleValue(`${error.message.replace(/\.?$/, '')}. Fill it in.`)
      : error;
  }
}

/**
 * Neurons × neurons, row-major, whatever the file holds it as.
 * @throws FormatError, NotSquareError; ImpossibleValue
 */
export function tableOfPairs(bytes: Uint8Array, file: string): Float64Array {
  if (!/\.npy(\.gz)?$/i.test(file)) {
    const { size, values } = squareTable(readCsv(bytes, { header: false }));
    demandNumbers(values, size);
    return values;
  }
  const { shape, values } = arrayOf(bytes),
    [rows, columns] = shape;
  if (shape.length !== 2)
    throw new FormatError(`this array is ${shape.join(' × ') || 'one value'}; one row and column per neuron`);
  if (rows !== columns) throw new NotSquareError(rows, columns, 'this array is not square');
  demandNumbers(values, columns);
  return values;
}
function arrayOf(bytes: Uint8Array): { readonly shape: readonly number[]; readonly values: Float64Array } {
  const held = readObjectRows(bytes);
  if (held) return { shape: [held.rows, held.columns], values: held.values };
  const array = readNpy(bytes);
  return { shape: array.shape, values: numbers(array) };
}

interface Synapses {
  readonly row: number;
  readonly column: number;
  readonly count: number;
  readonly line: number;
}
/** A row per pair of neurons with synapses, counted from 0. */
function synapsesIn(bytes: Uint8Array): readonly Synapses[] {
  const table = readCsv(bytes);
  const places = ['row', 'col', 'count'].map((name) => {
    const at = table.header.indexOf(name);
    if (at < 0) throw new FormatError(`it has no column \`${name}\`; a list of synapses has row, col and count`);
    return at;
  });
  return table.rows.map((cells, r) => {
    const line = table.lines[r],
      [row, column, count] = places.map((at) => number(cells[at], line, at));
    return { row, column, count, line };
  });
}
/** How many neurons a list of synapses needs. @throws FormatError */
export const neuronsListed = (bytes: Uint8Array): number =>
  synapsesIn(bytes)
    .flatMap(({ row, column }) => [row, column])
    .reduce((most, neuron) => (Number.isInteger(neuron) ? Math.max(most, neuron + 1) : most), 0);

/**
 * Neurons × neurons, row-major, of a list that has each pair once.
 * @throws OutsideField; ImpossibleValue for what is no number of synapses; FormatError for a pair that is there twice
 */
export function synapsesListed(bytes: Uint8Array, neurons: number): Float64Array {
  const values = new Float64Array(neurons * neurons),
    lines = new Map<number, number>();
  let again: { readonly found: Synapses; readonly before: number } | undefined,
    repeated = 0;
  for (const found of synapsesIn(bytes)) {
    const { row, column, count, line } = found;
    for (const neuron of [row, column])
      if (!(Number.isInteger(neuron) && neuron >= 0 && neuron < neurons))
        throw new OutsideField(
          `names neuron ${neuron}, and the field has ${neurons} (0 to ${neurons - 1}): take all files from one field.`,
          { line },
        );
    if (Number.isNaN(count)) throw new ImpossibleValue(`line ${line} has no number of synapses. Fill it in.`);
    if (!(Number.isInteger(count) && count >= 0))
      throw new ImpossibleValue(
        `line ${line} has ${count} synapses: a \`count\` is a whole number, at least 0. Correct it.`,
      );
    const at = row * neurons + column,
      before = lines.get(at);
    if (before !== undefined) {
      again ??= { found, before };
      repeated++;
    }
    lines.set(at, line);
    values[at] = count;
  }
  const more = repeated - 1;
  if (again)
    throw new FormatError(
      `row ${again.found.row}, col ${again.found.column} is in line ${again.before} already` +
        `${more > 0 ? `, and ${more} more ${more === 1 ? 'line repeats' : 'lines repeat'} a pair` : ''}; keep one ` +
        'line per pair of neurons, with their sum if all count.',
      { line: again.found.line },
    );
  return values;
}
