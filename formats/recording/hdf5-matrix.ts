import { FormatError } from '../format-error.ts';
import type { Hdf5Dataset, Hdf5Group } from '../hdf5.ts';
import type { Recording, Table } from './recording.ts';
import { spiking } from './text-recording.ts';

/** More does not fit beside the file itself in the memory that the library can use. */
const mostValues = 2 ** 29;

/**
 * A data set of one (a row) or two dimensions, read a part at a time. @throws FormatError for others, and where it is
 * too large.
 */
export function matrixOf(dataset: Hdf5Dataset): Table {
  const { path, shape } = dataset;
  if (!dataset.numeric || shape.length < 1 || shape.length > 2)
    throw new FormatError(
      `The data set "${path.slice(1)}" ` +
        `${dataset.numeric ? `has ${shape.length} dimensions (${shape.join(' × ')})` : 'holds no numbers'}; a ` +
        `recording is a matrix of numbers, neurons and times.`,
    );
  const [rows, columns] = shape.length === 1 ? [1, shape[0]] : shape,
    count = rows * columns;
  if (!(count > 0))
    throw new FormatError(
      `The data set "${path.slice(1)}" is empty (${shape.join(' × ')}); check that it is the right one.`,
    );
  if (count > mostValues)
    throw new FormatError(
      `The data set "${path.slice(1)}" has ${rows} × ${columns} values, more than the ${mostValues} of an ` +
        `HDF5 file that are read at once; save it as npy, which is read a part at a time.`,
    );
  if (shape.length === 1) return { rows, columns, values: Float32Array.from(numbersOf(dataset)) };
  const step = Math.max(1, Math.floor(2 ** 22 / columns)),
    first = numbersOf(dataset, [
      [0, Math.min(rows, step)],
      [0, columns],
    ]),
    values = new Float32Array(count);
  values.set(first);
  for (let row = step; row < rows; row += step)
    values.set(
      numbersOf(dataset, [
        [row, Math.min(rows, row + step)],
        [0, columns],
      ]),
      row * columns,
    );
  return { rows, columns, values };
}

/** All values, or some, as numbers. @throws FormatError for text, and where fewer come than should. */
export function numbersOf(
  dataset: Hdf5Dataset,
  ranges?: readonly (readonly [number, number])[],
): Float32Array | Float64Array {
  const found = dataset.values(ranges),
    expected = ranges
      ? ranges.reduce((product, [from, to]) => product * (to - from), 1)
      : dataset.shape.reduce((product, size) => product * size, 1);
  if (typeof found[0] === 'string')
    throw new FormatError(
      `The data set "${dataset.path.slice(1)}" holds text where numbers are needed; save it again as numbers.`,
    );
  if (found.length !== expected)
    throw new FormatError(
      `The data set "${dataset.path.slice(1)}" gives ${found.length} values where its shape says ` +
        `${expected}: it is damaged. Save it again.`,
    );
  return found instanceof Float32Array || found instanceof Float64Array
    ? found
    : Float64Array.from(found as ArrayLike<number | bigint>, Number);
}
export function textsOf(dataset: Hdf5Dataset | undefined): readonly string[] | undefined {
  const found = dataset && !dataset.numeric ? dataset.values() : undefined;
  return Array.isArray(found) ? (found as readonly string[]) : undefined;
}

/** Matrices of numbers, more than one either way, however deep. */
export function matricesBelow(group: Hdf5Group, depth = 6): readonly Hdf5Dataset[] {
  if (depth === 0) return [];
  return group.names.flatMap((name) => {
    if (name.startsWith('#')) return [];
    const dataset = group.dataset(name);
    if (dataset)
      return dataset.numeric && dataset.shape.length === 2 && dataset.shape.every((size) => size > 1) ? [dataset] : [];
    const below = group.group(name);
    return below ? matricesBelow(below, depth - 1) : [];
  });
}
export function listed(datasets: readonly { readonly path: string; readonly shape?: readonly number[] }[]): string {
  if (datasets.length === 0) return 'it holds no matrix of numbers';
  const names = datasets
    .slice(0, 12)
    .map(({ path, shape }) => `"${path.slice(1)}"${shape ? ` (${shape.join(' × ')})` : ''}`)
    .join(', ');
  return `name one with dataset "…": ${names}${datasets.length > 12 ? ` and ${datasets.length - 12} more` : ''}`;
}

/**
 * SONATA (`timestamps` and `node_ids`, here or in one group below), or a data set of times for each neuron. `unit`:
 * seconds.
 */
export function spikesOfGroup(group: Hdf5Group, unit: number): Pick<Recording, 'neurons' | 'names' | 'activity'> {
  const inner = group.names.length === 1 ? group.group(group.names[0]) : undefined;
  const sonata = [group, inner].find((at) => at?.dataset('timestamps') && at.dataset('node_ids'));
  const times = new Map<string, number[]>();
  if (sonata) {
    const when = numbersOf(sonata.dataset('timestamps')!),
      whose = numbersOf(sonata.dataset('node_ids')!);
    if (when.length !== whose.length)
      throw new FormatError(
        `"${sonata.path.slice(1)}" has ${when.length} times for ${whose.length} neurons' numbers; save it again.`,
      );
    for (let i = 0; i < when.length; i++) {
      const own = times.get(String(whose[i]));
      if (own) own.push(when[i]);
      else times.set(String(whose[i]), [when[i]]);
    }
  } else {
    for (const name of group.names) {
      const dataset = group.dataset(name);
      if (dataset?.numeric && dataset.shape.length === 1)
        times.set(name, Array.from(dataset.shape[0] > 0 ? numbersOf(dataset) : []));
    }
  }
  const names = [...times.keys()].sort(new Intl.Collator('en', { numeric: true }).compare);
  return { ...spiking(names.map((name) => sortedTimes(times.get(name)!, unit, name))), names };
}

/** In seconds, rising. @throws FormatError at a time that is none. */
export function sortedTimes(times: ArrayLike<number>, unit: number, whose: string): Float64Array {
  const own = Float64Array.from(times, (time) => time * unit),
    wrong = own.findIndex((time) => !Number.isFinite(time));
  if (wrong >= 0)
    throw new FormatError(
      `Spike ${wrong + 1} of neuron ${whose} has no time (${own[wrong]}); remove it from the file.`,
    );
  return own.sort();
}
