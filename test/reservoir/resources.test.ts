import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  damaged,
  flips,
  informationCapacity,
  lesioned,
  memoryCapacity,
  rankOfStreams,
  slopeAtOrigin,
} from '../../engine/reservoir/index.ts';
import { readOuts } from '../../engine/reservoir/read-out.ts';
import { stream } from '../../engine/random/index.ts';
import {
  driven,
  gaussian,
  kernels,
  linearMap,
  map,
  orthogonal,
  shared,
  times,
  undriven,
  withRadius,
} from './networks.ts';

function within(found: number, least: number, most: number): void {
  assert.equal(found >= least && found <= most, true, `${found} is not within ${least} .. ${most}`);
}
const streams = { count: 40, length: 30, hold: 1, tolerance: 1e-9 };

test('unrelated streams take a linear network in as many directions as it holds inputs, equal ones in one', () => {
  // a chain of 8 neurons holds exactly 8 inputs
  const values = new Float64Array(64);
  for (let i = 1; i < 8; i++) values[i * 8 + i - 1] = 1;
  const chain = {
    ...driven({ size: 8, values }, linearMap, shared),
    inputWeights: Float64Array.of(1, 0, 0, 0, 0, 0, 0, 0),
  };
  assert.equal(rankOfStreams(chain, streams), 8);
  assert.equal(rankOfStreams(chain, { ...streams, count: 5 }), 5);
  assert.equal(rankOfStreams(chain, { ...streams, jitter: 0 }), 1);
  // differences of a hundredth count by the tolerance
  assert.equal(rankOfStreams(chain, { ...streams, jitter: 1e-3 }), 8);
  assert.equal(rankOfStreams(chain, { ...streams, jitter: 1e-3, tolerance: 0.02 }), 1);
});

test('similar streams take a network in fewer directions than unrelated ones', () => {
  const network = driven(withRadius(gaussian(50, 2), 0.9), map(), shared),
    asked = { count: 50, length: 60, hold: 1, tolerance: 0.01 };
  const kernel = rankOfStreams(network, asked),
    similar = rankOfStreams(network, { ...asked, jitter: 0.02 });
  within(kernel, 10, 50);
  within(similar, 1, kernel - 4);
});

test('kernel quality less generalisation rank is largest between order and chaos: tanh maps of 50', () => {
  // three maps of 50 at gains 0.3 … 5: the difference is 28 to 37 at 1.1 and 1.3, below 6 at 0.6 and at 2
  for (const seed of [1, 2]) {
    const separation = (gain: number): number => {
      const network = driven(times(gaussian(50, seed), gain / Math.sqrt(50)), map(), shared, seed),
        asked = { count: 50, length: 60, hold: 1, tolerance: 0.01 };
      return rankOfStreams(network, asked) - rankOfStreams(network, { ...asked, jitter: 0.1 });
    };
    const between = separation(1.2);
    for (const gain of [0.5, 2, 4]) within(separation(gain), -2, between / 3);
    within(separation(0.9), between / 3, between);
    within(between, 25, 45);
  }
});

test('a linear network holds nothing but its input, as much as its memory capacity, and N in all', () => {
  const network = driven(times(orthogonal(12, 3), 0.6), linearMap, shared),
    inputs = { hold: 1, inputs: 4100, discard: 100 },
    delays = { from: 0, to: 24 };
  const { byDegree, targets } = informationCapacity(network, 2, delays, inputs);
  const { capacity } = memoryCapacity(network, delays, inputs);
  assert.equal(targets, 25 + 25 + (25 * 24) / 2);
  within(byDegree[0], capacity - 0.1, capacity + 0.1);
  within(byDegree[0], 11.8, 12.1);
  assert.equal(byDegree[1], 0);
});

test('a network that holds the square of each input holds capacity of degree two, one for each delay', () => {
  // neurons of slope: rates are rectified inputs of both signs, whose sum and difference hold |u| and u
  const values = new Float64Array(4),
    network = {
      ...driven({ size: 2, values }, map('relu'), shared),
      inputWeights: Float64Array.of(1, -1),
    };
  const { byDegree } = informationCapacity(network, 4, { from: 0, to: 2 }, { hold: 1, inputs: 3000, discard: 10 });
  // u by the difference; |u| is 15/16 P2 and 3/… P4 of its variance: ⟨|x| P̂2⟩² / var|x| = (√5/8)² · 12 = 15/16
  within(byDegree[0], 0.99, 1.01);
  within(byDegree[1], 15 / 16 - 0.01, 15 / 16 + 0.01);
  assert.equal(byDegree[2], 0);
  within(
    byDegree.reduce((sum, value) => sum + value, 0),
    1.9,
    2.01,
  );
});

