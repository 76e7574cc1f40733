// Covariances, bulks and transients of matrices whose answer is known.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  drawMatrix,
  eigenvaluesOf,
  largestModulus,
  type Matrix,
  type MatrixProgram,
  type SpectrumScale,
  ScalingError,
  scaleSpectrum,
  similar,
} from '../../engine/connectivity/index.ts';
import {
  bulkOf,
  covariance,
  covarianceSpectrum,
  departureFromNormality,
  fitExponent,
  predictSpectrum,
  transientGain,
  Unstable,
  varianceOfModes,
} from '../../engine/spectra/index.ts';
import { stream } from '../../engine/random/index.ts';
import { kernels } from './kernels-here.ts';
import { near } from '../numbers.ts';

const { algebra } = kernels;
const program = (neurons: number, more: Partial<MatrixProgram> = {}): MatrixProgram => ({
  neurons,
  weights: { distribution: 'normal', takes: { mean: 0, deviation: 1 } },
  symmetric: false,
  centred: false,
  positive: false,
  autapses: false,
  ...more,
});
const drawn = (neurons: number, more: Partial<MatrixProgram> = {}, seed = 1): Matrix =>
  drawMatrix(program(neurons, more), { seed, stream: 'test' }).matrix;
const square = (...rows: readonly (readonly number[])[]): Matrix => ({
  size: rows.length,
  values: Float64Array.from(rows.flat()),
});

test('a symmetric network has the covariance ½ (1 − W)⁻¹, by eigenvalues and by Lyapunov’s equation alike', () => {
  const { matrix } = scaleSpectrum(drawn(40, { symmetric: true }), { kind: 'max', value: 0.9 }, algebra);
  const s = covariance(matrix, algebra),
    n = 40;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += 2 * s[i * n + k] * (Number(k === j) - matrix.values[k * n + j]);
      near(sum, Number(i === j), 1e-11);
    }
  const direct = algebra.symmetricEigenvalues(s, n).reverse();
  covarianceSpectrum(matrix, algebra).forEach((value, k) => {
    near(value, direct[k], 1e-10 * direct[0]);
  });
});
const dense = (n: number, seed: number): number[][] => {
  const { values } = drawn(n, {}, seed);
  return Array.from({ length: n }, (_, i) => Array.from(values.subarray(i * n, (i + 1) * n)));
};
/** Orthonormal rows of a drawn matrix (Gram & Schmidt, twice). */
function orthonormal(n: number, seed: number): number[][] {
  const rows = dense(n, seed);
  for (const _ of [1, 2])
    rows.forEach((row, i) => {
      for (const other of rows.slice(0, i)) {
        const along = row.reduce((sum, value, k) => sum + value * other[k], 0);
        row.forEach((value, k) => {
          row[k] = value - along * other[k];
        });
      }
      const length = Math.hypot(...row);
      row.forEach((value, k) => {
        row[k] = value / length;
      });
    });
  return rows;
}
test('what rounding makes of eigenvalues of 0 is no scale of a spectrum', () => {
  const kinds: Record<string, (n: number) => Matrix> = {
    skew: (n) => square(...dense(n, 2).map((row, i, all) => row.map((value, j) => value - all[j][i]))),
    outer: (n) =>
      square(...Array.from({ length: n }, (_, i) => new Array<number>(n).fill(i < n - 1 ? i + 1 : (-n * (n - 1)) / 2))),
    hidden(n) {
      const q = orthonormal(n, 3),
        b = dense(n, 4).map((row, i) => row.map((value, j) => (j > i ? value : 0)));
      return square(
        ...q.map((left) =>
          q.map((right) =>
            b.reduce((sum, row, i) => sum + left[i] * row.reduce((inner, value, j) => inner + value * right[j], 0), 0),
          ),
        ),
      );
    },
  };
  for (const n of [4, 8, 20]) {
    assert.throws(() => scaleSpectrum(kinds.skew(n), { kind: 'max', value: 0.99 }, algebra), /imaginary/, `skew ${n}`);
    near(largestModulus(scaleSpectrum(kinds.skew(n), { kind: 'radius', value: 0.99 }, algebra)), 0.99, 1e-9);
    for (const hidden of ['outer', 'hidden'])
      for (const kind of ['radius', 'max'] as const)
        assert.throws(
          () => scaleSpectrum(kinds[hidden](n), { kind, value: 0.99 }, algebra),
          ScalingError,
          `${hidden} ${n}`,
        );
  }
  // Far from normal, and not nilpotent: a chain that is closed by a weak weight.
  const chain = Array.from({ length: 12 }, (_, i) => Array.from({ length: 12 }, (__, j) => Number(j === i + 1)));
  chain[11][0] = 0.01;
  near(largestModulus(scaleSpectrum(square(...chain), { kind: 'radius', value: 0.9 }, algebra)), 0.9, 1e-9);
});
test('a network that grows without bound is refused', () => {
  assert.throws(() => covarianceSpectrum(square([1.2, 0], [0, 0.5]), algebra), Unstable);
  assert.throws(() => varianceOfModes([0.2, 1.4, 13]), { name: 'Unstable', message: /is 13: activity grows/ });
  assert.throws(() => covarianceSpectrum(square([1, 0.1], [0, 0.5]), algebra), /largest real part/);
  // of several eigenvalues beyond 1 it is the largest
  assert.throws(() => covarianceSpectrum(square([1.5, 0], [0, 13]), algebra), /eigenvalue is 13:/);
});

