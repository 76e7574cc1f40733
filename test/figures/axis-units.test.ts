// The unit, the share and the factor of each measure's axis, written out once more: a change of a record shows here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measures } from '../../catalogue/measures/index.ts';
import { drawSvg, figuresOf } from '../../figures/index.ts';
import { sampleResults } from './sample.ts';

const counted = ['', 1] as const;
const share = ['%', 100] as const;
const length = ['µm', 1e6] as const;
const expected: Readonly<Record<string, readonly [unit: string, factor: number]>> = {
  accuracy: share,
  loss: ['nats', 1],
  count: counted,
  fraction: share,
  synapse_length: length,
  wiring_length: length,
  mixing: counted,
  neurons: counted,
  edges: counted,
  density: share,
  mean_degree: counted,
  isolated: counted,
  reciprocity: share,
  rank: counted,
  spectral_radius: counted,
  mean_weight: counted,
  weight_deviation: counted,
  basin: share,
  absorption: share,
  sensitivity: counted,
  derrida: counted,
  robustness: share,
  population: counted,
  exponent: counted,
  participation_ratio: counted,
  henrici: counted,
  transient_gain: counted,
  bulk_radius: counted,
  outliers: counted,
  rotations: counted,
  real_fraction: share,
  timescales: ['s', 1],
  branching: counted,
  strong_pair_odds: counted,
  odds_by_distance: counted,
  recovery: counted,
  globality: counted,
  delayed_choice: share,
  zero_shot_recall: share,
};
const along: Readonly<Record<string, readonly [label: string, unit: string, factor: number]>> = {
  population: ['Step', '', 1],
  timescales: ['Rank', '', 1],
  odds_by_distance: ['Distance', 'µm', 1e6],
  globality: ['Rank', '', 1],
  delayed_choice: ['Delay', 's', 1],
  zero_shot_recall: ['Delay', 's', 1],
};

test('each measure is drawn in its unit: on the axis, in the numbers beside it and along its series', () => {
  assert.deepEqual(
    measures.map(({ name }) => name),
    Object.keys(expected),
  );
  assert.deepEqual(
    measures.filter(({ gives }) => gives.series).map(({ name }) => name),
    Object.keys(along),
  );
  for (const { name } of measures) {
    const results = sampleResults({ conditions: { a: 0.9 }, seeds: 2 });
    const row = (seed: number, step: number | null, value: number) =>
      ({ condition: 'a', seed, at: {}, step, measure: 'found', value }) as const;
    const [byCondition, byStep] = figuresOf({
      ...results,
      experiment: {
        ...results.experiment,
        measures: [{ name: 'found', call: { call: name, takes: {} }, text: name, nouns: {} }],
        plots: [
          { what: 'found', by: 'condition', text: 'plot found by condition' },
          { what: 'found', by: 'step', text: 'plot found by step' },
        ],
      },
      rows: [row(1, null, 0.25), row(2, null, 0.75), row(1, 1, 0.25), row(1, 2, 0.5)],
      summary: { ...results.summary, measures: [], baselines: {} },
    });
    const [unit, factor] = expected[name];
    const [dots] = byCondition.panels;
    assert.ok(dots.kind === 'dots');
    assert.deepEqual([dots.axis.label, dots.axis.unit, dots.axis.factor], ['found', unit, factor], name);
    const svg = drawSvg(byCondition).replaceAll('\u00a0', ' ');
    const mean = 0.5 * factor;
    const told = [...svg.matchAll(/<title>a, mean: ([\d.]+)( [^<]*)?<\/title>/g)];
    assert.deepEqual([Math.round(Number(told[0][1]) * 1e4) / 1e4, (told[0][2] ?? '').trim()], [mean, unit], name);
    const [curves] = byStep.panels;
    assert.ok(curves.kind === 'curves');
    assert.deepEqual([curves.y.unit, curves.y.factor], [unit, factor], name);
    assert.deepEqual([curves.x.label, curves.x.unit, curves.x.factor], along[name] ?? along.population, name);
  }
});
test("a measure's axis has its name as it is written, and words for it where the name does not say it", () => {
  const results = sampleResults({ conditions: { a: 0.9 }, seeds: 2 });
  const named = (name: string, call: string) => {
    const [figure] = figuresOf({
      ...results,
      experiment: {
        ...results.experiment,
        measures: [{ name, call: { call, takes: {} }, text: call, nouns: {} }],
        plots: [{ what: name, by: 'condition', text: `plot ${name} by condition` }],
      },
      rows: results.rows.map((row) => ({ ...row, measure: name })),
    });
    return [figure.title, drawSvg(figure)];
  };
  for (const [name, call, title, axis] of [
    ['m', 'branching', 'm by condition', '>m (branching ratio)<'],
    ['alpha', 'exponent', 'alpha by condition', '>alpha (exponent)<'],
    ['accuracy', 'accuracy', 'accuracy by condition', '>accuracy (%)<'],
    ['mean_degree', 'mean_degree', 'mean_degree by condition', '>mean_degree<'],
    ['right', 'accuracy', 'right by condition', '>right (accuracy, %)<'],
  ]) {
    const [found, svg] = named(name, call);
    assert.equal(found, title);
    assert.ok(svg.includes(axis), `${name}: ${axis}`);
  }
});
