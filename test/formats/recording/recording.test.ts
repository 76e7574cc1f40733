import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  encodeText,
  FormatError,
  type NpyLayout,
  openRecording,
  type PreparedActivity,
  prepareActivity,
  readerOf,
  readPositions,
  type RecordingOptions,
  writeNpy,
} from '../../../formats/index.ts';
import { gzip, writeNpz } from '../../../formats/packing.ts';
import { concatenated, matlab, nwb, plain } from './written.ts';

type Asked = RecordingOptions & Partial<Parameters<typeof prepareActivity>[1]>;
async function read(
  file: Uint8Array | string,
  { rate, bin, positions, missing = 'error', ...options }: Asked = {},
): Promise<PreparedActivity & { readonly values: readonly number[] }> {
  const recording = await openRecording(readerOf(typeof file === 'string' ? encodeText(file) : file), options);
  const prepared = prepareActivity(recording, {
    missing,
    ...(rate !== undefined && { rate }),
    ...(bin !== undefined && { bin }),
    ...(positions && { positions }),
  });
  return {
    ...prepared,
    values: Array.from(prepared.source.read(0, prepared.source.frames), (value) => Number(value.toPrecision(6))),
  };
}
const refused = (file: Uint8Array | string | Promise<Uint8Array>, asked: Asked, message: RegExp): Promise<void> =>
  assert.rejects(
    async () => read(await file, asked),
    (error) => (error instanceof FormatError && message.test(error.message)) || assert.fail(String(error)),
  );

const neurons = { rows: 'neurons', rate: 10 } as const,
  times = { rows: 'times', rate: 10 } as const;
const matrix = { type: 'f8', shape: [2, 3], values: Float64Array.of(1, 2, 3, 4, 5, 6) } as const;

describe('npy, whichever way round and in whatever order', () => {
  const layouts: readonly NpyLayout[] = [
    {},
    { order: 'Fortran' },
    { endian: 'big' },
    { order: 'Fortran', endian: 'big', version: 2 },
  ];
  for (const layout of layouts) {
    const bytes = writeNpy(matrix, layout);
    it(`${JSON.stringify(layout)}: rows of neurons and rows of times`, async () => {
      assert.deepEqual((await read(bytes, neurons)).values, [1, 2, 3, 4, 5, 6]);
      assert.deepEqual((await read(bytes, times)).values, [1, 4, 2, 5, 3, 6]);
      const { source } = await read(bytes, times);
      assert.deepEqual([source.neurons, source.frames, source.bin, source.runs], [3, 2, 0.1, [2]]);
      assert.deepEqual([...source.read(1, 2)], [4, 5, 6], 'a stretch');
    });
  }
  const kinds = [
    ['b1', Uint8Array.of(1, 0, 0, 1)],
    ['u1', Uint8Array.of(1, 0, 200, 3)],
    ['i1', Int8Array.of(1, -2, 3, 4)],
    ['u2', Uint16Array.of(1, 60_000, 3, 4)],
    ['i2', Int16Array.of(1, -2, 3, 4)],
    ['u4', Uint32Array.of(1, 2, 3, 4)],
    ['i4', Int32Array.of(1, 2, -3, 4)],
    ['u8', BigUint64Array.of(1n, 2n, 3n, 4n)],
    ['i8', BigInt64Array.of(1n, 2n, -3n, 4n)],
    ['f4', Float32Array.of(1, 2, 3.5, 4)],
    ['f8', Float64Array.of(1, 2, 3.5, 4)],
  ] as const;
  for (const [type, values] of kinds)
    it(type, async () =>
      assert.deepEqual(
        (await read(writeNpy({ type, shape: [2, 2], values }), neurons)).values,
        Array.from(values as ArrayLike<number | bigint>, Number),
      ),
    );
  it('one dimension is one neuron', async () =>
    assert.equal((await read(writeNpy({ ...matrix, shape: [6] }), { rate: 10 })).source.neurons, 1));
  it('npz: the only matrix, or the one named', async () => {
    const archive = writeNpz(
      new Map<string, Parameters<typeof writeNpy>[0]>([
        ['f', matrix],
        ['ids', { ...matrix, shape: [6] }],
      ]),
    );
    assert.deepEqual((await read(archive, neurons)).values, [1, 2, 3, 4, 5, 6]);
    await refused(archive, { ...neurons, dataset: 'g' }, /no matrix "g"; .*"f" \(2 × 3\); "ids" has 1 dim/);
  });
});

