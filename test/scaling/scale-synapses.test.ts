// Rules of synaptic scaling against what they come to exactly, and flow control against the radius it is to reach.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eigenvaluesOf, largestModulus, type Matrix } from '../../engine/connectivity/index.ts';
import type { Network } from '../../engine/dynamics/index.ts';
import type { KernelBackend } from '../../engine/kernels/index.ts';
import type { Backend } from '../../engine/learning/index.ts';
import { stream } from '../../engine/random/index.ts';
import {
  rowSums,
  type ScalableNetwork,
  scaleByActivity,
  scaledMatrix,
  scaledRows,
  scaleToSums,
  type Scaling,
} from '../../engine/scaling/index.ts';
import { backendsHere } from '../kernels/problems.ts';
import { mean, near } from '../numbers.ts';

const backends = (await backendsHere('kernels')) as readonly Backend[] as readonly KernelBackend[],
  [backend] = backends;
const key = { seed: 1, stream: 'echo' };
const to = (rule: Scaling['rule'], target: number, rest: Partial<Scaling> = {}): Scaling => ({
  rule,
  target,
  rate: 1e-3,
  until: 'settled',
  weights: 'all',
  ...rest,
});
const radiusOf = (matrix: Matrix): number => largestModulus(eigenvaluesOf(matrix, backend.algebra));
/** Sparse, normal weights, and then of one radius. */
function random(size: number, density: number, radius: number, seed: number, draw = 'normal'): Matrix {
  const draws = stream(seed, 'net', draw),
    values = Float64Array.from({ length: size * size }, (_, at) => {
      const weight = draw === 'normal' ? draws.normal() : draws.uniform(),
        isThere = draws.uniform() < density;
      return isThere && Math.floor(at / size) !== at % size ? weight : 0;
    });
  const factor = radius / radiusOf({ size, values });
  return { size, values: values.map((weight) => weight * factor) };
}
const tanh = { law: 'rateMap', transfer: 'tanh', dt: 1e-3, noise: 0 } as const;
const normal = { distribution: 'normal', takes: { mean: 0, deviation: 0.5 } } as const;
const driven = (matrix: Matrix, kind: 'independent' | 'shared' = 'independent'): Network => ({
  matrix,
  motion: tanh,
  drive: { kind, law: normal },
});

test('one neuron that gives on 1: its factor follows the recursion of flow control and ends at R/w', () => {
  const weight = 0.25;
  let own = 1;
  const recurrent = new Float64Array([weight]);
  const network: ScalableNetwork = {
    size: 1,
    rates: [1],
    recurrent,
    step() {
      recurrent[0] = own * weight;
    },
    scaleRow(_, factor) {
      own *= factor;
    },
  };
  const course = scaleByActivity(network, { ...to('flow', 1, { rate: 0.01 }), rule: 'flow' }, 1e-3);
  let factor = 1;
  for (let step = 0; step < Math.round(course.seconds / 1e-3); step++)
    factor += 0.01 * factor * (1 - (factor * weight) ** 2);
  near(course.factors[0], factor, 1e-12);
  near(course.factors[0], 4, 0.04);
  assert.equal(course.settled, true);
});

test('flow control ends where each neuron receives R times what it gives on: near R, from both sides', () => {
  const size = 300;
  const ends = [1, 2].flatMap((seed) => {
    const matrix = random(size, 0.1, 1, seed),
      ofUnitRows = scaledRows(
        matrix,
        Float64Array.from(
          { length: size },
          (_, i) => 1 / Math.sqrt(squares(matrix.values.subarray(size * i, size * (i + 1)))),
        ),
      ),
      // a matrix of this size lies so far beyond the circle by chance, without any scaling
      byChance = radiusOf(ofUnitRows);
    const starts = [
      [0.5, 1],
      [1.5, 0.8],
    ] as const;
    return starts.map(([start, target]) => {
      const { matrix: scaled, course } = scaledMatrix(
        driven({ size, values: matrix.values.map((weight) => start * weight) }),
        to('flow', target, { rate: 3e-3 }),
        { ...key, seed },
        backend,
      );
      assert.equal(course.settled, true);
      near(course.moments[course.moments.length - 1].reached / target, 1, 0.02, 'the flow that it regulates');
      const reached = radiusOf(scaled) / target;
      near(reached / byChance, 1, 0.025, `radius from ${start} to ${target}, seed ${seed}`);
      return reached;
    });
  });
  near(mean(ends), 1.02, 0.04, 'the mean, 2 % to each side of the 0 to +4 % that such matrices have');
});
const squares = (row: Float64Array): number => row.reduce((sum, weight) => sum + weight ** 2, 0);

