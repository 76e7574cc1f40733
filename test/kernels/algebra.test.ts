// Linear algebra against what LAPACK says (lapack.json, written by lapack.py), on every kernel that runs here.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { KernelBackend } from '../../engine/kernels/index.ts';
import type { Backend } from '../../engine/learning/index.ts';
import { stream } from '../../engine/random/index.ts';
import { close, largest, symmetricOf } from './matrices-alike.ts';
import { backendsHere } from './problems.ts';

interface Square {
  readonly name: string;
  readonly n: number;
  readonly matrix: number[];
  readonly symmetric: number[];
  readonly re: number[];
  readonly im: number[];
  readonly singular: number[];
}
const golden = JSON.parse(readFileSync(new URL('lapack.json', import.meta.url), 'utf8')) as {
  readonly square: readonly Square[];
  readonly lyapunov: readonly {
    readonly n: number;
    readonly a: number[];
    readonly c: number[];
    readonly x: number[];
  }[];
  readonly tall: {
    readonly rows: number;
    readonly columns: number;
    readonly matrix: number[];
    readonly singular: number[];
  };
};
/**
 * Eigenvalues of these move by a root of the rounding error (defective), or are that far from LAPACK's for the same
 * reason.
 */
const illConditioned: Readonly<Record<string, number>> = { 'Jordan block': 1e-1, nilpotent: 1e-1 };

const kernels = (await backendsHere('kernels')) as readonly Backend[] as readonly KernelBackend[];
const symmetrised = ({ n, matrix }: Square) =>
  Float64Array.from(matrix, (value, place) => (value + matrix[(place % n) * n + Math.floor(place / n)]) / 2);

