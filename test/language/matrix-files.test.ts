import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeNpy } from '../../formats/index.ts';
import { analyseScience, analyseText, type Reader } from '../../language/index.ts';

const array = (values: readonly number[], shape: number[]): Uint8Array =>
  writeNpy({ type: 'f8', shape, values: Float64Array.from(values) });
const whole = array([0, 0.5, 0.5, 0], [2, 2]);

/** What `check` says of a file of a whole matrix: it is what the run would refuse it for. */
async function saidOf(name: string, content: Uint8Array | string): Promise<readonly string[]> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const reader: Reader = {
    locate: () => Promise.resolve({ found: true, location: name, size: bytes.length }),
    bytes: () => Promise.resolve(bytes),
  };
  const square = name.endsWith('.npy') ? '' : ' { square }';
  const text = `language 1
connect w from "${name}"${square}
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

test('of a whole matrix that can be read nothing is said', async () => {
  assert.deepEqual(await saidOf('w.npy', whole), []);
  assert.deepEqual(await saidOf('w.csv', '0,0.5\n0.5,0\n'), []);
});