describe('text, told apart from names and numbers of rows', () => {
  const tables: readonly (readonly [
    string,
    string,
    Asked,
    readonly number[],
    readonly string[] | undefined,
    RegExp | undefined,
  ])[] = [
    ['numbers alone', '1,2,3\n4,5,6\n', neurons, [1, 2, 3, 4, 5, 6], undefined, undefined],
    ['lines that end with a carriage return', '1,2,3\r4,5,6\r', neurons, [1, 2, 3, 4, 5, 6], undefined, undefined],
    [
      'a column of times, uneven',
      'time (s),x,y\n0.1,1,2\n0.25,3,4\n0.3,5,6\n',
      times,
      [1, 3, 5, 2, 4, 6],
      ['x', 'y'],
      /first line.*first column \(0.1, 0.25, 0.3 …\) rises from row to row/,
    ],
    [
      'blanks and comments, as numpy.savetxt',
      '# trials\n 1.0e0 2.0e0\n 3.0e0 4.0e0\n',
      times,
      [1, 3, 2, 4],
      undefined,
      undefined,
    ],
    ['names of the columns', 'a\tb\n1\t2\n3\t4\n', times, [1, 3, 2, 4], ['a', 'b'], /first line was taken for names/],
    ['a single named column', 'x\n1\n2\n', times, [1, 2], ['x'], /first line/],
    [
      'a name above numbers of rows, and times as names of columns',
      'cell,0.5,1.5\n1,1,2\n2,3,4\n3,5,6\n',
      neurons,
      [1, 2, 3, 4, 5, 6],
      ['1', '2', '3'],
      /first line.*first column/,
    ],
    [
      'names of the rows',
      'a,1,2\nb,3,4\n',
      neurons,
      [1, 2, 3, 4],
      ['a', 'b'],
      /first column \("a", "b"\) was taken for names of the rows/,
    ],
    [
      'as pandas: numbers of the rows under an empty corner',
      ',x,y\n0,1,2\n1,3,4\n2,5,6\n',
      times,
      [1, 3, 5, 2, 4, 6],
      ['x', 'y'],
      /rises from row to row/,
    ],
    [
      'as R: no corner',
      '"x","y"\n"1",1,2\n"2",3,4\n"3",5,6\n',
      times,
      [1, 3, 5, 2, 4, 6],
      ['x', 'y'],
      /rises from row to row/,
    ],
    [
      'a column of times',
      Array.from({ length: 12 }, (_, t) => `${(t * 0.037).toFixed(3)};${t % 2};5\n`).join(''),
      times,
      [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, ...Array<number>(12).fill(5)],
      undefined,
      /0\.000, 0\.037, 0\.074 …\) rises .* not for activity/,
    ],
    ['a column that merely rises is a neuron', '0,1\n1,1\n3,1\n', times, [0, 1, 3, 1, 1, 1], undefined, undefined],
    [
      'numbered columns',
      '0,1,2,3,4\n9,9,9,9,8\n7,7,7,7,7\n',
      times,
      [9, 7, 9, 7, 9, 7, 9, 7, 8, 7],
      ['0', '1', '2', '3', '4'],
      /first line/,
    ],
  ];
  for (const [name, text, asked, values, names, note] of tables)
    it(name, async () => {
      for (const file of [encodeText(text), gzip(encodeText(text))]) {
        const found = await read(file, asked);
        assert.deepEqual([found.values, found.names], [values, names]);
        if (note) assert.match(found.notes.join(' '), note);
        else assert.deepEqual(found.notes, []);
      }
    });
  it('a row per spike', async () => {
    const found = await read('unit,ms\n10,5\n9,25\n10,45\n10,46\n', {
      spikes: { unit: 1e-3, neuron: 'unit', time: 'ms' },
      bin: 0.02,
    });
    assert.deepEqual(
      [found.names, found.values],
      [
        ['9', '10'],
        [0, 1, 1, 0],
      ],
    );
    assert.match(found.notes.join(), /2 spikes lie before the first or after the last whole bin/);
  });
});

