import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openRecording, prepareActivity, readerOf } from '../../../formats/index.ts';
import { averaged, counted } from '../../../formats/recording/bins.ts';
import { joined, type Stretch, within } from '../../../formats/recording/stretches.ts';
import { hdf5 } from './written.ts';

interface Unit {
  readonly times: readonly number[];
  readonly observed: readonly Stretch[];
}
/** As pynwb writes a table of units: each column one after another, with the end of each unit. */
const nwb = (units: readonly Unit[], indexed = true): Promise<Uint8Array> =>
  hdf5((file) => {
    file.create_attribute('nwb_version', '2.6.0');
    const group = file.create_group('units'),
      ends = (lengths: readonly number[]) =>
        Int32Array.from(lengths, (_, i) => lengths.slice(0, i + 1).reduce((sum, length) => sum + length, 0));
    group.create_attribute('neurodata_type', 'Units');
    group.create_dataset({ name: 'spike_times', data: Float64Array.from(units.flatMap(({ times }) => times)) });
    group.create_dataset({ name: 'spike_times_index', data: ends(units.map(({ times }) => times.length)) });
    const intervals = units.flatMap(({ observed }) => observed);
    group.create_dataset({
      name: 'obs_intervals',
      data: Float64Array.from(intervals.flat()),
      shape: [intervals.length, 2],
    });
    if (indexed)
      group.create_dataset({ name: 'obs_intervals_index', data: ends(units.map(({ observed }) => observed.length)) });
  });
const prepared = async (file: Uint8Array, bin: number) =>
  prepareActivity(await openRecording(readerOf(file)), { missing: 'error', bin });

test('time in which not all units were observed is left out, and its gaps part runs', async () => {
  const file = await nwb([
    {
      times: [0.5, 3.5, 9.5],
      observed: [
        [0, 5],
        [8, 12],
      ],
    },
    {
      times: [1.5, 4.5, 10.5, 20],
      observed: [
        [1, 5],
        [5, 6],
        [8, 30],
      ],
    },
  ]);
  const { source, notes } = await prepared(file, 1);
  assert.deepEqual(source.runs, [4, 4]);
  assert.deepEqual([...source.read(0, 8)], [0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0]);
  assert.deepEqual([...source.read(3, 6)], [0, 0, 1, 1, 0, 0]);
  assert.match(notes.join(' '), /22 s of 30 s are left out.*2 stretches.*2 spikes lie outside/);
});
test('units that were never observed together are refused', async () => {
  const file = await nwb([
    { times: [1], observed: [[0, 5]] },
    { times: [9], observed: [[8, 12]] },
  ]);
  await assert.rejects(prepared(file, 1), /No part of the time was observed of every neuron/);
});
test('a bin that fits no stretch is refused, and one that fits some is said', async () => {
  const file = await nwb([
    {
      times: [1, 9],
      observed: [
        [0, 5],
        [8, 9],
        [10, 12],
      ],
    },
  ]);
  await assert.rejects(prepared(file, 6), /longest stretch of the recording lasts 5 s/);
  const { source, notes } = await prepared(file, 2);
  assert.deepEqual(source.runs, [2, 1]);
  assert.match(notes.join(' '), /1 of 3 stretches are shorter than a bin of 2000 ms and are left out/);
});

const series = (values: readonly number[], times: readonly number[]): Promise<Uint8Array> =>
  hdf5((file) => {
    file.create_attribute('nwb_version', '2.6.0');
    const group = file.create_group('acquisition').create_group('f');
    group.create_attribute('neurodata_type', 'RoiResponseSeries');
    group.create_dataset({ name: 'data', data: Float64Array.from(values), shape: [times.length, 1] });
    group.create_dataset({ name: 'timestamps', data: Float64Array.from(times) });
  });
test('pauses between timestamps part runs, and bins and gaps do not cross them', async () => {
  const times = [...Array(25).keys()].map((i) => (i < 11 ? i / 10 : i < 20 ? 50 + i / 10 : 90 + i / 10)),
    values = times.map((_, i) => (i === 10 || i === 11 ? NaN : i));
  const recording = await openRecording(readerOf(await series(values, times)));
  const { source, notes } = prepareActivity(recording, { missing: 'interpolate', bin: 0.2 });
  assert.deepEqual([source.runs, source.bin.toFixed(6)], [[5, 4, 2], '0.200000']);
  // before the pause 9 stands for what is missing, after it 12
  assert.deepEqual([...source.read(0, 11)], [0.5, 2.5, 4.5, 6.5, 8.5, 12, 13.5, 15.5, 17.5, 20.5, 22.5]);
  assert.match(notes.join(' '), /2 missing values of 1 neurons are interpolated.*3 of 25 samples at the ends of runs/);
});
test('times that are uneven otherwise are refused', async () => {
  const uneven = [0, 1, 3, 4, 7, 8, 12, 13, 14, 20];
  await assert.rejects(
    openRecording(readerOf(await series(uneven, uneven))),
    /timestamps of "acquisition\/f" are not even/,
  );
});

