// Numbers that are not there, not finite, all the same, enormous or tiny: a figure is drawn of the others, and says so.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { drawSvg, figureData, figuresOf, previewSpectrumFigures } from '../../figures/index.ts';
import type { Results } from '../../results/contract.ts';
import { logDomain, spanOf } from '../../figures/axis-range.ts';
import { trials } from '../fuzz-trials.ts';
import { demandSound } from './figure-rules.ts';
import { sampleResults } from './sample.ts';

const extreme = fc.constantFrom(
  ...[Number.NaN, Infinity, -Infinity, 0, -0, 1, -1, 0.5, 5e-324, 1e-310, -1e-310, 1e-200, 1e200, 1e308, -1e308],
);
const value = fc.oneof({ weight: 2, arbitrary: extreme }, { weight: 3, arbitrary: fc.double() }, fc.integer());
/** Of one kind throughout as often as not: all equal, none, all infinite. */
const values = (maxLength: number, of = value): fc.Arbitrary<number[]> =>
  fc.oneof(
    fc.array(of, { maxLength }),
    fc.tuple(of, fc.nat({ max: maxLength })).map(([same, length]) => new Array<number>(length).fill(same)),
  );
const vector = (maxLength: number) => values(maxLength).map((of) => Float64Array.from(of));

const plots = [
  'plot accuracy by condition',
  'plot accuracy by size',
  'plot accuracy by step',
  'plot learning',
  'plot spectrum',
  'plot timescales',
  'plot eigenvalues',
  'plot raster',
  'plot pcs',
  'plot matrix',
  'plot matrix by module',
  'plot matrix by place',
  'plot weight by distance',
  'plot network',
  'plot fates',
];
const conditions = ['a', 'b'];
const origin = fc.record({
  condition: fc.constantFrom(...conditions),
  seed: fc.integer({ min: 1, max: 3 }),
  point: fc.constantFrom(0 as const, 1 as const),
});
const row = fc.record({
  condition: fc.constantFrom(...conditions),
  seed: fc.integer({ min: 1, max: 3 }),
  point: fc.constantFrom(0 as const, 1 as const),
  step: fc.constantFrom(null, 0, 1, 2),
  measure: fc.constantFrom('accuracy', 'loss', 'training_loss'),
  value,
});
const some = <Item>(item: fc.Arbitrary<Item>) => fc.array(item, { maxLength: 4 });
const results: fc.Arbitrary<Results> = fc
  .record({
    rows: fc.array(row, { maxLength: 12 }),
    size: fc.tuple(value, value).filter(([low, high]) => low !== high && [low, high].every(Number.isFinite)),
    baselines: fc.record({ chance: value, raw_input: fc.option(value), untrained: fc.record({ a: value, b: value }) }),
    spectra: some(
      fc.record({
        origin,
        values: vector(30),
        fit: fc.option(fc.record({ alpha: value, intercept: value, curvature: value })),
      }),
    ),
    timescales: some(fc.record({ origin, seconds: vector(30), theory: fc.option(vector(30)) })),
    eigenvalues: some(fc.record({ origin, parts: fc.array(fc.tuple(value, value)), bulkRadius: fc.option(value) })),
    rasters: some(fc.record({ origin, cells: values(24), bin: fc.constantFrom(1e-3, 0.1, 5) })),
    components: some(fc.record({ origin, places: values(24), weights: vector(12), share: fc.option(value) })),
    matrices: some(
      fc.record({
        origin,
        of: fc.array(value, { minLength: 9, maxLength: 9 }),
        order: fc.constantFrom(undefined, 'module' as const, 'place' as const),
        share: fc.constantFrom(0, 0.31, 1),
      }),
    ),
    distances: some(
      fc.record({
        origin,
        when: fc.constantFrom('before' as const, 'after' as const),
        of: vector(8),
        ownShare: fc.constantFrom(0, 0.5, 1, Number.NaN),
      }),
    ),
    tissues: some(fc.record({ origin, places: values(24), weights: vector(12), dimensions: fc.constantFrom(1, 2, 3) })),
    populations: some(fc.record({ origin, counts: fc.array(fc.nat(), { maxLength: 9 }) })),
  })
  .map((drawn) => {
    const sample = sampleResults({ conditions: { a: 0.9, b: 0.8 }, seeds: 1, plots });
    const there = <Of extends { readonly point: 0 | 1 }>({ point, ...rest }: Of) => ({
      ...rest,
      at: { size: drawn.size[point] },
    });
    return {
      ...sample,
      experiment: {
        ...sample.experiment,
        vary: [{ name: 'size', values: [...drawn.size] }],
      },
      rows: drawn.rows.map(there),
      summary: { ...sample.summary, measures: [], baselines: { accuracy: drawn.baselines } },
      spectra: drawn.spectra.map(({ origin, values, fit }) => ({
        ...there(origin),
        estimator: 'covariance' as const,
        neurons: values.length,
        values,
        ...(fit && { fit: { ...fit, n: values.length, from: 1, to: Math.max(1, values.length) } }),
      })),
      timescales: drawn.timescales.map(({ origin, seconds, theory }) => ({
        ...there(origin),
        seconds,
        ...(theory && { theory }),
      })),
      eigenvalues: drawn.eigenvalues.map(({ origin, parts, bulkRadius }) => ({
        ...there(origin),
        of: 'matrix' as const,
        re: Float64Array.from(parts, ([re]) => re),
        im: Float64Array.from(parts, ([, im]) => im),
        ...(bulkRadius !== null && { bulkRadius }),
      })),
      rasters: drawn.rasters.map(({ origin, cells, bin }) => ({
        ...there(origin),
        neurons: 2,
        frames: 10,
        rows: 2,
        columns: Math.ceil(cells.length / 2),
        values: Float32Array.from({ length: 2 * Math.ceil(cells.length / 2) }, (_, k) => cells[k] ?? 0),
        bin,
        from: 0,
        shown: 10,
      })),
      components: drawn.components.map(({ origin, places, weights, share }) => ({
        ...there(origin),
        dimensions: 2,
        positions: Float64Array.from({ length: 2 * Math.floor(places.length / 2) }, (_, k) => places[k]),
        components: [{ rank: 1, weights, ...(share !== null && { share }) }],
      })),
      matrices: drawn.matrices.map(({ origin, of, order, share }) => ({
        ...there(origin),
        tiles: 3,
        size: 3,
        connections: 9,
        mean: Float64Array.from(of),
        largest: Float64Array.from(of),
        ...(order && { order, learned: true as const }),
        ...(order === 'module' && { groups: [2, 1], modularity: share }),
        ...(order === 'place' && { along: share }),
      })),
      weightsByDistance: drawn.distances.map(({ origin, when, of, ownShare }) => ({
        ...there(origin),
        when,
        ownShare,
        from: of.map((_, bin) => bin * 1e-4),
        to: of.map((_, bin) => (bin + 1) * 1e-4),
        pairs: of.map(() => 2),
        connected: of.map(() => 1),
        mean: of,
        median: of,
        share: of,
      })),
      tissues: drawn.tissues.map(({ origin, places, weights, dimensions }) => {
        const neurons = Math.floor(places.length / dimensions);
        const ends = Int32Array.from(weights, (_, k) => k % Math.max(1, neurons));
        return {
          ...there(origin),
          dimensions,
          positions: Float64Array.from({ length: dimensions * neurons }, (_, k) => places[k]),
          pre: neurons > 0 ? ends : new Int32Array(0),
          post: neurons > 0 ? ends : new Int32Array(0),
          weight: neurons > 0 ? weights : new Float64Array(0),
          connections: neurons > 0 ? weights.length : 0,
        };
      }),
      populations: drawn.populations.map(({ origin, counts }) => ({
        ...there(origin),
        step: 3600,
        fates: ['x', ''],
        steps: counts.map((_, k) => k),
        counts: [counts, counts.map(() => 0)],
      })),
    };
  });
