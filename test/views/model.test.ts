import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyModel, figureResults, growthOf, type Model, receive } from '../../views/model.ts';
import { sampleGrowth, sampleResults } from '../figures/sample.ts';
import { circuitOf, finished, underway } from './messages.ts';

const results = sampleResults({ conditions: { grown: 0.94, random: 0.95 }, seeds: 3, circuit: sampleGrowth(200) });
const after = (messages: Parameters<typeof receive>[1][]): Model => messages.reduce(receive, emptyModel());

test('events become rows, progress, notes and errors', () => {
  const model = after([
    ...underway(results, 0.5),
    { type: 'event', event: { t: 1, kind: 'note', code: 'S061', text: 'few seeds' } },
    { type: 'event', event: { t: 2, kind: 'error', text: 'out of memory' } },
  ]);
  assert.deepEqual(model.rows, results.rows.slice(0, Math.floor(results.rows.length / 2)));
  assert.equal(model.status, 'running');
  assert.equal(model.progress?.done, 12);
  assert.deepEqual([model.notes, model.errors], [['few seeds'], ['out of memory']]);
});
test('a finished run replaces what was live; another run begins empty', () => {
  const done = after([...underway(results, 0.5), ...finished(results)]);
  assert.deepEqual(done.rows, results.rows);
  assert.equal(done.folder, '/study/runs/rapid_learning/0123456789ab');
  const next = receive(done, { type: 'init', experiment: results.experiment, file: 'file:///x.anl' });
  assert.equal(next.rows.length, 0);
  assert.equal(next.folder, undefined);
});
test('an experiment without plots shows its measures by condition', () => {
  const without = { ...results, experiment: { ...results.experiment, plots: [] } };
  assert.deepEqual(
    figureResults(after(finished(without)), [])?.experiment.plots.map((plot) => [plot.what, plot.by]),
    [
      ['accuracy', 'condition'],
      ['neurons', 'condition'],
    ],
  );
});
test('a circuit that travelled draws as the one that stayed', () => {
  const growth = sampleGrowth(200);
  const travelled = growthOf(circuitOf(growth));
  assert.deepEqual(travelled.synapses, growth.synapses);
  assert.deepEqual(travelled.cells.fate, growth.cells.fate);
  assert.equal(travelled.frames.length, growth.frames.length);
});
