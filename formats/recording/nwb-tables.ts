/** Tables of an NWB file: a column is a data set with a value a row. */
import type { Hdf5Group } from '../hdf5.ts';
import { numbersOf } from './hdf5-matrix.ts';
import type { Columns } from './recording.ts';
import type { Stretch } from './stretches.ts';

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

/** For each unit when it was observed; one list of all units where there is no index. */
export function observedOf(units: Hdf5Group, count: number): readonly (readonly Stretch[])[] | undefined {
  const intervals = units.dataset('obs_intervals');
  if (!intervals || intervals.shape[0] === 0 || intervals.shape[1] !== 2) return undefined;
  const ends = numbersOf(intervals),
    all = Array.from({ length: intervals.shape[0] }, (_, row): Stretch => [ends[2 * row], ends[2 * row + 1]]);
  const index = units.dataset('obs_intervals_index');
  if (!index) return Array.from({ length: count }, () => all);
  const until = numbersOf(index);
  return until.length === count
    ? Array.from({ length: count }, (_, unit) => all.slice(unit === 0 ? 0 : until[unit - 1], until[unit]))
    : undefined;
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
