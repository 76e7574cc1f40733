import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stream } from '../../engine/random/index.ts';
import {
  activityErrors,
  explainedVariance,
  importanceOf,
  matched,
  parameterError,
  type Rates,
  shuffledMeanSquare,
  variances,
} from '../../engine/recurrent/index.ts';
import { near } from '../numbers.ts';

/** Steps × neurons × trials by a rule. */
function rates(
  steps: number,
  neurons: number,
  trials: number,
  rate: (t: number, i: number, b: number) => number,
): Rates {
  const values = new Float64Array(steps * neurons * trials);
  for (let t = 0; t < steps; t++)
    for (let i = 0; i < neurons; i++)
      for (let b = 0; b < trials; b++) values[(t * neurons + i) * trials + b] = rate(t, i, b);
  return { values, steps, neurons, trials };
}
const draws = stream(3, 'following', 'test');
const table = Array.from({ length: 7 * 5 * 3 }, () => draws.normal());
const teacher = rates(7, 5, 3, (t, i, b) => (i + 1) * table[(t * 5 + i) * 3 + b] + i);
const everyone = Uint32Array.from([0, 1, 2, 3, 4]);

test('a perfect student misses nothing; one that says each neuron’s mean misses all of the variance', () => {
  const none = activityErrors(teacher, teacher, everyone);
  assert.equal(none.pooled, 0);
  assert.ok(none.dissimilarity < 1e-12);
  const means = Array.from({ length: 5 }, (_, i) => {
    let sum = 0;
    for (let t = 0; t < 7; t++) for (let b = 0; b < 3; b++) sum += teacher.values[(t * 5 + i) * 3 + b];
    return sum / 21;
  });
  const flat = rates(7, 5, 3, (_, i) => means[i]);
  const all = activityErrors(flat, teacher, everyone);
  near(all.pooled, 1, 1e-12);
  near(all.median, 1, 1e-12);
  assert.ok(Number.isNaN(all.dissimilarity), 'a constant has no correlation');
});

test('errors are pooled, not means of ratios: a quiet neuron does not rule', () => {
  const quiet = rates(7, 2, 3, (t, i, b) => (i === 0 ? 1 : 1e-4) * table[t * 3 + b]);
  const student = rates(7, 2, 3, (t, i, b) => (i === 0 ? 1 : 1e-4) * table[t * 3 + b] + (i === 1 ? 1e-2 : 0));
  const { pooled, median } = activityErrors(student, quiet, Uint32Array.from([0, 1]));
  assert.ok(pooled < 1e-3);
  assert.ok(median > 1000);
});

test('the shuffled baseline is the mean over all pairs of neurons', () => {
  let sum = 0;
  for (let i = 0; i < 5; i++)
    for (let j = 0; j < 5; j++)
      if (i !== j)
        for (let t = 0; t < 7; t++)
          for (let b = 0; b < 3; b++)
            sum += (teacher.values[(t * 5 + i) * 3 + b] - teacher.values[(t * 5 + j) * 3 + b]) ** 2;
  near(shuffledMeanSquare(teacher, everyone), sum / (20 * 21), 1e-12);
});

test('a student with its neurons in another order is matched to its teacher', () => {
  const order = [3, 0, 4, 1, 2];
  const student = rates(7, 5, 3, (t, i, b) => teacher.values[(t * 5 + order[i]) * 3 + b]);
  const product = (a: Float32Array, b: Float32Array, rows: number, depth: number, columns: number): Float32Array =>
    Float32Array.from({ length: rows * columns }, (_, at) => {
      let total = 0;
      for (let k = 0; k < depth; k++)
        total += a[Math.floor(at / columns) * depth + k] * b[k * columns + (at % columns)];
      return total;
    });
  const as = matched(student, teacher, everyone, product);
  assert.deepEqual([...everyone].map(as), [1, 3, 4, 0, 2]);
  assert.equal(activityErrors(student, teacher, everyone, as).pooled, 0);
  assert.ok(activityErrors(student, teacher, everyone).pooled > 0.5);
});

test('silent neurons are counted, and have neither ratio nor correlation', () => {
  const half = rates(4, 4, 2, (t, i) => (i < 2 ? 0 : t * (i + 1)));
  const { silent, median } = activityErrors(half, half, Uint32Array.from([0, 1, 2, 3]));
  assert.equal(silent, 2);
  assert.ok(Number.isNaN(median), 'half of the neurons have no ratio');
});

test('variances, importance, explained variance and parameter errors', () => {
  const variance = variances(teacher);
  const importance = importanceOf(variance, Uint32Array.from([0, 4]));
  const mean = (variance[0] + variance[4]) / 2;
  near(importance[0], 1 / (variance[0] + 0.1 * mean), 1e-6);
  assert.ok(importance[0] > importance[1], 'loud neurons count less');
  assert.equal(explainedVariance(Float64Array.from([1, 2, 3]), Float64Array.from([1, 2, 3])), 1);
  near(explainedVariance(Float64Array.from([2, 2, 2]), Float64Array.from([1, 2, 3])), 0, 1e-15);
  near(parameterError(Float64Array.from([1, -2]), Float64Array.from([0, 0])), Math.sqrt(2.5), 1e-15);
  assert.throws(() => activityErrors(teacher, teacher, new Uint32Array(0)), RangeError);
});
