/** Time that was chosen or observed: what of it is read, in which runs, and what is said. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type ChosenTimes,
  encodeText,
  FormatError,
  openRecording,
  type PreparedActivity,
  prepareActivity,
  readerOf,
  type RecordingOptions,
} from '../../../formats/index.ts';
import { concatenated, interruptedNwb } from './written.ts';

interface Asked extends RecordingOptions {
  readonly rate?: number;
  readonly bin?: number;
  readonly missing?: 'error' | 'drop' | 'interpolate';
  readonly neurons?: readonly number[];
  readonly chosen?: ChosenTimes;
}
const read = async (
  file: Uint8Array | string,
  { rate, bin, missing = 'error', neurons, chosen, ...options }: Asked,
): Promise<PreparedActivity> =>
  prepareActivity(await openRecording(readerOf(typeof file === 'string' ? encodeText(file) : file), options), {
    missing,
    ...(rate !== undefined && { rate }),
    ...(bin !== undefined && { bin }),
    ...(neurons && { neurons }),
    ...(chosen && { chosen }),
  });
/** Two neurons of ten samples at 2 Hz. */
const samples = '3,1,4,1,5,9,2,6,5,8\n13,11,14,11,15,19,12,16,15,18\n',
  rows = { rows: 'neurons', rate: 2 } as const;
/** Spikes at 0.5, 1.5 and 3.5 s. */
const spikes = 'neuron,time\na,0.5\na,1.5\nb,3.5\n',
  inSeconds = { spikes: { unit: 1 }, bin: 0.5 } as const;

const right: readonly (readonly [
  string,
  () => Promise<Uint8Array | string>,
  Asked,
  number[],
  number[],
  RegExp | undefined,
])[] = [
  ['all of it', async () => samples, { ...rows, neurons: [0] }, [10], [3, 1, 4, 1, 5, 9, 2, 6, 5, 8], /1 of 2 neurons/],
  [
    'a stretch of samples',
    async () => samples,
    { ...rows, chosen: { times: [[1, 2]] } },
    [2],
    [4, 1, 14, 11],
    undefined,
  ],
  [
    'two stretches of one neuron, binned each by itself',
    async () => samples,
    {
      ...rows,
      bin: 1,
      neurons: [1],
      chosen: {
        times: [
          [0, 1.5],
          [2.5, 5],
        ],
      },
    },
    [1, 2],
    [12, 15.5, 15.5],
    /2 of 8 samples at the ends of runs do not fill a bin/,
  ],
  [
    'epochs beyond the end are left out',
    async () => samples,
    {
      ...rows,
      neurons: [0],
      chosen: {
        epochs: [
          [3, 4],
          [0, 1],
          [4.5, 6],
        ],
      },
    },
    [2, 2],
    [3, 1, 2, 6],
    /1 of 3 epochs do not lie within the recording/,
  ],
  [
    'epochs within a time',
    async () => samples,
    {
      ...rows,
      neurons: [0],
      chosen: {
        times: [[2, 5]],
        epochs: [
          [0, 1],
          [3, 4],
        ],
      },
    },
    [2],
    [2, 6],
    /1 of 2 epochs do not lie within the time chosen/,
  ],
  [
    'a gap that is not chosen is not missing',
    async () => '1,,3,4\n5,6,7,8\n',
    { ...rows, chosen: { times: [[1, 2]] } },
    [2],
    [3, 4, 7, 8],
    undefined,
  ],
  [
    'a gap is not bridged from another stretch',
    async () => '1,2,,9\n5,6,7,8\n',
    {
      ...rows,
      missing: 'interpolate',
      neurons: [0],
      chosen: {
        times: [
          [0.5, 1.5],
          [1.5, 2],
        ],
      },
    },
    [2, 1],
    [2, 2, 9],
    /1 missing values of 1 neurons are interpolated/,
  ],
  [
    'spikes of a stretch that reaches beyond the last of them',
    async () => spikes,
    { ...inSeconds, chosen: { times: [[3, 5]] } },
    [4],
    [0, 0, 0, 0, 0, 1, 0, 0],
    /2 spikes lie outside of the time that is taken/,
  ],
  [
    'units that were not observed together all the time',
    interruptedNwb,
    { bin: 1 },
    [4],
    Array.from({ length: 12 }, () => 2),
    /8 s of 12 s are left out: the file says/,
  ],
  [
    'the units that were observed together longer, in two runs',
    interruptedNwb,
    { bin: 1, neurons: [0, 1] },
    [5, 4],
    Array.from({ length: 18 }, () => 2),
    /What is left are 2 stretches/,
  ],
  [
    'epochs and what was observed',
    interruptedNwb,
    {
      bin: 1,
      neurons: [0, 1],
      chosen: {
        epochs: [
          [0, 2],
          [4, 6],
          [9, 11],
        ],
      },
    },
    [2, 1, 2],
    Array.from({ length: 10 }, () => 2),
    /1 s of 6 s are left out/,
  ],
];

