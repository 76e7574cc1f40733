import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ControlError,
  control,
  degrees,
  eigenvaluesOf,
  isSymmetric,
  type Keep,
  type Matrix,
  type MatrixControlName,
  matrixControls,
  type Preserved,
} from '../../engine/connectivity/index.ts';
import { stream } from '../../engine/random/index.ts';
import { kernels } from '../spectra/kernels-here.ts';

type Kind = 'positive' | 'signed' | 'dale' | 'symmetric' | 'acyclic';
function sample(kind: Kind, size: number, density: number, seed: number): Matrix {
  const draws = stream(seed, 'test', kind);
  const values = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      if (draws.uniform() >= density || (kind === 'acyclic' && row <= column)) continue;
      const weight = 0.1 + draws.uniform();
      values[row * size + column] =
        kind === 'signed'
          ? weight * (draws.below(2) * 2 - 1)
          : kind === 'dale'
            ? weight * (column % 4 === 0 ? -1 : 1)
            : weight;
      if (kind === 'symmetric') values[column * size + row] = values[row * size + column];
    }
  return { size, values };
}
const sorted = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b);
const off = ({ size, values }: Matrix): number[] =>
  [...values].filter((value, place) => value !== 0 && Math.floor(place / size) !== place % size);
const line = ({ size, values }: Matrix, k: number, axis: 'row' | 'column'): number[] =>
  Array.from({ length: size }, (_, i) =>
    i === k ? 0 : axis === 'row' ? values[k * size + i] : values[i * size + k],
  ).filter((value) => value !== 0);
const each = (matrix: Matrix, what: (k: number) => unknown): unknown[] =>
  Array.from({ length: matrix.size }, (_, k) => what(k));
const spectrum = (matrix: Matrix): string[] => {
  const { re, im } = eigenvaluesOf(matrix, kernels.algebra);
  return Array.from(re, (real, i) =>
    `${real.toFixed(6)} ${im[i].toFixed(6)}`.replaceAll('-0.000000', '0.000000'),
  ).sort();
};
/** How each thing that a control may preserve is looked at. */
const looks: Record<Preserved, (matrix: Matrix, before: Matrix) => unknown> = {
  'number of neurons': ({ size }) => size,
  'number of edges': (matrix) => degrees(matrix).edges,
  'set of weights': (matrix) => sorted(off(matrix)),
  'in-degree of every neuron': (matrix) => each(matrix, (k) => line(matrix, k, 'row').length),
  'out-degree of every neuron': (matrix) => each(matrix, (k) => line(matrix, k, 'column').length),
  'which pairs are connected': ({ size, values }) =>
    [...values].map((value, place) => (Math.floor(place / size) === place % size ? 0 : Number(value !== 0))),
  diagonal: (matrix) => each(matrix, (k) => matrix.values[k * matrix.size + k]),
  // Dale's law: where every column has one sign, it still has that one (or none).
  'sign of every neuron': (matrix, before) => {
    const signs = (m: Matrix, k: number): number[] => [...new Set(line(m, k, 'column').map(Math.sign))];
    if (each(before, (k) => signs(before, k).length).some((count) => (count as number) > 1)) return 'not Dale';
    return each(before, (k) => signs(matrix, k).every((sign) => sign === (signs(before, k)[0] ?? 1)));
  },
  'outgoing weights of every neuron': (matrix, before) =>
    isSymmetric(before) ? 'shared' : each(matrix, (k) => sorted(line(matrix, k, 'column'))),
  'incoming weights of every neuron': (matrix, before) =>
    isSymmetric(before) ? 'shared' : each(matrix, (k) => sorted(line(matrix, k, 'row'))),
  symmetry: (matrix, before) => !isSymmetric(before) || isSymmetric(matrix),
  eigenvalues: spectrum,
  'set of degrees': (matrix) =>
    each(matrix, (k) => `${line(matrix, k, 'row').length} ${line(matrix, k, 'column').length}`).sort(),
};

