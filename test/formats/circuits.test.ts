import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  circuitFormatOf,
  type CircuitFormat,
  encodeText,
  type Graph,
  graphOfMatrix,
  numbers,
  readConnections,
  readGraphml,
  readNpy,
  writeGraphml,
  writeNpy,
} from '../../formats/index.ts';
import { gzip } from '../../formats/packing.ts';
import { refusal, survives } from './mutations.ts';

const formatOf = (path: string): CircuitFormat => circuitFormatOf(path) ?? assert.fail(`no format for ${path}`);
const written = (extension: string, graph: Graph): string => new TextDecoder().decode(formatOf(extension).write(graph));
const read = (extension: string, text: string): Graph => formatOf(extension).read(encodeText(text));
const graphml = (inside: string, keys = ''): Uint8Array =>
  encodeText(
    `<?xml version="1.0"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">${keys}\n<graph ` +
      `edgedefault="directed">${inside}</graph></graphml>`,
  );
/** 0 → 1 with 0.5, 1 → 2 with −2, 2 → 2 with 3. */
const values = [0, 0, 0, 0.5, 0, 0, 0, -2, 3];
const square = writeNpy({ type: 'f8', shape: [3, 3], values: Float64Array.from(values) });

test('a matrix is a graph with an edge from column to row for every entry that is not 0', () => {
  const { directed, nodes, edges, source, target } = formatOf('w.npy').read(square);
  assert.deepEqual(
    [directed, nodes.map(({ id }) => id), [...source], [...target]],
    [true, [0, 1, 2], [0, 1, 2], [1, 2, 2]],
  );
  assert.deepEqual(edges, [
    { source: 0, target: 1, weight: 0.5 },
    { source: 1, target: 2, weight: -2 },
    { source: 2, target: 2, weight: 3 },
  ]);
});
for (const [what, text, names] of [
  ['numbers alone', '0,0,0\n0.5,0,0\n0,-2,3\n', [0, 1, 2]],
  ['a row of names', 'a,b,c\n0,0,0\n0.5,0,0\n0,-2,3\n', ['a', 'b', 'c']],
  ['names on both sides', ',a,b,c\na,0,0,0\nb,0.5,0,0\nc,0,-2,3\n', ['a', 'b', 'c']],
  ['a column of names', 'a,0,0,0\nb,0.5,0,0\nc,0,-2,3\n', ['a', 'b', 'c']],
] as const) {
  test(`a square table with ${what}`, () => {
    assert.deepEqual(read('w.csv', text), graphOfMatrix(3, values, names));
  });
}
for (const [header, pre, post] of [
  ['source,target,weight', 'source', 'target'],
  ['weight,post,pre', 'pre', 'post'],
] as const) {
  test(`a table of connections with the columns ${header}`, () => {
    const columns = header.split(',');
    const row = (from: string, to: string, weight: number) =>
      columns.map((name) => (name === pre ? from : name === post ? to : weight)).join(',');
    const { nodes, edges } = read('w.csv', `${header}\n${row('x', 'y', 2)}\n${row('y', 'y', -1)}\n`);
    assert.deepEqual(
      [nodes, edges],
      [
        [{ id: 'x' }, { id: 'y' }],
        [
          { weight: 2, source: 'x', target: 'y' },
          { weight: -1, source: 'y', target: 'y' },
        ],
      ],
    );
  });
}