test('an input that all neurons share drives the radius above its target', () => {
  const { matrix } = scaledMatrix(
    driven(random(200, 0.2, 1, 1), 'shared'),
    to('flow', 1, { rate: 4e-3 }),
    key,
    backend,
  );
  assert.equal(radiusOf(matrix) > 1.08, true, `${radiusOf(matrix)}`);
});

test('rates of rectified neurons come to one target, with the factors that they must have', () => {
  const matrix = random(40, 0.5, 0.5, 2, 'uniform'),
    motion = { law: 'rateMap', transfer: 'relu', dt: 1e-3, noise: 0 } as const,
    network: Network = { matrix, motion, drive: { kind: 'constant', current: 0.2 } };
  const { matrix: scaled, course } = scaledMatrix(network, to('rate', 0.5, { rate: 0.01, until: 20 }), key, backend);
  assert.equal(course.settled, true);
  assert.equal(course.unmet, 0);
  // r* = Σ_j a_i w_ij r* + I in every neuron
  const sums = rowSums(matrix);
  for (const [i, factor] of course.factors.entries()) near(factor, (0.5 - 0.2) / (0.5 * sums[i]), 1e-3 * factor);
  for (let i = 0; i < 40; i++)
    for (let j = 0; j < 40; j++) near(scaled.values[40 * i + j], course.factors[i] * matrix.values[40 * i + j], 1e-15);
});

test('only weights above 0 are scaled where that is said; a quiet neuron under inhibition is then woken', () => {
  const [size, target] = [40, 0.4];
  const positive = random(size, 0.6, 0.6, 3, 'uniform'),
    matrix = { size, values: positive.values.map((weight, at) => (at % size < 10 ? -2 * weight : weight)) };
  const network: Network = {
    matrix,
    motion: { law: 'rateMap', transfer: 'relu', dt: 1e-3, noise: 0 },
    drive: { kind: 'constant', current: 0.3 },
  };
  const scaled = (weights: Scaling['weights']) =>
    scaledMatrix(network, to('rate', target, { rate: 0.01, until: 15, weights }), key, backend);
  const { matrix: after, course } = scaled('excitatory');
  assert.equal(course.unmet, 0);
  matrix.values.forEach((weight, at) => {
    if (weight <= 0) assert.equal(after.values[at], weight);
  });
});

test('sums of magnitudes are exact after one step, and on their way as the recursion says', () => {
  const matrix: Matrix = { size: 3, values: Float64Array.from([0, 2, -2, 0, 0, 0, 0.1, 0.3, 0]) };
  const at = (rest: Partial<Scaling>) =>
    scaleToSums(matrix, { ...to('sum', 1, { rate: 1, ...rest }), rule: 'sum' }, 1e-3);
  const once = at({});
  assert.deepEqual(Array.from(rowSums(scaledRows(matrix, once.factors))), [1, 0, 1]);
  assert.deepEqual([once.seconds, once.settled, once.unmet], [1e-3, true, 1]);
  const slow = at({ rate: 0.1, until: 0.02 });
  for (const [i, sum] of rowSums(scaledRows(matrix, slow.factors)).entries())
    near(sum, i === 1 ? 0 : 1 + ([4, 0, 0.4][i] - 1) * 0.9 ** 20, 1e-12);
  assert.equal(slow.settled, false);
  const none = scaleToSums(
    { size: 3, values: new Float64Array(9) },
    { ...to('sum', 1, { rate: 1 }), rule: 'sum' },
    1e-3,
  );
  assert.deepEqual([none.settled, none.reached, none.unmet], [false, 0, 3], 'there is nothing to scale');
});

test('what cannot settle says so, and what leaves the range of numbers ends', () => {
  const matrix = random(30, 0.3, 0.5, 1),
    silent: Network = { matrix, motion: tanh };
  const { course } = scaledMatrix(silent, to('flow', 1, { rate: 0.05 }), key, backend);
  assert.equal(course.settled, false, 'activity has died out');
  const alone: Network = {
    matrix: { size: 2, values: Float64Array.from([0, -1, -1, 0]) },
    motion: { ...tanh, transfer: 'relu' },
    drive: { kind: 'constant', current: 0.1 },
  };
  assert.throws(
    () => scaledMatrix(alone, to('rate', 0.9, { rate: 1, until: 1 }), key, backend),
    /left the range of numbers/,
  );
});

test('the scaled matrix depends on the key, and not on what computes it', () => {
  const network = driven(random(48, 0.3, 0.7, 1));
  const scaledOn = (on: KernelBackend, seed: number): Float64Array =>
    scaledMatrix(network, to('flow', 1, { until: 0.5 }), { ...key, seed }, on).course.factors;
  const [first, ...others] = backends.map((on) => scaledOn(on, 1));
  // products are f32, and round differently from one instruction set to another
  for (const other of others) for (const [i, factor] of other.entries()) near(factor, first[i], 1e-6);
  assert.notDeepEqual(scaledOn(backend, 2), first);
});
