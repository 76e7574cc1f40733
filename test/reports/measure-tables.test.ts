// How many decimals a column of the command line has.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimalsFor } from '../../reports/measure-tables.ts';
import { formatNumber } from '../../figures/index.ts';

const columns: readonly (readonly [means: readonly number[], sd: number | null, factor: number, shown: string])[] = [
  [[-2.05e-4], null, 1, '−0.000205'],
  [[0.004, 0.5], 0, 1, '0.00400 0.50000'],
  [[0.05, 12.5], null, 1, '0.050 12.500'],
  [[0.5, 1e-12], null, 1, '0.500 1.00 × 10^−12'],
  [[3, 0], null, 1, '3 0'],
  [[0.123], null, 100, '12.30'],
  [[-2.05e-4], 0.1, 1, '0.00'],
];
test('where nothing says how exact values are, none that is not 0 is written as 0', () => {
  for (const [means, sd, factor, shown] of columns) {
    const decimals = decimalsFor(
      means.map((mean) => ({ mean, sd })),
      factor,
    );
    assert.equal(means.map((mean) => formatNumber(mean * factor, decimals)).join(' '), shown);
  }
});
