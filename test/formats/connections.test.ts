import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeText, holdsConnections, readConnections, writeGraph } from '../../formats/index.ts';
import { gzip } from '../../formats/packing.ts';
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
    refusal(() => readConnections(table, 'worm.csv', { pre: 'source', post: 'to' })).message,
    /no column "source"; its columns are "from", "to", "weight", "kind"/,
  );
  const numbered = readConnections(encodeText('# seen\n\npost,pre\n#1,#2\n#2,#1\n'), 'worm.csv');
  assert.deepEqual(numbered.edges.length, 2);
});
/** What to write for a table of connections with other names, or for one that is a matrix. */
const remedies = [
  [new TextDecoder().decode(table), 'columns pre "from", post "to", weight "weight"'],
  ['pre_pt_root_id,post_pt_root_id,neuropil,syn_count\n7,8,X,2\n8,7,X,1\n', flywire('pt_root_id')],
  ['pre_root_id,post_root_id,neuropil,syn_count\n7,8,X,2\n8,7,X,1\n', flywire('root_id')],
  ['Neuron 1,Neuron 2,Type,Nbr\na,b,S,1\nb,a,R,2\n', 'columns pre "Neuron 1", post "Neuron 2", weight "Nbr"'],
  [
    'bodyId_pre\tbodyId_post\tweight\n1\t2\t3\n2\t1\t3\n',
    'columns pre "bodyId_pre", post "bodyId_post", weight "weight"',
  ],
  ['a,b,2\nb,c,3\nc,a,1\nc,b,1\n', 'columns pre 1, post 2, weight 3'],
  ['x,y\nb,c\nb,b\nz,a\n', 'columns pre 1, post 2'],
  ['0,0.5,1\n0.5,0,1\n1,1,0\n', 'square'],
  ['0 0.5\n0.5 0\n', 'square'],
  ['"","V1","V2"\n"1",0,1\n"2",1,0\n', 'square'],
  ['who,what,n,m\na,b,1,2\n', 'columns pre "PRE", post "POST", weight "WEIGHT"'],
] as const;
function flywire(id: string): string {
  return `columns pre "pre_${id}", post "post_${id}", weight "syn_count"`;
}
for (const [text, words] of remedies)
  test(`a table without the usual columns is told what to write: ${words}`, () => {
    const file = encodeText(text),
      { message } = refusal(() => readConnections(file, 'w.tsv'));
    assert.ok(message.endsWith(`connect w from "w.tsv" { ${words} }`), message);
    // and that reads it
    const [, pre, post] = /^columns pre "?(.*?)"?, post "?(.*?)"?(?:,|$)/.exec(words) ?? [];
    if (pre !== undefined && pre !== 'PRE') assert.ok(readConnections(file, 'w.tsv', { pre, post }).edges.length >= 2);
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
