import { FormatError } from '../format-error.ts';
import { npyTable } from './npy-recording.ts';
import type { Places } from './recording.ts';
import { readTextMatrix } from './text-recording.ts';

/**
 * A table of positions (npy, or text): a row per neuron, 1 to 3 columns. `unit`: metres. @throws FormatError where it
 * is no such table.
 */
export function readPositions(file: Uint8Array, unit: number): Places {
  const table = file[0] === 0x93 ? npyTable(file) : readTextMatrix(file, Float64Array),
    { rows, columns } = table;
  if (rows === 0 || columns < 1 || columns > 3)
    throw new FormatError(
      `This table of positions is ${rows} × ${columns}; it needs a row per neuron, and 1 to 3 columns (x, y, z).`,
    );
  return placesIn(table.values, columns, unit);
}
/** neurons × dimensions in `unit` (metres). @throws FormatError at a place that is not known. */
export function placesIn(values: ArrayLike<number>, dimensions: number, unit: number): Places {
  const metres = Float64Array.from(values, (value) => value * unit),
    wrong = metres.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0)
    throw new FormatError(
      `The position of neuron ${Math.floor(wrong / dimensions) + 1} is not known (coordinate ` +
        `${(wrong % dimensions) + 1}); fill it in, or leave the positions out.`,
    );
  return { values: metres, dimensions };
}
