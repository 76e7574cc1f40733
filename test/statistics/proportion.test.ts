import assert from 'node:assert/strict';
import test from 'node:test';
import { proportionInterval } from '../../engine/statistics/index.ts';

// Newcombe (1998), Statistics in Medicine 17: 857–872, table I, method 3.
for (const [count, n, low, high] of [
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
]) {
  test(`the interval of ${count} in ${n}`, () =>
    assert.deepEqual(
      proportionInterval(count, n).map((end) => Math.round(end * 1e4) / 1e4),
      [low, high],
    ));
}
