import { FormatError } from '../format-error.ts';
import type { Hdf5Dataset, Hdf5Group } from '../hdf5.ts';
import { idsOf, listed, matrixOf, numbersOf, sortedTimes } from './hdf5-matrix.ts';
import { electrodesOf, meanPlaces, placesOf } from './nwb-electrodes.ts';
import { type Recording, type RecordingOptions, samplesOf, type Table } from './recording.ts';
import { common, joined, sampledAt, type Stretches } from './observed-time.ts';
import { spiking } from './text-recording.ts';

/**
 * Neurodata Without Borders 2: the series or the table of units that `dataset` names, else the only one of activity
 * (ElectricalSeries, RoiResponseSeries, Units), else the only series.
 * @throws FormatError naming the candidates.
 */
export function readNwb(root: Hdf5Group, options: RecordingOptions): Recording {
  const candidates = seriesBelow(root),
    named = options.dataset?.replace(/\/(?:data|spike_times)$/, '');
  const group = named === undefined ? only(candidates, options) : candidates.find(({ path }) => path === `/${named}`);
  if (!group)
    throw new FormatError(
      `This NWB file has ` +
        `${
          named === undefined
            ? `${candidates.length} series and tables of units`
            : `no series or table of units "${named}"`
        }; ` +
        `${candidates.length === 0 ? 'none of them can be read as a recording' : listed(candidates)}.`,
    );
  if (isUnits(group)) return readUnits(root, group, options);
  if (options.spikes)
    throw new FormatError(
      `"${group.path.slice(1)}" of this NWB file holds samples, not spike times; leave out the line of ` +
        `spikes, or name the units (dataset "units").`,
    );
  return readSeries(root, group, options);
}
const isUnits = (group: Hdf5Group): boolean =>
  group.dataset('spike_times') !== undefined && group.dataset('spike_times_index') !== undefined;
const ofNeurons = new Set<unknown>(['ElectricalSeries', 'RoiResponseSeries', 'Units']);
function only(candidates: readonly Hdf5Group[], { spikes }: RecordingOptions): Hdf5Group | undefined {
  const fitting = spikes ? candidates.filter(isUnits) : candidates,
    neural = fitting.filter((group) => ofNeurons.has(group.attribute('neurodata_type')));
  return neural.length === 1 ? neural[0] : fitting.length === 1 ? fitting[0] : undefined;
}
function seriesBelow(group: Hdf5Group, depth = 6): readonly Hdf5Group[] {
  const data = group.dataset('data'),
    series =
      data?.numeric === true &&
      data.shape.length <= 2 &&
      data.shape[0] > 0 &&
      (group.dataset('starting_time') ?? group.dataset('timestamps')) !== undefined;
  if (series || isUnits(group)) return [group];
  if (depth === 0) return [];
  return group.names.flatMap((name) => {
    const below = name === 'specifications' ? undefined : group.group(name);
    return below ? seriesBelow(below, depth - 1) : [];
  });
}

