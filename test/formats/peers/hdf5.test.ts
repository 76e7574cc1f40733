import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matrixInFile, openRecording, readerOf } from '../../../formats/index.ts';
import { withHdf5 } from '../../../formats/hdf5.ts';
import { peerFiles } from '../../peers/peer-files.ts';

const files = peerFiles('hdf5');
const truth = Array.from({ length: 24 }, (_, i) => i + 1);
const odd = [1.5, -2, 65504, 2 ** -24, -0, Infinity, -Infinity, NaN];
/** What h5py wrote, of the files that do not hold `truth`. */
const others: Readonly<Record<string, readonly number[] | RegExp>> = {
  'type-minus-i2.h5': truth.map((value) => -value),
  'precision-12-offset-4-minus.h5': truth.map((value) => -value),
  'truth-values.h5': truth.map((value) => 1 - (value % 2)),
  'odd-f2.h5': odd,
  'odd-be-f2.h5': odd,
  'odd-f4.h5': odd,
  'odd-long-double.h5': odd,
  'packed-lzf.h5': /x in this HDF5 file is compressed with LZF, which is not read; write it again with gzip/,
  'part.h5': truth.slice(12),
  'virtual-elsewhere.h5': /values of \/x in this HDF5 file stand in other files \(part\.h5\)/,
  'external-link.h5': /\/x in this HDF5 file stands in another, "\/y" of part\.h5, which is not followed/,
  'external-storage.h5': /values of \/x in this HDF5 file stand in other files \(raw\.bin\)/,
  'compound.h5': /x holds values of several parts/,
  'complex.h5': /x holds values of several parts/,
};
const paths: Readonly<Record<string, string>> = { 'deep.h5': 'a/b/c', 'part.h5': 'y', 'names.h5': 'alone' };

for (const [name, bytes] of files) {
  if (!name.endsWith('.h5')) continue;
  test(`HDF5 by h5py: ${name}`, async () => {
    const expected = others[name] ?? truth,
      path = paths[name] ?? 'x';
    const read = () =>
      withHdf5(bytes, (root) => {
        const dataset = root.dataset(path)!;
        const [rows, columns] = dataset.shape;
        const all = Array.from(dataset.values() as ArrayLike<number>, Number),
          part = dataset.values([
            [rows - 1, rows],
            [1, columns],
          ]);
        return { numeric: dataset.numeric, all, part: Array.from(part as ArrayLike<number>, Number), columns };
      });
    if (expected instanceof RegExp) return assert.rejects(read, expected);
    const { numeric, all, part, columns } = await read();
    assert.deepEqual([numeric, all], [true, expected]);
    assert.deepEqual(part, expected.slice(expected.length - columns + 1));
  });
}
const sparse = [0, 1, 2, 0];
for (const [dataset, expected] of [
  [undefined, sparse],
  ['w', sparse],
  ['/obsp/w', sparse],
  ['alone', truth],
  ['kept/deep/x', truth],
  ['kept/again/x', truth],
  ['zuletzt', truth],
  ['lost', /has no matrix "lost"; name one with dataset "…": "alone" \(4 × 6\), "obsp\/w" \(2 × 2\)\.$/],
] as const)
  test(`a matrix that several links lead to is one: ${dataset ?? 'without a name'}`, async () => {
    const read = () => matrixInFile(files.get('names.h5')!, dataset);
    if (expected instanceof RegExp) return assert.rejects(read, expected);
    const { values, notes } = await read();
    assert.deepEqual(Array.from(values), expected);
    assert.deepEqual(notes, dataset ? [] : ['The matrix "obsp/w" was taken; the file also holds "alone" (4 × 6).']);
  });
for (const [name, expected, note] of [
  ['truth-values.nwb', truth.map((value) => Number(value > 12)), undefined],
  ['half.nwb', truth, undefined],
  ['named-twice.nwb', truth, undefined],
  ['turned.nwb', truth, /were taken for neurons: it has as many rows/],
  ['linked.nwb', /stands in another, "\/data" of raw\.nwb, which is not followed/, undefined],
  ['linked-series.nwb', /"\/acquisition\/s" of raw\.nwb/, undefined],
] as const)
  test(`NWB by h5py: ${name}`, async () => {
    const read = () => openRecording(readerOf(files.get(name)!));
    if (expected instanceof RegExp) return assert.rejects(read, expected);
    const { activity, neurons, notes } = await read();
    assert.ok(activity.kind === 'samples');
    assert.deepEqual([neurons, activity.frames, [...activity.read(0, 6)]], [4, 6, expected]);
    assert.equal(notes.length, note ? 1 : 0, notes.join(' '));
    if (note) assert.match(notes[0], note);
  });
test('what leads into another file is told', async () => {
  const elsewhere = await withHdf5(files.get('external-link.h5')!, (root) => [...root.elsewhere()]);
  assert.deepEqual(elsewhere, [['x', '"/y" of part.h5']]);
});
