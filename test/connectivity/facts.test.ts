import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  degrees,
  eigenvaluesOf,
  facts,
  type Matrix,
  rank,
  spectralRadius,
  unitRows,
} from '../../engine/connectivity/index.ts';
import { stream } from '../../engine/random/index.ts';
import { kernels } from '../spectra/kernels-here.ts';
import { oracleEigenvalues, oracleRadius } from './eigenvalue-oracle.ts';

const { algebra } = kernels;
const spectrum = (given: Matrix): [number, number][] => {
  const { re, im } = eigenvaluesOf(given, algebra);
  return Array.from(re, (real, i) => [real, im[i]]);
};

const matrix = (...rows: number[][]): Matrix => ({ size: rows.length, values: Float64Array.from(rows.flat()) });
function random(
  size: number,
  seed: number,
  draw: (draws: ReturnType<typeof stream>, row: number, column: number) => number,
): Matrix {
  const draws = stream(seed, 'test', 'matrix');
  return {
    size,
    values: Float64Array.from({ length: size * size }, (_, place) =>
      draw(draws, Math.floor(place / size), place % size),
    ),
  };
}
const product = (a: Matrix, b: Matrix): Matrix => ({
  size: a.size,
  values: Float64Array.from({ length: a.size ** 2 }, (_, place) => {
    const [row, column] = [Math.floor(place / a.size), place % a.size];
    return Array.from(
      { length: a.size },
      (_entry, k) => a.values[row * a.size + k] * b.values[k * a.size + column],
    ).reduce((sum, value) => sum + value, 0);
  }),
});
const trace = ({ size, values }: Matrix): number =>
  Array.from({ length: size }, (_, i) => values[i * size + i]).reduce((sum, value) => sum + value, 0);

