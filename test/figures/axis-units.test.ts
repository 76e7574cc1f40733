// The unit, share and factor of each measure's axis, as they are written out by hand: a change of a record shows here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawSvg, figuresOf } from '../../figures/index.ts';
import { shownMeasures } from '../catalogue/shown-measures.ts';
import { sampleResults } from './sample.ts';

test('each measure is drawn in its unit: on the axis, in the numbers beside it and along its series', () => {
  for (const [name, { unit, factor, over }] of Object.entries(shownMeasures)) {
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
    const along = over ?? { label: 'Step', unit: '', factor: 1 };
    assert.deepEqual([curves.x.label, curves.x.unit, curves.x.factor], [along.label, along.unit, along.factor], name);
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
