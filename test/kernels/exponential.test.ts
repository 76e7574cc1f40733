// The matrix exponential and its derivative on every kernel that runs here, against a series in 180 binary digits and
// the block form.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KernelBackend, Precision } from '../../engine/kernels/index.ts';
import { stream } from '../../engine/random/index.ts';
import { backendsHere } from './problems.ts';

const draw = (n: number, norm: number, what: string): Float64Array => {
  const draws = stream(1, 'test', what),
    values = Float64Array.from({ length: n * n }, () => draws.normal());
  let largest = 0;
  for (let j = 0; j < n; j++)
    largest = Math.max(
      largest,
      Array.from({ length: n }, (_, i) => Math.abs(values[i * n + j])).reduce((a, b) => a + b),
    );
  return values.map((value) => (value * norm) / largest);
};
/** Columns that sum to 1, of what is made of a normal number at i, j. */
const stochastic = (n: number, of: (value: number, i: number, j: number) => number): Float64Array => {
  const values = draw(n, 2 * n, `stochastic ${n}`).map((value, at) => of(value, Math.floor(at / n), at % n));
  for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[i * n + j];
    for (let i = 0; i < n; i++) values[i * n + j] /= sum || 1;
  }
  return values;
};
const digits = 180n;
const toFixed = (value: number): bigint => {
  // exact: a double is a whole number over a power of 2
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const word = bits.getBigUint64(0),
    exponent = Number((word >> 52n) & 0x7ffn),
    fraction = (word & 0xfffffffffffffn) | (exponent ? 0x10000000000000n : 0n),
    shift = BigInt(Math.max(exponent, 1) - 1075) + digits,
    magnitude = shift >= 0n ? fraction << shift : fraction >> -shift;
  return word >> 63n ? -magnitude : magnitude;
};
/** e^A in fixed point with 180 binary digits: its series, to the last term that is not zero. */
function exactExponential(a: Float64Array, n: number): number[] {
  const A = Array.from(a, toFixed);
  let term = Array.from({ length: n * n }, (_, place) => (place % (n + 1) === 0 ? 1n << digits : 0n));
  const sum = [...term];
  for (let k = 1n; term.some((value) => value !== 0n && value !== -1n); k++) {
    const next = term.map(() => 0n);
    for (let i = 0; i < n; i++)
      for (let l = 0; l < n; l++) for (let j = 0; j < n; j++) next[i * n + j] += term[i * n + l] * A[l * n + j];
    term = next.map((value) => (value >> digits) / k);
    term.forEach((value, place) => {
      sum[place] += value;
    });
  }
  return sum.map((value) => Number(value) / 2 ** Number(digits));
}
const largest = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const differs = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  largest(Array.from(a, (value, place) => value - b[place])) / Math.max(largest(b), 1e-300);

