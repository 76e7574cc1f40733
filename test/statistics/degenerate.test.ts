import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  benjaminiHochberg,
  compare,
  holm,
  proportionInterval,
  type Requirement,
  studentInterval,
  summarise,
  surrogateTest,
  verdict,
} from '../../engine/statistics/index.ts';
import { trials } from '../fuzz-trials.ts';

/** Values that break what was written for nice ones: ties, no spread, huge, tiny, nearly equal. */
const number = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 2, 1e-300, 5e-324, 1e300, -1e300, 1.7e308, 1 / 3, 1 + 2e-16),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ min: -2, max: 2, noNaN: true }),
);
const sample = (minLength: number, maxLength = 24) =>
  fc.oneof(
    fc.array(number, { minLength, maxLength }),
    fc
      .tuple(number, fc.integer({ min: Math.max(minLength, 1), max: maxLength }))
      .map(([value, n]) => Array.from({ length: n }, () => value)),
    fc
      .tuple(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.array(fc.integer({ min: -2, max: 2 }), { minLength, maxLength }),
      )
      .map(([centre, steps]) => steps.map((step) => centre * (1 + step * 1e-15))),
  );
const runs = (base: number) => ({ numRuns: trials(base) });
const isOrdered = (ci: readonly [number, number] | null, centre: number): void => {
  if (ci === null) return;
  assert.ok(ci.every(Number.isFinite), `${ci}`);
  const slack = 1e-9 * Math.max(Math.abs(ci[0]), Math.abs(ci[1]));
  assert.ok(ci[0] <= ci[1] && ci[0] <= centre + slack && centre - slack <= ci[1], `${ci} does not hold ${centre}`);
};
const isP = (p: number | null): void => assert.ok(p === null || (p > 0 && p <= 1), `p = ${p}`);

test('a description of any finite values is finite, and its interval holds the mean', () =>
  fc.assert(
    fc.property(sample(1), (values) => {
      const { n, mean, sd, ci } = summarise(values);
      assert.equal(n, values.length);
      assert.ok(Number.isFinite(mean));
      assert.ok(
        Math.min(...values) - 1e-9 * Math.abs(mean) <= mean && mean <= Math.max(...values) + 1e-9 * Math.abs(mean),
      );
      assert.ok(sd === null ? n === 1 : sd >= 0, `sd = ${sd}`);
      if (n === 1 || new Set(values).size === 1) assert.equal(ci, null);
      isOrdered(ci, mean);
    }),
    runs(400),
  ));

test('a comparison of any finite pairs has a finite difference, p in (0, 1], and no effect without scale', () =>
  fc.assert(
    fc.property(sample(1), sample(1), (one, other) => {
      const n = Math.min(one.length, other.length);
      const [a, b] = [one.slice(0, n), other.slice(0, n)];
      if (a.some((value, i) => !Number.isFinite(value - b[i]))) {
        assert.throws(() => compare(a, b, 'x'), RangeError);
        return;
      }
      const { difference, ci, d_z, p } = compare(a, b, 'x');
      assert.ok(Number.isFinite(difference));
      if (n < 20) isOrdered(ci, difference);
      assert.ok(ci === null || (ci.every(Number.isFinite) && ci[0] <= ci[1]), `${ci}`);
      assert.ok(d_z === null || (Number.isFinite(d_z) && n >= 4 && Math.abs(d_z) <= 100), `d_z = ${d_z}`);
      isP(p);
      if (n < 6) assert.equal(p, null);
      assert.equal(compare(a, a, 'x').d_z, null, 'identical pairs have no effect');
      assert.equal(compare(a, a, 'x').p, null);
    }),
    runs(150),
  ));

test('a test against any finite nulls has p in (0, 1], and z only of nulls that are many and differ', () =>
  fc.assert(
    fc.property(number, sample(1, 40), (observed, nulls) => {
      const { n, p, z, percentile } = surrogateTest(observed, nulls);
      isP(p);
      assert.ok(percentile >= 0 && percentile <= 1);
      assert.ok(z === null || (Number.isFinite(z) && n >= 19 && new Set(nulls).size > 1), `z = ${z}`);
    }),
    runs(400),
  ));

test('corrections keep nulls null, and every p in (0, 1] and no smaller', () =>
  fc.assert(
    fc.property(fc.array(fc.option(fc.double({ min: 1e-9, max: 1, noNaN: true })), { maxLength: 12 }), (ps) => {
      for (const corrected of [holm(ps), benjaminiHochberg(ps)])
        corrected.forEach((p, i) => {
          isP(p);
          assert.equal(p === null, ps[i] === null);
          if (p !== null) assert.ok(p >= (ps[i] as number) * (1 - 1e-12));
        });
    }),
    runs(300),
  ));

test('the interval of a proportion stays within 0 .. 1 and holds it', () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
      const count = Math.round(share * n);
      const ci = proportionInterval(count, n);
      assert.ok(ci[0] >= 0 && ci[1] <= 1);
      isOrdered(ci, count / n);
    }),
    runs(300),
  ));

test('what is not finite, and what is empty, is refused', () => {
  for (const odd of [NaN, Infinity, -Infinity]) {
    assert.throws(() => summarise([1, odd]), RangeError);
    assert.throws(() => compare([1, odd], [1, 2], 'x'), RangeError);
    assert.throws(() => compare([1, 2], [odd, 2], 'x'), RangeError);
    assert.throws(() => surrogateTest(odd, [1, 2]), RangeError);
    assert.throws(() => surrogateTest(1, [odd, 2]), RangeError);
    assert.equal(studentInterval([1, odd]), null);
  }
  assert.throws(() => summarise([]), RangeError);
  assert.throws(() => compare([], [], 'x'), RangeError);
  assert.throws(() => surrogateTest(1, []), RangeError);
});

const requirement: fc.Arbitrary<Requirement> = fc.oneof(
  fc.record({
    kind: fc.constant('compare' as const),
    operator: fc.constantFrom('<', '<=', '>', '>=', '=' as const),
    right: fc.double({ min: -2, max: 2, noNaN: true }),
  }),
  fc.record({ kind: fc.constant('in' as const), from: fc.constant(-1), to: fc.constant(1) }),
);
test('a verdict is unknown if and only if something that it needs is', () =>
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { maxLength: 8 }),
      fc.integer({ min: 0, max: 3 }),
      requirement,
      fc.boolean(),
      (values, missing, asked, every) => {
        const isEmpty = values.length === 0;
        const finding = isEmpty ? { values, mean: NaN, ci: null, missing } : { values, ...summarise(values), missing };
        const said = verdict(finding, asked, every);
        const alone = isEmpty ? 'unknown' : verdict({ ...finding, missing: 0 }, asked, every);
        assert.equal(said, isEmpty || (every && missing > 0 && alone !== 'fails') ? 'unknown' : alone);
      },
    ),
    runs(500),
  ));