test('spectra are scaled by the largest real part or modulus; a nilpotent matrix is refused', () => {
  const turning = square([0, -2], [2, 0.5]);
  near(scaleSpectrum(turning, { kind: 'max', value: 0.5 }, algebra).re[0], 0.5, 1e-12);
  const { re, im } = scaleSpectrum(turning, { kind: 'radius', value: 0.5 }, algebra);
  near(Math.hypot(re[0], im[0]), 0.5, 1e-12);
  assert.throws(() => scaleSpectrum(square([0, 1], [0, 0]), { kind: 'radius', value: 1 }, algebra), ScalingError);
  assert.throws(
    () => scaleSpectrum(square([-1, 0], [0, -2]), { kind: 'max', value: 1 }, algebra),
    /positive real part/,
  );
});

for (const { name, more, radius } of [
  { name: 'circular law', more: {}, radius: Math.sqrt(400) },
  { name: 'semicircle', more: { symmetric: true }, radius: 2 * Math.sqrt(400) },
  {
    name: 'ellipse',
    more: { asymmetric: { construction: 'elliptic', correlation: 0.5 } },
    radius: 1.5 * Math.sqrt(400),
  },
] as const)
  test(`the bulk of a random matrix, and an outlier beyond it: ${name}`, () => {
    const matrix = drawn(400, more);
    const plain = bulkOf(matrix, eigenvaluesOf(matrix, algebra));
    near(plain.radius / radius, 1, 0.04);
    assert.equal(plain.outliers.length, 0);
    const shifted = { size: 400, values: matrix.values.map((weight) => weight + (4 * radius) / 400) };
    const { outliers } = bulkOf(shifted, eigenvaluesOf(shifted, algebra));
    assert.equal(outliers.length, 1);
    near(outliers[0][0] / (4 * radius), 1, 0.1);
  });

test('weights that are all alike have no bulk', () => {
  for (const n of [30, 301]) {
    const matrix = { size: n, values: new Float64Array(n * n).fill(-0.99 / n) };
    assert.deepEqual(bulkOf(matrix, eigenvaluesOf(matrix, algebra)), { radius: 0, outliers: [] });
  }
});

test('departure from normality: none, all, and in between', () => {
  const departure = (matrix: Matrix) => departureFromNormality(matrix, eigenvaluesOf(matrix, algebra));
  near(departure(drawn(20, { symmetric: true })), 0, 1e-6);
  near(departure(square([0, 3], [0, 0])), 1, 1e-12);
  near(departure(square([1, 1], [0, 1])), Math.sqrt(1 / 3), 1e-12);
});
test('transient growth of a feed-forward pair, against its exponential written out', () => {
  for (const weight of [0.5, 4, 20])
    near(gainOf(square([0, weight], [0, 0])) / gainOfPair(weight), 1, 0.004, `weight ${weight}:`);
  assert.equal(gainOf(scaleSpectrum(drawn(10, { symmetric: true }), { kind: 'max', value: 0.9 }, algebra).matrix), 1);
});
function gainOfPair(weight: number): number {
  let gain = 1;
  for (let t = 0; t < 10; t += 0.001) {
    const feed = weight * t,
      // largest eigenvalue of EᵀE, E = ((1, wt), (0, 1))
      stretch = (2 + feed ** 2 + Math.sqrt((2 + feed ** 2) ** 2 - 4)) / 2;
    gain = Math.max(gain, Math.exp(-2 * t) * stretch);
  }
  return gain;
}
/** H B Hᵀ: B of four neurons in a basis of which one direction is that of equal activity. */
function turnedByHadamard(...b: readonly (readonly number[])[]): Matrix {
  const h = [
    [1, 1, 1, 1],
    [1, -1, 1, -1],
    [1, 1, -1, -1],
    [1, -1, -1, 1],
  ].map((row) => row.map((value) => value / 2));
  const times = (x: readonly (readonly number[])[], y: readonly (readonly number[])[]) =>
    x.map((row) => y[0].map((_, j) => row.reduce((sum, value, k) => sum + value * y[k][j], 0)));
  return square(...times(times(h, b), h));
}
const gainOf = (matrix: Matrix): number => transientGain(matrix, eigenvaluesOf(matrix, algebra).re[0], kernels);
test('transient growth near criticality, hidden from equal activity, or after a faster one (scipy.linalg.expm)', () => {
  const slow = square([0.99, 1, 0], [0, 0.99, 1], [0, 0, 0.99]);
  near(gainOf(slow) / 7_327_721, 1, 1e-3);
  for (const [g, expected] of [
    [2, 21.29],
    [4, 309.6],
    [8, 4838.9],
  ])
    near(gainOf(turnedByHadamard([0, 0, 0, 0], [0, 0.5, g, 0], [0, 0, 0.5, g], [0, 0, 0, 0.5])) / expected, 1, 2e-3);
  // A fast pair whose peak has long gone when the slow three begin to grow.
  const both = square(
    [0, 4, 0, 0, 0],
    [0, 0, 0, 0, 0],
    [0, 0, 0.99, 0.05, 0],
    [0, 0, 0, 0.99, 0.05],
    [0, 0, 0, 0, 0.99],
  );
  const only = (t: number): number => {
    const [a, b] = [0.05 * t, (0.05 * t) ** 2 / 2];
    const e = [1, a, b, 0, 1, a, 0, 0, 1].map((value) => value * Math.exp(-0.01 * t));
    const gram = Float64Array.from({ length: 9 }, (_, at) =>
      [0, 1, 2].reduce((sum, k) => sum + e[3 * k + Math.floor(at / 3)] * e[3 * k + (at % 3)], 0),
    );
    return algebra.symmetricEigenvalues(gram, 3)[2];
  };
  const later = Math.max(...Array.from({ length: 4000 }, (_, t) => only(t / 8)));
  assert.equal(later > 2 * gainOfPair(4), true, `${later}`);
  near(gainOf(both) / Math.max(later, gainOfPair(4)), 1, 2e-3);
  // An oscillation of 20 radians a time constant, whose peak is at its first quarter turn.
  const [across, back] = [80, 5],
    turned = (t: number): number => {
      const [sin, cos] = [Math.sin(20 * t), Math.cos(20 * t)],
        [a, b] = [(across / 20) * sin, (back / 20) * sin],
        square = 2 * cos * cos + a * a + b * b;
      // the determinant of the turn is 1
      return Math.exp(-0.2 * t) * ((square + Math.sqrt(square * square - 4)) / 2);
    };
  const expected = Math.max(...Array.from({ length: 2000 }, (_, t) => turned(t / 10_000)));
  near(gainOf(square([0.9, -across], [back, 0.9])) / expected, 1, 2e-3);
  assert.throws(() => gainOf(square([1.1, 1], [0, 0.5])), /grows for ever/);
});

