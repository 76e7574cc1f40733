// The unit, share and factor of each measure's axis, as they are written out by hand: a change of a record shows here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureNamed } from '../../catalogue/measures/index.ts';
import { resultTable } from '../../cli/result-table.ts';
import { drawSvg, figuresOf } from '../../figures/index.ts';
import { analyseText, specify } from '../../language/index.ts';
import type { DataNoun, ExperimentSpec, MeasureSpec } from '../../language/specification.ts';
import { nodeReader } from '../../runs/data/index.ts';
import { pointText } from '../../results/sweep.ts';
import { shownMeasures } from '../catalogue/shown-measures.ts';
import { sampleResults } from './sample.ts';

/** Of a measure in the unit of a column: a table with one of milliseconds. */
function calledFor(name: string): Pick<MeasureSpec, 'call' | 'nouns'> {
  const slot = measureNamed(name)?.inUnitOf;
  if (slot === undefined) return { call: { call: name, takes: {} }, nouns: {} };
  const cells: DataNoun = {
    noun: 'data',
    name: 'cells',
    reference: 'cells.csv',
    table: { columns: [{ name: 'tau', unit: 'ms' }], joins: [], matches: [] },
  };
  return { call: { call: name, takes: { [slot]: { column: 'tau', named: 'cells' } } }, nouns: { cells } };
}
test('each measure is drawn in its unit: on the axis, in the numbers beside it and along its series', () => {
  for (const [name, { unit, factor, over }] of Object.entries(shownMeasures)) {
    const results = sampleResults({ conditions: { a: 0.9 }, seeds: 2 });
    const row = (seed: number, step: number | null, value: number) =>
      ({ condition: 'a', seed, at: {}, step, measure: 'found', value }) as const;
    const [byCondition, byStep] = figuresOf({
      ...results,
      experiment: {
        ...results.experiment,
        measures: [{ name: 'found', ...calledFor(name), text: name }],
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

/** Whatever is swept is read in the unit that the file writes, wherever a point of the sweep is named. */
test('a variable of `vary` has the unit of its text on its axis, in captions and in tables', async () => {
  for (const [values, unit, factor, point] of [
    ['50 um, 100 um', 'µm', 1e6, 'x = 50 µm'],
    ['50 um .. 100 um by 25 um', 'µm', 1e6, 'x = 50 µm'],
    ['2 * 25 um, 0.1 mm', 'µm', 1e6, 'x = 50 µm'],
    ['2 h, 4 h', 'h', 1 / 3600, 'x = 2 h'],
    ['5 ms, 1 s', 'ms', 1e3, 'x = 5 ms'],
    ['20 us, 1 ms', 'µs', 1e6, 'x = 20 µs'],
    ['10 um/h, 20 um/h', 'µm/h', 3.6e9, 'x = 10 µm/h'],
    ['20 um / 2 h, 40 um / 2 h', 'µm/h', 3.6e9, 'x = 10 µm/h'],
    ['10 %, 20 %', '%', 100, 'x = 10 %'],
    ['20 pA, 40 pA', 'pA', 1e12, 'x = 20 pA'],
    ['100 MOhm, 200 MOhm', 'MΩ', 1e-6, 'x = 100 MΩ'],
    ['16 cells, 32 cells', 'cells', 1, 'x = 16 cells'],
    ['1 cell, 2 cells', 'cells', 1, 'x = 1 cells'],
    ['20 um / 10 um, 3', '', 1, 'x = 2'],
    ['16, 64', '', 1, 'x = 16'],
  ] as const) {
    const vary = await sweptIn(`vary x in ${values}`);
    const results = sampleResults({ conditions: { a: 0.9, b: 0.8 }, seeds: 3, vary, plots: ['plot accuracy by x'] });
    const [byVariable] = figuresOf(results);
    const [panel] = byVariable.panels;
    assert.ok(panel.kind === 'curves');
    assert.deepEqual([panel.x.label, panel.x.unit], ['x', unit], values);
    assert.ok(Math.abs(panel.x.factor / factor - 1) < 1e-12, values);
    const svg = drawSvg(byVariable);
    const shown = point.slice('x = '.length);
    assert.ok(svg.includes(unit ? `>x (${unit})<` : '>x<'), values);
    assert.ok(svg.includes(`<title>a, x ${shown}, seed 1: `), values);
    assert.ok(byVariable.summary.includes(` from ${shown} to `), values);
    assert.equal(pointText(results.experiment, { x: vary[0].values[0] }), point, values);
    const [byCondition] = figuresOf({ ...results, experiment: { ...results.experiment, plots: byConditions } });
    assert.ok(byCondition.panels[0].kind === 'dots' && byCondition.panels[0].title === point, values);
    assert.ok(resultTable(results, { colour: false, width: 100 }).includes(`accuracy (%) at ${point}`), values);
  }
});
const byConditions = [{ what: 'accuracy', by: 'condition', text: 'accuracy by condition' }];

async function sweptIn(text: string): Promise<ExperimentSpec['vary']> {
  const statements = ['compare { first = a }', 'measure n = count(attractors)', text];
  const source = `genes a { A, A }\nexperiment e {\n  ${statements.join('\n  ')}\n}\n`;
  const { specification, diagnostics } = await specify(analyseText(source), nodeReader('none.anl'));
  assert.ok(specification, diagnostics.map(({ message }) => message).join('\n'));
  return specification.experiments[0].vary;
}
