// Spectra of activity: what neurons share is found, what each has of its own is not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  correlation,
  directSpectrum,
  dmd,
  principalComponents,
  sharedVariance,
  shifted,
  splitNeurons,
  usualSplitting,
  svca,
  timescales,
} from '../../engine/activity/index.ts';
import type { Activity } from '../../engine/dynamics/index.ts';
import { near } from '../numbers.ts';
import { stream } from '../../engine/random/index.ts';
import { kernels, key, sharing, streamed } from './planted.ts';

const shared = sharing(40, [3000, 2000], { own: 2 }),
  correlated = 1 / (1 + 2 ** 2);

test('correlations are those of the model, and the same read in stretches', () => {
  const found = correlation(shared, kernels);
  for (let i = 0; i < 40; i++)
    for (let j = 0; j < 40; j++) near(found[i * 40 + j], i === j ? 1 : correlated, i === j ? 1e-5 : 0.06, `${i}, ${j}`);
  assert.deepEqual(correlation(streamed(shared), kernels), found);
});

test('the direct spectrum is that of the correlations, with many frames or with few', () => {
  const spectrum = directSpectrum(shared, kernels);
  near(spectrum[0], 1 + 39 * correlated, 0.4);
  near(
    spectrum.reduce((sum, value) => sum + value, 0),
    40,
    1e-3,
  );
  const few: Activity = sharing(40, [25], { own: 2 }),
    short = directSpectrum(few, kernels),
    whole = kernels.algebra.symmetricEigenvalues(correlation(few, kernels), 40).reverse();
  assert.equal(short.length, 25);
  short.forEach((value, k) => {
    near(value, whole[k], 2e-5);
  });
});

test(
  'principal components are directions of length 1 with the variances of the spectrum, with many frames or ' +
    'with few',
  () => {
    for (const activity of [shared, sharing(40, [25], { own: 1 })]) {
      const { values, vectors, count } = principalComponents(activity, 5, kernels),
        spectrum = directSpectrum(activity, kernels),
        matrix = correlation(activity, kernels);
      assert.equal(count, 5);
      for (let k = 0; k < count; k++) {
        const v = vectors.subarray(k * 40, (k + 1) * 40);
        let length = 0,
          variance = 0;
        for (let i = 0; i < 40; i++) {
          length += v[i] ** 2;
          for (let j = 0; j < 40; j++) variance += v[i] * matrix[i * 40 + j] * v[j];
        }
        near(length, 1, 1e-4);
        near(variance, spectrum[k], 1e-3);
        near(values[k], spectrum[k], 1e-4);
      }
    }
  },
);

test('what takes long says how far it is', () => {
  const analyses: Readonly<Record<string, (onProgress: (done: number) => void) => unknown>> = {
    direct: (onProgress) => directSpectrum(shared, kernels, { onProgress }),
    modes: (onProgress) => dmd(shared, { lag: 1, ranks: 10, ridge: 0.01, onProgress }, kernels),
    timescales: (onProgress) => timescales(shared, { pcs: 2, onProgress }, key, kernels),
    svca: (onProgress) => svca(shared, key, kernels, { onProgress }),
  };
  for (const [name, analyse] of Object.entries(analyses)) {
    const told = [0];
    analyse((done) => told.push(done));
    assert.ok(told.length > 3, name);
    assert.ok(
      told.every((done, at) => done <= 1 && done >= (told[at - 1] ?? 0)),
      `${name}: ${told}`,
    );
  }
});

test('shared variance has the signal and not the noise; shifting the neurons in time takes the signal away', () => {
  const spectrum = sharedVariance(shared, key, kernels),
    alone = sharedVariance(shifted(shared, key), key, kernels);
  assert.equal(spectrum.length, 20);
  near(spectrum[0], 20 * correlated, 0.25);
  assert.ok(spectrum[1] < 0.15 && alone[0] < 0.3, `${spectrum[1]}, ${alone[0]}`);
  assert.deepEqual(sharedVariance(streamed(shared), key, kernels), spectrum);
  assert.deepEqual(sharedVariance(shared, key, kernels), spectrum);
});

