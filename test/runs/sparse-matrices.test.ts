// A large sparse matrix through a run: held as its synapses, with the numbers of the whole matrix.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MatrixProgram } from '../../engine/connectivity/index.ts';
import { fitExponent, participationRatio } from '../../engine/spectra/index.ts';
import { near } from '../numbers.ts';
import { alpha, experimentOf, laboratory, shared, wild } from './laboratory.ts';

const program: MatrixProgram = {
  neurons: 2100,
  wire: 0.02,
  weights: { distribution: 'normal', takes: { mean: 0, deviation: 1 } },
  symmetric: true,
  centred: false,
  positive: false,
  autapses: false,
};
const few = { ...wild, source: { kind: 'drawn', program } as const };
const share = { ...shared, name: 'share', call: { call: 'participation_ratio', takes: { of: 'covariance' } } };

test('a large sparse matrix has the exponent of the whole matrix, by the eigenvalues that are asked for', async (t) => {
  const run = laboratory(t);
  const study = (measures: readonly (typeof alpha)[]) =>
    run(experimentOf({ conditions: [{ name: 'few', noun: few }], measures, seeds: [1] }));
  const { results, summary } = await study([alpha]),
    whole = await study([alpha, share]);
  const [found] = results.spectra!,
    all = whole.results.spectra![0].values,
    value = (of: typeof results, measure: string): number => of.rows.find((row) => row.measure === measure)!.value;
  // ½ / (1 − 0.99)
  near(all[0], 50, 1e-8);
  found.values.forEach((variance, rank) => {
    near(variance, all[rank], 1e-10 * variance ** 2);
  });
  for (const one of [results, whole.results])
    near(value(one, 'alpha'), fitExponent(all, { from: 2, to: 30 }).alpha, 1e-9);
  near(value(whole.results, 'share'), participationRatio(all), 1e-9);
  assert.deepEqual([found.neurons, found.values.length, found.fit?.n], [program.neurons, 30, program.neurons]);
  assert.equal(results.eigenvalues, undefined);
  assert.equal(whole.results.spectra![0].values.length, program.neurons);
  assert.equal(whole.results.eigenvalues![0].re.length, program.neurons);
  assert.deepEqual(
    results.matrices!.map(({ connections }) => connections),
    whole.results.matrices!.map(({ connections }) => connections),
  );
  const said = (code: string) => summary.notes.find((note) => note.code === code)?.text ?? '';
  assert.match(said('S093'), /the 30 largest of 2,100 of few/);
  assert.match(said('S073'), /few: largest real part 0\.9900, largest modulus not known, .*, beyond it not known\./);
  assert.ok(!whole.summary.notes.some(({ code }) => code === 'S093'));
});