describe('stretches of a recording', () => {
  for (const [name, file, asked, runs, values, note] of right)
    it(name, async () => {
      const { source, notes } = await read(await file(), asked);
      assert.deepEqual(source.runs, runs);
      assert.deepEqual([...source.read(0, source.frames)], values);
      assert.equal(
        source.frames,
        runs.reduce((sum, length) => sum + length, 0),
      );
      if (note) assert.match(notes.join(' '), note);
      else assert.deepEqual(notes, []);
      const bitByBit = Array.from({ length: source.frames }, (_, frame) => [...source.read(frame, frame + 1)]);
      assert.deepEqual(
        bitByBit.flat(),
        Array.from({ length: source.frames }, (_, frame) =>
          Array.from({ length: source.neurons }, (_, neuron) => values[neuron * source.frames + frame]),
        ).flat(),
      );
    });

  const refused: readonly (readonly [string, () => Promise<Uint8Array | string>, Asked, RegExp])[] = [
    [
      'beyond the end',
      async () => samples,
      { ...rows, chosen: { times: [[4, 6]] } },
      /lasts from 0 s to 5 s, and time 4 s \.\. 6 s reaches beyond/,
    ],
    ['beyond what the file says', concatenated, { bin: 0.5, chosen: { times: [[3, 9]] } }, /lasts from 0 s to 4 s/],
    [
      'overlapping',
      async () => samples,
      {
        ...rows,
        chosen: {
          epochs: [
            [0, 2],
            [1, 3],
          ],
        },
      },
      /Epochs overlap: 0 s to 2 s and 1 s to 3 s/,
    ],
    [
      'epochs in another unit',
      async () => samples,
      { ...rows, chosen: { epochs: [[1000, 2000]] } },
      /None of 1 epochs lies within the recording.* Is their unit right\?/,
    ],
    [
      'never observed together',
      interruptedNwb,
      { bin: 1, chosen: { times: [[5, 7]] } },
      /No part of the time was observed of every neuron/,
    ],
    [
      'shorter than a bin',
      async () => spikes,
      {
        ...inSeconds,
        bin: 3,
        chosen: {
          times: [
            [0, 1],
            [2, 3],
          ],
        },
      },
      /longest stretch of the recording lasts 1 s, less than one bin/,
    ],
    [
      'nothing to interpolate from within a stretch',
      async () => '1,2,,9\n5,6,7,8\n',
      {
        ...rows,
        missing: 'interpolate',
        chosen: {
          times: [
            [0, 1],
            [1, 1.5],
          ],
        },
      },
      /has no value at all in one of the stretches/,
    ],
  ];
  for (const [name, file, asked, message] of refused)
    it(`${name} is refused`, () =>
      assert.rejects(
        async () => read(await file(), asked),
        (error) => (error instanceof FormatError && message.test(error.message)) || assert.fail(String(error)),
      ));
});