describe('HDF5', () => {
  it('NWB: samples with conversion, rate and electrodes', async () => {
    const { source, values } = await read(await nwb(), { dataset: '/acquisition/lfp' });
    assert.deepEqual([source.neurons, source.bin, values], [2, 1 / 30, [-0.5, 0.5, 1.5, 2.5, 0, 1, 2, 3]]);
    assert.deepEqual(
      [source.dimensions!, ...source.positions!].map((value) => Math.round(value * 1e6) / 1e6),
      [3, 20e-6, 5e-6, 3e-6, 0, 5e-6, 1e-6],
    );
  });
  it('NWB: units, while they were observed, at the mean of their electrodes', async () => {
    const { source, values, names } = await read(await nwb(), { dataset: 'units', bin: 1 });
    assert.deepEqual([names, source.frames, values], [['4', '9'], 4, [2, 1, 0, 0, 1, 0, 0, 1]]);
    assert.ok(Math.abs(source.positions![0] - 5e-6) < 1e-15);
    assert.deepEqual((await read(await nwb(), { spikes: { unit: 1 }, bin: 1 })).values, values, 'the only spikes');
  });
  it('NWB: what could be meant is listed', () =>
    refused(nwb(), { bin: 1 }, /2 series and tables of units; name one with dataset "…": "acquisition\/lfp", "units"/));
  it('MATLAB: rows are those of MATLAB, full and sparse', async () => {
    const file = await matlab();
    assert.deepEqual((await read(file, neurons)).values, [1, 2, 3, 4, 5, 6]);
    assert.deepEqual((await read(file, { ...times, dataset: 'dff' })).values, [1, 4, 2, 5, 3, 6]);
    assert.deepEqual((await read(file, { ...neurons, dataset: 'counts' })).values, [0, 5, 0, 7, 0, 0]);
  });
  it('MATLAB: a cell array of spike times', async () =>
    assert.deepEqual((await read(await matlab(), { spikes: { unit: 1 }, bin: 0.1 })).values, [1, 0, 0, 0, 0, 1]));
  it('spikes and counts', async () => {
    const { source, values, names } = await read(await concatenated(), { bin: 2 });
    assert.deepEqual([names, values, source.bin], [['a', 'b', 'c'], [2, 0, 0, 0, 0, 1], 2]);
    assert.deepEqual(
      Array.from(source.positions!, (value) => Math.round(value * 1e6)),
      [0, 100, 200, 100, 400, 300],
    );
  });
  it('a matrix that is named, and spikes of SONATA', async () => {
    const file = await plain();
    assert.deepEqual((await read(file, { ...times, dataset: 'more/other' })).values, [1, 3, 2, 4]);
    const sonata = await read(file, { spikes: { unit: 1e-3 }, bin: 0.01 });
    assert.deepEqual(
      [sonata.names, sonata.values],
      [
        ['2', '7'],
        [1, 0, 0, 1],
      ],
    );
    await refused(file, neurons, /2 matrices; name one.*"activity" \(2 × 3\), "more\/other" \(2 × 2\)/);
  });
});

describe('gaps are said, and handled as told', () => {
  const holes = 'nan,1,,3\n4,4,4,4\n,,8,NA\n';
  it('nothing was told', async () => {
    await refused(holes, neurons, /5 of 12 values are missing, in 2 of 3 neurons; the first is frame 1 of neuron 1\. /);
    await refused(holes, neurons, /; the first is frame 1 of neuron 1\. .*missing drop.*missing interpolate/);
  });
  it('dropped, with their positions', async () => {
    const { source, missing, values, notes } = await read(holes, {
      ...neurons,
      missing: 'drop',
      positions: readPositions(encodeText('1,2\n3,4\n5,6\n'), 1e-6),
    });
    assert.deepEqual(
      [values, missing, Array.from(source.positions!, (value) => Math.round(value * 1e6))],
      [[4, 4, 4, 4], { values: 5, neurons: 2 }, [3, 4]],
    );
    assert.deepEqual(notes, ['2 of 3 neurons are left out: they miss 5 values.']);
  });
  it('interpolated, the nearest at the ends, alike in every stretch', async () => {
    const { source, values } = await read(holes, { ...neurons, missing: 'interpolate' });
    assert.deepEqual(values, [1, 1, 2, 3, 4, 4, 4, 4, 8, 8, 8, 8]);
    assert.deepEqual([...source.read(2, 3)], [2, 4, 8]);
  });
  it('a neuron without any value', () =>
    refused('1,2\nnan,\n', { ...neurons, missing: 'interpolate' }, /neuron 2 has no value at all.*missing drop/));
  it('no whole neuron', () => refused('1,\n,2\n', { ...neurons, missing: 'drop' }, /no neuron is complete/));
  it('points before thousands and a comma', () =>
    refused('1;1.234,5\n2;3.456,7\n', neurons, /Cell 2 of line 2 is "3\.456,7", not a number/));
  it('infinite', () => refused('1,inf\n2,2\n', neurons, /Cell 2 of line 1 is "inf", not a finite number/));
});

