import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeText, gzip, holdsConnections, readConnections, writeGraph } from '../../formats/index.ts';
import { refusal } from './mutations.ts';

const table = encodeText('from,to,weight,kind\nb,a,0.5,gap\n7,b,-2,\na,7,1e-3,synapse\n');

test('a row per connection: sources first, then targets not yet named; every column is an attribute', () => {
  for (const [file, name] of [
    [table, 'worm.csv'],
    [gzip(table), 'worm.TSV.gz'],
  ] as const) {
    const { directed, nodes, edges, source, target } = readConnections(file, name, { pre: 'from', post: 'to' });
    assert.deepEqual(
      [directed, nodes, [...source], [...target]],
      [true, [{ id: 'b' }, { id: '7' }, { id: 'a' }], [0, 1, 2], [2, 0, 1]],
    );
    assert.deepEqual(edges, [
      { from: 'b', to: 'a', weight: 0.5, kind: 'gap' },
      { from: 7, to: 'b', weight: -2, kind: '' },
      { from: 'a', to: 7, weight: 0.001, kind: 'synapse' },
    ]);
  }
});
test('the columns are `source` and `target` unless named', () => {
  assert.deepEqual([...readConnections(encodeText('target,source\nx,y\n'), 'worm.csv').source], [0]);
  assert.match(
    refusal(() => readConnections(table, 'worm.csv')).message,
    /no column "source"; its columns are "from", "to", "weight", "kind"/,
  );
});
test('a graph is read as one, whatever columns are named', () => {
  const graph = {
    directed: true,
    nodes: [{ id: 1 }, { id: 2 }],
    edges: [{ source: 1, target: 2, strength: 3 }],
    source: Int32Array.of(0),
    target: Int32Array.of(1),
  };
  assert.deepEqual(readConnections(writeGraph(graph), 'worm.json', { pre: 'from' }), graph);
});
test('which files can hold connections', () => {
  for (const name of ['a.json', 'a.graphml', 'A.JSON.GZ', 'a.zip', 'a.csv', 'a.tsv.gz'])
    assert.ok(holdsConnections(name), name);
  for (const name of ['a.npy', 'json', 'a.csv.txt', 'folder/']) assert.ok(!holdsConnections(name), name);
});
