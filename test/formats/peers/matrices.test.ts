import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromGraph } from '../../../engine/connectivity/index.ts';
import {
  circuitFormatOf,
  encodeText,
  type Graph,
  inMemory,
  openRecording,
  prepareActivity,
  readerOf,
  type RecordingOptions,
} from '../../../formats/index.ts';
import { wholeMatrix } from '../../../language/whole-matrix.ts';
import { peerFiles } from '../../peers/peer-files.ts';

const W = [0, 0.5, 0, 0, 3, -2, 1.25, 0, 0];
const R = Array.from({ length: 24 }, (_, i) => i + 1);
const [python, r, octave] = ['matrices', 'tables', 'octave'].map(peerFiles);
const all = new Map([...python, ...r, ...[...octave].map(([name, bytes]) => [`octave-${name}`, bytes] as const)]);
const scale = (name: string): number => (name.includes('int16') ? 4 : 1);

const graphFile = /\.(graphml|json|net|edgelist)$/;
for (const [name, bytes] of all) {
  if (!/^(w-|w\.|octave-w-|table|bare|csv)/.test(name)) continue;
  test(`a matrix of weights by its own library: ${name}`, async () => {
    const expected = W.map((value) => Math.trunc(value * scale(name) * 4) / 4);
    assert.deepEqual([...(await wholeMatrix(bytes, name)).matrix.values], expected);
  });
}

async function activity(bytes: Uint8Array, options: RecordingOptions): Promise<readonly number[]> {
  const recording = await openRecording(readerOf(bytes), options);
  const { source } = prepareActivity(recording, { missing: 'error', rate: 1 });
  return [...inMemory(source, (length) => new Float32Array(length)).values];
}
for (const [name, bytes] of all) {
  if (!/^(r-|r\.|bool|octave-(one|sparse|ascii|text))/.test(name)) continue;
  test(`a recording by its own library: ${name}`, async () => {
    const truth = name.startsWith('bool')
      ? R.map((value) => Number(value > 12))
      : R.map((value) => value * scale(name));
    assert.deepEqual(await activity(bytes, { rows: 'neurons' }), truth);
  });
}
for (const file of ['octave-all.h5', 'octave-all-7.mat', 'struct-7.mat'])
  for (const [dataset, values] of [
    ['X', R],
    ['S', R],
    ['I', R],
    ['F', R],
    ['L', R.map((value) => Number(value > 12))],
    ['st/x', R],
    ['v', [1, 2, 3]],
  ] as const) {
    const path = file === 'struct-7.mat' ? dataset.replace('st/', 's/') : dataset;
    if (file === 'struct-7.mat' && path !== 's/x') continue;
    test(`a recording by its own library: ${path} of ${file}`, async () =>
      assert.deepEqual(await activity(all.get(file)!, { rows: 'neurons', dataset: path }), values));
  }
for (const file of ['octave-all.txt', 'octave-all.bin'])
  for (const [dataset, values] of [
    ['TS', W],
    ['TF', W],
    ['T8', W.map((value) => 4 * value)],
    ['TL', W.map((value) => Number(value > 0))],
    ['TB', W.map((value) => Number(value > 0))],
    ['TD', [1, 0, 0, 0, 2, 0, 0, 0, 3]],
    ['nested/inner/W', W],
    ['Z', /"Z" of this Octave file holds complex numbers/],
    ['N', /has 3 dimensions \(2 × 3 × 4\)/],
    ['R', /is of the type double_range; save it as a full matrix/],
    ['fn', /is of the type function handle/],
    ['spikes', /is a cell array/],
    ['st/y', /is a text/],
    ['lost', /has no matrix "lost"; name one with dataset "…": "TS" \(3 × 3\), /],
    [undefined, /holds 7 matrices; name one/],
  ] as const)
    test(`a matrix of weights by its own library: ${dataset} of ${file}`, async () => {
      const read = async () => [...(await wholeMatrix(all.get(file)!, file, { dataset })).matrix.values];
      if (values instanceof RegExp) return assert.rejects(read, values);
      assert.deepEqual(await read(), values);
    });
