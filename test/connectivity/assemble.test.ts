import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromGraph, fromGrowth, type Graph } from '../../engine/connectivity/index.ts';
import { grow } from '../../engine/development/index.ts';
import { ExpressionError, type Expression } from '../../engine/expressions/index.ts';
import { cortex, mouse } from '../development/mouse.ts';

const equals = (name: string, value: string | number): Expression => ({ call: '=', arguments: [{ name }, value] });
const graph: Graph = {
  directed: true,
  nodes: [
    { id: 'a', type: 'glia' },
    { id: 'b', type: 'neuron' },
    { id: 'c', type: 'neuron' },
    { id: 'd', type: 'neuron', layer: 4 },
  ],
  edges: [
    { relation: 'synapse', weight: 1 },
    { relation: 'synapse', weight: 2 },
    { relation: 'lineage', weight: 9 },
    { relation: 'synapse', weight: 4 },
    { relation: 'synapse', weight: 8 },
    { relation: 'synapse', weight: 0.5 },
  ],
  source: [1, 1, 1, 3, 0, 1],
  target: [2, 3, 2, 1, 1, 3],
};

test('a graph becomes a matrix of the chosen cells and edges; duplicates are summed and counted', () => {
  const filters = { cells: equals('type', 'neuron'), edges: equals('relation', 'synapse') };
  const own = fromGraph(graph, { rows: 'source', ...filters });
  assert.deepEqual(
    { ...own, cells: [...own.cells] },
    {
      matrix: { size: 3, values: Float64Array.of(0, 1, 2.5, 0, 0, 0, 4, 0, 0) },
      cells: [1, 2, 3],
      edges: 4,
      summed: 1,
    },
  );
  const post = fromGraph(graph, { rows: 'target', ...filters });
  assert.deepEqual([...post.matrix.values], [0, 0, 4, 1, 0, 0, 2.5, 0, 0]);
  assert.equal(fromGraph(graph, { rows: 'target' }).edges, 6);
  assert.deepEqual([...fromGraph(graph, { rows: 'target', cells: equals('layer', 4) }).cells], [3]);
  const both = fromGraph({ ...graph, directed: false }, { rows: 'target', ...filters });
  assert.deepEqual([...both.matrix.values], [0, 1, 6.5, 1, 0, 0, 6.5, 0, 0]);
});

test('edges without weights count 1; a missing or wrong one is an error; so is an unknown attribute', () => {
  const bare = { ...graph, edges: graph.edges.map(({ relation }) => ({ relation })) };
  assert.deepEqual(
    [...fromGraph(bare, { rows: 'target', cells: equals('type', 'neuron') }).matrix.values],
    [0, 0, 1, 2, 0, 0, 2, 0, 0],
  );
  for (const [weight, said] of [
    ['strong', '"strong"'],
    [Infinity, 'Infinity'],
    [NaN, 'NaN'],
  ] as const) {
    const broken = {
      ...graph,
      edges: graph.edges.map((edge, e) => (e === 3 ? { relation: 'synapse', weight } : edge)),
    };
    assert.throws(
      () => fromGraph(broken, { rows: 'target' }),
      new RegExp(`weight of edge 4 is ${said}; every edge used needs a finite number`),
    );
  }
  assert.throws(
    () => fromGraph(graph, { rows: 'target', cells: equals('kind', 'neuron') }),
    (error) =>
      error instanceof ExpressionError &&
      /unknown name "kind" in cells where; known here: id, layer, type/.test(error.message),
  );
});

test('a growth becomes the matrix of one fate, row = post-synaptic', () => {
  const growth = grow(cortex, mouse, { seed: 1, stream: 'cortex' });
  const { matrix, cells, edges, summed } = fromGrowth(growth, { cells: 'neuron' });
  assert.ok(cells.every((cell) => growth.cells.fate[cell] === 1));
  assert.deepEqual([edges, summed], [growth.synapses.count, 0]);
  const index = new Map(Array.from(cells, (cell, i) => [cell, i]));
  for (let s = 0; s < growth.synapses.count; s += 97) {
    assert.equal(
      matrix.values[index.get(growth.synapses.post[s])! * matrix.size + index.get(growth.synapses.pre[s])!],
      growth.synapses.weight[s],
    );
  }
  assert.equal(fromGrowth(growth, { cells: 'progenitor' }).edges, 0);
  assert.throws(() => fromGrowth(growth, { cells: 'glia' }), /no fate is called "glia"; known: progenitor, neuron/);
});
