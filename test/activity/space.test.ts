// Pairs, connections and modes in space, on arrangements where the answer can be counted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectionRecovery, globality, strongPairOdds } from '../../engine/activity/index.ts';
import { stream } from '../../engine/random/index.ts';
import { near } from '../numbers.ts';

const n = 400,
  draws = stream(1, 'test', 'places'),
  positions = Float64Array.from({ length: 2 * n }, () => 4e-3 * draws.uniform());
const between = (i: number, j: number) =>
  Math.hypot(positions[2 * i] - positions[2 * j], positions[2 * i + 1] - positions[2 * j + 1]);
const pairs = (value: (i: number, j: number) => number) =>
  Float64Array.from({ length: n * n }, (_, at) => value(Math.floor(at / n), at % n));

test('strong pairs are near where correlation falls with distance, and anywhere where it does not', () => {
  const falling = strongPairOdds(
    pairs((i, j) => Math.exp(-between(i, j) / 1e-3)),
    { positions, dimensions: 2 },
  );
  assert.ok(falling.odds[0] > 50);
  assert.equal(falling.nearOverFar, Infinity);
  near(falling.distances[0], 100e-6, 1e-12);
  const noise = pairs(() => draws.uniform()),
    { odds } = strongPairOdds(noise, { positions, dimensions: 2 }, { top: 0.2 });
  for (const [bin, value] of odds.subarray(1).entries()) near(value, 1, 0.25, `bin ${bin + 1}`);
});

test('pairs on a grid fall in the bin of their distance: 600 um is three times 200 um', () => {
  const size = 16,
    line = Float64Array.from({ length: size }, (_, i) => i * 200e-6);
  // strong: those three apart; 0.2e-3 · 3 and 600e-6 / 200e-6 are not 3 in binary numbers
  const correlation = Float64Array.from({ length: size * size }, (_, at) =>
    Math.abs(Math.floor(at / size) - (at % size)) === 3 ? 1 : 0,
  );
  const { odds } = strongPairOdds(correlation, { positions: line, dimensions: 1 }, { top: 0.01 });
  assert.deepEqual(
    Array.from(odds.subarray(0, 8), (each) => each > 0),
    [false, false, false, true, false, false, false, false],
  );
});

test('connections are recovered from correlations that follow them, not from noise', () => {
  const values = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) values[i * n + j] = values[j * n + i] = draws.uniform() < 0.1 ? 0.9 : -0.1;
  const matrix = { size: n, values },
    [few, all] = connectionRecovery(values, matrix, [0.02, 1]);
  near(few, 10, 0.5);
  near(all, 1, 1e-12);
  near(
    connectionRecovery(
      pairs(() => draws.uniform()),
      matrix,
      [0.1],
    )[0],
    1,
    0.1,
  );
});

test('a mode in one place is local, across a border too; one over all is global', () => {
  const modes = Float64Array.from({ length: 3 * n }, (_, at) => {
    const neuron = at % n,
      [x, y] = [positions[2 * neuron], positions[2 * neuron + 1]],
      round = Math.min(x, 4e-3 - x);
    return [1, Math.exp(-Math.hypot(x - 2e-3, y - 1e-3) / 2e-4), Math.exp(-Math.hypot(round, y - 1e-3) / 2e-4)][
      Math.floor(at / n)
    ];
  });
  const [everywhere, local, bordering] = globality(modes, { positions, dimensions: 2 }, [4e-3, 4e-3]);
  near(everywhere, 1, 1e-12);
  assert.ok(local > 15 && bordering > 15, `${local}, ${bordering}`);
});
