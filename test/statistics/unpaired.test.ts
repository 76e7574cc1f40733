import assert from 'node:assert/strict';
import test from 'node:test';
import { compareUnpaired } from '../../engine/statistics/index.ts';

// t.test of R 4.2
for (const [a, b, low, high] of [
  [[1.2, 3.4, 2.2, 5.1, 4.0], [0.3, 1.1, 0.9, 1.6], 0.340811439898, 4.069188560102],
  [[10, 12, 14], [1, 1.5], 6.052636203495, 15.447363796505],
  [[3, 3, 3], [1, 2, 4, 7], -4.709980742299, 3.709980742299],
] as const)
  test(`Welch’s interval of ${a.length} and ${b.length} values is R’s`, () => {
    const { ci } = compareUnpaired(a, b);
    assert.ok(ci && Math.abs(ci[0] - low) < 1e-9 && Math.abs(ci[1] - high) < 1e-9, String(ci));
    const back = compareUnpaired(b, a).ci;
    assert.deepEqual(back && [-back[1], -back[0]], ci);
  });

for (const [a, b] of [
  [[1], [2, 3]],
  [
    [2, 2],
    [1, 1],
  ],
  [
    [0.1 + 0.2, 0.3],
    [1, 1],
  ],
])
  test(`${a} and ${b} have a difference and no interval`, () => {
    const { difference, ci } = compareUnpaired(a, b);
    assert.ok(difference < 0 || difference === 1);
    assert.equal(ci, null);
  });

for (const [a, b] of [
  [[], [1]],
  [[1], []],
  [[Number.NaN], [1, 2]],
])
  test(`[${a}] and [${b}] are not compared`, () => assert.throws(() => compareUnpaired(a, b), RangeError));
