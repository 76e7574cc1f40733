import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawSvg, type Figure, figureData, figuresOf } from '../../figures/index.ts';
import { inside, overlaps, textBoxes } from './boxes.ts';
import { factorialSample, type Sample, sampleGrowth, sampleResults } from './sample.ts';

const four = { grown: 0.94, rewired: 0.952, random: 0.95, no_circuit: 0.93 };
const long = Object.fromEntries(
  [
    'a long name of a condition',
    'grown_without_recurrent_connections_and_with_everything_else_kept',
    ...'cdefghijkl',
  ].map((name, index) => [name, 0.9 + 0.004 * index]),
);
const accuracyOfGrown = { call: 'of', arguments: [{ name: 'accuracy' }, { name: 'grown' }] } as const;
const expectations = [
  {
    text: 'accuracy of grown > 85 %',
    line: 47,
    every: false,
    left: accuracyOfGrown,
    test: { kind: 'compare', operator: '>', right: 0.85 },
    at: {},
  },
  {
    text: 'accuracy of grown in 93 % .. 95 %',
    line: 48,
    every: false,
    left: accuracyOfGrown,
    test: { kind: 'in', from: 0.93, to: 0.95 },
    at: {},
  },
] as const;
const all = [
  'plot accuracy by condition',
  'plot neurons by condition',
  'plot learning',
  'plot accuracy by epoch',
  'plot accuracy by step',
  'plot circuit',
  'plot matrix',
];
const samples: Record<string, Sample> = {
  'four conditions, ten seeds': { conditions: four, plots: all, expectations, circuit: sampleGrowth(600) },
  'one seed': { conditions: four, seeds: 1, plots: all },
  'one condition': { conditions: { grown: 0.94 }, seeds: 3, plots: all, circuit: sampleGrowth(300, 3) },
  'wide spread, thirty seeds': { conditions: four, seeds: 30, sd: 0.2 },
  'no spread': { conditions: four, sd: 0 },
  'twelve conditions, long names, long curves': { conditions: long, seeds: 4, steps: 1000, epochs: 3 },
  'three factors': factorialSample({
    plots: ['plot accuracy by weights', 'plot accuracy by communication', 'plot accuracy by condition'],
  }),
  'one factor of long names, a sweep': {
    conditions: { functional_and_very_much_longer: 0.9, permuted_and_very_much_longer: 0.8, orthogonal: 0.7 },
    factors: [
      {
        name: 'weights',
        levels: ['functional_and_very_much_longer', 'permuted_and_very_much_longer', 'orthogonal'],
      },
    ],
    vary: [{ name: 'size', values: [16, 64] }],
    plots: ['plot accuracy by weights'],
  },
  'a sweep': {
    conditions: four,
    seeds: 5,
    vary: [{ name: 'size', values: [16, 64, 256] }],
    effect: (at, index) => -0.005 * index * Math.log2(at.size),
    plots: ['plot accuracy by condition', 'plot accuracy by size', 'plot learning'],
  },
  'two sweeps': {
    conditions: four,
    seeds: 3,
    vary: [
      { name: 'size', values: [16, 20, 24] },
      { name: 'rate', values: [1e-4, 1e-3, 1e-2] },
    ],
    steps: 5,
    plots: ['plot accuracy by size', 'plot accuracy by rate'],
  },
};

for (const [name, sample] of Object.entries(samples)) {
  const results = sampleResults(sample);
  for (const figure of figuresOf(results)) {
    for (const width of [180, 120, 85, 60]) {
      test(`${name}: ${figure.name}, ${width} mm: texts are apart and inside, numbers are numbers`, () => {
        const svg = drawSvg(figure, { width });
        assert.match(svg, new RegExp(`^<svg [^>]*width="${width}mm"`));
        assert.doesNotMatch(svg, /NaN|Infinity|undefined"|null"/);
        const boxes = textBoxes(svg);
        assert.deepEqual(overlaps(boxes), []);
        const page = inside(svg);
        for (const box of boxes)
          assert.ok(
            box.left >= -0.1 && box.right <= page.width + 0.1 && box.bottom <= page.height + 3 && box.top >= -0.5,
            `“${box.text}” leaves the page: ${JSON.stringify(box)} of ${JSON.stringify(page)}`,
          );
        assert.ok(svg.includes('<title ') && svg.includes('<desc '));
        assert.equal(
          (svg.match(/<[a-z]/gi) ?? []).length,
          (svg.match(/<\/[a-z]|\/>/gi) ?? []).length,
          'every element is closed',
        );
      });
    }
  }
}

