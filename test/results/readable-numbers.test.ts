import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readableEstimate } from '../../results/readable-numbers.ts';

test('an estimate is read to a thirtieth of its interval, and what is not zero never as zero', () => {
  for (const [estimate, interval, said] of [
    [0.929, [0.9255, 0.9324], '0.9290 [0.9255, 0.9324]'],
    [1.93, [0, 20.92], '1.9 [0.0, 20.9]'],
    [2.96e-29, [0, 8.97e-29], '2.96e-29 [0, 8.97e-29]'],
    [0.8, [0.8 - 1e-13, 0.8 + 1e-13], '0.8000 [0.8000, 0.8000]'],
    [-3e-14, [-5e-14, -1e-14], '−3.00e-14 [−5.00e-14, −1.00e-14]'],
  ] as const)
    assert.equal(readableEstimate(estimate, interval, { unit: '', factor: 1 }), said);
});
