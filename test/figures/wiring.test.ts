// Learned matrices, weights by distance, networks in their tissue: what their figures draw and say.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawSvg, figureData, figureTable, figuresOf, spaceAround, turned } from '../../figures/index.ts';
import type { Figure } from '../../figures/index.ts';
import { demandSound } from './figure-rules.ts';
import { tissueResults } from './tissue-sample.ts';

const plots = [
  'plot matrix',
  'plot matrix by module',
  'plot matrix by place',
  'plot weight by distance',
  'plot network',
];
const samples = {
  'two of 60 neurons in space': tissueResults(plots),
  'six of 40 on a plane': tissueResults(plots, {
    neurons: 40,
    lengths: [1e-3, 4e-4],
    conditions: ['functional', 'diagonal', 'no_self', 'permuted', 'orthogonal', 'a_condition_with_a_long_name'],
  }),
  'one of 300, which is reduced': tissueResults(plots, { neurons: 300, conditions: ['cortex'] }),
};
const named = (figures: readonly Figure[], name: string): Figure => figures.find((figure) => figure.name === name)!;

for (const [what, results] of Object.entries(samples))
  test(`${what}: every figure is legible at every width, and says what it shows`, () => {
    const figures = figuresOf(results);
    assert.deepEqual(
      figures.map(({ name }) => name),
      ['matrix', 'matrix-by-module', 'matrix-by-place', 'weight-by-distance', 'network'],
    );
    for (const figure of figures) {
      assert.notEqual(figure.panels.length, 0, figure.name);
      demandSound(figure, results.experiment, [180, 120, 85]);
      assert.equal(figureData(figure).includes('NaN'), false);
    }
  });

test('a matrix that a few weights dominate has colours up to the 99th percentile, and says so', () => {
  const [figure] = figuresOf(samples['two of 60 neurons in space']);
  const [panel] = figure.panels;
  const maps = panel.kind === 'matrix' ? panel.maps : [];
  const [placed, free] = maps;
  const apart = placed.values
    .map(Math.abs)
    .filter((value, at) => value > 0 && at % 61 !== 0)
    .sort();
  assert.equal(placed.most, apart[Math.floor(0.99 * (apart.length - 1))]);
  assert.equal(free.most, undefined, 'normal weights need no limit');
  const largest = Number(Math.max(...placed.values).toPrecision(2));
  assert.match(figure.caption.join(' '), new RegExp(`99th percentile .*: placed [\\d.]+, largest ${largest}\\.`));
  assert.match(figure.title, /^Learned weights of seed 1$/);
});

test('learned weights that are reduced are one map: the weight of largest magnitude of each tile', () => {
  const figures = figuresOf(samples['one of 300, which is reduced']);
  const [panel] = named(figures, 'matrix').panels;
  assert.equal(panel.kind === 'matrix' && panel.maps.length, 1);
  assert.match(
    named(figures, 'matrix').caption.join(' '),
    /Reduced to tiles \(150 × 150 of 2 × 2\): of each its weight/,
  );
});

test('modules are framed and their modularity is said; an order by place says how much of places it follows', () => {
  const figures = figuresOf(samples['two of 60 neurons in space']);
  const byModule = named(figures, 'matrix-by-module');
  assert.match(
    byModule.caption.join(' '),
    /best of 10 searches, framed from the largest, single neurons last; Q = 0\.30\./,
  );
  const frames = drawSvg(byModule).match(/<rect class="axis"[^>]*stroke="#1a1a1a" stroke-width="0.7"/g) ?? [];
  assert.equal(frames.length, 2 * 2, 'one neuron needs no frame');
  assert.match(named(figures, 'matrix-by-place').caption.join(' '), /which has 40 % of their variance/);
});

test('weights by distance are drawn after training and before; weights of neurons onto themselves are said', () => {
  const results = samples['two of 60 neurons in space'];
  const figure = named(figuresOf(results), 'weight-by-distance');
  assert.deepEqual(
    figure.panels.map((panel) => panel.kind === 'curves' && [panel.y.label, panel.y.scale]),
    [
      ['Mean |w|, absent ones as 0', 'log'],
      ['Median |w| of the connected', 'log'],
      ['Share of the sum of |w|', 'linear'],
    ],
  );
  const after = results.weightsByDistance!.find(({ when, condition }) => when === 'after' && condition === 'placed')!;
  assert.match(
    figure.caption.join(' '),
    new RegExp(`weights of neurons onto themselves, placed ${(100 * after.ownShare).toFixed(1)} %, free 0\\.0 %`),
  );
  const rows = figureTable(figure).rows.flatMap((row) => (row.includes('before training') ? [row] : []));
  assert.equal(
    rows.length,
    3 *
      results.weightsByDistance!.reduce(
        (sum, each) => sum + (each.when === 'before' && each.seed === 1 ? each.from.length : 0),
        0,
      ),
  );
});

test('a network in its tissue draws the strongest connections, and says how many of how many', () => {
  const results = samples['two of 60 neurons in space'];
  const figure = named(figuresOf(results), 'network');
  const [panel] = figure.panels;
  assert.equal(panel.kind, 'tissue');
  if (panel.kind !== 'tissue') return;
  for (const [index, plot] of panel.plots.entries()) {
    const { weight, connections } = results.tissues![index];
    assert.deepEqual([...plot.weight], [...weight.subarray(0, 180)]);
    assert.match(plot.note, new RegExp(`^180 of ${connections.toLocaleString('en')}, \\|w\\| `));
  }
  const svg = drawSvg(figure);
  assert.match(svg, /class="connection positive"[^>]*stroke="#b2182b"/);
  assert.match(svg, /class="connection negative"[^>]*stroke="#2166ac"/);
  assert.match(svg, /class="scale-bar"/);
  assert.equal(figureTable(figure).rows.length, 360);
});

test('where nothing has places, or nothing is kept, each figure says why', () => {
  const { tissues: _tissues, weightsByDistance: _weights, matrices: _matrices, ...results } = tissueResults(plots);
  for (const figure of figuresOf({ ...results, circuits: [] })) {
    assert.deepEqual(figure.panels, [], figure.name);
    demandSound(figure, results.experiment);
  }
});

test('a turn keeps distances, and the first axis points right where nothing is turned', () => {
  assert.deepEqual(
    turned({ yaw: 0, pitch: 0 })([1, 2, 3]).map((each) => each + 0),
    [1, 2, -3],
  );
  const see = turned({ yaw: 0.7, pitch: -0.3 });
  assert.equal(Math.abs(Math.hypot(...see([1, 2, 3])) - Math.sqrt(14)) < 1e-12, true);
});

test('a space is that which is known, or the box around its neurons, and never leaves one outside', () => {
  const known = { positions: Float64Array.of(1, 2, 3, 4), dimensions: 2, lengths: [5, 6] };
  assert.deepEqual(spaceAround([known]), { from: [0, 0, 0], lengths: [5, 6, 0] });
  const unknown = { positions: Float64Array.of(1, -2, 3, 4), dimensions: 2 };
  assert.deepEqual(spaceAround([unknown]), { from: [1, -2, 0], lengths: [2, 6, 0] });
  assert.deepEqual(spaceAround([known, unknown]), { from: [0, -2, 0], lengths: [5, 8, 0] });
});
