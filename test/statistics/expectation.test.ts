import assert from 'node:assert/strict';
import test from 'node:test';
import { type Finding, type Requirement, summarise, verdict, type Verdict } from '../../engine/statistics/index.ts';

const finding = (...values: number[]): Finding => ({ values, ...summarise(values) });
const than = (operator: '<' | '<=' | '>' | '>=' | '=', right: number, within?: number): Requirement => ({
  kind: 'compare',
  operator,
  right,
  ...(within === undefined ? {} : { within }),
});
const range = (from: number, to: number): Requirement => ({ kind: 'in', from, to });

const cases: [string, Finding, Requirement, boolean, Verdict][] = [
  ['the whole interval above', finding(3, 4, 5), than('>', 0), false, 'supported'],
  ['the mean above, the interval not', finding(-1, 1, 3), than('>', 0), false, 'holds'],
  ['the mean below', finding(-3, -1, 1), than('>', 0), false, 'fails'],
  ['the mean at the bound, strictly', finding(-1, 0, 1), than('>', 0), false, 'fails'],
  ['the mean at the bound, not strictly', finding(-1, 0, 1), than('>=', 0), false, 'holds'],
  ['below', finding(-3, -4, -5), than('<', 0), false, 'supported'],
  ['at most', finding(-3, -4, -5), than('<=', 0), false, 'supported'],
  ['every seed above', finding(1, 2, 3, 100), than('>', 0), true, 'holds'],
  ['one seed below', finding(3, 4, 5, 4, 3, 4, 5, -0.1), than('>', 0), true, 'fails'],
  ['one seed below, without every', finding(3, 4, 5, 4, 3, 4, 5, -0.1), than('>', 0), false, 'supported'],
  ['every seed above, and the interval', finding(3, 4, 5), than('>', 0), true, 'supported'],
  ['no difference in any seed', finding(0, 0, 0), than('=', 0), false, 'holds'],
  ['a count equal in every seed', finding(2, 2, 2), than('=', 2), false, 'holds'],
  ['a count that differs', finding(2, 2, 3), than('=', 2), false, 'fails'],
  ['rounding is no difference', finding(0.1 + 0.2), than('=', 0.3), false, 'holds'],
  ['equivalence: the interval inside', finding(-0.1, 0, 0.1), than('=', 0, 1), false, 'supported'],
  ['equivalence: the interval sticks out', finding(-1, 0, 1.2), than('=', 0, 1), false, 'holds'],
  ['equivalence: the mean outside', finding(3, 4, 5), than('=', 0, 1), false, 'fails'],
  ['a range around the interval', finding(0.68, 0.7, 0.72), range(0.6, 0.8), false, 'supported'],
  ['a range around the mean only', finding(0.6, 0.7, 0.8), range(0.66, 0.74), false, 'holds'],
  ['the ends belong to the range', finding(0.5), range(0.5, 0.6), false, 'holds'],
  ['outside the range', finding(0.9, 0.91, 0.92), range(0.6, 0.8), false, 'fails'],
  ['one seed has no interval', finding(0.9), than('>', 0.5), false, 'holds'],
  ['equal in every seed has no interval', finding(0.9, 0.9), than('>', 0.5), false, 'holds'],
  ['no seed has a value', { values: [], mean: NaN, ci: null, missing: 3 }, than('>', 0.5), false, 'unknown'],
  ['some seeds have a value', { ...finding(3, 4, 5), missing: 1 }, than('>', 0), false, 'supported'],
  ['every seed above, where one has no value', { ...finding(3, 4, 5), missing: 1 }, than('>', 0), true, 'unknown'],
  ['one seed below, where one has no value', { ...finding(3, -1, 5), missing: 1 }, than('>', 0), true, 'fails'],
];
for (const [name, found, requirement, every, expected] of cases)
  test(`${name}: ${expected}`, () => assert.equal(verdict(found, requirement, every), expected));
