// Modes of linear systems whose map is known, seen with noise, driven by noise, or both; how many components stand out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dmd, type ModeFit, optimalRank, directSpectrum, sharedRank, svca } from '../../engine/activity/index.ts';
import { thresholdOf } from '../../engine/activity/kept-ranks.ts';
import { stream } from '../../engine/random/index.ts';
import { mean, near } from '../numbers.ts';
import { kernels, key, sharing } from './planted.ts';

const [c, s] = [0.98 * Math.cos(0.3), 0.98 * Math.sin(0.3)];
/** Eigenvalues 0.98 exp(±0.3 i) and 0.9, seen by neurons that mix the three. */
const map = [c, -s, 0, s, c, 0, 0, 0, 0.9];
const seen = (
  {
    observation = 0,
    driven = 0,
    seed = 1,
    neurons = 30,
  }: { observation?: number; driven?: number; seed?: number; neurons?: number },
  runs: readonly number[],
) => {
  const frames = runs.reduce((sum, length) => sum + length, 0),
    values = new Float32Array(neurons * frames),
    draws = stream(seed, 'test', 'seen'),
    mixing = Array.from({ length: neurons }, () => [0, 1, 2].map(() => (draws.below(2) === 0 ? 1 : -1)));
  let at = 0,
    begun = [0, 0, 0];
  for (const [run, length] of runs.entries()) {
    // each start twice, with both signs: no mean
    let x = (begun = run % 2 === 0 ? begun.map(() => 3 * draws.normal()) : begun.map((value) => -value));
    for (let t = at; t < at + length; t++) {
      mixing.forEach((weights, i) => {
        values[i * frames + t] =
          weights.reduce((sum, weight, k) => sum + weight * x[k], 0) + observation * draws.normal();
      });
      x = x.map((_, i) => x.reduce((sum, value, j) => sum + map[3 * i + j] * value, 0) + driven * draws.normal());
    }
    at += length;
  }
  return { neurons, frames, values, bin: 0.05, runs };
};
const short = Array<number>(200).fill(40);
/** Modulus of the mode that turns. */
const turning = (activity: ReturnType<typeof seen>, fit: ModeFit): number => {
  const { re, im } = dmd(activity, { lag: 1, ranks: 3, ridge: 0, fit }, kernels);
  return Math.max(...Array.from(re, (value, k) => (Math.abs(im[k]) > 0.1 ? Math.hypot(value, im[k]) : 0)));
};
const seeds = [1, 2, 3, 4];
const over = (of: Parameters<typeof seen>[0], runs: readonly number[], fit: ModeFit): readonly number[] =>
  seeds.map((seed) => turning(seen({ ...of, seed }, runs), fit));

test('without noise every fit has the eigenvalues of the map', () => {
  for (const fit of ['plain', 'total', 'delayed'] as const) {
    const { re, im } = dmd(seen({}, short), { lag: 1, ranks: 3, ridge: 0, fit }, kernels),
      found = Array.from(re, (value, k) => [value, Math.abs(im[k])]).sort(([a], [b]) => b - a);
    [
      [c, s],
      [c, s],
      [0.9, 0],
    ].forEach((expected, k) => {
      for (const part of [0, 1]) near(found[k][part], expected[part], 1e-3, fit);
    });
  }
});
test('noise of the observation makes modes smaller, but not of total least squares, nor of two lags', () => {
  const noisy = { observation: 3 };
  for (const modulus of over(noisy, short, 'plain')) assert.equal(modulus < 0.96, true, `plain ${modulus}`);
  for (const fit of ['total', 'delayed'] as const) {
    const moduli = over(noisy, short, fit);
    near(mean(moduli), 0.98, 0.004, fit);
    for (const modulus of moduli) near(modulus, 0.98, 0.015, fit);
  }
});
test('what noise drives has no total least squares; two lags allow for both noises', () => {
  const driven = { observation: 4, driven: 1 },
    long = [4000, 4000];
  for (const modulus of over(driven, long, 'plain')) assert.equal(modulus < 0.97, true, `plain ${modulus}`);
  near(mean(over(driven, long, 'delayed')), 0.98, 0.006);
  for (const seed of seeds)
    for (const observation of [0, 4])
      assert.throws(() => turning(seen({ driven: 1, observation, seed }, long), 'total'), {
        name: 'NothingToFit',
        message: /would fall by .* % a lag, .* activity falls by .* %: .*`fit: delayed`/,
      });
  assert.throws(() => turning(seen({}, Array<number>(4).fill(2)), 'delayed'), /twice the lag of 1 bins is longer/);
});

test('components are counted that stand out by the threshold of Gavish & Donoho, or that are shared', () => {
  near(thresholdOf(1), 2.858, 0.001);
  for (const beta of [0.05, 0.2, 0.5, 0.8])
    near(thresholdOf(beta), 0.56 * beta ** 3 - 0.95 * beta ** 2 + 1.82 * beta + 1.43, 0.02, `${beta}:`);
  for (const seed of seeds) {
    const activity = seen({ observation: 3, driven: 1, seed, neurons: 60 }, [4000]);
    assert.equal(optimalRank(directSpectrum(activity, kernels), 60, 4000), 3);
    const shared = sharedRank(svca(activity, { ...key, seed }, kernels));
    assert.equal(shared >= 2 && shared <= 4, true, `${shared}`);
  }
  const noise = { ...sharing(60, [3000], { own: 1 }) };
  const draws = stream(1, 'test', 'alone');
  noise.values.forEach((_, at) => {
    noise.values[at] = draws.normal();
  });
  assert.throws(() => optimalRank(directSpectrum(noise, kernels), 60, 3000), /no component stands out of noise/);
  assert.equal(optimalRank(directSpectrum(sharing(60, [40], { own: 1 }), kernels), 60, 40), 1);
  assert.throws(() => optimalRank(new Float64Array(60), 60, 3000), /no component of the activity varies/);
  assert.throws(() => sharedRank(Float64Array.of(-0.1, 0.2, 0.1)), /share no component/);
});
