import { FormatError } from '../format-error.ts';
import type { Hdf5Dataset, Hdf5Group } from '../hdf5.ts';
import { numbersOf, readMatrix } from '../matrices/dataset-matrix.ts';
import type { Recording, Table } from './recording.ts';
import { spiking } from './text-recording.ts';

export { numbersOf };

/** @throws FormatError */
export const matrixOf = (dataset: Hdf5Dataset): Table => readMatrix(dataset, Float32Array) as Table;

/** Names that may be numbers, also of more digits than a double has. */
export const idsOf = (dataset: Hdf5Dataset): readonly string[] =>
  Array.from(dataset.values() as ArrayLike<bigint>, String);
export function textsOf(dataset: Hdf5Dataset | undefined): readonly string[] | undefined {
  const found = dataset && !dataset.numeric ? dataset.values() : undefined;
  return Array.isArray(found) ? (found as readonly string[]) : undefined;
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
  const sonata = [group, inner].find((at) => at && isSonata(at)),
    several = group.names.filter((name) => isSonata(group.group(name)));
  if (!sonata && several.length > 1)
    throw new FormatError(
      `"${group.path.slice(1)}" holds the spikes of ${several.length} populations; name one with dataset "…": ` +
        `${several.map((name) => `"${group.path.slice(1)}/${name}"`).join(', ')}.`,
    );
  const times = new Map<string, number[]>();
  if (sonata) {
    demandUnit(sonata, unit);
    const when = numbersOf(sonata.dataset('timestamps')!),
      whose = idsOf(sonata.dataset('node_ids')!);
    if (when.length !== whose.length)
      throw new FormatError(
        `"${sonata.path.slice(1)}" has ${when.length} times for ${whose.length} neurons' numbers; save it again.`,
      );
    for (let i = 0; i < when.length; i++) {
      const own = times.get(whose[i]);
      if (own) own.push(when[i]);
      else times.set(whose[i], [when[i]]);
    }
  } else {
    const known = new Set<number>();
    for (const name of group.names) {
      const dataset = group.dataset(name);
      if (!dataset?.numeric || dataset.shape.length !== 1 || known.has(dataset.address())) continue;
      known.add(dataset.address());
      times.set(name, Array.from(dataset.shape[0] > 0 ? numbersOf(dataset) : []));
    }
  }
  const names = [...times.keys()].sort(new Intl.Collator('en', { numeric: true }).compare);
  return { ...spiking(names.map((name) => sortedTimes(times.get(name)!, unit, name))), names };
}

const isSonata = (group: Hdf5Group | undefined): boolean =>
  group?.dataset('timestamps') !== undefined && group.dataset('node_ids') !== undefined;
/** The unit of time of SONATA's timestamps in seconds, where the file says it. */
const unitOfSonata = (group: Hdf5Group): number | undefined => {
  const said = group.dataset('timestamps')?.attribute('units') ?? group.attribute('units');
  return typeof said === 'string' ? unitNames[said.replace(/\0.*$/s, '').trim().toLowerCase()] : undefined;
};
const unitNames: Readonly<Record<string, number>> = {
  s: 1,
  sec: 1,
  second: 1,
  seconds: 1,
  ms: 1e-3,
  millisecond: 1e-3,
  milliseconds: 1e-3,
  us: 1e-6,
  microsecond: 1e-6,
  microseconds: 1e-6,
};
function demandUnit(sonata: Hdf5Group, unit: number): void {
  const said = unitOfSonata(sonata);
  if (said === undefined || Math.abs(said / unit - 1) < 1e-9) return;
  const name = said === 1 ? 's' : said === 1e-3 ? 'ms' : 'us';
  throw new FormatError(
    `The file says that the timestamps of "${sonata.path.slice(1)}" are in ${name}; write that: spikes in ${name}.`,
  );
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
