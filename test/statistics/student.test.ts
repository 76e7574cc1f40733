import assert from 'node:assert/strict';
import test from 'node:test';
import { studentCdf, studentQuantile } from '../../engine/statistics/index.ts';

/** P(|T| < t) for whole degrees of freedom in closed form (Abramowitz & Stegun 26.7.3 and 26.7.4). */
function centralProbability(t: number, df: number): number {
  const angle = Math.atan(t / Math.sqrt(df));
  const cosine = Math.cos(angle);
  let term = df % 2 === 1 ? cosine : 1;
  let sum = df === 1 ? 0 : term;
  for (let k = df % 2 === 1 ? 3 : 2; k < df - 1; k += 2) {
    term *= ((k - 1) / k) * cosine * cosine;
    sum += term;
  }
  return df % 2 === 1 ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}
test('the distribution of t agrees with its closed form to 1e-12', () => {
  for (const df of [1, 2, 3, 4, 5, 9, 10, 19, 30, 99, 200, 1001]) {
    for (const t of [0, 0.01, 0.5, 1, 1.5, 2, 3, 5, 10, 40]) {
      const upper = (1 + centralProbability(t, df)) / 2;
      assert.ok(Math.abs(studentCdf(t, df) - upper) < 1e-12, `P(T < ${t}), ${df} degrees of freedom`);
      assert.ok(Math.abs(studentCdf(-t, df) - (1 - upper)) < 1e-12);
    }
  }
});
// 97.5 % points as tables print them.
for (const [df, expected] of [
  [1, 12.7062047362],
  [2, 4.3026527299],
  [5, 2.5705818356],
  [9, 2.2621571628],
  [10, 2.228138852],
  [19, 2.0930240544],
  [30, 2.0422724563],
  [100, 1.9839715185],
]) {
  test(`the 97.5 % point with ${df} degrees of freedom is ${expected}`, () =>
    assert.ok(Math.abs(studentQuantile(0.975, df) - expected) < 2e-10));
}
test('quantile and distribution invert each other', () => {
  for (const df of [1, 2.5, 7, 33, 400]) {
    for (const p of [1e-6, 0.025, 0.3, 0.5, 0.7, 0.999])
      assert.ok(Math.abs(studentCdf(studentQuantile(p, df), df) - p) < 1e-12, `p ${p}, df ${df}`);
  }
});
test('the quantiles of one and two degrees of freedom have closed forms', () => {
  for (const p of [0.01, 0.2, 0.6, 0.9, 0.9995]) {
    const one = Math.tan(Math.PI * (p - 0.5));
    const two = (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
    assert.ok(Math.abs(studentQuantile(p, 1) / one - 1) < 1e-11);
    assert.ok(Math.abs(studentQuantile(p, 2) / two - 1) < 1e-11);
  }
});
test('a probability outside 0 .. 1 and no degrees of freedom are refused', () => {
  assert.throws(() => studentQuantile(1, 5), /probability between 0 and 1/);
  assert.throws(() => studentCdf(1, 0), /degrees of freedom/);
});
