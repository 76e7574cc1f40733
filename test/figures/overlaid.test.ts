import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawSvg, overlaidFigures } from '../../figures/index.ts';
import type { Panel } from '../../figures/figure.ts';
import { sampleGrowth, sampleResults, type Sample } from './sample.ts';

const sample: Sample = { conditions: { wild: 0.9, held: 0.8 }, seeds: 3 };
const runs = (...samples: Partial<Sample>[]) =>
  samples.map((more, place) => ({ label: 'ABC'[place], results: sampleResults({ ...sample, ...more }) }));
const namesIn = (panel: Panel): readonly string[] =>
  panel.kind === 'dots'
    ? panel.rows.map(({ condition }) => condition)
    : panel.kind === 'curves'
      ? panel.series.map(({ condition }) => condition)
      : [];

test('a panel for every condition, in it every run that has it, on the same axes', () => {
  const [byCondition, learning] = overlaidFigures(
    runs({}, { conditions: { wild: 0.3 } }, { conditions: { wild: 0.95, held: 0.85, new: 0.1 } }),
  );
  assert.equal(byCondition.title, 'accuracy, runs A, B and C');
  assert.deepEqual(
    byCondition.panels.map((panel) => [panel.title, namesIn(panel).join(' ')]),
    [
      ['wild', 'A B C'],
      ['held', 'A C'],
      ['new', 'C'],
    ],
  );
  const axes = byCondition.panels.map((panel) => panel.kind === 'dots' && JSON.stringify(panel.axis));
  assert.equal(new Set(axes).size, 1);
  assert.ok(learning.panels.length > 3 && learning.panels.every(({ kind }) => kind === 'curves'));
  for (const figure of [byCondition, learning]) assert.doesNotMatch(drawSvg(figure), /NaN|undefined/);
});

test('a sweep is drawn over the values of all runs; sweeps of other variables side by side', () => {
  const swept = (name: string, values: number[]): Partial<Sample> => ({
    vary: [{ name, values }],
    plots: [`plot accuracy by ${name}`],
  });
  const [figure, ...others] = overlaidFigures(runs(swept('gain', [1, 2]), swept('gain', [2, 4])));
  assert.equal(others.length, 0);
  const [panel] = figure.panels;
  assert.deepEqual(panel.kind === 'curves' && panel.series.map(({ condition, mean }) => [condition, ...mean.x]), [
    ['A', 1, 2],
    ['B', 2, 4],
  ]);
  assert.deepEqual(
    overlaidFigures(runs(swept('gain', [1, 2]), swept('width', [1, 2]))).map(({ title }) => title),
    ['A: accuracy by gain', 'B: accuracy by width'],
  );
});

test('circuits are drawn for each run', () => {
  const circuit = sampleGrowth(20);
  const figures = overlaidFigures(runs({ circuit, plots: ['plot circuit'] }, { circuit, plots: ['plot circuit'] }));
  assert.deepEqual(
    figures.map(({ title }) => title.slice(0, 2)),
    ['A:', 'B:'],
  );
});

test('what an experiment does not plot is its measures', () => {
  const figures = overlaidFigures(runs({ plots: [] }, { plots: [] }));
  assert.deepEqual(figures.map(({ name }) => name).slice(0, 1), ['accuracy-of-runs']);
});
