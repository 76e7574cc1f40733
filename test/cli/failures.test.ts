import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failuresTogether } from '../../cli/failures.ts';

for (const [what, failures, told] of [
  [
    'one reason',
    ['a, seed 2: it is: so', 'a, seed 1: it is: so', 'b, seed 1: it is: so'],
    ['a, seed 2, and 2 more: it is: so'],
  ],
  ['two reasons', ['a, seed 1: x', 'a, seed 2: y'], ['a, seed 1: x', 'a, seed 2: y']],
  ['a text without a job', ['disk full'], ['disk full']],
  ['none', [], []],
] as const)
  test(`what failed is told once for each reason: ${what}`, () => {
    assert.deepEqual(failuresTogether(failures), told);
  });
