/** A matrix that is symmetric to rounding counts as symmetric everywhere, keeps its weights, and is solved as one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  eigenvaluesOf,
  facts,
  isSymmetric,
  type Matrix,
  randomPlaces,
  rewired,
  roundingNote,
  scaleSpectrum,
  shuffleWeights,
  symmetricForm,
  transposed,
} from '../../engine/connectivity/index.ts';
import { stream } from '../../engine/random/index.ts';
import { covarianceSpectrum, transientGain } from '../../engine/spectra/index.ts';
import { cachedAlgebra } from '../../making/cached-algebra.ts';
import { kernels } from '../spectra/kernels-here.ts';

/** `off`: what rounding leaves of each weight; `scales`: of the last neuron over those of the first. */
function nearly(n: number, off: number, { scales = 1, density = 1 } = {}): { exact: Matrix; matrix: Matrix } {
  const draws = stream(1, 'test', 'symmetry'),
    exact = new Float64Array(n * n),
    values = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const weight = (draws.uniform() < density ? draws.normal() : 0) * scales ** ((i + j) / n);
      exact[i * n + j] = exact[j * n + i] = weight;
      values[i * n + j] = weight;
      values[j * n + i] = weight * (1 + off * (i === j ? 0 : draws.normal()));
    }
  return { exact: { size: n, values: exact }, matrix: { size: n, values } };
}
const { algebra } = kernels;

test('what 15 digits or the sums of another program leave of symmetry is rounding; more is not', () => {
  for (const [n, off, options, symmetric] of [
    [5, 1e-13, {}, true],
    [200, 1e-13, {}, true],
    [60, 1e-13, { scales: 1e8 }, true],
    [60, 1e-13, { density: 0.1 }, true],
    [200, 1e-9, {}, false],
    [60, 1e-9, { scales: 1e8 }, false],
    [5, 0.1, {}, false],
  ] as const) {
    const { matrix, exact } = nearly(n, off, options);
    assert.equal(isSymmetric(matrix), symmetric, `${n} ${off}`);
    assert.equal(facts(matrix, algebra).symmetric, symmetric);
    assert.equal(symmetricForm(matrix) !== undefined, symmetric);
    assert.equal(roundingNote(matrix).length, symmetric ? 1 : 0);
    assert.equal(symmetricForm(exact), exact);
    assert.deepEqual(roundingNote(exact), []);
  }
  // a large pair elsewhere makes no direction of small weights rounding; nor is a small weight, alone, none
  const { matrix } = nearly(6, 0);
  for (const [i, j, weight] of [
    [0, 1, 1e15],
    [1, 0, 1e15],
    [3, 2, 5],
  ])
    matrix.values[i * 6 + j] = weight;
  assert.ok(!isSymmetric(matrix));
  assert.ok(!isSymmetric({ size: 2, values: Float64Array.of(0, 1e-300, 0, 0) }));
});
test('what is found of a matrix symmetric to rounding is what is found of its symmetric form', () => {
  const { matrix } = nearly(40, 1e-13, { density: 0.5 }),
    before = matrix.values.slice();
  const scaled = scaleSpectrum(matrix, { kind: 'max', value: 0.95 }, algebra).matrix,
    form = symmetricForm(scaled)!;
  assert.ok(
    scaled.values.some((weight, place) => weight !== form.values[place]),
    'the weights keep their digits',
  );
  assert.deepEqual(matrix.values, before);
  assert.deepEqual(eigenvaluesOf(scaled, algebra), eigenvaluesOf(form, algebra));
  assert.deepEqual(eigenvaluesOf(transposed(scaled), algebra), eigenvaluesOf(form, algebra));
  assert.deepEqual(covarianceSpectrum(scaled, algebra), covarianceSpectrum(form, algebra));
  assert.equal(transientGain(scaled, 0.95, kernels), 1);
  for (const control of [
    (of: Matrix) => randomPlaces(of, stream(1, 'test', 'random')),
    (of: Matrix) => rewired(of, 'both', stream(1, 'test', 'rewired')),
    (of: Matrix) => rewired(of, 'strength', stream(1, 'test', 'strength')),
    (of: Matrix) => shuffleWeights(of, stream(1, 'test', 'shuffled')),
  ])
    assert.deepEqual(control(scaled), control(form));
  const cached = cachedAlgebra(algebra);
  eigenvaluesOf(scaled, cached);
  assert.ok(cached.cachedEigenvalues(scaled), 'found once, and known by the matrix');
});
