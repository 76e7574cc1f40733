import assert from 'node:assert/strict';
import test from 'node:test';
import { surrogateTest } from '../../engine/statistics/index.ts';

const nineteen = Array.from({ length: 19 }, (_, i) => i - 9); // −9 .. 9, mean 0, variance 190/6
const cases = [
  { name: 'beyond all nulls', observed: 20, side: 'both', p: 1 / 20, percentile: 1 },
  { name: 'beyond all nulls below', observed: -20, side: 'both', p: 1 / 20, percentile: 0 },
  { name: 'beyond all nulls, on the other side of the claim', observed: -20, side: 'greater', p: 1, percentile: 0 },
  { name: 'eight on each side', observed: 8, side: 'both', p: 5 / 20, percentile: 17.5 / 19 },
  { name: 'two as large', observed: 8, side: 'greater', p: 3 / 20, percentile: 17.5 / 19 },
  { name: 'seventeen as small', observed: 8, side: 'less', p: 19 / 20, percentile: 17.5 / 19 },
  { name: 'in the middle', observed: 0, side: 'both', p: 1, percentile: 0.5 },
] as const;
for (const { name, observed, side, p, percentile } of cases) {
  test(`${name} (${side})`, () => {
    const result = surrogateTest(observed, nineteen, side);
    assert.equal(result.p, p);
    assert.ok(Math.abs(result.percentile - percentile) < 1e-15);
    assert.ok(result.z !== null && Math.abs(result.z - observed / Math.sqrt(570 / 18)) < 1e-12);
  });
}
test('nulls that never differ from the observed value give neither p nor z', () => {
  assert.deepEqual(surrogateTest(2, [2, 2, 2]), { n: 3, p: null, z: null, percentile: 0.5 });
});
test('no surrogates, no test', () => assert.throws(() => surrogateTest(1, []), /at least one surrogate/));
