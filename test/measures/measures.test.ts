import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromGrowth, type Matrix } from '../../engine/connectivity/index.ts';
import { grow } from '../../engine/development/index.ts';
import { findMeasure, measures } from '../../engine/measures/index.ts';
import { cortex, mouse } from '../development/mouse.ts';

const matrix: Matrix = { size: 4, values: Float64Array.of(9, 2, 0, 0, 2, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0) };

test('measures of a matrix', () => {
  const expected: [string, number][] = [
    ['neurons', 4], ['edges', 3], ['density', 0.25], ['mean_degree', 0.75], ['isolated', 1], ['reciprocity', 2 / 3], ['rank', 2],
    ['spectral_radius', (9 + Math.sqrt(97)) / 2], ['mean_weight', 3], ['weight_deviation', Math.sqrt(3)],
  ];
  for (const [name, value] of expected) assert.ok(Math.abs(findMeasure(name, 'matrix')!.compute(matrix, {}) - value) < 1e-9, name);
  assert.deepEqual(measures.filter(({ needs }) => needs === 'matrix').map(({ name }) => name).sort(), expected.map(([name]) => name).sort());
});

test('measures of a growth agree with its tables', () => {
  const growth = grow(cortex, mouse, { seed: 1, stream: 'cortex' });
  const count = findMeasure('count', 'cells')!;
  const [progenitors, neurons] = ['progenitor', 'neuron'].map((fate) => count.compute(growth, { fate }));
  assert.equal(count.compute(growth, {}), 5000);
  assert.equal(neurons, fromGrowth(growth, 'neuron').cells.length);
  assert.equal(progenitors + neurons, 5000 - growth.cells.fate.filter((fate) => fate < 0).length);
  assert.equal(findMeasure('fraction', 'cells')!.compute(growth, { fate: 'neuron' }), neurons / 5000);
  assert.equal(findMeasure('count', 'synapses')!.compute(growth, {}), growth.synapses.count);
  const length = findMeasure('synapse_length', 'synapses')!.compute(growth, {});
  assert.ok(length > 50e-6 && length < 300e-6, `${length} m`);
  assert.throws(() => count.compute(growth, { fate: 'glia' }), /no fate is called "glia"; known: progenitor, neuron/);
});

test('an empty matrix or growth has no mean, and says so with not-a-number', () => {
  const empty = { size: 0, values: new Float64Array(0) };
  assert.equal(findMeasure('density', 'matrix')!.compute(empty, {}), 0);
  assert.ok(Number.isNaN(findMeasure('mean_weight', 'matrix')!.compute(empty, {})));
  assert.ok(Number.isNaN(findMeasure('synapse_length', 'synapses')!.compute(grow({ ...cortex, synapses: [] }, mouse, { seed: 1, stream: 'c' }), {})));
});

test('every measure is told apart and documented', () => {
  assert.equal(new Set(measures.map(({ name, needs }) => `${name} of ${needs}`)).size, measures.length);
  for (const { name, doc, example } of measures) assert.ok(doc.endsWith('.') && example.startsWith(`${name}(`));
  assert.equal(findMeasure('accurracy', 'matrix'), undefined);
});
