import type { Dataset, File, Group } from 'h5wasm';

/** An HDF5 file that `write` fills, as bytes. */
export async function hdf5(write: (file: File) => void): Promise<Uint8Array> {
  const { ready, File: Hdf5 } = await import('h5wasm');
  const { FS } = await ready,
    file = new Hdf5('written.h5', 'w');
  write(file);
  file.close();
  const bytes = new Uint8Array(FS.readFile('written.h5') as Uint8Array);
  FS.unlink('written.h5');
  return bytes;
}
const datasetOf = (group: Group, name: string): Dataset => group.get(name) as Dataset;
const described = (group: Group, attributes: Readonly<Record<string, string>>): Group => {
  for (const [name, value] of Object.entries(attributes)) group.create_attribute(name, value);
  return group;
};

/**
 * Two units of 3 and 2 spikes on three electrodes, and four samples of two channels at 30 Hz, in counts of 0.5 above
 * −1.
 */
export const nwb = (): Promise<Uint8Array> =>
  hdf5((file) => {
    file.create_attribute('nwb_version', '2.5.0');
    const electrodes = file.create_group('general').create_group('extracellular_ephys').create_group('electrodes');
    for (const [axis, data] of Object.entries({ x: [0, 10, 20], y: [5, 5, 5], z: [1, 2, 3] }))
      electrodes.create_dataset({ name: axis, data: Float64Array.from(data) });
    const series = described(file.create_group('acquisition').create_group('lfp'), {
      neurodata_type: 'ElectricalSeries',
    });
    series.create_dataset({ name: 'data', data: Int16Array.of(1, 2, 3, 4, 5, 6, 7, 8), shape: [4, 2] });
    for (const [name, value] of Object.entries({ conversion: 0.5, offset: -1 }))
      datasetOf(series, 'data').create_attribute(name, Float64Array.of(value), []);
    series.create_dataset({ name: 'electrodes', data: Int32Array.of(2, 0) });
    series.create_dataset({ name: 'starting_time', data: Float64Array.of(7), shape: [] });
    datasetOf(series, 'starting_time').create_attribute('rate', Float64Array.of(30), []);
    const units = described(file.create_group('units'), { neurodata_type: 'Units' });
    units.create_dataset({ name: 'id', data: Int32Array.of(4, 9) });
    units.create_dataset({ name: 'spike_times', data: Float64Array.of(100.25, 100.5, 101.75, 100.1, 103) });
    units.create_dataset({ name: 'spike_times_index', data: Int32Array.of(3, 5) });
    units.create_dataset({ name: 'electrodes', data: Int32Array.of(0, 1, 2) });
    units.create_dataset({ name: 'electrodes_index', data: Int32Array.of(2, 3) });
    units.create_dataset({ name: 'obs_intervals', data: Float64Array.of(100, 102, 102, 104), shape: [2, 2] });
  });

/**
 * As MATLAB writes: `dff` of 2 × 3 [1 2 3; 4 5 6] with its columns together, `counts` the sparse [0 5 0; 7 0 0],
 * `spikes` a cell array of [0.1 0.3], [] and [0.2] seconds.
 */
export const matlab = (): Promise<Uint8Array> =>
  hdf5((file) => {
    file.create_dataset({ name: 'dff', data: Float64Array.of(1, 4, 2, 5, 3, 6), shape: [3, 2] });
    datasetOf(file, 'dff').create_attribute('MATLAB_class', 'double');
    const sparse = described(file.create_group('counts'), { MATLAB_class: 'double' });
    sparse.create_attribute('MATLAB_sparse', Int32Array.of(2), []);
    sparse.create_dataset({ name: 'data', data: Float64Array.of(7, 5) });
    sparse.create_dataset({ name: 'ir', data: Int32Array.of(1, 0) });
    sparse.create_dataset({ name: 'jc', data: Int32Array.of(0, 1, 2, 2) });
    const held = file.create_group('#refs#');
    for (const [name, times] of Object.entries({ a: [0.3, 0.1], b: [0, 0], c: [0.2] })) {
      held.create_dataset({ name, data: Float64Array.from(times), shape: [times.length, 1] });
      datasetOf(held, name).create_attribute('MATLAB_class', 'double');
    }
    datasetOf(held, 'b').create_attribute('MATLAB_empty', Uint8Array.of(1), []);
    file.create_dataset({
      name: 'spikes',
      data: ['a', 'b', 'c'].map((name) => (held.get(name) as Group).create_reference()),
      shape: [3, 1],
    });
    datasetOf(file, 'spikes').create_attribute('MATLAB_class', 'cell');
  });