for (const backend of (await backendsHere('kernels')) as KernelBackend[]) {
  const { algebra } = backend;
  const exponential = (matrix: Float64Array, n: number, precision: Precision = 'double'): Float64Array => {
    const made = algebra.exponential(n, precision);
    try {
      return made.of(matrix);
    } finally {
      made.release();
    }
  };
  const gradient = (matrix: Float64Array, cotangent: Float64Array, n: number): Float64Array => {
    const made = algebra.exponential(n, 'double');
    made.of(matrix);
    const found = made.gradient(cotangent);
    made.release();
    return found;
  };
  for (const norm of [1e-8, 1e-3, 0.3, 1.05, 3, 50])
    for (const n of [1, 2, 7, 24])
      test(`${backend.name}: e^A, n = ${n}, norm ${norm}`, () => {
        const a = draw(n, norm, `matrix ${n}`);
        const error = differs(exponential(a, n), exactExponential(a, n));
        assert.equal(error < 2e-14 * Math.max(1, norm), true, `relative error ${error}`);
      });
  for (const norm of [1e-8, 0.5, 1.05, 6, 50])
    for (const n of [3, 31])
      test(`${backend.name}: the gradient is that of the block form, n = ${n}, norm ${norm}`, () => {
        // e^[A E; 0 A] holds the derivative L along E, and <G, L> = <gradient for G, E>.
        const a = draw(n, norm, `matrix ${n}`),
          cotangent = draw(n, 1, `cotangent ${n}`),
          direction = draw(n, 0.7 * norm, `direction ${n}`);
        const block = new Float64Array(4 * n * n);
        for (let i = 0; i < n; i++)
          for (let j = 0; j < n; j++) {
            block[i * 2 * n + j] = block[(i + n) * 2 * n + j + n] = a[i * n + j];
            block[i * 2 * n + j + n] = direction[i * n + j];
          }
        const whole = exponential(block, 2 * n),
          found = gradient(a, cotangent, n);
        let expected = 0,
          along = 0,
          size = 0;
        for (let i = 0; i < n; i++)
          for (let j = 0; j < n; j++) {
            expected += cotangent[i * n + j] * whole[i * 2 * n + j + n];
            size += Math.abs(cotangent[i * n + j] * whole[i * 2 * n + j + n]);
            along += found[i * n + j] * direction[i * n + j];
          }
        assert.equal(Math.abs(along - expected) < 1e-13 * Math.max(1, norm) * size, true, `${along}, not ${expected}`);
      });
  test(`${backend.name}: the gradient is that of differences`, () => {
    const n = 6,
      a = draw(n, 2, 'matrix 6'),
      cotangent = draw(n, 1, 'cotangent 6');
    const value = (matrix: Float64Array) =>
      exponential(matrix, n).reduce((sum, each, place) => sum + each * cotangent[place], 0);
    const found = gradient(a, cotangent, n);
    for (let place = 0; place < n * n; place++) {
      const moved = (by: number) => value(a.map((each, at) => (at === place ? each + by : each)));
      const slope = (moved(1e-5) - moved(-1e-5)) / 2e-5;
      assert.equal(Math.abs(slope - found[place]) < 1e-7, true, `${place}: ${found[place]}, not ${slope}`);
    }
  });
  // squaring loses digits in either precision, in proportion to the norm
  const signedNorm = 6;
  const matrices: Readonly<Record<string, (n: number) => Float64Array>> = {
    'as communicability has them': (n) => stochastic(n, (value) => Math.abs(value)),
    'with columns of zeros': (n) => stochastic(n, (value, _, j) => (j % 3 === 0 ? 0 : Math.abs(value))),
    'with one large number': (n) => stochastic(n, (value, i, j) => (i + j === 0 ? 1e8 : Math.abs(value))),
    'over many orders of magnitude': (n) => stochastic(n, (value) => Math.exp(6 * value)),
    'with a large diagonal': (n) => stochastic(n, (value, i, j) => (i === j ? 200 : Math.abs(value))),
    [`of both signs and norm ${signedNorm}`]: (n) => draw(n, signedNorm, `matrix ${n}`),
    'of zeros': (n) => new Float64Array(n * n),
  };
  for (const [what, made] of Object.entries(matrices))
    test(`${backend.name}: single precision is double precision to 1e-6: a matrix ${what}`, () => {
      for (const n of [1, 2, 3, 5, 17, 33, 312]) {
        const a = made(n),
          within = 1e-6 * (what.includes('both signs') ? signedNorm : 1),
          cotangent = draw(n, 1, `cotangent ${n}`).map((value) => 1e30 * value),
          [single, double] = (['single', 'double'] as const).map((precision) => algebra.exponential(n, precision));
        const errors = [
          differs(single.of(a), double.of(a)),
          differs(single.gradient(cotangent), double.gradient(cotangent)),
        ];
        assert.equal(largest(errors) < within, true, `n = ${n}: ${errors}`);
        for (const each of [single, double]) each.release();
      }
    });
  test(`${backend.name}: one exponential after another is as if each were the first`, () => {
    const n = 19,
      cotangent = draw(n, 1, 'cotangent 19');
    for (const precision of ['single', 'double'] as const) {
      const reused = algebra.exponential(n, precision);
      for (const norm of [0.5, 40, 3]) {
        const a = draw(n, norm, `matrix ${norm}`),
          fresh = algebra.exponential(n, precision);
        assert.deepEqual(reused.of(a), fresh.of(a));
        assert.deepEqual(reused.gradient(cotangent), fresh.gradient(cotangent));
        fresh.release();
      }
      reused.release();
    }
  });
  test(`${backend.name}: zero rows, nothing at all, and what is beyond the range`, () => {
    const n = 5,
      a = draw(n, 1, 'matrix 5').map((value, place) => (Math.floor(place / n) === 2 ? 0 : value));
    assert.deepEqual(
      [...exponential(a, n).subarray(2 * n, 3 * n)]
        .map((value, j) => (j === 2 ? value - 1 : value))
        .map((value) => Math.abs(value) < 1e-15),
      new Array(n).fill(true),
    );
    assert.deepEqual(exponential(new Float64Array(0), 0), new Float64Array(0));
    for (const precision of ['single', 'double'] as const) {
      const beyond = { name: 'RangeError', message: /beyond the range/ };
      assert.throws(() => exponential(Float64Array.of(1e4), 1, precision), beyond);
      assert.throws(() => exponential(new Float64Array(4).fill(1.7e308), 2, precision), beyond);
      for (const wrong of [Number.NaN, Infinity])
        assert.throws(() => exponential(Float64Array.of(0, 1, wrong, 0), 2, precision), {
          name: 'RangeError',
          message: /row 2, column 1 of the matrix is/,
        });
    }
  });
}
