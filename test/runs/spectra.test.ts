import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { ExperimentSpec } from '../../language/specification.ts';
import { jobsOf } from '../../runs/plan/jobs.ts';
import { loadRun, type Results } from '../../runs/index.ts';
import {
  alpha,
  experimentOf,
  free,
  henrici,
  laboratory,
  rest,
  rotation,
  shared,
  shifted,
  tectum,
  timescale,
  twin,
  unconnected,
  wild,
} from './laboratory.ts';
import { runText } from './text-runs.ts';

const matrices = experimentOf({
  conditions: [
    { name: 'symmetric', noun: wild },
    { name: 'far', noun: { ...wild, spectrum: { kind: 'max', value: 0.5 } } },
    { name: 'twin', noun: twin },
    { name: 'directed', noun: free },
  ],
  measures: [alpha, henrici],
});
const measured = ({ rows }: Results, measure: string, condition: string, seed = 1): number =>
  rows.find((row) => row.measure === measure && row.condition === condition && row.seed === seed && row.step === null)!
    .value;
const within = (value: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(value - expected) <= tolerance, `${value} is not ${expected} ± ${tolerance}`);

/** Slope of ln s on −ln rank, weights 1/rank, ranks 2 .. 30, by the normal equations. */
function slope(spectrum: ArrayLike<number>): number {
  const ranks = Array.from({ length: 29 }, (_, i) => i + 2),
    total = ranks.reduce((sum, rank) => sum + 1 / rank, 0);
  const mean = (of: (rank: number) => number) => ranks.reduce((sum, rank) => sum + of(rank) / rank, 0) / total;
  const [x, y] = [mean((rank) => -Math.log(rank)), mean((rank) => Math.log(spectrum[rank - 1]))];
  return (
    mean((rank) => (-Math.log(rank) - x) * (Math.log(spectrum[rank - 1]) - y)) /
    mean((rank) => (-Math.log(rank) - x) ** 2)
  );
}

test('the exponent of a matrix is that of ½ / (1 − λ), over the eigenvalues that are kept', async (t) => {
  const { results, status } = await laboratory(t)(matrices);
  assert.equal(status, 'done');
  const { re, im, bulkRadius } = results.eigenvalues!.find(
    ({ condition, seed }) => condition === 'symmetric' && seed === 1,
  )!;
  within(re[0], 0.99, 1e-12);
  within(
    re.reduce((sum, value) => sum + value, 0),
    0,
    1e-10,
  );
  assert.ok(im.every((value) => value === 0) && bulkRadius! > 0.7 && bulkRadius! < 1.3);
  within(measured(results, 'alpha', 'symmetric'), slope(re.map((value) => 0.5 / (1 - value))), 1e-9);
  const spectrum = results.spectra!.find(({ condition, seed }) => condition === 'symmetric' && seed === 1)!;
  assert.deepEqual(
    [spectrum.estimator, spectrum.neurons, spectrum.fit!.from, spectrum.fit!.to, spectrum.fit!.alpha],
    ['covariance', 60, 2, 30, measured(results, 'alpha', 'symmetric')],
  );
});

test(
  'eigenvalues of a Gaussian matrix are drawn without it: as many, as scaled, the same for the same seed, and ' +
    'nothing for what needs weights',
  async (t) => {
    const goe = { ...wild, source: { kind: 'goe', neurons: 400 }, spectrum: { kind: 'max', value: 0.99 } } as const;
    const { results, status } = await laboratory(t)(
      experimentOf({
        conditions: [
          { name: 'goe', noun: goe },
          { name: 'again', noun: goe },
        ],
        measures: [alpha, henrici],
      }),
    );
    assert.equal(status, 'done');
    const of = (condition: string) =>
      results.eigenvalues!.find((one) => one.condition === condition && one.seed === 1)!;
    assert.equal(of('goe').re.length, 400);
    within(of('goe').re[0], 0.99, 1e-12);
    assert.deepEqual(of('again').re, of('goe').re);
    within(measured(results, 'alpha', 'goe'), slope(of('goe').re.map((value) => 0.5 / (1 - value))), 1e-9);
    assert.ok(!results.rows.some(({ measure }) => measure === 'henrici'));
    assert.match(results.summary.notes.map(({ text }) => text).join(), /draws eigenvalues without a matrix/);
  },
);

