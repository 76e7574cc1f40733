import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exponentsOf, kaplanYorke, lyapunovExponents, tangentsOfMap } from '../../engine/reservoir/index.ts';
import {
  driven,
  gaussian,
  kernels,
  linearMap,
  map,
  orthogonal,
  shared,
  times,
  undriven,
  withRadius,
} from './networks.ts';

function near(found: number, wanted: number, tolerance: number): void {
  assert.equal(Math.abs(found - wanted) <= tolerance, true, `${found} is not ${wanted} ± ${tolerance}`);
}
const stretch = { steps: 6000, discard: 1000, hold: 1 };

test('the logistic map at r = 4 has ln 2, and its interval holds it', () => {
  const logistic = {
    next: ([x]: Float64Array) => Float64Array.of(4 * x * (1 - x)),
    jacobian: ([x]: Float64Array) => Float64Array.of(4 - 8 * x),
  };
  const [{ value, interval }] = exponentsOf(tangentsOfMap(Float64Array.of(0.1234), logistic), 40_000, 100);
  near(value, Math.LN2, 2e-3);
  assert.equal(interval[0] < Math.LN2 && interval[1] > Math.LN2, true);
});

test('Hénon’s map: the exponents sum to ln 0.3, and the dimension is that of the literature', () => {
  const henon = {
    next: ([x, y]: Float64Array) => Float64Array.of(1 - 1.4 * x * x + y, 0.3 * x),
    jacobian: ([x]: Float64Array) => Float64Array.of(-2.8 * x, 1, 0.3, 0),
  };
  const found = exponentsOf(tangentsOfMap(Float64Array.of(0.1, 0.1), henon), 40_000, 100);
  near(found[0].value + found[1].value, Math.log(0.3), 1e-9);
  near(found[0].value, 0.4192, 0.006);
  near(kaplanYorke(found.map(({ value }) => value)) ?? Number.NaN, 1.258, 0.006);
});

test('a linear network: ln of the moduli of a step, exact in steps and in time', () => {
  const matrix = withRadius(gaussian(30, 1), 0.8);
  const inSteps = lyapunovExponents(driven(matrix, linearMap, shared), 3, stretch);
  assert.equal(inSteps.isExact, true);
  near(inSteps.exponents[0].value, Math.log(0.8), 1e-9);
  const dt = 1e-5,
    tau = 0.02,
    inTime = lyapunovExponents(
      driven(matrix, { law: 'leaky', activation: 'identity', tau, dt, noise: 0, noiseScale: 'diffusion' }, undriven),
      1,
      stretch,
    );
  const { re } = driven(matrix, linearMap, shared).kernels.algebra.eigenvalues(matrix.values, 30);
  near(inTime.exponents[0].value / dt, (re[0] - 1) / tau, 0.02);
});

test('tangents along a network give the exponents of its Jacobian where it rests', () => {
  // at rest tanh has slope 1, softplus ½ of its weights
  const matrix = withRadius(gaussian(60, 2), 0.9);
  const found = lyapunovExponents(driven(matrix, map(), undriven), 4, { steps: 20_000, discard: 2000, hold: 1 });
  const { re, im } = driven(matrix, map(), undriven).kernels.algebra.eigenvalues(matrix.values, 60);
  const moduli = Array.from(re, (real, i) => Math.log(Math.hypot(real, im[i]))).sort((a, b) => b - a);
  for (const [k, { value }] of found.exponents.entries()) near(value, moduli[k], 1e-3);
  assert.equal(found.isExact, false);
});

test('chaos of a tanh map of 500 at g = 2: 0.1516 (mean field 0.1547)', () => {
  const matrix = times(gaussian(500, 1), 2 / Math.sqrt(500));
  const [{ value, interval }] = lyapunovExponents(driven(matrix, map(), undriven), 1, {
    steps: 2400,
    discard: 400,
    hold: 1,
  }).exponents;
  near(value, 0.1516, 0.012);
  assert.equal(interval[0] > 0.13 && interval[1] < 0.175, true);
});

test('tangents that go some steps between being made orthonormal grow as those that are in each step', () => {
  const n = 60,
    tangents = 10;
  const growth = (weights: Float64Array, each: number): Float64Array => {
    const ones = new Float64Array(n).fill(1),
      course = kernels.trajectory({
        neurons: n,
        weights,
        rate: 'tanh',
        rectified: 'not',
        shares: ones,
        inputWeights: ones,
        copies: 1,
        tangents,
        hold: 1,
      });
    course.begin(Float64Array.from({ length: n }, (_, i) => Math.cos(i)));
    course.point(Float64Array.from({ length: tangents * n }, (_, at) => Number(at % n === Math.floor(at / n))));
    const grown = new Float64Array(tangents);
    for (let step = 0; step < 300; step += each) {
      course.advance({ inputs: Float64Array.from({ length: each }, (_, k) => 0.3 * Math.sin(step + k)) });
      course.growth().forEach((growth, k) => {
        grown[k] += growth / 300;
      });
    }
    course.release();
    return grown;
  };
  const chaotic = times(gaussian(n, 4), 2 / Math.sqrt(n)).values;
  // singular values from 1 down to 1e-9: ten tangents lie far apart after one step
  const turned = orthogonal(n, 1).values,
    steep = turned.map((value, at) => value * 10 ** (-9 * (Math.floor(at / n) / n)));
  for (const weights of [chaotic, steep]) {
    const inEach = growth(weights, 1),
      seldom = growth(weights, 300);
    for (let k = 0; k < tangents; k++) near(seldom[k], inEach[k], 1e-9);
  }
});

test('a driven network well below its radius forgets, one in time as well', () => {
  const matrix = withRadius(gaussian(60, 3), 0.5);
  const [{ value, interval }] = lyapunovExponents(
    driven(matrix, { law: 'rate', transfer: 'tanh', tau: 0.0177, dt: 1e-3, noise: 0, noiseScale: 'diffusion' }, shared),
    1,
    { steps: 6000, discard: 1000, hold: 20 },
  ).exponents;
  near(value / 1e-3, -30, 8);
  assert.equal(interval[1] < 0, true);
});

test('rectified networks: a gate that is shut ends a difference', () => {
  const relu = { law: 'discrete', activation: 'relu', dt: 1e-3, noise: 0 } as const;
  const shut = times(withRadius({ size: 10, values: gaussian(10, 1).values.map(Math.abs) }, 0.5), -1);
  assert.throws(
    () => lyapunovExponents(driven(shut, relu, { kind: 'constant', current: -1 }), 1, stretch),
    (error: Error) => error instanceof RangeError && error.message.includes('vanish'),
  );
  const open = lyapunovExponents(driven(times(shut, -1), relu, { kind: 'constant', current: 1 }), 1, stretch);
  near(open.exponents[0].value, Math.log(0.5), 1e-3);
});

test('what diverges has no exponent, and says so', () => {
  const growing = withRadius({ size: 10, values: gaussian(10, 1).values.map(Math.abs) }, 1.5);
  assert.throws(
    () =>
      lyapunovExponents(
        driven(growing, { law: 'rateMap', transfer: 'relu', dt: 1e-3, noise: 0 }, { kind: 'constant', current: 1 }),
        1,
        stretch,
      ),
    (error: Error) => error instanceof RangeError && error.message.includes('grew beyond all bounds'),
  );
});

test('the Kaplan–Yorke dimension: none below 0, undefined where more exponents are needed', () => {
  assert.equal(kaplanYorke([-1, -2]), 0);
  assert.equal(kaplanYorke([0.5, -1]), 1.5);
  assert.equal(kaplanYorke([0.5, 0.1]), undefined);
});