const cases: [MatrixControlName, Keep][] = [
  ['random', 'both'],
  ['rewired', 'both'],
  ['rewired', 'out'],
  ['rewired', 'in'],
  ['shuffled', 'both'],
  ['permuted', 'both'],
  ['transposed', 'both'],
  ['diagonal', 'both'],
  ['off_diagonal', 'both'],
  ['symmetrised', 'both'],
];
for (const [name, keep] of cases)
  test(`${name}${keep === 'both' ? '' : ` (keep: ${keep})`} preserves what it declares`, () => {
    for (const kind of ['positive', 'signed', 'dale', 'symmetric', 'acyclic'] as const)
      for (const density of [0.05, 0.4])
        for (let seed = 1; seed <= 3; seed++) {
          const before = sample(kind, 24, density, seed);
          const copy = before.values.slice();
          const { matrix, moved } = control(before, { control: name, stream: 'c', keep }, seed);
          assert.deepEqual(before.values, copy, 'the original is left alone');
          for (const preserved of matrixControls[name].preserves(keep)) {
            assert.deepEqual(
              looks[preserved](matrix, before),
              looks[preserved](before, before),
              `${name} of ${kind}, density ${density}: ${preserved}`,
            );
          }
          assert.ok(moved >= 0 && moved <= 1);
          if (matrixControls[name].draws && density === 0.4)
            assert.ok(moved > 0.3, `${name} of ${kind}: ${moved} moved`);
          assert.deepEqual(control(before, { control: name, stream: 'c', keep }, seed).matrix, matrix);
          if (matrixControls[name].draws && density === 0.4)
            assert.notDeepEqual(control(before, { control: name, stream: 'd', keep }, seed).matrix, matrix);
        }
  });

test('random places edges uniformly, and rewired reaches every graph with the degrees', () => {
  const size = 5;
  const values = new Float64Array(25);
  for (const [row, column] of [
    [1, 0],
    [2, 1],
    [3, 2],
  ])
    values[row * size + column] = 1;
  const hits = new Float64Array(25);
  const rounds = 4000;
  for (let seed = 1; seed <= rounds; seed++)
    control({ size, values }, { control: 'random', stream: 'r' }, seed).matrix.values.forEach((value, place) => {
      hits[place] += value;
    });
  hits.forEach((count, place) => {
    const p = place % 6 === 0 ? 0 : 3 / 20;
    assert.ok(
      Math.abs(count / rounds - p) <= 4.5 * Math.sqrt((p * (1 - p)) / rounds),
      `pair ${place}: ${count / rounds}`,
    );
  });
  // A 4 × 4 pairing: 4 sources, 4 targets, one edge each: 24 graphs, equally likely.
  const pairing = new Float64Array(64);
  for (let k = 0; k < 4; k++) pairing[(k + 4) * 8 + k] = 1;
  const seen = new Map<string, number>();
  for (let seed = 1; seed <= 2400; seed++) {
    const graph = control({ size: 8, values: pairing }, { control: 'rewired', stream: 'r' }, seed).matrix.values.join(
      '',
    );
    seen.set(graph, (seen.get(graph) ?? 0) + 1);
  }
  assert.equal(seen.size, 24);
  const chiSquared = [...seen.values()].reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0);
  assert.ok(chiSquared < 60, `χ² = ${chiSquared} on 23 degrees of freedom`); // p < 1e-4 beyond
});

test('a dense matrix cannot be rewired, and the message says what can be done', () => {
  const dense = sample('positive', 20, 1, 1);
  assert.throws(
    () => control(dense, { control: 'rewired', stream: 'c' }, 1),
    (error) => error instanceof ControlError && /100 % of the pairs are connected; use shuffled/.test(error.message),
  );
});

test('a star cannot move, and the share says so', () => {
  const values = new Float64Array(36);
  for (let row = 1; row < 6; row++) values[row * 6] = row;
  const { matrix, moved } = control({ size: 6, values }, { control: 'rewired', stream: 'c' }, 1);
  assert.equal(moved, 0);
  assert.deepEqual(matrix.values, values);
});

test('controls of empty and tiny matrices are themselves', () => {
  for (const size of [0, 1, 2, 3])
    for (const [name, keep] of cases) {
      const empty = { size, values: new Float64Array(size * size) };
      assert.deepEqual(control(empty, { control: name, stream: 'c', keep }, 1), { matrix: empty, moved: 0 });
    }
});