test('a variant shares the draws of what it did not change', async (t) => {
  const { results } = await laboratory(t)(matrices);
  const of = (condition: string) =>
    results.eigenvalues!.find((one) => one.condition === condition && one.seed === 2)!.re;
  of('far').forEach((value, i) => {
    within(value, (of('symmetric')[i] * 0.5) / 0.99, 1e-12);
  });
  of('twin').forEach((value, i) => {
    within(value, of('symmetric')[i], 1e-9);
  });
  assert.equal(measured(results, 'henrici', 'symmetric'), 0);
  assert.ok(measured(results, 'henrici', 'twin') > 0.3);
});

test(
  'beside an exponent stand N, ranks, estimator, curvature and the finite-size expectation; and that real ' +
    'eigenvalues prove no symmetry',
  async (t) => {
    const {
      summary: { notes },
    } = await laboratory(t)(matrices);
    const textOf = (code: string) => notes.find((note) => note.code === code)?.text ?? '';
    assert.match(
      textOf('S071'),
      new RegExp(
        [
          '^alpha is the slope ',
          String.raw`not a test for a power law\. symmetric \(curvature [^)]+\)`,
          String.raw`exact covariance, N = 60, ranks 2 \.\. 30 of 60\. A symmetric Gaussian matrix `,
          String.raw` 0\.\d+ ± 0\.\d+`,
        ].join('.*'),
      ),
    );
    assert.match(textOf('S072'), /^twin: the matrix is not symmetric/);
    assert.match(
      textOf('S073'),
      /symmetric: largest real part 0\.9900, largest modulus [\d.]+, the bulk up to [\d.]+, beyond it none;/,
    );
  },
);

test('what a spectrum was scaled by is said from the least to the most point of a sweep', async (t) => {
  const { summary } = await runText(
    t,
    `language 1
connect net { neurons 12;  weights normal(0, 1);  spectrum max 0.9 }
experiment e {
  seeds 1 .. 2
  vary edge in 0.25, 0.5, 0.75
  compare { net = net { spectrum max edge } }
  measure alpha = exponent(covariance, ranks: 1 .. 4)
}
`,
  );
  const said = summary.notes.find(({ code }) => code === 'S073')?.text ?? '';
  assert.match(said, /\(means at the points of the sweep\); .* net: largest real part 0\.2500 … 0\.7500, /);
});

test('modes of fewer components than asked for say of how many', async (t) => {
  const {
    summary: { notes },
  } = await laboratory(t)(
    experimentOf({ conditions: [{ name: 'tectum', noun: tectum }], measures: [rotation], seeds: [1] }),
  );
  assert.match(
    notes.find(({ code }) => code === 'S074')?.text ?? '',
    /^rotation is of fewer components than asked for: tectum 12 of 20\./,
  );
});

test('a matrix whose spectrum cannot be scaled fails with what is wrong, not as a fault', async (t) => {
  const { status, results } = await laboratory(t)(
    experimentOf({ conditions: [{ name: 'nothing', noun: unconnected }], measures: [alpha] }),
  );
  assert.equal(status, 'failed');
  assert.match(
    results.run.warnings.join(),
    /spectrum max 0\.99 of unconnected cannot be had: all eigenvalues of the matrix are 0 .*C024/,
  );
});

const activity = experimentOf({
  conditions: [
    { name: 'rest', noun: rest },
    { name: 'matrix', noun: wild },
  ],
  measures: [alpha, shared, rotation, timescale],
});