for (const [name, values] of [
  ['skew.mtx', [0, -2, 0, 2, 0, 0.5, 0, -0.5, 0]],
  ['symmetric.mtx', [1, 2, 2, 3]],
  ['pattern.mtx', [0, 1, 0, 1, 0, 0, 0, 0, 1]],
  ['complex.mtx', /holds complex numbers/],
] as const)
  test(`Matrix Market by SciPy: ${name}`, async () => {
    const read = async () => [...(await wholeMatrix(all.get(name)!, name)).matrix.values].map((value) => value + 0);
    if (values instanceof RegExp) return assert.rejects(read, values);
    assert.deepEqual(await read(), values);
  });
const market = (content: string) => wholeMatrix(encodeText(`%%MatrixMarket matrix ${content}`), 'w.mtx');
for (const [what, content, found] of [
  [
    'remarks and blank lines',
    'coordinate real general\r\n% a\r\n2 2 1\r\n\r\n%b\r\n 2\t1  -1.5e-1\r\n',
    [0, 0, -0.15, 0],
  ],
  ['an array of a symmetric matrix', 'array integer symmetric\n2 2\n1\n2\n3', [1, 2, 2, 3]],
  ['an array of a skew matrix', 'array real skew-symmetric\n2 2\n+5\n', [0, -5, 5, 0]],
  ['a place named twice', 'coordinate integer general\n2 2 2\n1 2 1\n1 2 4\n', [0, 5, 0, 0]],
  ['no form', 'list real general\n2 2\n', /first line of this Matrix Market file is .*list real general/],
  ['two sizes', 'coordinate real general\n2 2\n', /^Line 2 must give rows, columns and entries, three whole numbers/],
  ['a size that is none', 'array real general\n2 -2\n', /^Line 2 must give rows and columns, two whole numbers/],
  ['too many to be true', 'coordinate real general\n2 2 9999\n', /announces 9999 entries, more than the file can hold/],
  ['an end too early', 'array real general\n2 2\n1\n2\n', /ends after 2 of 4 entries/],
  ['more than it says', 'array real general\n1 1\n1\n2\n', /^Line 4 is "2", after all 1 entries/],
  [
    'a place outside',
    'coordinate pattern general\n2 2 1\n1 3\n',
    /"1 3" where row \(1 to 2\) and column \(1 to 2\) must/,
  ],
  ['a value of a pattern', 'coordinate pattern general\n2 2 1\n1 2 7\n', /^Line 3 is "1 2 7" where row/],
  ['no value', 'coordinate real general\n2 2 1\n1 2\n', /^Line 3 is "1 2" where row .* and value must stand/],
  ['a symmetric oblong', 'coordinate real symmetric\n2 3 0\n', /is symmetric and 2 × 3/],
  ['a number that is missing', 'coordinate real general\n2 2 1\n1 2 nan\n', /row 1, column 2 .* is NaN/],
] as const)
  test(`Matrix Market: ${what}`, async () => {
    const read = async () => [...(await market(content)).matrix.values].map((value) => value + 0);
    if (found instanceof RegExp) return assert.rejects(read, { message: found });
    assert.deepEqual(await read(), found);
  });
for (const [what, sizes] of [
  ['cells', '# type: cell\n# rows: 1000000000\n# columns: 1000000000\n'],
  ['rows', '# type: matrix\n# rows: 1000000000\n# columns: 1000000000\n'],
  ['sizes', '# type: matrix\n# ndims: 2\n 100000 100000\n 1\n'],
  ['fields', '# type: scalar struct\n# ndims: 2\n 1 1\n# length: 9000000000\n'],
  ['entries', '# type: sparse matrix\n# nnz: 9000000000\n# rows: 2\n# columns: 2\n'],
] as const)
  test(`a text of Octave that says to have more ${what} than it holds is refused at once`, () =>
    assert.rejects(
      wholeMatrix(encodeText(`# name: x\n${sizes}`), 'x.mat'),
      /This file of Octave is damaged: .*Save it again\.$/,
    ));
