import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import type { Activity } from '../../engine/dynamics/index.ts';
import {
  numberColumn,
  openRecording,
  readCsv,
  readerOf,
  readPositions,
  textColumn,
  writeNpy,
} from '../../formats/index.ts';
import type { DataNoun, RecordingSpec } from '../../language/specification.ts';
import { loadRecording, recordings } from '../../runs/data/index.ts';
import { Failure } from '../../making/failure.ts';
import { noSharedData, sharedData } from '../data.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-recordings-'));
after(() => fs.rmSync(folder, { recursive: true }));
const nounOf = (recording: Partial<RecordingSpec>): DataNoun => ({
  noun: 'data',
  name: 'recorded',
  reference: 'file',
  recording: { missing: 'error', controls: [], ...recording },
});
const load = (file: string, recording: Partial<RecordingSpec>, positions = '') =>
  loadRecording(nounOf(recording), { file, positions });
const inMemory = async (...asked: Parameters<typeof load>): Promise<Activity> => {
  const { activity } = await load(...asked);
  assert.ok('values' in activity);
  return activity;
};

for (const set of ['g2c_cultures', 'retina_waves']) {
  const manifest = sharedData('recordings', set, 'manifest_dev.csv');
  const table = manifest === undefined ? undefined : readCsv(fs.readFileSync(manifest));
  const names = table ? textColumn(table, 'file') : [];
  describe(`${set}: units, spikes and durations are those of the manifest`, {
    skip: table ? false : noSharedData,
  }, () => {
    for (const [i, name] of names.entries())
      it(name, async () => {
        const [units, spikes, lasts] = ['units', 'spikes', 'duration_s'].map(
            (column) => numberColumn(table!, column)[i],
          ),
          file = path.join(path.dirname(manifest!), name);
        const { neurons, activity: recorded } = await openRecording(readerOf(new Uint8Array(fs.readFileSync(file))));
        assert.ok(recorded.kind === 'spikes' && neurons === units);
        const all = recorded.times.flatMap((own) => [...own]);
        assert.equal(all.length, spikes);
        assert.ok(
          Math.abs(
            all.reduce((last, at) => Math.max(last, at)) - all.reduce((first, at) => Math.min(first, at)) - lasts,
          ) < 0.06,
          'from the first to the last spike',
        );
        const { values, positions, dimensions } = await inMemory(file, { bin: 0.1 }),
          counted = values.reduce((sum, count) => sum + count, 0);
        assert.ok(
          spikes - counted >= 0 && spikes - counted <= 0.001 * spikes,
          `${counted} of ${spikes} spikes are counted (the end may not fill a bin)`,
        );
        assert.deepEqual([positions!.length, dimensions], [units * 2, 2]);
        assert.ok(
          positions!.every((at) => Math.abs(at) < 0.01),
          'within a centimetre',
        );
      });
  });
}

const zebrafish = sharedData('recordings', 'zebrafish_triplett', 'zf_20151104-f1_activity_matrix.csv'),
  cells = sharedData('recordings', 'zebrafish_triplett', 'zf_20151104-f1_cell_coordinates.csv');
