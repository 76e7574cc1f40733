// Large sparse matrices of files, read as their synapses: those of the same matrix that stands whole in a file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { held, isWhole, mostWhole, synapsesOf } from '../../engine/connectivity/index.ts';
import { stream } from '../../engine/random/index.ts';
import { encodeText, writeNpy } from '../../formats/index.ts';
import { writeZip } from '../../formats/packing.ts';
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
const counts = (values: readonly number[]): Uint8Array =>
  writeNpy({ type: 'i4', shape: [values.length], values: Int32Array.from(values) });
/** Of a type that `writeNpy` does not know. */
function npy(descr: string, shape: string, bytes: Uint8Array): Uint8Array {
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`;
  return Uint8Array.of(0x93, ...encodeText(`NUMPY\x01\0v\0${header.padEnd(117)}\n`), ...bytes);
}
/** As scipy.sparse.save_npz writes it. */
function npz(format: 'coo' | 'csr' | 'csc', list: readonly Entry[]): Uint8Array {
  const side = format === 'csc' ? 1 : 0,
    stored = format === 'coo' ? list : [...list].sort((one, other) => one[side] - other[side]);
  const ends = Array.from({ length: n + 1 }, () => 0);
  for (const entry of stored) ends[entry[side] + 1]++;
  for (let i = 0; i < n; i++) ends[i + 1] += ends[i];
  const places = {
    coo: { row: stored.map(([i]) => i), col: stored.map(([, j]) => j) },
    csr: { indptr: ends, indices: stored.map(([, j]) => j) },
    csc: { indptr: ends, indices: stored.map(([i]) => i) },
  }[format];
  return writeZip([
    ...Object.entries(places).map(([part, values]) => ({ name: `${part}.npy`, bytes: counts(values) })),
    { name: 'format.npy', bytes: npy('|S3', '()', encodeText(format)) },
    { name: 'shape.npy', bytes: counts([n, n]) },
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

const archive = (size: number, data: Uint8Array): Uint8Array =>
  writeZip([
    ...['row', 'col'].map((part) => ({ name: `${part}.npy`, bytes: counts([0]) })),
    { name: 'shape.npy', bytes: writeNpy({ type: 'f8', shape: [2], values: Float64Array.of(size, size) }) },
    { name: 'format.npy', bytes: npy('|S3', '()', encodeText('coo')) },
    { name: 'data.npy', bytes: data },
  ]);
for (const [what, bytes, message] of [
  ['of a size that none has', archive(1e12, counts([1])), /sizes 1000000000000 × 1000000000000, and .* give a part/],
  ['of complex numbers', archive(4, npy('<c16', '(1,)', new Uint8Array(16))), /data of this .* is not read: .*"<c16"/],
] as const)
  test(`a sparse archive ${what} says so`, () => assert.rejects(wholeMatrix(bytes, 'w.npz'), message));