const stretches = fc
  .uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 12 })
  .map((ends) => ends.sort((a, b) => a - b))
  .map((ends) => Array.from({ length: ends.length >> 1 }, (_, i) => [ends[2 * i], ends[2 * i + 1]] as const));
const holds = (list: readonly Stretch[], at: number): boolean => list.some(([from, to]) => at > from && at < to);
test('common and joined time, at every half second', () => {
  fc.assert(
    fc.property(stretches, stretches, (a, b) => {
      const both = within(joined(a), joined(b)),
        either = joined([...a, ...b]);
      for (let at = 0.5; at < 60; at++) {
        assert.equal(holds(both, at), holds(a, at) && holds(b, at));
        assert.equal(holds(either, at), holds(a, at) || holds(b, at));
      }
    }),
    { numRuns: 200, seed: 1 },
  );
});
test('bins of runs: any part reads as it stands in the whole, samples and spikes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 3 }),
      (runs, width) => {
        const frames = runs.reduce((sum, length) => sum + length, 0);
        fc.pre(runs.some((length) => length >= width));
        const samples = {
          kind: 'samples' as const,
          frames,
          runs,
          read: (from: number, to: number) =>
            Float32Array.from(
              [...Array(to - from).keys(), ...Array(to - from).keys()],
              (t, i) => from + t + (i < to - from ? 0 : 100),
            ),
        };
        const observed = runs.map((length, run): readonly [number, number] => [100 * run, 100 * run + length]);
        const times = observed.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i + 0.5));
        const spikes = { kind: 'spikes' as const, times: [Float64Array.from(times)], from: 0, to: 400 };
        for (const [binned, neurons] of [
          [averaged(samples, 2, 1, width), 2],
          [counted(spikes, width, observed), 1],
        ] as const) {
          const kept = runs.map((length) => Math.floor(length / width)).filter((length) => length > 0);
          assert.deepEqual(
            width === 1 && neurons === 2 ? runs : binned.runs,
            width === 1 && neurons === 2 ? runs : kept,
          );
          const whole = binned.read(0, binned.frames);
          if (neurons === 1) assert.deepEqual(whole, new Float32Array(binned.frames).fill(width));
          for (let from = 0; from < binned.frames; from++)
            for (let to = from + 1; to <= binned.frames; to++)
              for (let neuron = 0; neuron < neurons; neuron++)
                assert.deepEqual(
                  binned.read(from, to).subarray(neuron * (to - from), (neuron + 1) * (to - from)),
                  whole.subarray(neuron * binned.frames + from, neuron * binned.frames + to),
                );
        }
      },
    ),
    { numRuns: 60, seed: 1 },
  );
});
for (const [what, rows, columns, region, neurons, note] of [
  ['as many rows as regions of interest', 3, 20, 3, 3, /rows as neurons are listed beside it/],
  ['as many columns as regions of interest', 20, 3, 3, 3, undefined],
  ['fewer rows than columns, of which nothing is said', 3, 20, undefined, 20, /if they are neurons, say: rows neurons/],
] as const)
  test(`NWB: a series with ${what}`, async () => {
    const file = await hdf5((written) => {
      written.create_attribute('nwb_version', '2.6.0');
      const group = written.create_group('acquisition').create_group('f');
      group.create_attribute('neurodata_type', 'RoiResponseSeries');
      group.create_dataset({ name: 'data', data: new Float64Array(60), shape: [rows, columns] });
      group.create_dataset({ name: 'starting_time', data: Float64Array.of(0), shape: [] });
      (
        group.get('starting_time') as { create_attribute: (name: string, data: Float64Array, shape: number[]) => void }
      ).create_attribute('rate', Float64Array.of(30), []);
      if (region) group.create_dataset({ name: 'rois', data: new Int32Array(region) });
    });
    const recording = await openRecording(readerOf(file));
    assert.equal(recording.neurons, neurons);
    if (note) assert.match(recording.notes[0], note);
    else assert.deepEqual(recording.notes, []);
  });
for (const [said, unit, message] of [
  ['milliseconds', 1, /timestamps of "spikes\/v1" are in ms; write that: spikes in ms/],
  ['ms', 1e-3, undefined],
  ['seconds', 1e-3, /are in s; write that: spikes in s/],
] as const)
  test(`SONATA: timestamps in ${said} read as ${unit} s`, async () => {
    const file = await hdf5((written) => {
      const group = written.create_group('spikes').create_group('v1');
      group.create_dataset({ name: 'timestamps', data: Float64Array.of(100, 300) });
      group.create_dataset({ name: 'node_ids', data: BigInt64Array.of(720575940621039145n, 720575940621039146n) });
      (group.get('timestamps') as { create_attribute: (name: string, data: string) => void }).create_attribute(
        'units',
        said,
      );
    });
    const read = () => openRecording(readerOf(file), { spikes: { unit } });
    if (message) return assert.rejects(read, message);
    assert.deepEqual((await read()).names, ['720575940621039145', '720575940621039146']);
  });