it('a tectum as a table: cells × frames, with their places', {
  skip: zebrafish && cells ? false : noSharedData,
}, async () => {
  const { neurons, frames, values, bin, positions } = await inMemory(
    zebrafish!,
    { rows: 'neurons', rate: 2.7, positions: { path: 'positions', unit: 1e-6 } },
    cells,
  );
  const lines = fs.readFileSync(zebrafish!, 'utf8').trim().split('\n');
  assert.deepEqual([neurons, frames, bin], [lines.length, lines[0].split(',').length, 1 / 2.7]);
  for (const [neuron, t] of [
    [0, 0],
    [56, 2000],
    [neurons - 1, frames - 1],
  ])
    assert.equal(values[neuron * frames + t], Math.fround(Number(lines[neuron].split(',')[t])));
  assert.deepEqual([...positions!.subarray(0, 2)], [...readPositions(Buffer.from('27.667,15\n'), 1e-6).values]);
});
const published = (...parts: string[]) => sharedData('recordings', ...parts);
it('an NWB file of the field, whose series are named', {
  skip: published('misc', 'time_series_data.nwb') ? false : noSharedData,
}, async () => {
  const file = published('misc', 'time_series_data.nwb')!;
  await assert.rejects(
    load(file, {}),
    (error) =>
      error instanceof Failure &&
      error.message.startsWith(file) &&
      /"acquisition\/test_sine_1", "acquisition\/test_sine_2"/.test(error.message),
  );
  const { frames, bin, values } = await inMemory(file, { dataset: '/acquisition/test_sine_1' });
  assert.deepEqual([frames, bin], [100, 1]);
  assert.ok(
    values.every((value, t) => Math.abs(value - Math.sin(t / 4)) < 1e-6),
    'the file says that it is a sine; its step is a quarter',
  );
  await assert.rejects(
    load(published('misc', 'simple_example.nwb')!, {}),
    /0 series and tables of units; none of them can be read/,
  );
});
it('tables with names of columns, and in blanks', {
  skip: published('misc', 'fmri_timeseries.csv') && published('mrestimator', 'data', 'full.tsv') ? false : noSharedData,
}, async () => {
  const fmri = await load(published('misc', 'fmri_timeseries.csv')!, { rows: 'times', rate: 0.5 });
  assert.deepEqual([fmri.activity.neurons, fmri.activity.frames, fmri.names?.slice(0, 2)], [31, 250, ['WM', 'Vent']]);
  const full = await inMemory(published('mrestimator', 'data', 'full.tsv')!, { rows: 'times', rate: 250 }),
    seen = await inMemory(published('mrestimator', 'data', 'sub_00.tsv')!, { rows: 'times', rate: 250 });
  assert.deepEqual([full.neurons, full.frames, seen.neurons, seen.frames], [10, 10_000, 1, 10_000]);
  const sum = (values: Float32Array): number => values.reduce((total, value) => total + value, 0),
    share = sum(seen.values) / sum(full.values.subarray(0, 10_000));
  assert.ok(Math.abs(share - 0.1) < 0.002, `a tenth was seen: ${share}`);
});

describe('a recording larger than memory is read in stretches', () => {
  const neurons = 300,
    frames = 120_000,
    value = (neuron: number, t: number): number => (t % 1000) + neuron;
  for (const [name, rows, order] of [
    ['a row a neuron', 'neurons', 'C'],
    ['a row a time', 'times', 'C'],
    ['a row a neuron, columns together', 'neurons', 'Fortran'],
    ['a row a time, columns together', 'times', 'Fortran'],
  ] as const)
    it(name, async () => {
      const file = path.join(folder, 'long.npy'),
        values = new Int16Array(neurons * frames),
        byNeuron = rows === 'neurons';
      for (let neuron = 0; neuron < neurons; neuron++)
        for (let t = 0; t < frames; t++)
          values[byNeuron ? neuron * frames + t : t * neurons + neuron] = value(neuron, t);
      fs.writeFileSync(
        file,
        writeNpy({ type: 'i2', shape: byNeuron ? [neurons, frames] : [frames, neurons], values }, { order }),
      );
      const { activity, close } = await load(file, { rows, rate: 100 });
      assert.ok('read' in activity && activity.neurons === neurons && activity.frames === frames);
      const part = activity.read(77_777, 77_800);
      for (let neuron = 0; neuron < neurons; neuron++)
        for (let t = 0; t < 23; t++) assert.equal(part[neuron * 23 + t], value(neuron, 77_777 + t));
      close();
    });
});

it('a recording is kept for the next job, whatever its surrogates', async () => {
  const file = path.join(folder, 'small.csv');
  fs.writeFileSync(file, '1,2,3\n3,2,1\n');
  const read = recordings({ file }),
    first = await read(nounOf({ rows: 'neurons', rate: 10 }));
  assert.equal(
    await read(nounOf({ rows: 'neurons', rate: 10, controls: [{ call: 'shifted', takes: {}, stream: 'a' }] })),
    first,
  );
  assert.equal((await read(nounOf({ rows: 'times', rate: 10 }))).activity.neurons, 3);
});
it('what is wrong is said with the name of the file', async () => {
  const file = path.join(folder, 'wrong.csv');
  fs.writeFileSync(file, '1,2\n3,x\n');
  await assert.rejects(
    load(file, { rows: 'neurons', rate: 10 }),
    (error) =>
      error instanceof Failure &&
      error.stage === 'usage' &&
      error.message.startsWith(`${file}:2:2: Cell 2 of line 2 is "x"`),
  );
  await assert.rejects(
    load(path.join(folder, 'absent.npy'), { rows: 'neurons', rate: 10 }),
    (error) => error instanceof Failure && /absent\.npy is no longer there/.test(error.message),
  );
  await assert.rejects(load(file, { rows: 'neurons', rate: { variable: 'r' } }), Failure);
});
