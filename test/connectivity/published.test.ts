import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { facts, fromGraph, rank, rewired, shareMoved, transposed, unitRows } from '../../engine/connectivity/index.ts';
import type { Expression } from '../../engine/expressions/index.ts';
import { stream } from '../../engine/random/index.ts';
import { readGraph } from '../../formats/index.ts';
import { noSharedData, sharedData } from '../data.ts';
import { kernels } from '../spectra/kernels-here.ts';

const { algebra } = kernels;

const file = sharedData('developmental', 'grown_neural_network.zip');
const equals = (name: string, value: string): Expression => ({ call: '=', arguments: [{ name }, value] });

test('the published 5,000-cell graph gives the published circuit', { skip: file === undefined && noSharedData }, () => {
  const graph = readGraph(new Uint8Array(fs.readFileSync(file!)));
  assert.equal(graph.nodes.length, 5000);
  const weights = graph.edges.filter((edge) => edge.relation === 'synapse').map((edge) => edge.weight as number);
  assert.equal(weights.length, 200_400);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  assert.equal(mean.toFixed(4), '0.3209');
  assert.equal(
    Math.sqrt(weights.reduce((sum, weight) => sum + (weight - mean) ** 2, 0) / weights.length).toFixed(4),
    '0.0667',
  );
  assert.equal(weights.reduce((a, b) => Math.min(a, b)).toFixed(5), '0.22000');
  assert.equal(weights.reduce((a, b) => Math.max(a, b)).toFixed(5), '0.98422');

  const circuit = fromGraph(graph, {
    rows: 'source',
    cells: equals('type', 'neuron'),
    edges: equals('relation', 'synapse'),
  });
  const found = facts(circuit.matrix, algebra);
  assert.deepEqual(
    {
      edges: circuit.edges,
      summed: circuit.summed,
      size: found.size,
      rank: found.rank,
      rows: found.rows,
      columns: found.columns,
      isolated: found.isolated,
      nilpotent: found.nilpotent,
      radius: found.spectralRadius,
    },
    { edges: 101, summed: 0, size: 85, rank: 32, rows: 39, columns: 38, isolated: 36, nilpotent: true, radius: 0 },
  );

  const turned = fromGraph(graph, {
    rows: 'target',
    cells: equals('type', 'neuron'),
    edges: equals('relation', 'synapse'),
  });
  assert.deepEqual(turned.matrix, transposed(circuit.matrix));

  const unit = unitRows(circuit.matrix);
  for (let row = 0; row < 85; row++) {
    const before = circuit.matrix.values.subarray(row * 85, row * 85 + 85);
    const sum = before.reduce((total, weight) => total + weight, 0);
    before.forEach((weight, column) => {
      assert.ok(Math.abs(unit.values[row * 85 + column] - weight / (sum + 1e-8)) < 1e-7);
    });
  }
  assert.equal(rank(unit).rank, 32);

  for (const [keep, kept] of [
    ['both', true],
    ['out', false],
  ] as const) {
    const matrix = rewired(circuit.matrix, keep, stream(1, 'rewired(published)', 'rewired'));
    const moved = shareMoved(circuit.matrix, matrix);
    const after = facts(matrix, algebra);
    assert.equal(after.edges, 101);
    assert.equal(after.columns, 38);
    if (kept) assert.equal(after.rows, 39);
    assert.ok(moved > 0.6, `${keep}: ${moved} of the edges moved`);
  }
});
