import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type ComparedMeasure,
  type ComparedSide,
  comparisonTables,
  type RunsComparison,
  sameText,
  type SideDifference,
} from '../../results/run-comparison.ts';

const run = (label: string) => ({ label, experiment: 'e', folder: label, started: '2026-01-01T00:00:00Z', key: label });
const side = (mean: number, ci: ComparedSide['ci'], difference?: Partial<SideDifference>): ComparedSide => ({
  n: 4,
  mean,
  ci,
  ...(difference && { difference: { pairing: 'seeds', n: 4, value: 0, ci: null, ...difference } }),
});
const measured = (sides: ComparedMeasure['sides'], more: Partial<ComparedMeasure> = {}): ComparedMeasure => ({
  measure: 'm',
  unit: '',
  factor: 1,
  condition: 'wild',
  over: 'seeds',
  point: '',
  sides,
  asked: sides.map(() => true),
  ...more,
});
const comparison = (...measures: ComparedMeasure[]): RunsComparison => ({
  runs: [run('A'), run('B')],
  lines: [[], []],
  specification: [],
  computed: [],
  measures,
});

const percent = { unit: '%', factor: 100 };
const shown: readonly (readonly [what: string, ComparedMeasure, string, readonly string[]])[] = [
  [
    'two digits of the narrowest interval',
    measured([side(0.71234567, [0.7, 0.7246]), side(0.65, [0.6, 0.7], { value: -0.06234567, ci: [-0.08, -0.04] })]),
    'm',
    ['0.650', '[0.600, 0.700]', '−0.062', '[−0.080, −0.040]', '4, paired'],
  ],
  [
    'a share in per cent, its difference in points',
    measured([side(0.5, [0.4, 0.6]), side(0.6, [0.5, 0.7], { value: 0.1, ci: [0.02, 0.18], n: 3 })], percent),
    'm (%)',
    ['60', '[50, 70]', '+10 points', '[2, 18]', '4, 3 paired'],
  ],
  ['whole numbers', measured([side(3, null), side(12, null, { value: 9 })]), 'm', ['12', '', '+9', '', '4, paired']],
  [
    'two digits of a difference without an interval',
    measured([side(0.5, null), side(0.51234567, null, { value: 0.01234567, pairing: 'none' })]),
    'm',
    ['0.512', '', '+0.012', '', '4, unpaired'],
  ],
  [
    'what differs in its last digits, in no more than seven',
    measured([side(123.456, null), side(123.456000001, null, { value: 1e-9 })]),
    'm',
    ['123.4560', '', '+1e−9', '', '4, paired'],
  ],
  [
    'small numbers as powers of ten',
    measured([side(2e-9, [1e-9, 3e-9]), side(4.5678e-9, null, { value: 2.5678e-9 })], { point: 'gain = 2' }),
    'm at gain = 2',
    ['4.57e−9', '', '+2.57e−9', '', '4, paired'],
  ],
  ['a run without a value', measured([side(1, null), null]), 'm', ['no value', '', '', '', '']],
  [
    'a run that was not asked',
    measured([side(1, null), null], { asked: [true, false] }),
    'm',
    ['not asked', '', '', '', ''],
  ],
];
for (const [what, one, title, cells] of shown)
  test(`a comparison shows ${what}`, () => {
    const [table] = comparisonTables(comparison(one));
    assert.equal(table.title, title);
    assert.deepEqual(table.rows[1], ['wild', 'B', ...cells]);
  });

test('what is the same in all runs is counted and not listed', () => {
  const same = comparison(measured([side(1, null), side(1, null, {})]));
  assert.deepEqual([sameText(same), comparisonTables(same)], ['1 measured value is the same.', []]);
  for (const other of [side(1, null, { n: 3 }), side(1, null), side(1, null, { pairing: 'none' }), null])
    assert.equal(sameText(comparison(measured([side(1, null), other]))), '');
});
