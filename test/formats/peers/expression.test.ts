import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ExpressionOptions, readExpression } from '../../../formats/index.ts';
import { peerFiles } from '../../peers/peer-files.ts';

const files = peerFiles('expression');
const open = async (path: string) => files.get(path);
const genes = ['Sox2', 'Pax6', 'Tbr1'];
const truth = [1, 0, 2.5, 0, 3, 0, 4, 0, 0, 0, 0, 7];
const counts = truth.map(Math.floor);
const bySymbol = /^Genes are called as in the column "feature_name" of var\.$/;
const added = /^1 values stood beside others of the same place and were added\.$/;
const antibodies = /^2 features that are not gene expression were left out\.$/;

/** Of a file: what is asked, the values of the three genes, and what is said of how it was read. */
const read: readonly (readonly [string, ExpressionOptions, readonly number[], readonly RegExp[]])[] = [
  ...['dense', 'half', 'csr', 'csc'].map((kind) => [`${kind}.h5ad`, { genes }, truth, [bySymbol]] as const),
  ...['csr', 'csc'].map((kind) => [`${kind}-twice.h5ad`, { genes }, truth, [bySymbol, added]] as const),
  ['dense.h5ad', { genes: ['E1', 'E2', 'E3'] }, truth, []],
  ['dense.h5ad', {}, truth, []],
  ['layer.h5ad', { genes, layer: 'raw' }, truth, [bySymbol]],
  [
    'layer.h5ad',
    { genes },
    truth.map((value) => 9 * value),
    [/^X was read; the file also has the layers raw\.$/, bySymbol],
  ],
  ['raw.h5ad', {}, truth.map((value) => 9 * value), [/^X was read; the file also keeps other values, `raw`/]],
  ['again.h5ad', {}, truth, [/^1 gene has the name of one before; the id or the place stands behind it\.$/]],
  ['genes.h5', { genes }, counts, []],
  ['antibodies.h5', {}, counts, [antibodies]],
  ['folder', {}, counts, [antibodies]],
  ['plain.loom', { genes }, truth, []],
  ['layers.loom', { genes, layer: 'spliced' }, truth, []],
];
for (const [path, options, values, notes] of read)
  test(`expression by its own library: ${path} ${JSON.stringify(options)}`, async () => {
    const table = await readExpression(path, open, options);
    assert.deepEqual([...table.values], values);
    assert.deepEqual([...table.cells], ['c1', 'c2', 'c3', 'c4']);
    assert.equal(table.notes.length, notes.length, table.notes.join(' '));
    for (const [i, note] of notes.entries()) assert.match(table.notes[i], note);
  });
for (const [path, options, message] of [
  ['lzf.h5ad', { genes }, /compressed with LZF, which is not read/],
  ['antibodies-alone.h5', {}, /None of the 3 features .* Antibody Capture/],
  ['unnamed.loom', { genes }, /does not name its genes: row_attrs has no "Gene", only Accession/],
  ['layer.h5ad', { genes, layer: 'logs' }, /no layer "logs"; its layers are raw/],
] as const)
  test(`expression by its own library is refused by name: ${path}`, () =>
    assert.rejects(readExpression(path, open, options), message));

test('counts of a cell are those of its genes, whichever form 10x gives them', async () => {
  const [h5, folder] = await Promise.all(
    ['antibodies.h5', 'folder'].map((path) => readExpression(path, open, { transform: 'counts' })),
  );
  assert.deepEqual(h5.values, folder.values);
  assert.equal(Math.fround(Math.log(1 + 1e4 / 3)), h5.values[0]);
});
test('columns of cells: categories of numbers and of texts, truth values, and values that are missing', async () => {
  const { columns } = await readExpression('dense.h5ad', open, {});
  assert.deepEqual(columns, {
    day: Float64Array.of(0, 3, 7, 3),
    kind: ['a', 'b', '', 'a'],
    time: Float64Array.of(0.5, 1.5, 2.5, 3.5),
    good: Float64Array.of(1, 0, 1, 1),
    age: Float64Array.of(1, NaN, 3, 4),
  });
  assert.deepEqual((await readExpression('plain.loom', open, {})).columns, { time: Float64Array.of(0, 1, 2, 3) });
});