test('components found in training hold in the test; those of noise lie about 0', () => {
  const spectrum = svca(shared, key, kernels),
    rest = spectrum.subarray(1);
  near(spectrum[0], 20 * correlated, 0.6);
  near(rest.reduce((sum, value) => sum + value, 0) / rest.length, 0, 0.03);
  assert.ok(rest.some((value) => value < 0));
  assert.throws(() => svca(sharing(4, [100], { own: 1 }), key, kernels), /leave nothing between two pads/);
});

test('neurons are split at random, or by the colours of a checkerboard', () => {
  const positions = Float64Array.from([0, 0, 30, 10, 30, 30, 55, 10, 80, 0].map((micrometres) => micrometres * 1e-6));
  assert.deepEqual(
    splitNeurons({ neurons: 5, positions, dimensions: 2 }, key, { how: 'checkerboard', side: 25e-6 }).map((half) => [
      ...half,
    ]),
    [
      [0, 2, 3],
      [1, 4],
    ],
  );
  const [left, right] = splitNeurons({ neurons: 9 }, key);
  assert.deepEqual([...left, ...right].sort(), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  assert.notDeepEqual(splitNeurons({ neurons: 9 }, { ...key, seed: 2 })[0], left);
  assert.throws(() => splitNeurons({ neurons: 9 }, key, { how: 'checkerboard', side: 25e-6 }), /needs the positions/);
  assert.throws(
    () => splitNeurons({ neurons: 5, positions, dimensions: 2 }, key, { how: 'checkerboard', side: 1 }),
    /one colour/,
  );
});

test('halves are by the squares of 25 µm only where neurons lie closer; electrodes are drawn as they stand', () => {
  const at = (places: readonly (readonly number[])[]) => ({
    neurons: places.length,
    positions: Float64Array.from(places.flat(), (micrometres) => micrometres * 1e-6),
    dimensions: places[0].length,
  });
  // a culture on a grid of 200 µm, two units an electrode: 600e-6 / 25e-6 is 23.999…, which made two colours of one
  const grid = at(Array.from({ length: 72 }, (_, i) => [200 * (Math.floor(i / 2) % 6), 200 * Math.floor(i / 12)]));
  assert.deepEqual(usualSplitting(grid), { how: 'places' });
  const [left, right] = splitNeurons(grid, key);
  assert.deepEqual([left.length, right.length], [36, 36]);
  for (const neuron of left) assert.equal(left.includes(neuron ^ 1), true, `${neuron}`);
  assert.deepEqual(
    [...left, ...right].sort((a, b) => a - b),
    Array.from({ length: 72 }, (_, i) => i),
  );
  assert.notDeepEqual(splitNeurons(grid, { ...key, seed: 2 })[0], left);
  assert.throws(() => splitNeurons(grid, key, { how: 'checkerboard', side: 25e-6 }), /one colour .* of 25 µm/);
  const draws = stream(1, 'test', 'places'),
    sheet = at(Array.from({ length: 400 }, () => [300 * draws.uniform(), 300 * draws.uniform(), 50 * draws.uniform()]));
  assert.deepEqual(usualSplitting(sheet), { how: 'checkerboard', side: 25e-6 });
  assert.deepEqual(
    usualSplitting(
      at([
        [3, 4],
        [3, 4],
        [3, 4],
      ]),
    ),
    { how: 'random' },
  );
  assert.deepEqual(usualSplitting({ neurons: 9 }), { how: 'random' });
  // exactly on the lines of the squares, in metres: each lies in the square that it begins
  const line = at(Array.from({ length: 80 }, (_, i) => [25 * i]));
  splitNeurons(line, key, { how: 'checkerboard', side: 25e-6 }).forEach((half, colour) => {
    assert.deepEqual(
      [...half],
      Array.from({ length: 40 }, (_, i) => 2 * i + colour),
    );
  });
});

test('a silent neuron has no correlations', () => {
  const activity = sharing(5, [200], { own: 1 });
  activity.values.fill(7, 0, 200);
  const found = correlation(activity, kernels);
  for (let j = 0; j < 5; j++) assert.equal(found[j], 0);
});