test(
  'accuracy by condition: every seed has its own mark, every condition its name, mean, interval and n; the ' +
    'reference is named',
  () => {
    const results = sampleResults(samples['four conditions, ten seeds']);
    const svg = drawSvg(figureNamed(results, 'accuracy-by-condition'));
    assert.equal((svg.match(/class="point"/g) ?? []).length, 40);
    for (const row of results.rows.filter((each) => each.measure === 'accuracy' && each.step === null))
      assert.ok(svg.includes(`<title>${row.condition}, seed ${row.seed}: `), `${row.condition} ${row.seed}`);
    for (const name of Object.keys(four)) assert.ok(svg.includes(`>${name}<`));
    assert.equal((svg.match(/class="mean"/g) ?? []).length, 4);
    assert.ok(svg.includes('>n = 10, reference<'));
    assert.ok(svg.includes('95 % t interval'));
    assert.ok(svg.includes('>accuracy (%)<'));
  },
);
test('by a factor: its levels on x, a line for each level of the next, a panel for each of the third', () => {
  const results = sampleResults(samples['three factors']);
  const figure = figureNamed(results, 'accuracy-by-weights');
  assert.deepEqual(
    figure.panels.map(({ title }) => title),
    ['communication = none', 'communication = direct'],
  );
  const [panel] = figure.panels;
  assert.ok(panel.kind === 'curves');
  assert.deepEqual(panel.x.names, ['functional', 'permuted', 'orthogonal']);
  assert.deepEqual(
    panel.series.map(({ condition, mean }) => [condition, mean.x]),
    [
      ['tissue', [0, 1, 2]],
      ['grid', [0, 1, 2]],
    ],
  );
  const meanOf = (condition: string) => results.summary.measures.find((one) => one.condition === condition)?.mean;
  assert.equal(panel.series[1].mean.y[2], meanOf('orthogonal.grid.none'));
  const svg = drawSvg(figure);
  for (const name of ['functional', 'permuted', 'orthogonal', 'weights']) assert.ok(svg.includes(`>${name}<`), name);
  assert.ok(svg.includes('<title>grid, weights orthogonal, seed 3: '));
  const [head, first] = figureData(figure).split('\n');
  assert.equal(head, 'distance,communication,measure,weights,what,seed,value');
  assert.match(first, /^tissue,none,accuracy,functional,seed,1,0\.\d+$/);
  const caption = figure.caption.join(' ');
  assert.match(caption, /weights: all levels F\(2, 18\) = [\d.]+, p 0\.0\d+/);
  assert.match(caption, /weights × distance: all levels F\(2, 18\)/);
  assert.doesNotMatch(caption, /communication/);
});
test('what is missing of an incomplete design is missing in its figure', () => {
  const { conditions, factors } = factorialSample({}, []);
  const { 'permuted.grid': _, ...rest } = conditions;
  const results = sampleResults({ conditions: rest, factors, plots: ['plot accuracy by weights'] });
  const [panel] = figuresOf(results)[0].panels;
  assert.ok(panel.kind === 'curves');
  assert.deepEqual(
    panel.series.map(({ mean }) => mean.x),
    [
      [0, 1, 2],
      [0, 2],
    ],
  );
});
test('a series by step: every seed of every condition, the mean at each step, nothing for what is no series', () => {
  const results = sampleResults(samples['four conditions, ten seeds']);
  const [panel] = figureNamed(results, 'accuracy-by-step').panels;
  assert.ok(panel.kind === 'curves');
  for (const { condition, lines, mean } of panel.series) {
    const rows = results.rows.filter(
      (row) => row.measure === 'accuracy' && row.condition === condition && row.step !== null,
    );
    assert.equal(lines.length, 10);
    mean.x.forEach((step, i) => {
      const column = rows.filter((row) => row.step === step).map(({ value }) => value);
      assert.ok(Math.abs(mean.y[i] - column.reduce((sum, value) => sum + value, 0) / column.length) < 1e-12);
    });
  }
  const [neurons] = figuresOf({
    ...results,
    experiment: { ...results.experiment, plots: [{ what: 'neurons', by: 'step', text: 'plot neurons by step' }] },
  });
  assert.deepEqual([neurons.panels, neurons.summary.includes('is no series')], [[], true]);
});
test('points beside the first and the last step have room', () => {
  const results = sampleResults({ conditions: { a: 0.9, b: 0.8 }, steps: 4, plots: ['plot accuracy by step'] });
  const [panel] = figureNamed(results, 'accuracy-by-step').panels;
  assert.ok(panel.kind === 'curves' && panel.seeds === 'points');
  const [from, to] = panel.x.domain;
  assert.ok(from < 0 && to > Math.max(...panel.series.flatMap(({ mean }) => mean.x)));
});
test('the more seeds, the paler the line of each', () => {
  const [few, many] = [5, 60].map((seeds) => {
    const results = sampleResults({ conditions: { grown: 0.9 }, seeds, plots: ['plot learning'] });
    return Number(/stroke-opacity="([\d.]+)"><path class="seed"/.exec(drawSvg(figuresOf(results)[0]))![1]);
  });
  assert.deepEqual([few, many], [0.4, 0.07]);
});
test('accuracy by condition: points of a row do not cover each other', () => {
  const svg = drawSvg(figureNamed(sampleResults(samples['four conditions, ten seeds']), 'accuracy-by-condition'));
  const circles = [...svg.matchAll(/<circle class="point" cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"/g)].map((each) =>
    each.slice(1).map(Number),
  );
  for (const [index, [x, y, r]] of circles.entries())
    for (const [u, v] of circles.slice(index + 1))
      assert.ok(Math.hypot(x - u, y - v) > 2 * r - 0.05, `(${x}, ${y}) and (${u}, ${v})`);
});
test('a reference near the data is a labelled line, one far away is named in the caption', () => {
  const figure = figureNamed(sampleResults(samples['four conditions, ten seeds']), 'accuracy-by-condition');
  const panel = figure.panels[0];
  assert.ok(panel.kind === 'dots');
  assert.deepEqual(
    panel.references.map((each) => each.label),
    ['raw input', 'accuracy of grown in 93 % .. 95 %'],
  );
  const caption = figure.caption.join(' ').replaceAll('\u00a0', ' ');
  assert.match(caption, /Outside the axis: chance 10(\.0)? %; accuracy of grown > 85 %\./);
  assert.match(caption, /Untrained, outside the axis: 9(\.0)? % to 12(\.0)? %\./);
});
test("the run's own interval is drawn, not another one", () => {
  const results = sampleResults({ conditions: four });
  const measures = results.summary.measures.map((each) => ({
    ...each,
    ci: [each.mean - 0.001, each.mean + 0.002] as const,
  }));
  const panel = figureNamed({ ...results, summary: { ...results.summary, measures } }, 'accuracy-by-condition')
    .panels[0];
  assert.ok(panel.kind === 'dots');
  for (const [index, row] of panel.rows.entries()) assert.deepEqual(row.interval, measures[index].ci);
});
test('while a run is partial, the figure shows what is there, with its own n', () => {
  const results = sampleResults({ conditions: four });
  const partial = {
    ...results,
    rows: results.rows.filter(
      (row) => (row.condition === 'grown' && row.seed <= 3) || (row.condition === 'rewired' && row.seed === 1),
    ),
    summary: { ...results.summary, measures: [], comparisons: [] },
  };
  const figure = figureNamed(partial, 'accuracy-by-condition');
  assert.match(figure.summary, /^accuracy over 1 to 3 seeds: mean grown /);
  const [panel] = figure.panels;
  assert.ok(panel.kind === 'dots');
  assert.deepEqual(
    panel.rows.map((row) => row.points.length),
    [3, 1, 0, 0],
  );
  assert.ok(panel.rows[0].interval !== null && panel.rows[1].interval === null && panel.rows[2].mean === null);
  assert.doesNotMatch(drawSvg(figureNamed(partial, 'accuracy-by-condition')), /NaN/);
});
test('by a variable: the variable on x, a line per condition, every seed at every value', () => {
  const figure = figureNamed(sampleResults(samples['a sweep']), 'accuracy-by-size');
  assert.equal(figure.panels.length, 1);
  const panel = figure.panels[0];
  assert.ok(panel.kind === 'curves' && panel.x.scale === 'log');
  assert.deepEqual(
    panel.series.map((each) => each.condition),
    Object.keys(four),
  );
  assert.equal((drawSvg(figure).match(/class="point"/g) ?? []).length, 4 * 5 * 3);
});
test('nothing is averaged over silently: other variables and sweep points have panels of their own', () => {
  const panels = (sample: string, name: string) =>
    figureNamed(sampleResults(samples[sample]), name).panels.map((panel) => panel.title);
  assert.deepEqual(panels('a sweep', 'accuracy-by-condition'), ['size = 16', 'size = 64', 'size = 256']);
  assert.deepEqual(panels('two sweeps', 'accuracy-by-size'), ['rate = 0.0001', 'rate = 0.001', 'rate = 0.01']);
});
test('learning: a line per seed, their mean where all have a value, excursions kept by thinning', () => {
  const results = sampleResults({ conditions: { grown: 0.9 }, seeds: 3, steps: 2000 });
  const spike = { condition: 'grown', seed: 2, at: {}, step: 0.50025, measure: 'training_loss', value: 7 };
  const figure = figureNamed({ ...results, rows: [...results.rows, spike] }, 'learning');
  assert.deepEqual(
    figure.panels.map((panel) => panel.kind === 'curves' && panel.measure),
    ['accuracy', 'training_loss', 'loss'],
  );
  const loss = figure.panels[1];
  assert.ok(loss.kind === 'curves');
  const [series] = loss.series;
  assert.equal(series.lines.length, 3);
  assert.ok(series.lines.every((line) => line.x.length <= 302));
  assert.equal(Math.max(...series.lines[1].y), 7);
  assert.ok(Math.max(...series.mean.y) < 7);
});
test('learning leaves out series over the steps of a growth', () => {
  const results = sampleResults({ conditions: { grown: 0.9 }, seeds: 2 });
  const counted = {
    name: 'cells',
    call: { call: 'population', takes: { develop: { named: 'cortex' } } },
    text: 'population(cortex)',
    nouns: {},
  };
  const rows = [0, 1, 2].map((step) => ({
    condition: 'grown',
    seed: 1,
    at: {},
    step,
    measure: 'cells',
    value: 2 ** step,
  }));
  const figure = figureNamed(
    {
      ...results,
      experiment: { ...results.experiment, measures: [...results.experiment.measures, counted] },
      rows: [...results.rows, ...rows],
    },
    'learning',
  );
  assert.deepEqual(
    figure.panels.map((panel) => panel.kind === 'curves' && panel.measure),
    ['accuracy', 'training_loss', 'loss'],
  );
});
test('a window shows a part of the curves: axes and labels follow, texts stay apart and inside', () => {
  const figure = figureNamed(sampleResults({ conditions: four }), 'learning');
  const windows = { 0: { x: [0.6, 0.9], y: [0.92, 0.96] }, 1: { x: [0, 0.2], y: [1, 3] } } as const;
  const svg = drawSvg(figure, { windows });
  assert.ok(svg.includes('data-domain="0.6 0.9 0.92 0.96"') && svg.includes('data-domain="0 0.2 1 3"'));
  assert.doesNotMatch(svg, />chance</);
  const boxes = textBoxes(svg);
  assert.deepEqual(overlaps(boxes), []);
  for (const box of boxes)
    assert.ok(
      box.left >= -0.1 &&
        box.right <= inside(svg).width + 0.1 &&
        box.top >= -0.5 &&
        box.bottom <= inside(svg).height + 3,
      JSON.stringify(box),
    );
});
test('the circuit is to scale, with a scale bar, fates counted and the share of synapses stated', () => {
  const growth = sampleGrowth(3000);
  const figure = figureNamed(sampleResults({ conditions: four, circuit: growth, plots: ['plot circuit'] }), 'circuit');
  const svg = drawSvg(figure);
  assert.ok(svg.includes('µm<'));
  const neurons = growth.cells.fate.reduce((sum, fate) => sum + Number(fate === 1), 0);
  assert.ok(svg.includes(`neuron ${neurons}`) || svg.includes(`neuron  ${neurons}`), `${neurons}`);
  const dots = (group: string) =>
    [...svg.matchAll(new RegExp(`class="fate ${group}" d="([^"]*)"`, 'g'))].reduce(
      (sum, [, d]) => sum + d.split('M').length - 1,
      0,
    );
  assert.equal(dots('f1'), neurons + 1, 'each neuron and its place in the legend');
  if (growth.synapses.count > 2000) assert.match(figure.caption.join(' '), /2,000 of [\d,]+ synapses \(\d/);
});
test('a plot that cannot be drawn says why instead of failing', () => {
  const results = sampleResults({
    conditions: four,
    plots: ['plot spectrum', 'plot accuracy by depth', 'plot circuit', 'plot nothing by condition'],
  });
  for (const figure of figuresOf(results)) {
    assert.equal(figure.panels.length, 0);
    assert.ok(figure.caption.join('').length > 20);
    assert.ok(drawSvg(figure).startsWith('<svg'));
  }
});
test('what is measured after training has no curve, and the figure says so', () => {
  const results = sampleResults({ conditions: four, plots: ['plot neurons by epoch'] });
  const [figure] = figuresOf(results);
  assert.match(figure.caption.join(' '), /^neurons has no value by epoch: it is measured when training has ended\./);
  const { experiment, rows, summary } = results;
  const measures = experiment.measures.map((spec) => (spec.name === 'neurons' ? { ...spec, text: 'neurons()' } : spec));
  const unknown = 'a, b: neurons() has no value here: 5 to 7 of its weights are negative.';
  const [why] = figuresOf({
    ...results,
    experiment: { ...experiment, measures },
    rows: rows.filter(({ measure }) => measure !== 'neurons'),
    summary: { ...summary, notes: [{ code: 'S066', text: unknown }] },
  });
  assert.deepEqual(why.caption, ['neurons has no value by epoch: 5 to 7 of its weights are negative.']);
  const [early] = figuresOf({ ...results, rows: [] });
  assert.match(early.caption.join(' '), /^No learning curve yet/);
});
test('two plots of the same thing have names of their own', () => {
  assert.deepEqual(
    figuresOf(sampleResults({ conditions: four, plots: ['plot learning', 'plot learning'] })).map(
      (figure) => figure.name,
    ),
    ['learning', 'learning-2'],
  );
});
test('the data of a figure is its points, means and intervals, in full precision', () => {
  const results = sampleResults({ conditions: { 'grown, twice': 0.94 }, seeds: 2 });
  const lines = figureData(figureNamed(results, 'accuracy-by-condition')).trimEnd().split('\n');
  assert.equal(lines[0], 'condition,what,seed,value');
  const values = results.rows.filter((row) => row.measure === 'accuracy' && row.step === null).map((row) => row.value);
  assert.equal(lines[1], `"grown, twice",seed,1,${values[0]}`);
  assert.ok(lines.includes(`"grown, twice",mean,,${(values[0] + values[1]) / 2}`));
});
test('names cannot break out of the drawing', () => {
  const svg = drawSvg(
    figureNamed(sampleResults({ conditions: { '<script>"&': 0.9, b: 0.91 }, seeds: 2 }), 'accuracy-by-condition'),
  );
  assert.ok(!svg.includes('<script') && svg.includes('&lt;script&gt;&quot;&amp;'));
});

function figureNamed(results: Parameters<typeof figuresOf>[0], name: string): Figure {
  const found = figuresOf(results).find((figure) => figure.name === name);
  assert.ok(found, `no figure ${name}`);
  return found;
}
