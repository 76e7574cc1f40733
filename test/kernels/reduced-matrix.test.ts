// A symmetric matrix that is reduced: eigenvalues, vectors of the largest, whatever computes them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KernelBackend } from '../../engine/kernels/index.ts';
import { stream } from '../../engine/random/index.ts';
import { openBackend } from '../../runs/execute/backends.ts';
import { close, largest, symmetricOf } from './matrices-alike.ts';
import { backendsHere } from './problems.ts';

const kernels = (await backendsHere('kernels')) as unknown as readonly KernelBackend[];

for (const { name: backend, algebra } of kernels) {
  test(`${backend}: the largest eigenvalues with their vectors are those among all`, () => {
    const draws = stream(1, 'algebra', 'leading');
    const kinds: readonly (readonly [n: number, wanted: number, weight: (i: number, j: number) => number])[] = [
      [150, 30, () => draws.normal()],
      [150, 150, () => draws.normal()],
      [200, 200, (i, j) => (i === j ? i : 0)],
      [100, 100, (i, j) => Number(i === j)],
      [100, 100, (i, j) => i * j],
      [100, 100, () => 0],
      [120, 120, (i, j) => (i === j ? 0 : Number(Math.floor(i / 10) === Math.floor(j / 10)))],
      [10, 10, () => draws.normal()],
      [10, 0, () => draws.normal()],
      [1, 1, () => 3],
      [2, 2, () => draws.normal()],
      [12, 3, () => draws.normal()],
      [49, 12, () => draws.normal()],
      [98, 24, () => draws.normal()],
      [433, 100, () => draws.normal()],
      [306, 70, (i, j) => (i === j ? 1 : 0.1 * Number(Math.floor(i / 3) === Math.floor(j / 3)))], // each three times
      [300, 75, () => 1e-300 * draws.normal()],
      [300, 300, (i, j) => (i === j ? 5 : 1)], // one, and 299 that are the same
      [400, 33, (i, j) => 10 ** (-0.05 * (i + j)) * draws.normal()],
    ];
    for (const [n, wanted, weight] of kinds) {
      const matrix = symmetricOf(n, weight),
        all = algebra.symmetricEigenvalues(matrix, n).reverse(),
        found = algebra.leadingEigenvectors(matrix, n, wanted),
        scale = Math.max(largest(all), 1e-300);
      close(found.values, all.slice(0, wanted), 1e-13, scale);
      assert.equal(found.vectors.length, wanted * n);
      for (let k = 0; k < wanted; k++) {
        const v = found.vectors.subarray(k * n, (k + 1) * n),
          along = (other: Float64Array) => v.reduce((sum, value, i) => sum + value * other[i], 0);
        for (let i = 0; i < n; i++) {
          const left = along(matrix.subarray(i * n, (i + 1) * n)) - found.values[k] * v[i];
          assert.ok(Math.abs(left) < 1e-12 * scale + 1e-300, `${n}, ${k}: ${left}`);
        }
        for (let j = 0; j <= k; j++)
          assert.ok(Math.abs(along(found.vectors.subarray(j * n, (j + 1) * n)) - Number(j === k)) < 1e-12);
      }
    }
  });
  test(`${backend}: a reduced matrix gives vectors as often as it is asked, and says how far it is`, () => {
    const draws = stream(1, 'algebra', 'reduced'),
      n = 500,
      matrix = symmetricOf(n, () => draws.normal()),
      told: number[] = [],
      reduced = algebra.reduced(matrix, n, (done) => told.push(done));
    assert.deepEqual(reduced.values.toReversed(), algebra.symmetricEigenvalues(matrix, n));
    const [few, more] = [20, 125].map((wanted) => reduced.leading(wanted, (done) => told.push(done)));
    close(few!.vectors, more!.vectors.subarray(0, 20 * n), 1e-11);
    assert.ok(told.length > 6 && told.every((done) => done >= 0 && done <= 1));
    reduced.release();
    assert.throws(() => reduced.leading(3), /after its release/);
  });
}

test('however many threads compute, what is large has the same bits', async () => {
  const draws = stream(1, 'algebra', 'threads'),
    n = 500,
    columns = 700,
    matrix = symmetricOf(n, () => draws.normal()),
    values = Float32Array.from({ length: n * columns }, () => draws.normal());
  for (const { name } of kernels.filter((backend) => backend.name.startsWith('native'))) {
    const [expected, ...others] = await Promise.all(
      [1, 2, 3, 5].map(async (threads) => {
        const { algebra, product, summed } = (await openBackend(name, threads)) as KernelBackend,
          reduced = algebra.reduced(matrix, n),
          own = summed(n, n),
          doubled = summed(n, n);
        own.addOwn(values, columns);
        doubled.addOwn(values, columns);
        return [
          reduced.values,
          reduced.leading(90)!.vectors,
          doubled.reduced(0.5).values,
          algebra.gram(Float64Array.from(values), n, columns),
          own.ended(),
          product(values, values, n, columns, n),
        ];
      }),
    );
    for (const other of others) assert.deepEqual(other, expected, name);
  }
});

test('a product that takes several turns is the whole product', async () => {
  const { name } = kernels.at(-1)!,
    n = 2100,
    depth = 2000,
    draws = stream(1, 'algebra', 'turns'),
    values = Float32Array.from({ length: n * depth }, () => draws.uniform() - 0.5);
  const [one, two] = await Promise.all(
    [1, 2].map(async (threads) => {
      const sums = ((await openBackend(name, threads)) as KernelBackend).summed(n, n);
      sums.addOwn(values, depth);
      return sums.ended();
    }),
  );
  for (let i = 0; i < n; i += 99)
    for (let j = i; j < n; j += 53) {
      let sum = 0;
      for (let t = 0; t < depth; t++) sum += values[i * depth + t] * values[j * depth + t];
      assert.ok(Math.abs(one[i * n + j] - sum) < 1e-3 && one[i * n + j] === two[i * n + j], `${i}, ${j}`);
    }
});
