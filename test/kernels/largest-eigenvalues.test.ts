// The largest eigenvalues of sparse symmetric matrices, from their synapses, against those of the whole matrices.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outgoingOf, wholeOf } from '../../engine/connectivity/index.ts';
import type { KernelBackend } from '../../engine/kernels/index.ts';
import type { Backend } from '../../engine/learning/index.ts';
import { stream } from '../../engine/random/index.ts';
import { backendsHere } from './problems.ts';

const kernels = (await backendsHere('kernels')) as readonly Backend[] as readonly KernelBackend[];
/** Smaller parts than by default are solved by vectors. */
const fewest = 150;

type Weight = (row: number, column: number) => number;
/** From the weights below and on the diagonal. */
function symmetric(size: number, weight: Weight) {
  const values = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++)
      values[row * size + column] = values[column * size + row] = weight(row, column);
  return outgoingOf({ size, values });
}
const draws = (name: string) => stream(1, 'largest eigenvalues', name);
function random(share: number, scale = 1, mean = 0): Weight {
  const drawn = draws(`random ${share} ${mean}`);
  return (row, column) => (row !== column && drawn.uniform() < share ? scale * (mean + drawn.normal()) : 0);
}
const bits = (value: number): number => (value === 0 ? 0 : (value & 1) + bits(value >> 1));
const torus =
  (side: number): Weight =>
  (row, column) => {
    const apart = [row % side, Math.floor(row / side)].map((at, axis) => {
      const other = axis === 0 ? column % side : Math.floor(column / side),
        distance = Math.abs(at - other);
      return Math.min(distance, side - distance);
    });
    return apart[0] + apart[1] === 1 ? 1 : 0;
  };
/** Copies of one random part, each with its first neuron connected to a hub, which is the last neuron. */
function aroundHub(copies: number, size: number): Weight {
  const part = Array.from({ length: size * size }, () => draws('part').normal()),
    drawn = draws('part');
  for (let at = 0; at < part.length; at++) part[at] = drawn.normal();
  return (row, column) => {
    if (row === copies * size) return column % size === 0 && column < row ? 1 : 0;
    const isOne = Math.floor(row / size) === Math.floor(column / size);
    return isOne ? part[(row % size) * size + (column % size)] : 0;
  };
}
const matrices: Readonly<Record<string, readonly [size: number, weight: Weight, wanted: readonly number[]]>> = {
  random: [400, random(0.05), [1, 2, 24, 25, 50]],
  'random, of large numbers': [300, random(0.1, 1e200), [20]],
  'random, of small numbers': [300, random(0.1, 1e-200), [20]],
  'with a mean': [400, random(0.1, 1, 1), [1, 40]],
  'with eigenvalues far above the others': [
    300,
    (
      (other) => (row, column) =>
        row === 7 && column === 5 ? 3e3 : row === 9 && column === 8 ? 50 : other(row, column)
    )(random(0.1)),
    [1, 3, 30],
  ],
  'all negative': [
    300,
    (
      (other) => (row, column) =>
        row === column ? -50 : other(row, column)
    )(random(0.05)),
    [1, 30],
  ],
  'a path': [300, (row, column) => (row - column === 1 ? 1 : 0), [1, 20, 37]],
  'a ring of neighbours': [400, (row, column) => ([1, 2, 398, 399].includes(row - column) ? 1 : 0), [1, 2, 33]],
  'a torus, whose eigenvalues come in fours and eights': [400, torus(20), [1, 6, 50]],
  'a star: two eigenvalues, and zeros': [400, (row, column) => (column === 0 && row > 0 ? 1 : 0), [1, 2, 50]],
  'a hypercube: ten eigenvalues': [512, (row, column) => (bits(row ^ column) === 1 ? 1 : 0), [1, 11, 47, 64]],
  'all pairs: one eigenvalue many times': [200, (row, column) => (row === column ? 0 : 1), [1, 25]],
  'more copies than a block has vectors': [40 * 10 + 1, aroundHub(40, 10), [1, 40]],
  'a diagonal': [300, (row, column) => (row === column ? Math.sin(row) : 0), [30]],
  nothing: [300, () => 0, [5]],
  'parts, small and large, one of them twice': [
    700,
    ((one, other) => (row, column) => {
      if (row >= 600) return row - column < 3 ? 1 / (1 + row - column) : 0;
      return Math.floor(row / 200) === Math.floor(column / 200) && row < 400
        ? one((row % 200) + 1000 * (column % 200), 0)
        : row >= 400 && column >= 400
          ? other(row, column)
          : 0;
    })(
      (
        (table) => (at: number) =>
          table[at] ?? 0
      )(
        ((drawn) => {
          const table: Record<number, number> = {};
          for (let row = 0; row < 200; row++)
            for (let column = 0; column < row; column++)
              if (drawn.uniform() < 0.1) table[row + 1000 * column] = drawn.normal();
          return table;
        })(draws('twice')),
      ) as Weight,
      random(0.1),
    ),
    [1, 2, 24],
  ],
  tiny: [3, (row, column) => row + column, [1, 3, 10]],
};

/** Solved on every kernel; the others on one. */
const everywhere: ReadonlySet<string> = new Set(['random', 'a star: two eigenvalues, and zeros', 'tiny']);

for (const [name, [size, weight, asked]] of Object.entries(matrices)) {
  const rows = symmetric(size, weight),
    whole = kernels[0].algebra.symmetricEigenvalues(wholeOf(rows), size).reverse(),
    norm = Math.max(Math.abs(whole[0]), Math.abs(whole[size - 1]));
  for (const { name: backend, algebra } of everywhere.has(name) ? kernels : kernels.slice(0, 1))
    test(`${backend}: ${name}`, () => {
      for (const wanted of asked) {
        const found = algebra.largestEigenvalues(rows, wanted, fewest);
        assert.ok(found, `the ${wanted} largest are found`);
        assert.equal(found.length, Math.min(wanted, size));
        found.forEach((value, at) => {
          const off = Math.abs(value - whole[at]);
          assert.ok(off <= 2 * size * Number.EPSILON * norm, `${wanted}: ${at} is ${value}, not ${whole[at]}`);
        });
      }
    });
}

test('what is not worth finding by vectors is left to the whole matrix', () => {
  const [{ algebra }] = kernels,
    rows = symmetric(2100, (row, column) => (row - column === 1 ? 1 : 0));
  assert.equal(algebra.largestEigenvalues(rows, 1000), undefined);
  assert.throws(
    () => algebra.largestEigenvalues({ ...rows, weights: rows.weights.map(() => Number.NaN) }, 1),
    RangeError,
  );
});