test('eigenvalues of matrices whose eigenvalues are known', () => {
  const cases: [Matrix, [number, number][]][] = [
    [matrix([2]), [[2, 0]]],
    [
      matrix([0, 1], [-1, 0]),
      [
        [0, -1],
        [0, 1],
      ],
    ],
    [
      matrix([2, 1], [1, 2]),
      [
        [1, 0],
        [3, 0],
      ],
    ],
    [
      matrix([0, 0, 1], [1, 0, 0], [0, 1, 0]),
      [
        [-0.5, -Math.sqrt(3) / 2],
        [-0.5, Math.sqrt(3) / 2],
        [1, 0],
      ],
    ],
    [
      matrix([0, 0, 0, -24], [1, 0, 0, 50], [0, 1, 0, -35], [0, 0, 1, 10]),
      [
        [1, 0],
        [2, 0],
        [3, 0],
        [4, 0],
      ],
    ], // companion of (x−1)(x−2)(x−3)(x−4)
    [
      matrix([0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 0]),
      [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    ],
    [
      matrix([5, 7, 0], [0, 5, 0], [1, 1, -2]),
      [
        [-2, 0],
        [5, 0],
        [5, 0],
      ],
    ],
  ];
  for (const [given, expected] of cases) {
    const found = [...spectrum(given)].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    assert.equal(found.length, expected.length);
    const order = [...expected].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    for (const [re, im] of order)
      assert.ok(
        found.some((value) => Math.hypot(value[0] - re, value[1] - im) < 1e-9),
        `${re} + ${im}i in ${JSON.stringify(found)}`,
      );
  }
});

test('eigenvalues sum to the trace, and their squares to the trace of the square; they come in conjugate pairs', () => {
  for (const size of [3, 10, 40, 90])
    for (const density of [0.1, 1]) {
      const given = random(size, size, (draws) => {
        const weight = draws.normal();
        return draws.uniform() < density ? weight : 0;
      });
      const values = spectrum(given);
      assert.equal(values.length, size);
      const sum = (power: (re: number, im: number) => number): number =>
        values.reduce((total, [re, im]) => total + power(re, im), 0);
      const square = product(given, given);
      const scale = size ** 1.5;
      assert.ok(Math.abs(sum((re) => re) - trace(given)) < 1e-11 * scale);
      assert.ok(Math.abs(sum((_re, im) => im)) < 1e-11 * scale);
      assert.ok(Math.abs(sum((re, im) => re * re - im * im) - trace(square)) < 1e-11 * scale * size);
      assert.ok(
        Math.abs(sum((re, im) => re ** 3 - 3 * re * im * im) - trace(product(square, given))) <
          1e-10 * scale * size * size,
      );
      assert.ok(
        Math.abs(spectralRadius(given, algebra) - Math.max(...values.map(([re, im]) => Math.hypot(re, im)))) < 1e-9,
      );
    }
});

test('eigenvalues and the spectral radius are those of a second implementation', () => {
  const close = (found: number, expected: number, scale: number) => Math.abs(found - expected) <= 1e-10 * scale;
  for (const [kind, draw] of Object.entries(laws))
    for (const size of [2, 5, 30, 90]) {
      const given = random(size, size, draw),
        radius = oracleRadius(given),
        rest = [...oracleEigenvalues(given)];
      assert.ok(close(spectralRadius(given, algebra), radius, radius), `${kind}, ${size} neurons`);
      for (const [re, im] of spectrum(given)) {
        const at = rest.findIndex((value) => close(Math.hypot(value[0] - re, value[1] - im), 0, Math.max(1, radius)));
        assert.ok(at >= 0, `${kind}, ${size} neurons: ${re} + ${im}i is not among the others`);
        rest.splice(at, 1);
      }
    }
});
const laws: Record<string, Parameters<typeof random>[2]> = {
  dense: (draws) => draws.normal(),
  sparse: (draws) => (draws.uniform() < 0.1 ? draws.normal() : 0),
  Dale: (draws, _row, column) => draws.uniform() * (column % 5 === 0 ? -4 : 1),
  'non-negative': (draws) => (draws.uniform() < 0.1 ? draws.uniform() : 0),
};

test('a reducible matrix has the eigenvalues of its components: exact zeros, roots of unity', () => {
  // Three cycles of 1, 2 and 3 neurons, each of weight 1, and a chain of 6 between and behind them, in mixed order.
  const size = 12,
    order = stream(3, 'test', 'order').permutation(size),
    values = new Float64Array(size * size);
  const edge = (from: number, to: number, weight: number) => {
    values[order[to] * size + order[from]] = weight;
  };
  const cycles = [[0], [1, 2], [3, 4, 5]];
  for (const cycle of cycles) for (const [k, neuron] of cycle.entries()) edge(neuron, cycle[(k + 1) % cycle.length], 1);
  for (const [from, to] of [
    [0, 6],
    [6, 1],
    [2, 7],
    [7, 8],
    [8, 3],
    [5, 9],
    [9, 10],
    [10, 11],
  ])
    edge(from, to, -1e3);
  const found = spectrum({ size, values });
  assert.equal(found.filter(([re, im]) => re === 0 && im === 0).length, 6);
  const roots = [1, 2, 3].flatMap((n) =>
    Array.from({ length: n }, (_, k) => [Math.cos((2 * Math.PI * k) / n), Math.sin((2 * Math.PI * k) / n)]),
  );
  for (const [re, im] of roots)
    assert.ok(
      found.some((value) => Math.hypot(value[0] - re, value[1] - im) < 1e-15 * size),
      `${re} + ${im}i`,
    );
  assert.ok(Math.abs(spectralRadius({ size, values }, algebra) - 1) < 1e-15 * size);
});

test('the spectral radius of positive matrices is the Perron root, of cycles the geometric mean', () => {
  const cycle = random(7, 1, (_draws, row, column) => (row === (column + 1) % 7 ? 1 + column : 0));
  assert.ok(Math.abs(spectralRadius(cycle, algebra) - 5040 ** (1 / 7)) < 1e-10);
  const dense = random(60, 2, (draws) => draws.uniform());
  assert.ok(
    Math.abs(spectralRadius(dense, algebra) - Math.max(...spectrum(dense).map(([re, im]) => Math.hypot(re, im)))) <
      1e-9,
  );
  assert.ok(Math.abs(spectralRadius(unitRows(dense), algebra) - 1) < 1e-11);
  assert.equal(spectralRadius(matrix([0, 3, 4], [0, 0, 5], [0, 0, 0]), algebra), 0);
  assert.equal(spectralRadius(matrix([-2, 3], [0, 1]), algebra), 2);
});

test(
  'a matrix is nilpotent by structure exactly when its graph has no cycle, and then powers vanish after the ' +
    'longest path',
  () => {
    for (let seed = 1; seed <= 30; seed++) {
      const order = stream(seed, 'test', 'order').permutation(12);
      const acyclic = random(12, seed, (draws, row, column) =>
        order[row] > order[column] && draws.uniform() < 0.25 ? 1 : 0,
      );
      const found = facts(acyclic, algebra);
      assert.equal(found.nilpotent, true);
      assert.equal(found.spectralRadius, 0);
      let power = acyclic;
      for (let n = 1; n < found.longestPath!; n++) power = product(power, acyclic);
      if (found.longestPath! > 0) assert.ok(power.values.some((value) => value > 0));
      assert.ok(product(power, acyclic).values.every((value) => value === 0) || found.longestPath === 0);
      const any = random(12, seed, (draws, row, column) => (row !== column && draws.uniform() < 0.09 ? 1 : 0));
      let powers = any;
      for (let n = 1; n < 12; n++) powers = product(powers, any);
      assert.equal(
        facts(any, algebra).nilpotent,
        powers.values.every((value) => value === 0),
      );
    }
    assert.equal(facts(matrix([1, 0], [0, 0]), algebra).nilpotent, false);
  },
);

test('rank of products, of rounded multiples, of zeros', () => {
  for (const [size, inner] of [
    [6, 2],
    [30, 11],
    [80, 37],
    [80, 80],
  ]) {
    const left = random(size, 1, (draws, _row, column) => (column < inner ? draws.normal() : 0));
    const right = random(size, 2, (draws, row) => (row < inner ? draws.normal() : 0));
    assert.equal(rank(product(left, right)).rank, inner);
  }
  assert.equal(rank(matrix([0, 0], [0, 0])).rank, 0);
  assert.equal(rank(matrix([0.1, 0.3], [0.2, 0.6])).rank, 1);
  assert.equal(rank(matrix([1, 0], [0, 1e-12])).rank, 2);
  assert.equal(rank(random(40, 3, (draws, row, column) => (row === column ? 1 : 0) + 1e-3 * draws.normal())).rank, 40);
  assert.equal(rank(matrix([0, 0, 3], [0, 0, 0], [0, 0, 6])).rank, 1);
});

test('counts', () => {
  const given = matrix([1, 2, 0, 0], [2, 0, 0, 0], [3, 0, 0, 0], [0, 0, 0, 0]);
  assert.deepEqual(degrees(given), {
    edges: 3,
    autapses: 1,
    density: 3 / 12,
    meanDegree: 3 / 4,
    rows: 3,
    columns: 2,
    isolated: 1,
    reciprocity: 2 / 3,
  });
  assert.equal(facts(given, algebra).symmetric, false);
  assert.equal(facts(matrix([1, -2], [-2, 0]), algebra).symmetric, true);
  assert.equal(facts(matrix([1, -2], [-2, 0]), algebra).nonNegative, false);
});

test('unit_rows divides each row by its sum; zero rows stay; signed rows by the sum of magnitudes', () => {
  assert.deepEqual(
    [...unitRows(matrix([1, 3, 0], [0, 0, 0], [-1, 1, 2])).values],
    [0.25, 0.75, 0, 0, 0, 0, -0.25, 0.25, 0.5],
  );
});
