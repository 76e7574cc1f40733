import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeNpy } from '../../formats/index.ts';
import { peerFiles } from '../peers/peer-files.ts';
import { analyseScience, analyseText, type Reader } from '../../language/index.ts';

const array = (values: readonly number[], shape: number[]): Uint8Array =>
  writeNpy({ type: 'f8', shape, values: Float64Array.from(values) });
const whole = array([0, 0.5, 0.5, 0], [2, 2]);

/** What `check` says of a file of a whole matrix: it is what the run would refuse it for. */
async function saidOf(name: string, content: Uint8Array | string, words?: string): Promise<readonly string[]> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const reader: Reader = {
    locate: () => Promise.resolve({ found: true, location: name, size: bytes.length }),
    bytes: () => Promise.resolve(bytes),
  };
  const block = words ?? (/\.[ct]sv$/.test(name) ? 'square' : '');
  const text = `language 1
connect w from "${name}" { ${block} }
experiment a {
  compare { x = w }
  measure r = spectral_radius(w)
}
`;
  return (await analyseScience(analyseText(text), reader)).map(({ code, message }) => `${code} ${message}`);
}

for (const [what, name, content, said] of [
  ['NaN', 'w.npy', array([0, Number.NaN, 1, 0], [2, 2]), /^D002 .*row 1, column 2 .* is NaN/],
  ['infinity', 'w.npy', array([0, 1, -Infinity, 0], [2, 2]), /^D002 .*row 2, column 1 .* is -Infinity/],
  ['not square', 'w.npy', array([1, 2, 3, 4], [1, 4]), /^D002 .*1 × 4; a matrix of weights is square/],
  ['no neurons', 'w.npy', array([], [0, 0]), /^D002 .*this matrix is 0 × 0: it has no neurons/],
  ['cut short', 'w.npy', whole.subarray(0, whole.length - 1), /^D002 .*truncated/],
  ['another format', 'w.npy', '{"nodes": []}', /^D002 .*not an npy file/],
  ['a word in a table', 'w.csv', '0,1\nx,0\n', /^D002 .*"x", not a number/],
  ['a gap in a table', 'w.csv', '0,1\nnan,0\n', /^D002 .*Row 2, column 1 of this matrix is missing/],
  ['a table that is not square', 'w.tsv', '0.5\t1\n1\t0\n1\t1\n', /^D002 .*3 rows, 2 columns/],
  ['a list of connections', 'w.tsv', '7\t1\n1\t0\n1\t1\n', /^D002 .*no square matrix: it has 3 rows, 2 columns/],
] as const)
  test(`the file of a whole matrix is looked into before it runs: ${what}`, async () => {
    const found = await saidOf(name, content);
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0], said);
  });

const [python, octave] = ['matrices', 'octave'].map(peerFiles);
const taken = /^D020 .*The matrix "TS" was taken; the file also holds "X" \(4 × 6\)/;
for (const [name, content, words, said] of [
  ['w.npz', python.get('w.npz')!, '', undefined],
  ['w.npz', python.get('w-csr.npz')!, '', undefined],
  ['w.mat', python.get('w-7.mat')!, '', undefined],
  ['w.mat', octave.get('w-default.mat')!, '', undefined],
  ['w.mat', octave.get('w-text.gz.mat')!, '', undefined],
  ['w.h5', python.get('w-csr.h5')!, '', undefined],
  ['w.h5', python.get('w-h5py.h5')!, 'rows source', undefined],
  ['w.jld2', python.get('w-julia.jld2')!, '', undefined],
  ['w.txt', octave.get('all.txt')!, 'square', /^D002 .*holds 7 matrices; name one with dataset "…": "TS"/],
  ['w.txt', octave.get('all.txt')!, 'dataset "TS"', undefined],
  ['w.txt', octave.get('all.txt')!, 'dataset "X"', /^D002 .*this matrix is 4 × 6; a matrix of weights is square/],
  ['w.mat', octave.get('some.txt')!, '', taken],
  ['w.h5', python.get('r-h5py.h5')!, '', /^D002 .*this matrix is 4 × 6/],
  ['w.h5', python.get('w-h5py.h5')!, 'dataset "text"', /^D002 .*"text" of this HDF5 file holds no numbers/],
  ['w.h5', python.get('w-h5py.h5')!.subarray(0, 900), '', /^D002 .*truncated file/],
  ['w.npz', python.get('w-7.mat')!.subarray(0, 150), '', /^D002 .*MAT-file is damaged/],
  [
    'w.mat',
    '{"nodes": []}',
    '',
    /^D002 .*no file of npz, MATLAB, Octave, Julia, Matrix Market or HDF5, though its name says so/,
  ],
  ['w.csv', '0,1\n1,0\n', 'dataset "a"', /^D002 .*no file of several matrices/],
  ['w.txt', '0 1\n1 0\n', '', /^L017 .*numbers in a `\.txt` or `\.dat` is one with `\{ square \}`/],
  ['w.edgelist', python.get('directed.edgelist')!, '', /^D020 .*columns were taken for from, to and weight/],
] as const)
  test(`files of variables are matrices: ${name} { ${words} } ${said ?? ''}`, async () => {
    const found = await saidOf(name, content, words);
    if (!said) return assert.deepEqual(found, []);
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0], said);
  });

test('of a whole matrix that can be read nothing is said', async () => {
  assert.deepEqual(await saidOf('w.npy', whole), []);
  assert.deepEqual(await saidOf('w.csv', '0,0.5\n0.5,0\n'), []);
});
