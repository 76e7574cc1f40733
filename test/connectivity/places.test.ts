// What is found of neurons that have places: their order, their weights by distance, their strongest connections.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { orderOfPlaces, reachOf, strongestConnections, weightByDistance } from '../../engine/connectivity/index.ts';
import type { KernelBackend } from '../../engine/kernels/index.ts';
import { stream } from '../../engine/random/index.ts';
import { openBackend } from '../../runs/execute/backends.ts';

const { algebra } = (await openBackend('wasm')) as KernelBackend;
const close = (found: number, wanted: number, within = 1e-12): void =>
  assert.equal(Math.abs(found - wanted) <= within * Math.max(1, Math.abs(wanted)), true, `${found}, not ${wanted}`);

test('neurons along a line in space are ordered along it, whichever way they are numbered', () => {
  const numbers = stream(1, 'places', 'numbers').permutation(50);
  const positions = new Float64Array(150);
  numbers.forEach((place, neuron) => {
    positions.set([1e-5 * place, 2e-5 * place + 3, -1e-5 * place], 3 * neuron);
  });
  const { order, share } = orderOfPlaces(positions, 3, algebra);
  assert.deepEqual(
    Array.from(order, (neuron) => numbers[neuron]),
    Array.from({ length: 50 }, (_, place) => place),
    'its larger component points up',
  );
  close(share, 1, 1e-9);
});

test('a grid is read row by row: equal places along the first axis are ordered along the others', () => {
  const [wide, high, deep] = [7, 4, 2];
  const places = Array.from({ length: wide * high * deep }, (_, at) => [
    Math.floor(at / (high * deep)),
    Math.floor(at / deep) % high,
    at % deep,
  ]);
  const shuffled = Array.from(stream(1, 'grid', 'numbers').permutation(places.length), (at) => places[at]);
  const { order, share } = orderOfPlaces(Float64Array.from(shuffled.flat()), 3, algebra);
  assert.deepEqual(
    Array.from(order, (neuron) => shuffled[neuron].join()),
    places.map((place) => place.join()),
  );
  const variance = (count: number): number => (count ** 2 - 1) / 12;
  close(share, variance(wide) / (variance(wide) + variance(high) + variance(deep)), 1e-9);
});

test('neurons at one place keep their order', () => {
  const { order, share } = orderOfPlaces(new Float64Array(10).fill(2e-3), 2, algebra);
  assert.deepEqual([...order], [0, 1, 2, 3, 4]);
  assert.equal(share, 0);
});

test('weights by distance: bins, means, medians and shares of a matrix that is counted by hand', () => {
  // neurons at 0, 100 and 300 µm
  const positions = Float64Array.of(0, 1e-4, 3e-4);
  const values = Float64Array.of(5, 1, 0, -3, 0, 2, 0, 0, 1);
  const found = weightByDistance({ size: 3, values }, { positions, dimensions: 1, reach: 2e-3 });
  assert.deepEqual(
    Array.from(found.from, (edge) => Math.round(edge * 1e6)),
    [100, 200, 300],
  );
  assert.deepEqual(
    Array.from(found.to, (edge) => Math.round(edge * 1e6)),
    [200, 300, 400],
  );
  assert.deepEqual([...found.pairs], [2, 2, 2]);
  assert.deepEqual([...found.connected], [2, 1, 0]);
  assert.deepEqual([...found.mean], [2, 1, 0]);
  assert.deepEqual([...found.median], [2, 2, Number.NaN]);
  [4 / 12, 2 / 12, 0].forEach((share, bin) => {
    close(found.share[bin], share);
  });
  close(found.ownShare, 6 / 12);
});

test('whatever the circuit, pairs are all counted and shares add up to the whole', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 12 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.oneof(fc.constant(0), fc.double({ min: -10, max: 10, noNaN: true })), {
        minLength: 144,
        maxLength: 144,
      }),
      fc.array(fc.double({ min: 0, max: 1e-3, noNaN: true }), { minLength: 36, maxLength: 36 }),
      (size, dimensions, weights, coordinates) => {
        const values = Float64Array.from(weights.slice(0, size * size)),
          positions = Float64Array.from(coordinates.slice(0, size * dimensions));
        for (const lengths of [undefined, Array.from({ length: dimensions }, () => 1e-3)]) {
          const reach = reachOf(positions, dimensions, lengths);
          const found = weightByDistance({ size, values }, { positions, dimensions, reach });
          const sum = (of: Float64Array): number => of.reduce((all, each) => all + each, 0);
          assert.equal(sum(found.pairs), size * (size - 1));
          if (values.some((weight) => weight !== 0)) close(sum(found.share) + found.ownShare, 1, 1e-9);
          assert.equal(found.from.length <= 21, true, `${found.from.length} bins`);
        }
      },
    ),
  );
});

test('the strongest connections are those of a full sort, without the diagonal', () => {
  const size = 9,
    draws = stream(1, 'strongest', 'weights');
  const values = Float64Array.from({ length: size * size }, () => (draws.uniform() < 0.3 ? 0 : draws.normal()));
  const all = Array.from(values, (weight, at) => ({ weight, post: Math.floor(at / size), pre: at % size }))
    .filter(({ weight, pre, post }) => weight !== 0 && pre !== post)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const { pre, post, weight, connections } = strongestConnections({ size, values }, 12);
  assert.equal(connections, all.length);
  assert.deepEqual(
    Array.from(weight, (each, k) => ({ weight: each, post: post[k], pre: pre[k] })),
    all.slice(0, 12),
  );
});
