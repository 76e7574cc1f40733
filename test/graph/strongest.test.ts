// The strongest connections as numpy and the published study choose them.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { strongest } from '../../engine/graph/index.ts';
import { stream } from '../../engine/random/index.ts';

const of = (...values: number[]) => ({ size: Math.sqrt(values.length), values: Float64Array.from(values) });

it('are those above the percentile of all entries, of either sign, zeros and diagonal among them', () => {
  // numpy.percentile(abs(W), 60) of these nine is 4.8, and of 50 it is 4
  const matrix = of(0, -1, 2, 3, -4, 5, 6, 7, -8);
  assert.deepEqual(Array.from(strongest(matrix, 0.4).values), [0, 0, 0, 0, 0, 1, 1, 1, 1]);
  assert.deepEqual(Array.from(strongest(matrix, 0.5).values), [0, 0, 0, 0, 0, 1, 1, 1, 1]);
  assert.deepEqual(Array.from(strongest(matrix, 0.1).values), [0, 0, 0, 0, 0, 0, 0, 0, 1]);
});
it('are a tenth of the entries, and nearly a fifth of the pairs', () => {
  const draws = stream(1, 'test', 'strongest');
  const size = 100;
  const { values } = strongest({ size, values: Float64Array.from({ length: size ** 2 }, () => draws.normal()) }, 0.1);
  assert.equal(
    values.reduce((sum, value) => sum + value, 0),
    1000,
  );
  let pairs = 0;
  for (let row = 0; row < size; row++)
    for (let column = 0; column < row; column++)
      pairs += Math.max(values[row * size + column], values[column * size + row]);
  const density = pairs / ((size * (size - 1)) / 2);
  assert.equal(density > 0.175 && density < 0.195, true, `${density}`);
});
it('are none, said plainly, where all are alike or all are 0', () => {
  assert.throws(() => strongest(of(1, 1, 1, 1), 0.1), /strongest 10 %, 1: more weights than that are equal to it/);
  assert.throws(() => strongest(of(1 / 3, 1 / 3, 1 / 3, 1 / 3), 0.1), /strongest 10 %, 0\.3333: more/);
  assert.throws(() => strongest(of(0, 0, 0, 0), 0.1), /all its weights are 0/);
});
