import { FormatError } from '../format-error.ts';
import type { Hdf5Dataset, Hdf5Group } from '../hdf5.ts';
import { numbersOf } from './hdf5-matrix.ts';
import type { Places } from './recording.ts';

/**
 * Where the electrodes are (micrometres in the file): in the brain (x, y, z), else on the probe (rel_x, rel_y);
 * undefined where neither is known for all.
 */
export function placesOf(root: Hdf5Group): Places | undefined {
  const table = root.group('general/extracellular_ephys/electrodes');
  for (const names of [
    ['x', 'y', 'z'],
    ['rel_x', 'rel_y', 'rel_z'],
    ['rel_x', 'rel_y'],
  ]) {
    const columns = names
      .map((name) => table?.dataset(name))
      .filter((column) => column?.numeric === true)
      .map((column) => numbersOf(column!));
    const count = columns[0]?.length ?? 0;
    if (
      columns.length !== names.length ||
      count === 0 ||
      columns.some((column) => column.length !== count || !column.every(Number.isFinite))
    )
      continue;
    const values = new Float64Array(count * names.length);
    columns.forEach((column, axis) => {
      for (let i = 0; i < count; i++) values[i * names.length + axis] = 1e-6 * column[i];
    });
    return { values, dimensions: names.length };
  }
  return undefined;
}

/** Of each channel, by its rows in the table of electrodes. */
export function electrodesOf(root: Hdf5Group, rows: Hdf5Dataset | undefined, channels: number): Places | undefined {
  const places = rows && placesOf(root);
  return places && rows.shape[0] === channels
    ? meanPlaces(
        places,
        Array.from(numbersOf(rows), (row) => [row]),
      )
    : undefined;
}

/** The mean place of each list of electrodes; undefined where one has none. */
export function meanPlaces({ values, dimensions }: Places, lists: readonly ArrayLike<number>[]): Places | undefined {
  const means = new Float64Array(lists.length * dimensions),
    count = values.length / dimensions;
  for (const [i, rows] of lists.entries()) {
    if (rows.length === 0) return undefined;
    for (let k = 0; k < rows.length; k++) {
      if (!(rows[k] >= 0 && rows[k] < count))
        throw new FormatError(
          `Electrode ${rows[k]} is named, but the table of electrodes has ${count} rows: the file is ` +
            `damaged. Fetch it again.`,
        );
      for (let axis = 0; axis < dimensions; axis++)
        means[i * dimensions + axis] += values[rows[k] * dimensions + axis] / rows.length;
    }
  }
  return { values: means, dimensions };
}