test('of several matrices the square one is taken, and that is said', async () => {
  const { notes } = await wholeMatrix(all.get('octave-w-default.mat')!, 'w.mat');
  assert.deepEqual(notes, []); // a vector is no other matrix
  const both = await wholeMatrix(all.get('octave-all.h5')!, 'all.h5', { dataset: 'S' }).catch(String);
  assert.match(String(both), /this matrix is 4 × 6; a matrix of weights is square/);
});

for (const [file, options, message] of [
  ['complex-7.mat', {}, /holds 0 matrices; it holds no matrix of numbers; "x" holds complex numbers/],
  ['deep-7.mat', { dataset: 'x' }, /"x" of this MATLAB 5 to 7 file has 3 dimensions \(2 × 3 × 4\)/],
  ['two-7.mat', {}, /holds 2 matrices; name one with dataset "…": "x" \(4 × 6\), "y" \(4 × 6\)/],
  ['octave-all.h5', { dataset: 'Z' }, /"Z" of this Octave file holds complex numbers/],
  ['octave-all.h5', { dataset: 'N' }, /has 3 dimensions/],
  ['octave-all-7.mat', { dataset: 'spikes' }, /"spikes" of this MATLAB 5 to 7 file is a cell array/],
] as const)
  test(`refused by name: ${JSON.stringify(options)} of ${file}`, () =>
    assert.rejects(activity(all.get(file)!, { rows: 'neurons', ...options }), message));
for (const [file, dataset] of [
  ['octave-all.h5', undefined],
  ['octave-all-7.mat', undefined],
  ['octave-all.txt', undefined],
  ['octave-all.bin', 'spikes'],
  ['cells-7.mat', 'spikes'],
] as const)
  test(`spike times in the cells of ${file}`, async () => {
    const { activity: spikes } = await openRecording(readerOf(all.get(file)!), { dataset, spikes: { unit: 0.001 } });
    assert.equal(spikes.kind, 'spikes');
    if (spikes.kind === 'spikes')
      assert.deepEqual(
        spikes.times.map((own) => [...own]),
        [[0.1 * 0.001, 0.3 * 0.001], [], [0.2 * 0.001]],
      );
  });

/** Of a graph, row = target, in the order of its neurons' names. */
function weightsOf(graph: Graph): readonly (readonly number[])[] {
  const { matrix } = fromGraph(graph, { rows: 'target' }),
    names = graph.nodes.map((node) => String(node.name ?? node.id)),
    order = [...names.keys()].sort((a, b) => (names[a] < names[b] ? -1 : 1));
  return order.map((row) => order.map((column) => matrix.values[row * matrix.size + column]));
}
const directed = [W.slice(0, 3), W.slice(3, 6), W.slice(6)];
for (const [name, bytes] of all) {
  if (!graphFile.test(name)) continue;
  test(`a graph by its own library: ${name}`, () => {
    const graph = circuitFormatOf(name)!.read(bytes);
    if (name.startsWith('large'))
      return assert.deepEqual(graph.nodes.map(({ id }) => String(id)).sort(), [
        '720575940621039145',
        '720575940621039146',
        '720575940628857210',
      ]);
    if (name === 'igraph.net' && bytes === python.get(name))
      return assert.deepEqual(
        graph.edges.map(({ weight }) => weight),
        [1.25, 0.5, 3, -2],
      ); // without names
    if (!name.startsWith('undirected')) return assert.deepEqual(weightsOf(graph), directed);
    assert.equal(graph.directed, name.includes('edgelist'));
    // an edge list does not say that each edge is meant both ways, and has no neuron without a connection
    assert.deepEqual(
      weightsOf(graph),
      name.includes('edgelist')
        ? [
            [0, 0],
            [0.5, 3],
          ]
        : [
            [0, 0.5, 0],
            [0.5, 3, 0],
            [0, 0, 0],
          ],
    );
  });
}
test('attributes of 18 digits stay as they are', () => {
  for (const name of ['large.graphml', 'large.json'])
    assert.equal(
      String(circuitFormatOf(name)!.read(python.get(name)!).nodes[0].supervoxel),
      '720575940621039146',
      name,
    );
});
test('an edge list says what its columns were taken for', () => {
  assert.match(
    circuitFormatOf('x.edgelist')!.read(python.get('directed.edgelist')!).notes![0],
    /taken for from, to and weight/,
  );
});