test('of whatever numbers, every figure is drawn with numbers alone, legibly, and its data can be written', () => {
  fc.assert(
    fc.property(results, (of) => {
      for (const figure of figuresOf(of)) {
        demandSound(figure, of.experiment, [180]);
        assert.ok(figureData(figure).length > 0);
      }
    }),
    { numRuns: trials(60) },
  );
});
test('what cannot be drawn is counted in the caption', () => {
  const sample = sampleResults({ conditions: { a: 0.9 }, seeds: 3, plots: ['plot accuracy by condition'] });
  const rows = sample.rows.map((each) =>
    each.seed === 2 && each.step === null && each.measure === 'accuracy' ? { ...each, value: Infinity } : each,
  );
  const [figure] = figuresOf({ ...sample, rows });
  assert.match(figure.caption.join(' '), /n = 2 seeds .*Not drawn: 1 value \(infinite/);
});
test('a timescale without an end leaves the others drawn, and is counted', () => {
  const sample = sampleResults({ conditions: { a: 0.9 }, seeds: 1, plots: ['plot timescales'] });
  const [figure] = figuresOf({
    ...sample,
    timescales: [{ condition: 'a', seed: 1, at: {}, seconds: Float64Array.of(3, Infinity, 2, NaN, 1) }],
  });
  const [panel] = figure.panels;
  assert.ok(panel.kind === 'curves');
  assert.deepEqual(panel.series[0].lines[0].x, [1, 3, 5]);
  assert.match(figure.caption.join(' '), /Not drawn: components without a finite time constant \(2 of a\)/);
  demandSound(figure, sample.experiment);
});
test('the preview of a matrix is drawn of whatever its spectrum is', () => {
  fc.assert(
    fc.property(vector(20), fc.array(fc.tuple(value, value), { maxLength: 20 }), (values, parts) => {
      for (const figure of previewSpectrumFigures({
        of: 'wild',
        variances: { neurons: values.length, values },
        eigenvalues: {
          re: Float64Array.from(parts, ([re]) => re),
          im: Float64Array.from(parts, ([, im]) => im),
        },
      }))
        assert.doesNotMatch(drawSvg(figure), /NaN|Infinity/);
    }),
    { numRuns: trials(60) },
  );
});

test('a length too short to be divided by is none', () => {
  assert.deepEqual(
    [
      [0, 5e-324],
      [1, 1],
      [-1e-291, 0],
      [0, 1e-280],
    ].map(([low, high]) => spanOf([low, high])),
    [0, 0, 0, 1e-280],
  );
});
test('logarithmic limits stay within what an axis can hold', () => {
  assert.deepEqual(logDomain([1e-290, 1.7e285]).domain, [1e-290, 1e290]);
});