for (const { name: backend, algebra } of kernels) {
  for (const square of golden.square) {
    const { name, n, matrix, symmetric, re, im, singular } = square,
      whole = Float64Array.from(matrix);
    test(`${backend}: ${name}`, () => {
      close(algebra.symmetricEigenvalues(symmetrised(square), n), symmetric, 1e-13);
      close(algebra.singularValues(whole, n, n), singular, 1e-13);
      const found = algebra.eigenvalues(whole, n),
        scale = largest([...re, ...im]) || 1,
        tolerance = illConditioned[name] ?? 1e-11;
      const left = re.map((value, i) => [value, im[i]]);
      found.re.forEach((value, i) => {
        const nearest = left.reduce(
          (best, [a, b], j) =>
            Math.hypot(a - value, b - found.im[i]) < Math.hypot(left[best][0] - value, left[best][1] - found.im[i])
              ? j
              : best,
          0,
        );
        const [[a, b]] = left.splice(nearest, 1);
        assert.ok(
          Math.abs(a - value) <= tolerance * scale && Math.abs(b - found.im[i]) <= tolerance * scale,
          `${value} + ${found.im[i]}i, not ${a} + ${b}i`,
        );
      });
      const vectors = algebra.symmetricEigenvectors(symmetrised(square), n);
      close(vectors.values, symmetric, 1e-13);
      checkVectors(symmetrised(square), n, vectors, 1e-13 * (largest(symmetric) || 1));
      assert.deepEqual(whole, Float64Array.from(matrix), 'the matrix stays as it was');
    });
  }
  for (const { n, a, c, x } of golden.lyapunov)
    test(`${backend}: Lyapunov's equation, ${n} × ${n}`, () =>
      close(algebra.lyapunov(Float64Array.from(a), Float64Array.from(c), n), x, 1e-12));
  test(`${backend}: singular values of a tall and of a wide matrix`, () => {
    const { rows, columns, matrix, singular } = golden.tall;
    const wide = Float64Array.from(
      { length: rows * columns },
      (_, place) => matrix[(place % rows) * columns + Math.floor(place / rows)],
    );
    close(algebra.singularValues(Float64Array.from(matrix), rows, columns), singular, 1e-13);
    close(algebra.singularValues(wide, columns, rows), singular, 1e-13);
  });
  test(`${backend}: a tridiagonal matrix`, () => {
    for (const n of [1, 2, 40]) {
      const draws = stream(1, 'algebra', 'tridiagonal', n),
        diagonal = Float64Array.from({ length: n }, () => draws.normal()),
        beside = Float64Array.from({ length: n }, () => draws.normal());
      const whole = new Float64Array(n * n);
      for (let i = 0; i < n; i++) {
        whole[i * n + i] = diagonal[i];
        if (i + 1 < n) whole[i * n + i + 1] = whole[(i + 1) * n + i] = beside[i];
      }
      close(algebra.tridiagonalEigenvalues(diagonal, beside), algebra.symmetricEigenvalues(whole, n), 1e-13);
    }
  });
  test(`${backend}: sizes across the blocks, by what must hold`, () => {
    for (const n of [31, 32, 33, 97]) {
      const draws = stream(1, 'algebra', 'matrix', n),
        matrix = Float64Array.from({ length: n * n }, () => draws.normal());
      const symmetric = Float64Array.from(
        matrix,
        (value, place) => value + matrix[(place % n) * n + Math.floor(place / n)],
      );
      const found = algebra.symmetricEigenvectors(symmetric, n),
        scale = largest(found.values);
      checkVectors(symmetric, n, found, 1e-13 * n * scale);
      close(algebra.symmetricEigenvalues(symmetric, n), found.values, 1e-13 * n);
      const general = algebra.eigenvalues(matrix, n);
      const trace = Array.from({ length: n }, (_, i) => matrix[i * n + i]).reduce((sum, value) => sum + value, 0);
      assert.ok(Math.abs(general.re.reduce((sum, value) => sum + value, 0) - trace) < 1e-11 * n);
      const squares = algebra.singularValues(matrix, n, n).reduce((sum, value) => sum + value ** 2, 0);
      assert.ok(Math.abs(squares / matrix.reduce((sum, value) => sum + value ** 2, 0) - 1) < 1e-12);
      const stable = matrix.map((value, place) => value / Math.sqrt(n) - (place % (n + 1) === 0 ? 2 : 0));
      const x = algebra.lyapunov(stable, symmetric, n);
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j += 7) {
          let sum = symmetric[i * n + j];
          for (let k = 0; k < n; k++) sum += stable[i * n + k] * x[k * n + j] + x[i * n + k] * stable[j * n + k];
          assert.ok(Math.abs(sum) < 1e-12 * n * largest(x));
        }
    }
  });
  test(`${backend}: eigenvalues through a band are those that are found with their vectors`, () => {
    const draws = stream(1, 'algebra', 'band');
    const kinds: readonly (readonly [name: string, n: number, weight: (i: number, j: number) => number])[] = [
      ['random', 256, () => draws.normal()],
      ['random, one more than whole blocks', 433, () => draws.normal()],
      ['random, a last panel of two', 306, () => draws.normal()],
      ['sparse', 300, () => (draws.uniform() < 0.02 ? 1 : 0)],
      ['diagonal', 260, (i, j) => (i === j ? i - 100 : 0)],
      ['zero', 257, () => 0],
      ['of rank one', 257, (i, j) => (i - 3) * (j - 3)],
      ['small', 257, () => 1e-300 * draws.normal()],
      ['all to all', 300, (i, j) => Number(i !== j)],
      ['two groups', 513, (i, j) => (i === j ? 0 : Math.floor(i / 150) === Math.floor(j / 150) ? 0.3 : 0.02)],
      ['bipartite', 300, (i, j) => Number(i < 150 !== j < 150)],
      ['between groups of ten', 400, (i, j) => Number(Math.floor(i / 10) !== Math.floor(j / 10))],
      ['the smaller of two', 300, (i, j) => Math.min(i, j)],
      ['graded', 257, (i, j) => 10 ** (-0.05 * (i + j)) * draws.normal()],
    ];
    for (const [name, n, weight] of kinds) {
      const matrix = symmetricOf(n, weight),
        copy = matrix.slice(),
        { values } = algebra.symmetricEigenvectors(matrix, n);
      close(algebra.symmetricEigenvalues(matrix, n), values, 5e-14, largest(values));
      assert.deepEqual(matrix, copy, `${name} stays as it was`);
    }
  });
  test(`${backend}: the upper triangle of M Mᵀ`, () => {
    const draws = stream(1, 'algebra', 'gram');
    for (const [rows, columns] of [
      [1, 1],
      [7, 300],
      [60, 20],
    ]) {
      const matrix = Float64Array.from({ length: rows * columns }, () => draws.normal()),
        product = algebra.gram(matrix, rows, columns);
      for (let i = 0; i < rows; i++)
        for (let j = i; j < rows; j++) {
          let sum = 0;
          for (let k = 0; k < columns; k++) sum += matrix[i * columns + k] * matrix[j * columns + k];
          assert.ok(Math.abs(product[i * rows + j] - sum) < 1e-12 * columns);
        }
    }
  });
  test(`${backend}: triangles of rows by reflections and by products have the products of the rows`, () => {
    for (const [pivots, columns, count] of [
      [1, 1, 3],
      [7, 9, 200],
      [26, 61, 128],
      [49, 50, 301],
    ]) {
      const draws = stream(pivots, 'test', 'rows'),
        rows = Array.from({ length: count }, () => Float64Array.from({ length: columns }, () => draws.normal())),
        reflected = algebra.triangle(pivots, columns),
        multiplied = algebra.productTriangle(pivots, columns);
      for (const row of rows) {
        reflected.row().set(row);
        multiplied.row().set(row);
      }
      const products = (i: number, j: number) => rows.reduce((sum, row) => sum + row[i] * row[j], 0);
      const { triangle, squares } = multiplied.values() ?? { triangle: new Float64Array(0), squares: [] };
      for (const r of [reflected.values(), triangle])
        for (let i = 0; i < pivots; i++)
          for (let j = i; j < columns; j++) {
            let sum = 0;
            for (let k = 0; k <= i; k++) sum += r[k * columns + i] * r[k * columns + j];
            assert.equal(Math.abs(sum - products(i, j)) < 1e-11 * count, true, `${i}, ${j}`);
          }
      for (let j = 0; j < pivots; j++) assert.equal(Math.abs(squares[j] - products(j, j)) < 1e-11 * count, true);
      reflected.release();
      multiplied.release();
    }
    const dependent = algebra.productTriangle(2, 3);
    for (let k = 0; k < 5; k++) dependent.row().set([k, 0, 1]);
    assert.equal(dependent.values(), undefined);
    dependent.release();
  });
  test(`${backend}: what is refused, and what is empty`, () => {
    assert.throws(
      () => algebra.eigenvalues(Float64Array.of(1, 2, Number.NaN, 4), 2),
      /row 2, column 1 of the matrix is NaN/,
    );
    assert.throws(() => algebra.eigenvalues(Float64Array.of(0, 1e-320, 1e-320, 0), 2), /largest number .* is 1e-320/);
    assert.throws(() => algebra.symmetricEigenvalues(new Float64Array(5), 2), /2 × 2 has 4 numbers, not 5/);
    assert.equal(algebra.symmetricEigenvalues(new Float64Array(0), 0).length, 0);
    assert.equal(algebra.singularValues(new Float64Array(0), 3, 0).length, 0);
  });
}

/** Rows of unit length, at right angles, that the matrix stretches by their values. */
function checkVectors(
  matrix: Float64Array,
  n: number,
  { values, vectors }: { readonly values: Float64Array; readonly vectors: Float64Array },
  tolerance: number,
): void {
  const row = (i: number) => vectors.subarray(i * n, (i + 1) * n);
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++)
      assert.ok(Math.abs(dot(row(i), row(j)) - Number(i === j)) < 1e-12, `vectors ${i} and ${j}`);
    for (let k = 0; k < n; k++)
      assert.ok(
        Math.abs(dot(matrix.subarray(k * n, (k + 1) * n), row(i)) - values[i] * row(i)[k]) <= tolerance,
        `vector ${i}`,
      );
  }
}

test('the smallest numbers that have all digits have eigenvalues; what has lost some is refused', () => {
  for (const { algebra } of kernels) {
    for (const tiny of [2 ** -1022, 1e-300])
      assert.deepEqual([...algebra.eigenvalues(Float64Array.of(2 * tiny, 0, 0, tiny), 2).re], [2 * tiny, tiny]);
    assert.throws(() => algebra.eigenvalues(Float64Array.of(5e-324), 1), /digits are lost/);
  }
});
