// Covariances, bulks, transients and extremes of matrices whose answer is known.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  denseOperator,
  drawMatrix,
  eigenvaluesOf,
  type Matrix,
  type MatrixProgram,
  type SpectrumScale,
  ScalingError,
  scaleSpectrum,
  similar,
  sparse,
  sparseOperator,
} from '../../engine/connectivity/index.ts';
import { stream } from '../../engine/random/index.ts';
import {
  arnoldi,
  bulkOf,
  chainSpectrum,
  covariance,
  covarianceSpectrum,
  departureFromNormality,
  fitExponent,
  lanczos,
  predictSpectrum,
  randomisedSvd,
  transientGain,
  Unstable,
} from '../../engine/spectra/index.ts';
import { kernels } from './kernels-here.ts';
import { near } from '../numbers.ts';

const { algebra } = kernels;
const program = (neurons: number, more: Partial<MatrixProgram> = {}): MatrixProgram => ({
  neurons,
  weights: { distribution: 'normal', parameters: [0, 1] },
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
test('a network that grows without bound, or from step to step, is refused', () => {
  assert.throws(() => covarianceSpectrum(square([1.2, 0], [0, 0.5]), algebra), Unstable);
  assert.throws(() => covarianceSpectrum(square([1, 0.1], [0, 0.5]), algebra), /largest real part/);
  assert.throws(() => chainSpectrum([-20], { step: 0.2 }), /dt is 0.2 tau/);
});
test('a chain in short steps becomes the continuous network', () =>
  near(chainSpectrum([0.5], { step: 1e-7 })[0] / 1e-7, 1, 1e-6));

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

test('departure from normality: none, all, and in between', () => {
  const departure = (matrix: Matrix) => departureFromNormality(matrix, eigenvaluesOf(matrix, algebra));
  near(departure(drawn(20, { symmetric: true })), 0, 1e-6);
  near(departure(square([0, 3], [0, 0])), 1, 1e-12);
  near(departure(square([1, 1], [0, 1])), Math.sqrt(1 / 3), 1e-12);
});
test('transient growth of a feed-forward pair, against its exponential written out', () => {
  for (const weight of [0.5, 4, 20]) {
    let expected = 1;
    for (let t = 0.25; t < 10; t += 0.25) {
      const feed = weight * t,
        // largest eigenvalue of EᵀE, E = ((1, wt), (0, 1))
        stretch = (2 + feed ** 2 + Math.sqrt((2 + feed ** 2) ** 2 - 4)) / 2;
      expected = Math.max(expected, Math.exp(-2 * t) * stretch);
    }
    near(transientGain(square([0, weight], [0, 0]), kernels) / expected, 1, 1e-5);
  }
  assert.equal(transientGain(drawn(10, { symmetric: true }), kernels), 1);
});

test('extremes of a symmetric operator, dense and sparse, are those of all eigenvalues', () => {
  const matrix = drawn(300, { symmetric: true, wire: 0.05 });
  const all = algebra.symmetricEigenvalues(matrix.values, 300);
  for (const operator of [denseOperator(matrix), sparseOperator(sparse(matrix))]) {
    const { largest, smallest } = lanczos(operator, algebra);
    near(largest, all[299], 1e-9 * all[299]);
    near(smallest, all[0], 1e-9 * all[299]);
  }
  near(lanczos(denseOperator(square([3])), algebra).largest, 3, 1e-12);
});
test('outliers of a general operator by Arnoldi’s method', () => {
  const noise = drawn(200, { weights: { distribution: 'normal', parameters: [0, 0.02] } });
  noise.values[1] += 2;
  noise.values[200] -= 2; // a pair near ± 2i
  noise.values[2 * 200 + 2] += 3;
  const all = algebra.eigenvalues(noise.values, 200),
    sorted = Array.from(all.re, (re, i) => [re, all.im[i]]).sort(
      (a, b) => Math.hypot(...(b as [number, number])) - Math.hypot(...(a as [number, number])),
    );
  const found = arnoldi(sparseOperator(sparse(noise)), algebra, { steps: 80 });
  for (let k = 0; k < 3; k++)
    assert.ok(
      sorted.slice(0, 3).some(([re, im]) => Math.hypot(re - found[k][0], im - found[k][1]) < 1e-7),
      `${found[k]}`,
    );
});
test('leading singular values and vectors of a matrix of low rank and of one that falls off', () => {
  const rows = 60,
    columns = 35,
    draws = stream(1, 'svd', 'matrix'),
    rank = 8;
  const left = Float64Array.from({ length: rows * rank }, () => draws.normal()),
    right = Float64Array.from({ length: rank * columns }, () => draws.normal());
  const a = Float64Array.from({ length: rows * columns }, (_, at) => {
    let sum = 0;
    for (let k = 0; k < rank; k++)
      sum += (left[Math.floor(at / columns) * rank + k] * right[k * columns + (at % columns)]) / (k + 1);
    return sum;
  });
  const times = (transposed: boolean) => (block: Float64Array, wide: number) => {
    const out = new Float64Array((transposed ? columns : rows) * wide);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++)
        for (let k = 0; k < wide; k++) {
          if (transposed) out[j * wide + k] += a[i * columns + j] * block[i * wide + k];
          else out[i * wide + k] += a[i * columns + j] * block[j * wide + k];
        }
    return out;
  };
  const found = randomisedSvd({ rows, columns, apply: times(false), applyTransposed: times(true) }, 5, algebra),
    exact = algebra.singularValues(a, rows, columns);
  for (let k = 0; k < 5; k++) {
    near(found.values[k], exact[k], 1e-9 * exact[0]);
    for (let i = 0; i < rows; i++) {
      let sum = 0;
      for (let j = 0; j < columns; j++) sum += a[i * columns + j] * found.right[k * columns + j];
      near(sum, found.values[k] * found.left[k * rows + i], 1e-8 * exact[0]);
    }
  }
});

test('a prediction says what comes out', () => {
  const scale = { kind: 'max', value: 0.999 } as const;
  const predicted = (of: MatrixProgram, to: SpectrumScale | undefined) =>
    predictSpectrum(of, to, algebra, { from: 11, to: 500 });
  const wild = predicted(
    program(2000, { symmetric: true, weights: { distribution: 'uniform', parameters: [-1, 1] } }),
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
  const other = similar(matrix, { seed: 1, stream: 'similar(wild)' });
  const before = eigenvaluesOf(matrix, algebra),
    after = eigenvaluesOf(other, algebra);
  after.re.forEach((re, k) => {
    near(re, before.re[k], 1e-8);
    near(after.im[k], 0, 1e-7);
  });
  assert.ok(departureFromNormality(other, after) > 0.2);
  assert.ok(transientGain(other, kernels) > 1.1);
  near(
    fitExponent(covarianceSpectrum(other, algebra), { from: 11, to: 500 }).alpha,
    fitExponent(covarianceSpectrum(matrix, algebra), { from: 11, to: 500 }).alpha,
    0.1,
  );
});
