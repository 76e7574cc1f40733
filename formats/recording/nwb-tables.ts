/** Tables of an NWB file: a column is a data set with a value a row. */
import { FormatError } from '../format-error.ts';
import type { Hdf5Group } from '../hdf5.ts';
import { numbersOf } from './hdf5-matrix.ts';
import type { Columns } from './recording.ts';
import { joined, type Stretch } from './stretches.ts';

/** Columns of `rows` single values, as text; those of several values a row (`NAME_index`) are not among them. */
export function columnsOf(table: Hdf5Group, rows: number): Columns {
  const names = new Set(table.names);
  return new Map(
    table.names.flatMap((name): readonly (readonly [string, readonly string[]])[] => {
      const held = names.has(`${name}_index`) || name.endsWith('_index') ? undefined : table.dataset(name);
      if (held?.shape.length !== 1 || held.shape[0] !== rows) return [];
      if (held.numeric)
        return [[name, Array.from(numbersOf(held), (value) => (Number.isNaN(value) ? '' : String(value)))]];
      const values = held.values();
      return Array.isArray(values) && values.every((value) => typeof value === 'string')
        ? [[name, values as readonly string[]]]
        : [];
    }),
  );
}
/** The rows of a table that belong to channels or regions, in their order. */
export function rowsOfTable(table: Hdf5Group, rows: ArrayLike<number>): Columns {
  const size = table.dataset('id')?.shape[0] ?? 0;
  if (Array.from(rows).some((row) => !(Number.isInteger(row) && row >= 0 && row < size))) return new Map();
  return new Map([...columnsOf(table, size)].map(([name, values]) => [name, Array.from(rows, (row) => values[row])]));
}

/** Tables of epochs, `/intervals/trials` as `trials`. */
export function epochsOf(root: Hdf5Group): ReadonlyMap<string, Columns> {
  const intervals = root.group('intervals');
  return new Map(
    (intervals?.names ?? []).flatMap((name): readonly (readonly [string, Columns])[] => {
      const table = intervals!.group(name),
        starts = table?.dataset('start_time');
      return table && starts && table.dataset('stop_time') ? [[name, columnsOf(table, starts.shape[0])]] : [];
    }),
  );
}

/**
 * For each unit when it was observed, none where nothing is said of it; one list of all units where there is no index.
 * @throws FormatError where the index does not fit
 */
export function observedOf(units: Hdf5Group, count: number): readonly (readonly Stretch[])[] | undefined {
  const intervals = units.dataset('obs_intervals');
  if (!intervals || !(intervals.shape[0] > 0)) return undefined;
  const ends = numbersOf(intervals),
    pairs = Float64Array.from({ length: intervals.shape[0] }, (_, pair) => pair);
  const stretches = (own: ArrayLike<number>): readonly Stretch[] =>
    joined(Array.from(own, (pair): Stretch => [ends[2 * pair], ends[2 * pair + 1]]));
  if (!units.dataset('obs_intervals_index')) {
    const all = stretches(pairs);
    return Array.from({ length: count }, () => all);
  }
  return ragged(units, 'obs_intervals', pairs).slice(0, count).map(stretches);
}

/** A column with several values a row: `NAME_index` says where each row's end. */
export function ragged(
  group: Hdf5Group,
  name: string,
  values: Float32Array | Float64Array,
): readonly (Float32Array | Float64Array)[] {
  const ends = numbersOf(group.dataset(`${name}_index`)!);
  let at = 0;
  const parts = Array.from(ends, (end) => {
    if (!(Number.isInteger(end) && end >= at && end <= values.length))
      throw new FormatError(
        `${name}_index of "${group.path.slice(1)}" does not fit its ${values.length} ${name}: the file is ` +
          `damaged. Fetch it again.`,
      );
    return values.subarray(at, (at = end));
  });
  if (at !== values.length)
    throw new FormatError(
      `${name}_index of "${group.path.slice(1)}" ends at ${at} of its ${values.length} ${name}: the file is ` +
        `damaged. Fetch it again.`,
    );
  return parts;
}

/** The only table of regions of interest, where there is one. */
export function regionsOf(group: Hdf5Group, depth = 5): readonly Hdf5Group[] {
  if (group.attribute('neurodata_type') === 'PlaneSegmentation') return [group];
  if (depth === 0) return [];
  return group.names.flatMap((name) => {
    const below = group.group(name);
    return below ? regionsOf(below, depth - 1) : [];
  });
}