const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 });
const numbersOfEdges = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .filter((weight) => !Object.is(weight, -0) && weight !== 0);
const graphs: fc.Arbitrary<Graph> = fc.tuple(ids, fc.boolean()).chain(([names, directed]) =>
  fc
    .array(
      fc.record({
        from: fc.nat(names.length - 1),
        to: fc.nat(names.length - 1),
        weight: numbersOfEdges,
        kind: fc.string({ unit: 'grapheme' }),
        on: fc.boolean(),
      }),
      { maxLength: 8 },
    )
    .map(
      (edges): Graph => ({
        directed,
        nodes: names.map((id, position) => ({ layer: position / 2, id })),
        edges: edges.map(({ from, to, ...edge }) => ({ ...edge, source: names[from], target: names[to] })),
        source: Int32Array.from(edges, ({ from }) => from),
        target: Int32Array.from(edges, ({ to }) => to),
      }),
    ),
);
test('GraphML and JSON: a graph reads back as written, with the types of its attributes', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      for (const extension of ['g.graphml', 'g.json'])
        assert.deepEqual(formatOf(extension).read(formatOf(extension).write(graph)), graph, extension);
    }),
    { numRuns: 200, seed: 1 },
  );
});
test('a matrix goes through every format and comes back the same', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 5 })
        .chain((size) =>
          fc.array(fc.oneof(fc.constant(0), numbersOfEdges), { minLength: size * size, maxLength: size * size }),
        ),
      (matrix) => {
        const size = Math.sqrt(matrix.length);
        const bytes = writeNpy({ type: 'f8', shape: [size, size], values: Float64Array.from(matrix) });
        const graph = formatOf('w.npy').read(bytes);
        assert.deepEqual(formatOf('w.npy').write(graph), bytes);
        for (const extension of ['w.json', 'w.graphml'])
          assert.deepEqual(
            [...numbers(readNpy(formatOf('w.npy').write(formatOf(extension).read(formatOf(extension).write(graph)))))],
            matrix,
            extension,
          );
      },
    ),
    { numRuns: 200, seed: 1 },
  );
});
test('a table of connections: one row each, both directions where there is none', () => {
  const [a, b] = ['a', 'b'].map((id) => ({ id }));
  const graph = (directed: boolean): Graph => ({
    directed,
    nodes: [a, b],
    edges: [
      { source: 'a', target: 'b', weight: 2, tags: ['x'] },
      { source: 'b', target: 'b' },
    ],
    source: Int32Array.of(0, 1),
    target: Int32Array.of(1, 1),
  });
  assert.equal(written('e.csv', graph(true)), 'source,target,weight,tags\na,b,2,"[""x""]"\nb,b,,\n');
  assert.equal(written('e.csv', graph(false)), 'source,target,weight,tags\na,b,2,"[""x""]"\nb,a,2,"[""x""]"\nb,b,,\n');
});
test('what a format has no place for is listed', () => {
  const graph: Graph = {
    directed: false,
    nodes: [{ id: 'a', layer: 1 }, { id: 7 }, { id: 'c', at: [1, 2] }],
    edges: [
      { source: 'a', target: 7, weight: 1, kind: 'gap' },
      { source: 'a', target: 7, weight: 2 },
    ],
    source: Int32Array.of(0, 0),
    target: Int32Array.of(1, 1),
  };
  const lost = (path: string): string => formatOf(path).notHeld(graph).join('; ');
  assert.equal(lost('a.json'), '');
  assert.match(lost('a.graphml'), /ids that are numbers.*lists and objects/);
  assert.match(
    lost('a.csv'),
    /attributes of nodes \(layer, at\); 1 node without a connection; that its edges have no direction/,
  );
  assert.match(
    lost('a.npy'),
    /ids .*attributes of nodes.*attributes of edges \(kind\); 1 parallel edge \(their weights are summed\)/,
  );
  assert.deepEqual(formatOf('a.npy').notHeld(formatOf('a.npy').read(square)), []);
});
test('GraphML: declared types, defaults, text in any form, gzip', () => {
  const keys =
    '<key id="w" for="edge" attr.name="weight" attr.type="double"><default>1</default></key><key id="k" ' +
    'for="all" attr.name="kind" attr.type="string"/><key id="b" for="node" attr.type="boolean"/>';
  const file = graphml(
    '<node id="n&amp;1"><data key="k"><![CDATA[a<b]]></data><data key="b">true</data></node><!-- two ' +
      '--><node id="2"/><edge source="n&amp;1" target="2"/><edge source="2" target="2"><data ' +
      'key="w">-2.5e1</data></edge>',
    keys,
  );
  const expected = [
    [{ kind: 'a<b', b: true, id: 'n&1' }, { id: '2' }],
    [
      { weight: 1, source: 'n&1', target: '2' },
      { weight: -25, source: '2', target: '2' },
    ],
  ];
  for (const [bytes, name] of [
    [file, 'x.graphml'],
    [gzip(file), 'x.graphml.gz'],
  ] as const) {
    const { nodes, edges, directed } = readConnections(bytes, name);
    assert.deepEqual([nodes, edges, directed], [...expected, true]);
  }
});
for (const [what, file, message, line] of [
  ['another document', encodeText('<html/>'), /outermost element is <html>, not <graphml>/, 1],
  [
    'a dangling edge',
    graphml('<node id="a"/>\n<edge source="a" target="b"/>'),
    /target "b", which is the id of no node/,
    4,
  ],
  ['a node twice', graphml('<node id="a"/>\n<node id="a"/>'), /Two nodes have the id "a"/, 4],
  ['a hyperedge', graphml('<hyperedge/>'), /<hyperedge> is not read/, 3],
  ['a nested graph', graphml('<node id="a"><graph/></node>'), /<graph> inside a node is not read/, 3],
  ['an undeclared key', graphml('<node id="a"><data key="z">1</data></node>'), /No <key> has the id "z"/, 3],
  [
    'a number that is none',
    graphml('<node id="a"><data key="z">one</data></node>', '<key id="z" for="node" attr.type="int"/>'),
    /"one" is no int/,
    3,
  ],
  [
    'an edge of another kind',
    graphml('<node id="a"/><edge directed="false" source="a" target="a"/>'),
    /undirected in a graph that is not/,
    3,
  ],
  ['an entity of its own', encodeText('<!DOCTYPE graphml [<!ENTITY a "b">]>\n<graphml/>'), /entities are not read/, 1],
  ['a cut file', graphml('<node id="a"/>').slice(0, 90), /never closed|broken/, 3],
] as const) {
  test(`GraphML: ${what} is refused, with its place`, () => {
    const error = refusal(() => readGraphml(file));
    assert.match(error.message, message);
    assert.equal(error.line, line);
  });
}
test('a matrix that is not square, and a cell that is no number, are refused', () => {
  assert.match(
    refusal(() => formatOf('a.npy').read(writeNpy({ type: 'f8', shape: [2, 3], values: new Float64Array(6) }))).message,
    /is 2 × 3; the matrix of a circuit is square/,
  );
  assert.match(refusal(() => read('a.csv', '1,2\n3,x\n')).message, /Cell 2 of line 2 is "x", not a number/);
  assert.match(refusal(() => read('a.csv', '1,2\n3,\n')).message, /Row 2, column 2 of this matrix is missing/);
  assert.match(
    refusal(() =>
      formatOf('a.npy').write({
        directed: true,
        nodes: [{ id: 1 }],
        edges: [{ weight: 'x' }, { weight: 1 }],
        source: Int32Array.of(0, 0),
        target: Int32Array.of(0, 0),
      }),
    ).message,
    /weight of edge 1 is "x"/,
  );
});
test('damaged GraphML gives a FormatError or a graph', () => {
  const sample = writeGraphml({
    directed: true,
    nodes: [{ id: 'a', layer: 1 }, { id: 'b&c' }],
    edges: [{ source: 'a', target: 'b&c', weight: 0.5, kind: 'x' }],
    source: Int32Array.of(0),
    target: Int32Array.of(1),
  });
  assert.ok(survives(sample, readGraphml) > 1000);
});
test('an undirected edge from a neuron to itself is one entry, in every format', () => {
  const graph: Graph = {
    directed: false,
    nodes: [{ id: 'a' }, { id: 'b' }],
    edges: [
      { source: 'a', target: 'b', weight: 0.5 },
      { source: 'b', target: 'b', weight: 3 },
    ],
    source: Int32Array.of(0, 1),
    target: Int32Array.of(1, 1),
  };
  for (const extension of ['g.graphml', 'g.json', 'g.csv']) {
    const again = formatOf(extension).read(formatOf(extension).write(graph));
    assert.deepEqual([...numbers(readNpy(formatOf('w.npy').write(again)))], [0, 0.5, 0.5, 3], extension);
  }
});
