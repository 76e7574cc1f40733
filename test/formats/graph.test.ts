import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeText, readGraph, writeGraph } from '../../formats/index.ts';
import { gzip, writeZip } from '../../formats/packing.ts';
import { noSharedData, sharedData } from '../data.ts';
import { refusal, survives } from './mutations.ts';

const json = (value: unknown): Uint8Array => encodeText(JSON.stringify(value, null, 1));
const small = {
  nodes: [{ id: 'a', type: 'neuron' }, { id: 7 }, { id: '7' }],
  edges: [
    { source: 'a', target: 7, weight: 0.5 },
    { source: '7', target: 'a', weight: -2 },
  ],
};

test('nodes, edges and their attributes, from JSON, gzip and a zip', () => {
  for (const file of [
    json(small),
    gzip(json(small)),
    writeZip([
      { name: 'readme.txt', bytes: encodeText('x') },
      { name: 'net.json', bytes: json(small) },
    ]),
    json({ nodes: small.nodes, links: small.edges }),
  ]) {
    const graph = readGraph(file);
    assert.deepEqual(
      [graph.directed, graph.nodes, graph.edges, [...graph.source], [...graph.target]],
      [true, small.nodes, small.edges, [0, 2], [1, 0]],
    );
  }
});
test('a graph that says it is undirected is', () => {
  assert.equal(readGraph(json({ ...small, directed: false })).directed, false);
});
test('a graph reads back as written', () => {
  const graphs = fc.uniqueArray(fc.oneof(fc.string(), fc.integer()), { minLength: 1 }).chain((ids) =>
    fc.record({
      nodes: fc.constant(ids.map((id) => ({ id }))),
      edges: fc.array(
        fc.record({
          source: fc.constantFrom(...ids),
          target: fc.constantFrom(...ids),
          weight: fc.double({ noNaN: true, noDefaultInfinity: true }).filter((weight) => !Object.is(weight, -0)),
        }),
      ),
    }),
  );
  fc.assert(
    fc.property(graphs, (graph) => {
      const first = readGraph(json(graph));
      assert.deepEqual(readGraph(writeGraph(first)), first);
    }),
    { numRuns: 200 },
  );
});

const damaged: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['a duplicate id', json({ ...small, nodes: [...small.nodes, { id: 'a' }] }), /Nodes 1 and 4 have the same id, "a"/],
  [
    'a dangling edge',
    json({ ...small, edges: [...small.edges, { source: 'a', target: 'b' }] }),
    /Edge 3 has the target "b", which is the id of no node/,
  ],
  ['an edge without a source', json({ ...small, edges: [{ target: 'a' }] }), /Edge 1 has no source/],
  ['a node without an id', json({ ...small, nodes: [{ name: 'a' }] }), /Node 1 of 1 has no id/],
  ['no edges', json({ nodes: [] }), /no list of edges; it should hold "edges": \[…\] or "links"/],
  ['a list where an object is due', json([1, 2]), /not a node-link graph/],
  ['a node that is a number', json({ nodes: [1], edges: [] }), /Item 1 of "nodes" is 1/],
  [
    'a zip of two',
    writeZip([
      { name: 'a.json', bytes: json(small) },
      { name: 'b.json', bytes: json(small) },
    ]),
    /holds 2 \.json files \(a\.json, b\.json\)/,
  ],
  ['a zip of none', writeZip([{ name: 'a.txt', bytes: json(small) }]), /holds no \.json file/],
];
for (const [name, bytes, message] of damaged)
  test(`graph: ${name} is refused, with its place`, () => {
    assert.match(refusal(() => readGraph(bytes)).message, message);
  });

const broken: readonly (readonly [string, number, number, RegExp])[] = [
  ['{"nodes": [\n  {"id": 1},\n  {"id": NaN}\n]}', 3, 10, /JSON has no NaN or Infinity: write null/],
  ['{"nodes": [{"id": 1}\n{"id": 2}]}', 2, 1, /where "," or "]" should be/],
  ['{"nodes": [1, 2', 1, 16, /the file ends where "," or "]" should be/],
  ['{"nodes": [],}', 1, 14, /where a name in double quotes should be/],
  ['{"nodes" []}', 1, 10, /where ":" should be/],
  ['{"nodes": []} x', 1, 15, /where the end should be/],
  ['{"nodes": ["a\nb"]}', 1, 12, /where a whole string should be/],
  ['', 1, 1, /the file ends where a value should be/],
];
for (const [text, line, column, message] of broken) {
  test(`broken JSON is refused at its place: ${JSON.stringify(text)}`, () => {
    const error = refusal(() => readGraph(encodeText(text)));
    assert.match(error.message, message);
    assert.deepEqual([error.line, error.column], [line, column]);
  });
}

test('2,000 damaged graphs, plain and zipped, give a FormatError or a graph', () => {
  assert.ok(survives(json(small), readGraph) > 1000);
  assert.ok(survives(writeZip([{ name: 'net.json', bytes: json(small) }]), readGraph) > 800);
});

test('the published graph: 5,000 nodes, 85 neurons, 205,399 edges of which 200,400 are synapses', (t) => {
  const file = sharedData('developmental', 'grown_neural_network.zip');
  if (!file) return t.skip(noSharedData);
  const graph = readGraph(fs.readFileSync(file));
  const synapses = [...graph.edges.keys()].filter((e) => graph.edges[e].relation === 'synapse');
  const neurons = new Set([...graph.nodes.keys()].filter((n) => graph.nodes[n].type === 'neuron'));
  assert.deepEqual(
    [graph.nodes.length, neurons.size, graph.edges.length, synapses.length],
    [5000, 85, 205_399, 200_400],
  );
  assert.equal(synapses.filter((e) => neurons.has(graph.source[e]) && neurons.has(graph.target[e])).length, 101);
  assert.equal(
    (synapses.reduce((sum, e) => sum + (graph.edges[e].weight as number), 0) / synapses.length).toFixed(4),
    '0.3209',
  );
});
