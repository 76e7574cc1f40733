import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Worker } from 'node:worker_threads';
import {
  encodeText,
  matrixInFile,
  openRecording,
  prepareActivity,
  type RecordingOptions,
  readerOf,
  writeNpy,
} from '../../../formats/index.ts';
import { writeNpz } from '../../../formats/packing.ts';
import { peerFiles } from '../../peers/peer-files.ts';
import { damagedCopies, isRefusal } from '../mutations.ts';
import type { Course, Told } from './hdf5-thread.ts';
import { concatenated, matlab, nwb, plain } from './written.ts';

const activity = { type: 'f4', shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) } as const;
const cases: readonly (readonly [string, Uint8Array, RecordingOptions])[] = [
  ['npy', writeNpy(activity), { rows: 'neurons' }],
  ['npy in Fortran order', writeNpy(activity, { order: 'Fortran' }), { rows: 'neurons' }],
  ['npz', writeNpz(new Map([['activity', activity]])), { rows: 'times' }],
  ['CSV', encodeText('neuron,a,"b",c\nx,1,2,3\ny,4,,6\n'), { rows: 'neurons' }],
  ['spikes as CSV', encodeText('neuron,time\n1,0.5\n2,0.75\n1,2.5\n'), { spikes: { unit: 1 } }],
];
for (const [name, file, options] of cases)
  it(`${name}: 1,000 damaged files give a FormatError or activity`, async () => {
    let refused = 0;
    for (const damaged of damagedCopies(file, 1000)) {
      try {
        const { source } = prepareActivity(await openRecording(readerOf(damaged), options), {
          missing: 'interpolate',
          ...(options.rows ? { rate: 10 } : { bin: 0.25 }),
        });
        source.read(0, source.frames);
      } catch (error) {
        isRefusal(error);
        refused++;
      }
    }
    assert.ok(refused > 100, `${refused} of 1,000 were refused`);
  });

const octave = peerFiles('octave');
for (const name of ['w-coordinate.mtx', 'all.txt', 'all.bin', 'w-4.mat', 'all-7.mat'])
  it(`${name}: 1,000 damaged files give a FormatError or a matrix`, async () => {
    let refused = 0;
    for (const damaged of damagedCopies((octave.get(name) ?? peerFiles('matrices').get(name))!, 1000))
      for (const dataset of ['TS', 'nested/inner/W', 'spikes', undefined])
        try {
          await matrixInFile(damaged, dataset);
        } catch (error) {
          isRefusal(error);
          refused++;
        }
    assert.ok(refused > 100, `${refused} of 4,000 were refused`);
  });

/** Together 1,000. On a thread that is ended where it does not come back, as a run does it. */
const hdf5: readonly (readonly [string, () => Promise<Uint8Array>, RecordingOptions, number?])[] = [
  ['NWB', nwb, { dataset: 'acquisition/lfp' }],
  ['NWB units', nwb, { dataset: 'units' }, 0.25],
  ['MATLAB', matlab, { dataset: 'dff', rows: 'neurons' }],
  ['MATLAB cells', matlab, { spikes: { unit: 1 } }, 0.1],
  ['spikes and counts', concatenated, {}, 0.25],
  ['HDF5', plain, { dataset: 'activity', rows: 'neurons' }],
];
for (const [name, write, options, bin] of hdf5)
  it(`${name}: 170 damaged files give a FormatError or activity, and what is sound is read afterwards`, async () => {
    const file = await write(),
      count = 170;
    let refused = 0,
      from = 0,
      held = 0;
    while (from < count) {
      const { until, last } = await course({ file, options, count, from, ...(bin !== undefined && { bin }) }, () => {
        refused++;
      });
      if (last && 'failed' in last) assert.fail(`file ${until}: ${last.failed}`);
      if (!last) held++;
      from = last ? count : until + 1;
    }
    assert.ok(refused > 10 && held <= 8, `${refused} of ${count} were refused, ${held} held the library up`);
  });

/** How far a thread came, and what it said last; nothing where 1.5 s pass without a word. */
function course(work: Course, onRefused: () => void): Promise<{ readonly until: number; readonly last?: Told }> {
  const worker = new Worker(new URL('./hdf5-thread.mjs', import.meta.url), { workerData: work });
  return new Promise((resolve, reject) => {
    let until = work.from,
      heard = Date.now() + 10_000;
    const end = (last?: Told): void => {
      clearInterval(watch);
      void worker.terminate().then(() => resolve({ until, ...(last && { last }) }));
    };
    const watch = setInterval(() => {
      if (Date.now() - heard > 1500) end();
    }, 50);
    worker
      .on('message', (told: Told) => {
        heard = Date.now();
        if ('at' in told) until = told.at;
        else if ('refused' in told) onRefused();
        else end(told);
      })
      .on('error', reject);
  });
}