test('what has nothing to do with the rates: T r² is χ², and none of thousands of products counts', () => {
  // quantiles of χ²(20), by Σ e^(−x/2) (x/2)^k / k!, k < 10
  const beyond = (x: number): number => {
    let term = Math.exp(-x / 2),
      sum = term;
    for (let k = 1; k < 10; k++) sum += term *= x / 2 / k;
    return sum;
  };
  const draws = stream(1, 'test', 'unrelated'),
    samples = 1000,
    targets = 500;
  const { shares } = readOuts(kernels.algebra, 20, targets, function* () {
    for (let t = 0; t < samples; t++)
      yield {
        rates: Float64Array.from({ length: 20 }, () => draws.normal()),
        targets: Float64Array.from({ length: targets }, () => draws.uniform()),
      };
  });
  for (const level of [0.5, 0.1, 0.02]) {
    const found = shares.filter((share) => beyond(samples * share) < level).length;
    within(found, level * targets - 4 * Math.sqrt(level * targets), level * targets + 4 * Math.sqrt(level * targets));
  }
  const blind = {
      ...driven(withRadius(gaussian(20, 2), 0.9), map('tanh', 0.1), shared),
      inputWeights: new Float64Array(20),
    },
    {
      byDegree,
      threshold,
      targets: products,
    } = informationCapacity(blind, 3, { from: 0, to: 11 }, { hold: 1, inputs: 1100, discard: 100 });
  // Wilson and Hilferty's quantile is 52.67, the quantile 52.39
  within(beyond((threshold * 1000) / 2), 0.9e-4, 1e-4);
  within(beyond(threshold * 1000), 0, 1e-11);
  assert.equal(products, 454);
  assert.deepEqual([...byDegree], [0, 0, 0]);
});

test('information capacity of another input, or of too many products, is refused', () => {
  const network = driven(gaussian(4, 1), map(), shared),
    inputs = { hold: 1, inputs: 400, discard: 0 };
  const refused = (found: () => unknown, says: RegExp) =>
    assert.throws(found, (error: Error) => error instanceof RangeError && says.test(error.message));
  refused(
    () =>
      informationCapacity(
        { ...network, drive: { kind: 'shared', law: { distribution: 'normal', takes: { mean: 0, deviation: 1 } } } },
        2,
        { from: 0, to: 4 },
        inputs,
      ),
    /shared uniform input/,
  );
  refused(() => informationCapacity(network, 4, { from: 0, to: 60 }, inputs), /more than 20,000/);
});

test('the Derrida slope: of an orthogonal map its radius, of a random one the root mean square of its weights', () => {
  const asked = { after: 1, places: 20, steps: 400, discard: 50 };
  within(slopeAtOrigin(driven(times(orthogonal(40, 1), 0.7), linearMap, undriven), asked), 0.7 - 1e-6, 0.7 + 1e-6);
  within(
    slopeAtOrigin(driven(times(orthogonal(40, 1), 0.7), linearMap, undriven), { ...asked, after: 3 }),
    0.7 ** 3 - 1e-6,
    0.7 ** 3 + 1e-6,
  );
  // at rest, √(g² ⟨w²⟩ N)
  const matrix = times(gaussian(60, 4), 1 / Math.sqrt(60)),
    rms = Math.sqrt(matrix.values.reduce((sum, weight) => sum + weight ** 2, 0) / 60);
  within(slopeAtOrigin(driven(matrix, map(), undriven), { ...asked, discard: 3000 }) / rms, 0.85, 1.02);
});

test('a lesion takes a share of the neurons, larger ones hold smaller ones, and all cannot be taken', () => {
  const key = { seed: 3, stream: 'x' };
  const [few, many] = [lesioned(50, 0.1, key), lesioned(50, 0.4, key)];
  assert.equal(few.length, 5);
  assert.equal(many.length, 20);
  assert.equal(
    few.every((neuron) => many.includes(neuron)),
    true,
  );
  assert.throws(() => lesioned(10, 1, key), RangeError);
  const network = driven(gaussian(50, 1), map(), shared),
    { matrix, inputWeights } = damaged(network, { kind: 'lesion', size: 0.1 });
  assert.equal(matrix.size, 45);
  assert.equal(inputWeights?.length, 45);
  const left = Array.from({ length: 50 }, (_, i) => i).filter((i) => !lesioned(50, 0.1, network.key).includes(i));
  assert.equal(matrix.values[3 * 45 + 7], network.matrix.values[left[3] * 50 + left[7]]);
});

test('an orthogonal memory without a tenth of its neurons, or with units turned, holds less', () => {
  const network = driven(times(orthogonal(50, 6), 0.9), linearMap, shared),
    inputs = { hold: 1, inputs: 2600, discard: 100 },
    delays = { from: 1, to: 80 };
  const intact = memoryCapacity(network, delays, inputs).capacity;
  within(memoryCapacity(damaged(network, { kind: 'lesion', size: 0.1 }), delays, inputs).capacity, 20, intact - 2);
  const turned = { ...inputs, disturb: () => flips(0.05, network.key) };
  within(memoryCapacity(network, delays, turned).capacity, 1, intact / 2);
  assert.equal(memoryCapacity(network, delays, { ...inputs, disturb: () => flips(0, network.key) }).capacity, intact);
  const noisy = damaged(network, { kind: 'weight_noise', size: 0 });
  assert.equal(memoryCapacity(noisy, delays, inputs).capacity, intact);
});