test('a prediction says what comes out', () => {
  const scale = { kind: 'max', value: 0.999 } as const;
  const predicted = (of: MatrixProgram, to: SpectrumScale | undefined) =>
    predictSpectrum(of, to, algebra, { from: 11, to: 500 });
  const wild = predicted(
    program(2000, { symmetric: true, weights: { distribution: 'uniform', takes: { low: -1, high: 1 } } }),
    scale,
  );
  assert.equal(wild.method, 'semicircle');
  near(wild.exponent!.value, 0.702, 0.03);
  near(wild.gap, 0.001, 1e-9);
  const free = predicted(program(1000), scale);
  assert.deepEqual([free.method, free.neurons], ['reduced', 300]);
  near(free.exponent!.value, 1.21, 0.25); // the study: 1.212 ± 0.096
  const thin = predicted(program(400, { symmetric: true, wire: 0.05, centred: true, weights: { constant: 1 } }), scale);
  assert.equal(thin.method, 'drawn');
  assert.ok(thin.exponent!.value > 0.6 && thin.exponent!.value < 0.8);
  assert.equal(predicted(program(100, { symmetric: true }), { kind: 'max', value: 1.2 }).exponent, undefined);
});

test('the counter-example: a similar matrix has the same real spectrum and is neither symmetric nor normal', () => {
  const { matrix } = scaleSpectrum(drawn(300, { symmetric: true }), { kind: 'max', value: 0.999 }, algebra);
  const other = similar(matrix, 0.3, stream(1, 'similar(wild)', 'similar'));
  const before = eigenvaluesOf(matrix, algebra),
    after = eigenvaluesOf(other, algebra);
  after.re.forEach((re, k) => {
    near(re, before.re[k], 1e-8);
    near(after.im[k], 0, 1e-7);
  });
  assert.ok(departureFromNormality(other, after) > 0.2);
  assert.ok(transientGain(other, after.re[0], kernels) > 1.1);
  near(
    fitExponent(covarianceSpectrum(other, algebra), { from: 11, to: 500 }).alpha,
    fitExponent(covarianceSpectrum(matrix, algebra), { from: 11, to: 500 }).alpha,
    0.1,
  );
});

test('values that are rounding of the largest are not fitted', () => {
  const values = Array.from({ length: 40 }, (_, k) => (k < 5 ? 1 / (k + 1) : 1e-16 / (k + 1)));
  near(fitExponent(values, { from: 1, to: 20 }).alpha, 1, 1e-12);
  assert.equal(fitExponent(values, { from: 1, to: 20 }).to, 5);
  assert.throws(() => fitExponent(values, { from: 11, to: 500 }), /hold 0 values above 0 and above rounding/);
});