test('activity is simulated, measured and kept; what a matrix does not have is said', async (t) => {
  const { results, summary, folder } = await laboratory(t)(activity);
  const { seconds, theory } = results.timescales!.find(({ seed }) => seed === 1)!;
  assert.ok(seconds.length >= 5);
  within(theory![0], 0.02 / 0.01, 1e-9);
  assert.deepEqual(
    results.rows
      .filter(
        ({ measure, condition, seed, step }) =>
          measure === 'timescale' && condition === 'rest' && seed === 1 && step !== null,
      )
      .map(({ step }) => step),
    [1, 2, 3, 4, 5],
  );
  assert.equal(measured(results, 'timescale', 'rest'), seconds[0]);
  assert.deepEqual(
    results.eigenvalues!.filter(({ condition, seed }) => condition === 'rest' && seed === 1).map(({ of }) => of),
    ['matrix', 'dmd'],
  );
  assert.equal(results.rasters!.length, 1);
  assert.deepEqual(
    results.matrices!.map(({ condition, size, tiles }) => [condition, size, tiles]),
    [
      ['rest', 60, 60],
      ['matrix', 60, 60],
    ],
  );
  assert.ok(
    summary.notes.some(
      ({ code, text }) =>
        code === 'S066' && /^matrix: timescales\(pcs: 1 \.\. 5\) has no value here: it has no activity/.test(text),
    ),
  );
  assert.match(fs.readFileSync(path.join(folder, 'tables', 'rest-1-rotations.csv'), 'utf8'), /^name,value\n0\.05,/);
  const back = await loadRun(folder);
  for (const part of ['spectra', 'eigenvalues', 'timescales', 'matrices', 'rasters'] as const)
    assert.deepEqual(back[part], results[part], part);
});

test('the number of jobs at a time changes no bit of any array', async (t) => {
  const run = laboratory(t);
  const contents = (folder: string) =>
    ['measures.csv', ...fs.readdirSync(path.join(folder, 'arrays')).map((name) => path.join('arrays', name))].map(
      (name) => [name, fs.readFileSync(path.join(folder, name)).toString('base64')],
    );
  const one = contents((await run(activity, { jobs: 1 })).folder);
  assert.deepEqual(contents((await run(activity, { jobs: 2, fresh: true })).folder), one);
});

test('a simulation that is stopped ends soon, and goes on from its finished jobs', async (t) => {
  const run = laboratory(t),
    controller = new AbortController();
  const long: ExperimentSpec = {
    ...activity,
    measures: [shared],
    conditions: [
      { name: 'matrix', noun: wild },
      { name: 'rest', noun: { ...rest, run: { duration: 4000, discard: 2, starts: 2 } } },
    ],
  };
  const stopped = await run(long, {
    jobs: 1,
    signal: controller.signal,
    onEvent: (event) => {
      if (event.kind === 'progress' && event.done === 1) controller.abort();
    },
  });
  assert.equal(stopped.status, 'cancelled');
  const short: ExperimentSpec = { ...long, conditions: [long.conditions[0], { name: 'rest', noun: rest }] };
  const { status, computed } = await run(short);
  assert.deepEqual([status, computed], ['done', 3]);
});

const recorded = experimentOf({
  seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9],
  conditions: [
    { name: 'recorded', noun: tectum },
    { name: 'shuffled', noun: shifted },
  ],
  measures: [shared],
});

test('a recording is one object among its surrogates, computed once; p = (1 + k) / (1 + n)', async (t) => {
  const { summary, computed, results } = await laboratory(t)(recorded);
  assert.equal(computed, 10);
  const [{ p, z, percentile, ci }] = summary.comparisons;
  assert.deepEqual([p, z, percentile, ci], [1 / 10, null, 0, null], 'nine surrogates are too few for z');
  assert.ok(
    summary.notes.some(({ code, text }) => code === 'S068' && text.includes('shared of recorded among 9 of shuffled')),
  );
  assert.deepEqual(
    results
      .spectra!.filter(({ condition }) => condition === 'recorded')
      .map(({ estimator, neurons, seed }) => [estimator, neurons, seed]),
    [['shared_variance', 12, 1]],
  );
});

test('where TensorFlow.js computes, the WebAssembly kernels do the algebra; the key says what computed', async (t) => {
  const run = laboratory(t),
    few = { ...matrices, seeds: [1] };
  const first = await run(few, { backend: 'wasm' }),
    second = await run(few, { backend: 'tfjs-cpu', fresh: true });
  assert.deepEqual(second.results.rows, first.results.rows);
  assert.equal(second.results.run.backend, 'tfjs-cpu, linear algebra by wasm');
  const keys = (backend: string, algebra?: string) =>
    jobsOf(few, { files: {}, backend, ...(algebra && { algebra }) }).map(({ key }) => key);
  assert.deepEqual(keys('tfjs-cpu', 'wasm'), keys('wasm'));
  assert.notDeepEqual(keys('native-avx2'), keys('wasm'));
});
