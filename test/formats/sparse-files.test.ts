// Large sparse matrices of files, read as their synapses: those of the same matrix that stands whole in a file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { held, isWhole, mostWhole, synapsesOf } from '../../engine/connectivity/index.ts';
import { stream } from '../../engine/random/index.ts';
import { encodeText, writeNpy, writeZip } from '../../formats/index.ts';
import { wholeMatrix } from '../../language/whole-matrix.ts';

const n = mostWhole + 100;
type Entry = readonly [row: number, column: number, value: number];
const draws = stream(3, 'sparse files', 'entries');
const drawnPlaces = Array.from({ length: 3000 }, (): Entry => [draws.below(n), draws.below(n), draws.normal()]);
const [[row, column, value], ...others] = drawnPlaces;
/** Places named twice, in an order that the sum depends on, and values that cancel or are 0. */
const entries: readonly Entry[] = [
  [row, column, 1e16],
  ...drawnPlaces,
  ...others.slice(0, 500).map(([i, j]): Entry => [i, j, draws.normal()]),
  ...others.slice(500, 600).map(([i, j, weight]): Entry => [i, j, -weight]),
  [7, 9, 0],
  [row, column, value],
];
const mirrored = entries.filter(([i, j]) => i > j);
/** Symmetric, but for rounding. */
const nearlySymmetric = mirrored.flatMap(([i, j, weight]): Entry[] => [
  [i, j, weight],
  [j, i, weight * (1 + 2 * Number.EPSILON)],
]);

const whole = (list: readonly Entry[]): Uint8Array => {
  const values = new Float64Array(n * n);
  for (const [i, j, weight] of list) values[i * n + j] += weight;
  return writeNpy({ type: 'f8', shape: [n, n], values });
};
const market = (symmetry: string, list: readonly Entry[]): Uint8Array =>
  encodeText(
    `%%MatrixMarket matrix coordinate real ${symmetry}\n${n} ${n} ${list.length}\n` +
      list.map(([i, j, weight]) => `${i + 1} ${j + 1} ${weight}\n`).join(''),
  );
/** As scipy.sparse.save_npz writes it. */
function npz(format: 'coo' | 'csr' | 'csc', list: readonly Entry[]): Uint8Array {
  const side = format === 'csc' ? 1 : 0,
    stored = format === 'coo' ? list : [...list].sort((one, other) => one[side] - other[side]);
  const whole32 = (values: readonly number[]) =>
    writeNpy({ type: 'i4', shape: [values.length], values: Int32Array.from(values) });
  const name = encodeText(
    `\x01\0v\0{'descr': '|S3', 'fortran_order': False, 'shape': (), }`.padEnd(121) + `\n${format}`,
  );
  const ends = Array.from({ length: n + 1 }, () => 0);
  for (const entry of stored) ends[entry[side] + 1]++;
  for (let i = 0; i < n; i++) ends[i + 1] += ends[i];
  const places = {
    coo: { row: stored.map(([i]) => i), col: stored.map(([, j]) => j) },
    csr: { indptr: ends, indices: stored.map(([, j]) => j) },
    csc: { indptr: ends, indices: stored.map(([i]) => i) },
  }[format];
  return writeZip([
    ...Object.entries(places).map(([part, values]) => ({ name: `${part}.npy`, bytes: whole32(values) })),
    { name: 'format.npy', bytes: Uint8Array.of(0x93, ...encodeText('NUMPY'), ...name) },
    { name: 'shape.npy', bytes: whole32([n, n]) },
    {
      name: 'data.npy',
      bytes: writeNpy({ type: 'f8', shape: [list.length], values: Float64Array.from(stored, (entry) => entry[2]) }),
    },
  ]);
}

for (const [what, file, bytes, list, rows] of [
  ['Matrix Market', 'w.mtx', market('general', entries), entries, 'target'],
  ['Matrix Market whose rows are sources', 'w.mtx', market('general', entries), entries, 'source'],
  [
    'Matrix Market, symmetric',
    'w.mtx',
    market('symmetric', mirrored),
    mirrored.flatMap(([i, j, weight]): Entry[] => [
      [i, j, weight],
      [j, i, weight],
    ]),
    'target',
  ],
  ['symmetric but for rounding', 'w.mtx', market('general', nearlySymmetric), nearlySymmetric, 'target'],
  ...(['coo', 'csr', 'csc'] as const).map(
    (format) => [`SciPy's ${format}`, 'w.npz', npz(format, entries), entries, 'target'] as const,
  ),
] as const)
  test(`a large sparse file is read as its synapses: ${what}`, async () => {
    const { matrix, notes } = await wholeMatrix(bytes, file, { rows }),
      known = await wholeMatrix(whole(list), 'w.npy', { rows });
    assert.ok(!isWhole(matrix));
    assert.deepEqual(synapsesOf(matrix), synapsesOf(held(known.matrix)));
    assert.deepEqual(notes, known.notes);
    assert.ok(!isWhole(matrix));
  });

test('a large sparse file with a weight that is no number is refused at its place', () =>
  assert.rejects(wholeMatrix(market('general', [...entries, [4, 5, Number.NaN]]), 'w.mtx'), {
    message: /^row 5, column 6 of this matrix of weights is NaN/,
  }));
