import assert from 'node:assert/strict';
import test from 'node:test';
import { stream } from '../../engine/random/index.ts';
import {
  compare,
  differenceInterval,
  signFlipTest,
  smallestP,
  studentInterval,
  summarise,
} from '../../engine/statistics/index.ts';
import { near } from '../numbers.ts';

// Student (1908), "The probable error of a mean": hours of sleep gained with two drugs; interval as R's t.test prints
// it.
const sleep = {
  first: [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
  second: [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
};
test("Student's sleep data: paired difference, interval and d_z", () => {
  const { n, difference, ci, d_z, p } = compare(sleep.first, sleep.second, 'sleep');
  assert.equal(n, 10);
  near(difference, -1.58, 1e-12);
  near(ci?.[0] ?? null, -2.4598858, 1e-7);
  near(ci?.[1] ?? null, -0.7001142, 1e-7);
  near(d_z, -4.0621277 / Math.sqrt(10), 1e-7);
  // All nine differences that are not zero have one sign: of 2¹⁰ assignments 2·2 are as extreme.
  assert.equal(p, 4 / 1024);
});
// Fisher (1935), "The design of experiments", §21: 863 of 32,768 assignments sum to Darwin's 314 or more.
const maize = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];
test("Darwin's maize: the exact test of fifteen pairs", () => {
  assert.equal(signFlipTest(maize, 'maize'), (2 * 863) / 32768);
  const { ci } = compare(
    maize,
    maize.map(() => 0),
    'maize',
  );
  near(ci?.[0] ?? null, 0.03119332, 1e-6);
  near(ci?.[1] ?? null, 41.83547335, 1e-6);
});
test('sampled sign flips come close to the exact p', () => {
  // A sixteenth pair without difference leaves the exact p as it was.
  const p = signFlipTest([...maize, 0], 'maize');
  const exact = (2 * 863) / 32768;
  assert.ok(Math.abs(p - exact) < 4 * Math.sqrt((exact * (1 - exact)) / 99_999), `${p}`);
  assert.equal(p, signFlipTest([...maize, 0], 'maize'), 'the same key draws the same flips');
  assert.notEqual(p, signFlipTest([...maize, 0], 'another'));
});
test('the mean of a condition has a t interval', () => {
  const description = summarise([1, 2, 3, 4, 5]);
  near(description.mean, 3, 0);
  near(description.sd, Math.sqrt(2.5), 1e-15);
  near(description.ci?.[1] ?? null, 3 + 2.7764451052 * Math.sqrt(0.5), 1e-9);
});
for (const [name, values, expected] of [
  ['one seed', [0.5], { n: 1, mean: 0.5, sd: null, ci: null }],
  ['equal in every seed', [2, 2, 2], { n: 3, mean: 2, sd: 0, ci: null }],
] as const)
  test(`no interval: ${name}`, () => assert.deepEqual(summarise(values), expected));

const a = [1, 2, 3, 4, 5, 6];
for (const [name, left, right, ci, p] of [
  ['both conditions equal in every seed', [2, 2, 2, 2, 2, 2], [1, 1, 1, 1, 1, 1], null, null],
  ['one seed', [2], [1], null, null],
  ['the same values', a, a, null, null],
  ['the same difference in every seed, up to rounding', a.map((x) => x + 0.1), a, null, 2 / 64],
] as const) {
  test(`interval and p where they mean nothing: ${name}`, () => {
    const comparison = compare(left, right, 'x');
    assert.equal(comparison.ci, ci);
    assert.equal(comparison.d_z, null);
    assert.equal(comparison.p, p);
  });
}
test('fewer than six seeds give an interval but no p', () => {
  assert.equal(compare([1, 2, 3, 4, 6], [0, 0, 0, 0, 0], 'x').p, null);
  assert.notEqual(compare([1, 2, 3, 4, 6], [0, 0, 0, 0, 0], 'x').ci, null);
  assert.equal(compare([1, 2, 3, 4, 6, 7], [0, 0, 0, 0, 0, 0], 'x').p, 2 / 64);
});
test('an effect size needs four seeds, and differences that differ', () => {
  const effect = (...differences: number[]) =>
    compare(
      differences,
      differences.map(() => 0),
      'x',
    ).d_z;
  assert.equal(effect(1, 2), null);
  assert.equal(effect(1, 2, 3), null);
  near(effect(1, 2, 3, 4), 2.5 / Math.sqrt(5 / 3), 1e-12);
  assert.equal(effect(1, 1.001, 1.002, 1.003), null);
});
test('conditions with different seeds are no pairs', () =>
  assert.throws(() => compare([1], [1, 2], 'x'), /same seeds on both sides/));
for (const [seeds, comparisons, expected] of [
  [6, 1, 1 / 32],
  [6, 3, 3 / 32],
  [5, 1, 1 / 16],
  [10, 3, 6 / 1024],
  [1, 1, 1],
  [30, 2, 2e-5],
]) {
  test(`${seeds} seeds and ${comparisons} comparisons reach ${expected}`, () =>
    assert.equal(smallestP(seeds, comparisons), expected));
}

const normals = (n: number, index: number) => {
  const draws = stream(11, 'test', 'sample', index);
  return Array.from({ length: n }, () => draws.normal());
};
test('from twenty seeds the interval is the studentised bootstrap, near Student’s for normal values', () => {
  const values = normals(40, 0);
  const bootstrap = differenceInterval(values, 'x');
  const student = studentInterval(values);
  assert.ok(bootstrap && student);
  for (const end of [0, 1]) {
    assert.notEqual(bootstrap[end], student[end]);
    near(bootstrap[end], student[end], 0.1 * (student[1] - student[0]));
  }
  assert.deepEqual(differenceInterval(values.slice(0, 19), 'x'), studentInterval(values.slice(0, 19)));
});
test('the bootstrap interval leans to the long tail', () => {
  const values = normals(30, 1).map((x) => Math.exp(x));
  const [low, high] = differenceInterval(values, 'x') ?? [0, 0];
  const centre = values.reduce((sum, x) => sum + x, 0) / 30;
  assert.ok(high - centre > 1.2 * (centre - low), `${low} ${centre} ${high}`);
});
test('the bootstrap interval is finite though most differences are equal', () => {
  const ci = differenceInterval([...new Array<number>(24).fill(0), 1], 'x');
  assert.ok(ci?.every(Number.isFinite));
});
test('the bootstrap interval covers the mean in about 95 of 100 samples', () => {
  let covered = 0;
  for (let i = 0; i < 100; i++) {
    const [low, high] = differenceInterval(normals(20, 100 + i), 'x') ?? [NaN, NaN];
    if (low < 0 && high > 0) covered++;
  }
  assert.ok(covered >= 87, `${covered}`); // 95 less four binomial standard errors (2.2 each)
});