describe('bins', () => {
  const samples = '1,2,3,4,5,6,8\n';
  it('average samples, and leave out what does not fill one', async () => {
    const { source, values, notes } = await read(samples, { ...neurons, bin: 0.3 });
    assert.deepEqual(
      [values, source.bin, notes],
      [[2, 5], 0.3, ['The last of 7 samples does not fill a bin and is left out.']],
    );
    assert.deepEqual([...source.read(1, 2)], [5]);
  });
  it('that are no whole number of samples', () =>
    refused(
      samples,
      { ...neurons, bin: 0.25 },
      /A bin of 250 ms is 2\.5 samples at 10 Hz, not a whole number of them; 200 ms or 300 ms would be/,
    ));
  it('wider than the recording', () => refused(samples, { ...neurons, bin: 1 }, /lasts 0\.7 s, less than one bin/));
  it('spikes at round times fall where a person would put them', async () => {
    const rows = Array.from({ length: 10 }, (_, t) => `a,${t / 10}\n`).join('');
    assert.deepEqual(
      (await read(`neuron,time\n${rows}a,1\n`, { spikes: { unit: 1 }, bin: 0.1 })).values,
      Array<number>(10).fill(1),
    );
  });
});

describe('refused, with what to do', () => {
  const cases: readonly (readonly [string, Uint8Array | string | Promise<Uint8Array>, Asked, RegExp])[] = [
    ['no orientation', '1,2\n3,4\n', { rate: 1 }, /2 rows of 2 values; say what a row is: rows neurons, or rows times/],
    [
      'no rate',
      '1,2\n3,4\n',
      { rows: 'neurons' },
      /does not say how often it was sampled; say it \(sampled at 22 Hz\)/,
    ],
    [
      'another rate than the file says',
      nwb(),
      { dataset: 'acquisition/lfp', rate: 20 },
      /sampled at 30 Hz, not at 20 Hz/,
    ],
    ['spikes without bins', concatenated(), {}, /say the width of the bins/],
    ['counts that do not add up', concatenated([2, 0, 2]), { bin: 1 }, /add up to 4 spikes, but it holds 3/],
    [
      'another number of positions',
      '1,2\n3,4\n',
      { ...neurons, positions: { values: Float64Array.of(1, 2, 3), dimensions: 1 } },
      /3 positions for 2 neurons/,
    ],
    [
      'MATLAB 5 without content',
      encodeText('MATLAB 5.0 MAT-file, Platform: GLNXA64'.padEnd(128)),
      {},
      /This MAT-file is damaged: its header does not say the order of its bytes/,
    ],
    ['a cell that is no number', '1,2\n3,4x\n', neurons, /Cell 2 of line 2 is "4x", not a number/],
    ['rows of different lengths', '1,2\n3\n', neurons, /Line 2 has 1 cells where the others have 2/],
    [
      'three dimensions',
      writeNpy({ ...matrix, shape: [1, 2, 3] }),
      neurons,
      /3 dimensions \(1 × 2 × 3\); a recording has two/,
    ],
    ['an unknown format', Uint8Array.of(1, 0, 2), neurons, /neither npy, npz, HDF5 .* nor text/],
    [
      'no such column of spikes',
      'a,b\n1,2\n',
      { spikes: { unit: 1 }, bin: 1 },
      /no column "neuron"; its columns are "a", "b"/,
    ],
    ['nothing', '', neurons, /empty/],
  ];
  for (const [name, file, asked, message] of cases) it(name, () => refused(file, asked, message));
});
