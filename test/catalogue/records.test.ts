// Every measure’s example, through check → run → table → figure: unit and label stand where a person reads them.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { measureNamed, measures } from '../../catalogue/measures/index.ts';
import type { Study } from '../../catalogue/study.ts';
import { resultTable } from '../../cli/result-table.ts';
import { figuresOf } from '../../figures/index.ts';
import { analyseText, specify } from '../../language/index.ts';
import type { Results } from '../../results/contract.ts';
import { runExperiment } from '../../runs/index.ts';
import { nodeReader } from '../../runs/data/index.ts';
import { temporaryFolder, writeStripes } from '../runs/stripes-study.ts';
import { mean, near } from '../numbers.ts';
import { everyMeasure, experimentsOfEveryMeasure, tableOfCells } from './every-measure.ts';
import { shownMeasures } from './shown-measures.ts';

const text = everyMeasure();
const found: Results[] = [];
const removals: (() => void)[] = [];
before(async () => {
  const folder = temporaryFolder({ after: (remove: () => void) => void removals.push(remove) });
  writeStripes(folder);
  fs.writeFileSync(path.join(folder, 'cells.csv'), tableOfCells);
  const file = path.join(folder, 'every.anl');
  fs.writeFileSync(file, text);
  const { specification, diagnostics } = await specify(analyseText(text), nodeReader(file));
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  );
  assert.ok(specification);
  for (const experiment of experimentsOfEveryMeasure) {
    const run = await runExperiment({ specification, experiment, source: text, file, backend: 'wasm', jobs: 1 });
    assert.equal(run.status, 'done');
    found.push(run.results);
  }
});
after(() => {
  for (const remove of removals) remove();
});
const resultsOf = (measure: string): Results => {
  const results = found.find(({ experiment }) => experiment.measures.some(({ name }) => name === measure));
  assert.ok(results, measure);
  return results;
};

describe('what a person reads of a measure', () => {
  it('is said of every measure', () => {
    assert.deepEqual(Object.keys(shownMeasures).sort(), measures.map(({ name }) => name).sort());
  });
  for (const [name, { unit, factor, over }] of Object.entries(shownMeasures)) {
    it(name, () => {
      const results = resultsOf(name);
      const rows = results.rows.filter((row) => row.measure === name && row.step === null);
      assert.equal(rows.length, 2, `values, not notes: ${JSON.stringify(results.summary.notes)}`);
      const figures = figuresOf(results);
      const [dots] = figures.find((figure) => figure.name === `${name}-by-condition`)?.panels ?? [];
      assert.ok(dots?.kind === 'dots');
      assert.deepEqual([dots.axis.label, dots.axis.unit, dots.axis.factor], [name, unit, factor]);

      const header = resultTable(results, { colour: false, width: 10_000 });
      assert.ok(header.includes(unit === '' ? name : `${name} (${unit})`), header.split('\n').slice(0, 4).join('\n'));

      const series = measureNamed(name)?.gives.series;
      assert.equal(series !== undefined, over !== undefined);
      if (!over) return;
      const [curves] = figures.find((figure) => figure.name === `${name}-by-step`)?.panels ?? [];
      assert.ok(curves?.kind === 'curves');
      assert.deepEqual([curves.x.label, curves.x.unit, curves.x.factor], [over.label, over.unit, over.factor]);
      assert.deepEqual([curves.y.label, curves.y.unit, curves.y.factor], [name, unit, factor]);
      const steps = results.rows.filter((row) => row.measure === name && row.step !== null && row.seed === 1);
      const values = steps.sort((a, b) => Number(a.step) - Number(b.step)).map(({ value }) => value);
      assert.ok(values.length > 1);
      const standing = {
        first: values[0],
        last: values[values.length - 1],
        mean: mean(values),
        sum: mean(values) * values.length,
      }[over.stands];
      near(rows.find(({ seed }) => seed === 1)?.value ?? Number.NaN, standing, 1e-12);
    });
  }
});

it('a series that stands for its first rank is not known where that is not', () => {
  const found = (constants: readonly number[]) =>
    measureNamed('timescales')!.find({ pcs: { from: 1, to: 3 } }, {
      activity: () => undefined,
      timescales: () => ({ constants: Float64Array.from(constants) }),
    } as unknown as Study);
  assert.deepEqual(found([0.5, NaN, 0.2]).series, { steps: [1, 3], values: [0.5, 0.2] });
  assert.throws(() => found([NaN, 0.3, 0.2]), /of rank 1, which stands for all, .* is of rank 2/);
});