/** `data` (times × channels) · conversion + offset, at a rate or at times that follow each other evenly, with gaps. */
function readSeries(root: Hdf5Group, group: Hdf5Group, { rows: meaning }: RecordingOptions): Recording {
  const data = group.dataset('data')!,
    table = converted(matrixOf(data), group, data),
    single = data.shape.length === 1;
  const timestamps = group.dataset('timestamps'),
    frames = timestamps?.shape[0];
  const region = (group.dataset('rois') ?? group.dataset('electrodes'))?.shape[0];
  const turned =
    frames === undefined
      ? region === table.rows && region !== table.columns
      : table.columns === frames && table.rows !== frames;
  const doubtful = !single && !meaning && !turned && frames === undefined && table.rows < table.columns;
  const rows = single ? 'neurons' : (meaning ?? (turned ? 'neurons' : 'times'));
  const rate = group.dataset('starting_time')?.attribute('rate'),
    name = group.path.slice(1);
  const sampled =
    typeof rate === 'number' && rate > 0 ? { rate } : timestamps ? sampledAt(numbersOf(timestamps), name) : {};
  const { neurons, ...activity } = { ...samplesOf(table, rows), ...sampled };
  if (frames !== undefined && frames !== activity.frames)
    throw new FormatError(
      `"${name}" of this NWB file has ${activity.frames} samples and ${frames} timestamps; save it again.`,
    );
  const positions = electrodesOf(root, group.dataset('electrodes'), neurons);
  return {
    format: 'NWB',
    neurons,
    activity,
    notes:
      turned && !single && !meaning
        ? [
            `The rows of "${name}" were taken for neurons: it has as many ` +
              `${frames === undefined ? 'rows as neurons are listed beside it' : 'columns as timestamps'}.`,
          ]
        : doubtful
          ? [
              `The rows of "${name}" were taken for times, as NWB asks, though it has fewer of them than columns; if ` +
                `they are neurons, say: rows neurons.`,
            ]
          : [],
    ...(positions && { positions }),
  };
}
function converted(table: Table, group: Hdf5Group, data: Hdf5Dataset): Table {
  const told = (name: string, otherwise: number): number => {
    const value = data.attribute(name);
    return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
  };
  const conversion = told('conversion', 1),
    offset = told('offset', 0),
    channels = group.dataset('channel_conversion'),
    gains = channels && numbersOf(channels);
  if (gains && gains.length !== table.columns)
    throw new FormatError(
      `"${group.path.slice(1)}" of this NWB file has ${table.columns} channels and ${gains.length} ` +
        `conversions of channels; save it again.`,
    );
  if (conversion === 1 && offset === 0 && !gains) return table;
  return {
    ...table,
    values: table.values.map((value, i) => value * conversion * (gains ? gains[i % table.columns] : 1) + offset),
  };
}

/**
 * `spike_times` (s), of one unit up to each `spike_times_index`. Where it is said in which `obs_intervals` a unit was
 * observed, what was not observed of all is left out.
 */
function readUnits(root: Hdf5Group, group: Hdf5Group, { spikes }: RecordingOptions): Recording {
  if (spikes && spikes.unit !== 1)
    throw new FormatError(
      'The spike times of an NWB file are in seconds; leave out the line of spikes, or write: spikes in s.',
    );
  const all = numbersOf(group.dataset('spike_times')!),
    ids = group.dataset('id'),
    names = ids && idsOf(ids);
  const times = ragged(group, 'spike_times', all).map((own, unit) =>
    sortedTimes(own, 1, names?.[unit] ?? String(unit + 1)),
  );
  const observed = observedTime(group, names, times.length);
  const electrodes = group.dataset('electrodes'),
    places = electrodes && group.dataset('electrodes_index') && placesOf(root);
  const positions = places && meanPlaces(places, ragged(group, 'electrodes', numbersOf(electrodes)));
  return {
    format: 'NWB',
    notes: [],
    ...spiking(times, observed),
    ...(names?.length === times.length && { names }),
    ...(positions && { positions }),
  };
}
/** The time in which all units were observed, where it is said. @throws FormatError where there is none */
function observedTime(group: Hdf5Group, names: readonly string[] | undefined, units: number): Stretches | undefined {
  const dataset = group.dataset('obs_intervals');
  if (!dataset || !(dataset.shape[0] > 0)) return undefined;
  const pairs = Array.from({ length: dataset.shape[0] }, (_, i) => i),
    values = numbersOf(dataset),
    at = (i: number): readonly [number, number] => [values[2 * i], values[2 * i + 1]];
  if (!group.dataset('obs_intervals_index')) return joined(pairs.map(at));
  const own = ragged(group, 'obs_intervals', Float64Array.from(pairs)).map((each) => joined(Array.from(each, at)));
  // of a unit without any, nothing is said
  const told = own.flatMap((stretches, unit) => (stretches.length > 0 && unit < units ? [{ stretches, unit }] : []));
  let all = told[0]?.stretches;
  for (const { stretches, unit } of told) {
    all = common(all, stretches);
    if (all.length === 0)
      throw new FormatError(
        `Unit ${names?.[unit] ?? unit + 1} of this NWB file was observed (obs_intervals) at no time at which all ` +
          `those before it were; keep units that were observed together.`,
      );
  }
  return all;
}
/** A column with several values a row: `NAME_index` says where each row's end. */
function ragged(
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