/** Spikes one neuron after another, as of cultures and retinas. */
export const concatenated = (counts: readonly number[] = [2, 0, 1]): Promise<Uint8Array> =>
  hdf5((file) => {
    file.create_dataset({ name: 'spikes', data: Float64Array.of(0.5, 1.5, 2.5) });
    file.create_dataset({ name: 'sCount', data: Int32Array.from(counts) });
    file.create_dataset({ name: 'epos', data: Float64Array.of(0, 200, 400, 100, 100, 300), shape: [2, 3] });
    file.create_dataset({ name: 'names', data: ['a', 'b', 'c'] });
    file.create_dataset({ name: 'recordingtime', data: Float64Array.of(0, 4) });
  });

/** Two matrices, one of them deep, and spikes in SONATA's layout. */
export const plain = (): Promise<Uint8Array> =>
  hdf5((file) => {
    file.create_dataset({ name: 'activity', data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] });
    file.create_group('more').create_dataset({ name: 'other', data: BigInt64Array.of(1n, 2n, 3n, 4n), shape: [2, 2] });
    const spikes = file.create_group('spikes').create_group('cortex');
    spikes.create_dataset({ name: 'timestamps', data: Float64Array.of(30, 10, 20) });
    spikes.create_dataset({ name: 'node_ids', data: Int32Array.of(7, 2, 7) });
  });

/**
 * Three units, observed from 0 to 5 and 8 to 12 s, from 0 to 12 s, and from 6 to 12 s, of quality good, good and
 * noise; spikes at each full and half second of their time. Trials of 2 s from 0, 4, 8 and 11 s, the second to the
 * right.
 */
export const interruptedNwb = (): Promise<Uint8Array> =>
  hdf5((file) => {
    file.create_attribute('nwb_version', '2.5.0');
    const units = described(file.create_group('units'), { neurodata_type: 'Units' });
    const observed = [
      [
        [0, 5],
        [8, 12],
      ],
      [[0, 12]],
      [[6, 12]],
    ];
    const times = observed.map((own) =>
      own.flatMap(([from, to]) => Array.from({ length: 2 * (to - from) }, (_, half) => from + half / 2)),
    );
    const ends = (lists: readonly (readonly unknown[])[]): Int32Array =>
      Int32Array.from(lists, (_, row) => lists.slice(0, row + 1).flat().length);
    units.create_dataset({ name: 'id', data: Int32Array.of(3, 7, 12) });
    units.create_dataset({ name: 'spike_times', data: Float64Array.from(times.flat()) });
    units.create_dataset({ name: 'spike_times_index', data: ends(times) });
    units.create_dataset({ name: 'obs_intervals', data: Float64Array.from(observed.flat(2)), shape: [4, 2] });
    units.create_dataset({ name: 'obs_intervals_index', data: ends(observed) });
    units.create_dataset({ name: 'quality', data: ['good', 'good', 'noise'] });
    units.create_dataset({ name: 'snr', data: Float64Array.of(3, NaN, 5) });
    const trials = file.create_group('intervals').create_group('trials');
    trials.create_dataset({ name: 'start_time', data: Float64Array.of(0, 4, 8, 11) });
    trials.create_dataset({ name: 'stop_time', data: Float64Array.of(2, 6, 10, 13) });
    trials.create_dataset({ name: 'choice', data: ['left', 'right', 'left', 'left'] });
  });
