import assert from 'node:assert/strict';
import test from 'node:test';
import { benjaminiHochberg, holm } from '../../engine/statistics/index.ts';

const rounded = (ps: (number | null)[]) => ps.map((p) => (p === null ? null : Math.round(p * 1e10) / 1e10));
// The fifteen comparisons of Benjamini & Hochberg (1995), section 3.2.
const published = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
];

test('Holm: adjusted values in the order given', () =>
  assert.deepEqual(rounded(holm([0.04, 0.01, 0.03, 0.02])), [0.06, 0.04, 0.06, 0.06]));
test('Benjamini–Hochberg: adjusted values in the order given', () =>
  assert.deepEqual(rounded(benjaminiHochberg([0.04, 0.001, 0.03, 0.02])), [0.04, 0.004, 0.04, 0.04]));
test('the published example: Holm rejects three, Benjamini–Hochberg four', () => {
  assert.equal(holm(published).filter((p) => (p as number) <= 0.05).length, 3);
  assert.equal(benjaminiHochberg(published).filter((p) => (p as number) <= 0.05).length, 4);
});
test('a comparison without p stays without and is not counted', () => {
  assert.deepEqual(holm([null, 0.02, 0.5]), [null, 0.04, 0.5]);
  assert.deepEqual(benjaminiHochberg([0.02, null]), [0.02, null]);
  assert.deepEqual(holm([]), []);
});
test('no adjusted value exceeds one', () => assert.deepEqual(holm([0.9, 0.8]), [1, 1]));
