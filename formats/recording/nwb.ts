import { FormatError } from '../format-error.ts';
import type { Hdf5Dataset, Hdf5Group } from '../hdf5.ts';
import { idsOf, listed, matrixOf, numbersOf, sortedTimes } from './hdf5-matrix.ts';
import { electrodesOf, meanPlaces, placesOf } from './nwb-electrodes.ts';
import { columnsOf, epochsOf, observedOf, ragged, regionsOf, rowsOfTable } from './nwb-tables.ts';
import { sampledAt } from './sampled-at.ts';
import { type Columns, type Recording, type RecordingOptions, samplesOf, type Table } from './recording.ts';
import { spiking } from './text-recording.ts';

/**
 * Neurodata Without Borders 2: the series or the table of units that `dataset` names, else the only one of activity
 * (ElectricalSeries, RoiResponseSeries, Units), else the only series.
 * @throws FormatError naming the candidates.
 */
export function readNwb(root: Hdf5Group, options: RecordingOptions): Recording {
  const all = seriesBelow(root),
    candidates = once(all),
    named = options.dataset?.replace(/\/(?:data|spike_times)$/, '');
  const group = named === undefined ? only(candidates, options) : all.find(({ path }) => path === `/${named}`);
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
/** Several links may lead to one. */
function once(groups: readonly Hdf5Group[]): readonly Hdf5Group[] {
  const known = new Map<number, Hdf5Group>();
  for (const group of groups) if (!known.has(group.address())) known.set(group.address(), group);
  return [...known.values()];
}
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
function readSeries(root: Hdf5Group, group: Hdf5Group, { rows: meaning, tables }: RecordingOptions): Recording {
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
    typeof rate === 'number' && rate > 0
      ? { rate, ...startOf(group.dataset('starting_time')!) }
      : timestamps
        ? sampledAt(numbersOf(timestamps), name)
        : {};
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
    ...(tables && { columns: channelsOf(root, group, neurons), epochs: epochsOf(root) }),
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
function startOf(starting: Hdf5Dataset): { readonly starts?: readonly number[] } {
  const [first] = numbersOf(starting);
  return Number.isFinite(first) ? { starts: [first] } : {};
}
/** What the file says of each channel: of its electrode, or of its region of interest. */
function channelsOf(root: Hdf5Group, group: Hdf5Group, neurons: number): Columns {
  const electrodes = group.dataset('electrodes'),
    rois = group.dataset('rois'),
    rows = electrodes ?? rois;
  if (rows?.shape[0] !== neurons) return new Map();
  const tables = electrodes ? [root.group('general/extracellular_ephys/electrodes')] : regionsOf(root);
  return tables.length === 1 && tables[0] ? rowsOfTable(tables[0], numbersOf(rows)) : new Map();
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
function readUnits(root: Hdf5Group, group: Hdf5Group, { spikes, tables }: RecordingOptions): Recording {
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
  const observed = observedOf(group, times.length),
    ends = observed?.flat(2) ?? [],
    span = [
      ends.reduce((least, at) => Math.min(least, at), Infinity),
      ends.reduce((most, at) => Math.max(most, at), -Infinity),
    ] as const;
  const { neurons, activity } = spiking(times, span[0] < span[1] ? span : undefined);
  const electrodes = group.dataset('electrodes'),
    places = electrodes && group.dataset('electrodes_index') && placesOf(root);
  const positions = places && meanPlaces(places, ragged(group, 'electrodes', numbersOf(electrodes)));
  return {
    format: 'NWB',
    notes: [],
    neurons,
    activity: { ...activity, ...(observed && span[0] < span[1] && { observed }) },
    ...(tables && { columns: columnsOf(group, times.length), epochs: epochsOf(root) }),
    ...(names?.length === times.length && { names }),
    ...(positions && { positions }),
  };
}
