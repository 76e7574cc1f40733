import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import {
  encodeText,
  type ExpressionOptions,
  type ExpressionTable,
  FormatError,
  readExpression,
  UnknownGene,
} from '../../formats/index.ts';
import { gzip } from '../../formats/packing.ts';
import { noSharedData, sharedData } from '../data.ts';
import { damagedCopies, isRefusal } from './mutations.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;
const opening =
  (files: Files) =>
  async (name: string): Promise<Uint8Array | undefined> => {
    const held = files[name];
    return typeof held === 'string' ? encodeText(held) : held;
  };
const read = (files: Files, options: ExpressionOptions = {}): Promise<ExpressionTable> =>
  readExpression(Object.keys(files)[0], opening(files), options);
const rowsOf = ({ cells, genes, values }: ExpressionTable): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(cells.map((cell, i) => [cell, [...values.subarray(i * genes.length, (i + 1) * genes.length)]]));

const wanted = { c1: [1, 0, 5], c2: [0, 2, 0] };
const tables: readonly (readonly [name: string, files: Files, options: ExpressionOptions])[] = [
  ['cells in rows, said', { 't.csv': ',A,B,C\nc1,1,0,5\nc2,0,2,0\n' }, { rows: 'cells' }],
  ['genes in rows, said', { 't.csv': ',c1,c2\nA,1,0\nB,0,2\nC,5,0\n' }, { rows: 'genes' }],
  [
    'a first line one cell short, as R writes it',
    { 't.tsv': 'c1\tc2\nA\t1\t0\nB\t0\t2\nC\t5\t0\n' },
    { rows: 'genes' },
  ],
  [
    'told by genes asked for, in the first row',
    { 't.csv': 'id,A,B,C\nc1,1,0,5\nc2,0,2,0\n' },
    { genes: ['A', 'B', 'C'] },
  ],
  [
    'told by genes asked for, in the first column',
    { 't.csv': 'x,c1,c2\nA,1,0\nB,0,2\nC,5,0\n' },
    { genes: ['A', 'B', 'C'] },
  ],
  [
    'told by the cells of a table of columns',
    { 't.csv': ',c1,c2\nA,1,0\nB,0,2\nC,5,0\n', 'p.csv': 'time\nc2,1\nc1,2\n' },
    { cellColumns: 'p.csv' },
  ],
  ['told by the corner', { 't.csv': 'gene,c1,c2\nA,1,0\nB,0,2\nC,5,0\n' }, {}],
  ['told by a column of times', { 't.csv': 'id,A,time,B,C\nc1,1,3,0,5\nc2,0,4,2,0\n' }, {}],
  [
    'quoted, and packed with gzip',
    { 't.csv.gz': gzip(encodeText('"","A","B","C"\n"c1",1,0,5\n"c2",0,2,0\n')) },
    { rows: 'cells' },
  ],
  [
    'Matrix Market with features and barcodes',
    {
      'matrix.mtx': '%%MatrixMarket matrix coordinate integer general\n%\n4 2 4\n1 1 1\n3 1 5\n4 2 9\n2 2 2\n',
      'features.tsv':
        'ID1\tA\tGene Expression\nID2\tB\tGene Expression\nID3\tC\tGene Expression\nID4\tCD3\tAntibody Capture\n',
      'barcodes.tsv': 'c1\nc2\n',
    },
    {},
  ],
];
describe('expression in text', () => {
  for (const [name, files, options] of tables) {
    it(name, async () => {
      const table = await read(files, options);
      assert.deepEqual(table.genes, ['A', 'B', 'C']);
      assert.deepEqual(rowsOf(table), wanted);
    });
  }
  it('a folder of a 10x matrix, packed', async () => {
    const packed = (text: string): Uint8Array => gzip(encodeText(text));
    const files = {
      'run/matrix.mtx.gz': packed('%%MatrixMarket matrix coordinate real general\n2 1 1\n2 1 1.5\n'),
      'run/features.tsv.gz': packed('I1\tA\nI2\tA\n'),
      'run/barcodes.tsv.gz': packed('c1\n'),
    };
    const table = await readExpression('run', opening(files));
    assert.deepEqual([table.genes, rowsOf(table)], [['A', 'A I2'], { c1: [0, 1.5] }]);
    const again = await read({ 't.csv': 'cell,A,B,A\nc1,0,1,1.5\n' }, {});
    assert.deepEqual([again.genes, again.notes.at(-1)], [['A', 'B', 'A 3'], table.notes[0]]);
  });
  it('neither names of genes nor of cells: both from files beside', async () => {
    const files = {
      'data.txt': '1\t0\n0\t2\n5\t0\n',
      'tf.txt': 'A\nB\nC\n',
      'time.txt': '"day 2"\t26.5\t2\n"day 2"\t3.5\t5\n',
    };
    const table = await read(files, { names: 'tf.txt', cellColumns: 'time.txt' });
    assert.deepEqual(rowsOf(table), { 'cell 1': [1, 0, 5], 'cell 2': [0, 2, 0] });
    assert.deepEqual(table.columns, { 1: ['day 2', 'day 2'], 2: Float64Array.of(26.5, 3.5), 3: Float64Array.of(2, 5) });
    assert.match(table.notes.join(), /as many rows as names of genes/);
  });
  it('columns of cells: numbers, texts, missing values, in the order of the cells', async () => {
    const table = await read(
      { 't.csv': 'cell,A,cluster,time\nc1,1,x,3\nc2,2,,NA\n', 'p.csv': 'cell,P1,P2\nc2,7,NA\nc1,NA,8\n' },
      { cellColumns: 'p.csv' },
    );
    assert.deepEqual(table.columns, {
      cluster: ['x', ''],
      time: Float64Array.of(3, NaN),
      P1: Float64Array.of(NaN, 7),
      P2: Float64Array.of(8, NaN),
    });
    assert.deepEqual(table.genes, ['A']);
  });
  it('only the genes asked for, in that order; the most variable beside them', async () => {
    const files = { 't.csv': ',A,B,C,D\nc1,1,0,50,7\nc2,0,2,0,7\n' };
    assert.deepEqual((await read(files, { rows: 'cells', genes: ['D', 'A'] })).genes, ['D', 'A']);
    assert.deepEqual((await read(files, { rows: 'cells', variable: 2 })).genes, ['C', 'B']);
    const both = await read(files, { rows: 'cells', genes: ['D'], variable: 1 });
    assert.deepEqual([both.genes, both.total], [['D', 'C'], 4]);
  });
  it('counts: 10,000 for each cell, then a logarithm', async () => {
    const { values } = await read({ 't.csv': ',A,B\nc1,1,3\nc2,0,0\n' }, { rows: 'cells', transform: 'counts' });
    [Math.log1p(2500), Math.log1p(7500), 0, 0].forEach((value, i) => {
      assert.ok(Math.abs(values[i] - value) < 1e-5);
    });
  });
});

const refusals: readonly (readonly [name: string, files: Files, options: ExpressionOptions, message: RegExp])[] = [
  [
    'nothing tells rows from columns',
    { 't.csv': ',x,y\na,1,2\nb,3,4\n' },
    {},
    /cannot be told from its names. Say `rows cells` or `rows genes`/,
  ],
  ['names that contradict', { 't.csv': 'gene,time,B\na,1,2\n' }, {}, /some names speak for one, some for the other/],
  ['no names of genes', { 't.txt': '1 2\n' }, { rows: 'genes' }, /./],
  ['no names of genes in a table of numbers', { 't.csv': '1,2\n3,4\n' }, { rows: 'genes' }, /does not name its genes/],
  ['a text among numbers', { 't.csv': ',A,B\nc1,1,oops\nc2,1,2\n' }, { rows: 'genes' }, /Cell 3 of line 2 is "oops"/],
  [
    'rows of different lengths',
    { 't.csv': ',A,B\nc1,1,2\nc2,1\n' },
    { rows: 'cells' },
    /Line 3 has 2 cells where line 2 has 3/,
  ],
  ['an empty file', { 't.csv': '' }, {}, /empty/],
  ['a gene that is not there', { 't.csv': ',A,B\nc1,1,2\n' }, { rows: 'cells', genes: ['Z'] }, /no gene "Z"/],
  [
    'a file beside that is not there',
    { 't.csv': ',A,B\nc1,1,2\n' },
    { rows: 'cells', cellColumns: 'p.csv' },
    /"p.csv" is not there/,
  ],
  [
    'columns of other cells',
    { 't.csv': ',A,B\nc1,1,2\nc2,1,2\n', 'p.csv': 'cell,t\nx1,1\nx2,2\n' },
    { rows: 'cells', cellColumns: 'p.csv' },
    /names none of the cells/,
  ],
  [
    'more rows of columns than cells',
    { 't.csv': ',A,B\nc1,1,2\n', 'p.csv': '1\n2\n3\n' },
    { rows: 'cells', cellColumns: 'p.csv' },
    /3 rows without names where there are 1 cells/,
  ],
  [
    'a logarithm of a negative value',
    { 't.csv': ',A\nc1,-1\n' },
    { rows: 'cells', transform: 'log' },
    /Gene "A" is -1 in cell "c1"/,
  ],
  ['not HDF5', { 't.h5ad': 'text' }, {}, /not an HDF5 file/],
  ['pickled', { 't.csv': Uint8Array.of(0x80, 4, 0x95, 0, 0) }, {}, /pickled/],
  ['pickled by name', { 't.pkl': '' }, {}, /can run code/],
  [
    'a matrix without its barcodes',
    { 'matrix.mtx': '%%MatrixMarket matrix coordinate integer general\n1 1 0\n', 'genes.tsv': 'A\n' },
    {},
    /no barcodes.tsv/,
  ],
  [
    'a matrix of another size',
    {
      'matrix.mtx': '%%MatrixMarket matrix coordinate integer general\n2 1 0\n',
      'genes.tsv': 'A\n',
      'barcodes.tsv': 'c\n',
    },
    {},
    /2 rows and features.tsv 1 lines/,
  ],
  [
    'a matrix that ends early',
    {
      'matrix.mtx': '%%MatrixMarket matrix coordinate integer general\n1 1 1\n',
      'genes.tsv': 'A\n',
      'barcodes.tsv': 'c\n',
    },
    {},
    /ends after 0 of 1/,
  ],
  [
    'an entry outside',
    {
      'matrix.mtx': '%%MatrixMarket matrix coordinate integer general\n1 1 1\n1 2 3\n',
      'genes.tsv': 'A\n',
      'barcodes.tsv': 'c\n',
    },
    {},
    /Line 3 is "1 2 3"/,
  ],
  ...(
    [
      ['a pattern', 'coordinate pattern general\n1 1 1\n1 1\n', /says `coordinate pattern general` where/],
      ['an entry too many', 'coordinate integer general\n1 1 1\n1 1 3\n1 1 3\n', /Line 4 is "1 1 3", after all 1/],
      ['a value beyond f32', 'coordinate real general\n1 1 1\n1 1 1e39\n', /Line 3 is "1 1 1e39"/],
      ['a word', 'coordinate real general\n1 1 1\n1 1 x\n', /Line 3 is "1 1 x"/],
    ] as const
  ).map(([what, content, said]): (typeof refusals)[number] => [
    `Matrix Market with ${what}`,
    { 'matrix.mtx': `%%MatrixMarket matrix ${content}`, 'genes.tsv': 'A\n', 'barcodes.tsv': 'c\n' },
    {},
    said,
  ]),
];
describe('what is no expression matrix is refused with a remedy', () => {
  for (const [name, files, options, message] of refusals)
    it(name, () =>
      assert.rejects(read(files, options), (error) => error instanceof FormatError && message.test(error.message)),
    );
});

/** Writes an HDF5 file with the library itself. */
async function h5(fill: (file: H5File) => void): Promise<Uint8Array> {
  const { ready, File } = await import('h5wasm');
  const { FS } = await ready;
  const file = new File('written.h5', 'w');
  fill(file as unknown as H5File);
  file.close();
  const bytes = FS.readFile('written.h5') as Uint8Array;
  FS.unlink('written.h5');
  return new Uint8Array(bytes);
}
interface H5File {
  create_group(name: string): H5Group;
  create_dataset(given: { name: string; data: unknown; shape?: number[] }): unknown;
}
interface H5Group extends H5File {
  create_attribute(name: string, value: unknown): void;
}
function frame(file: H5File, name: string, index: readonly string[], more: (group: H5Group) => void = () => {}): void {
  const group = file.create_group(name);
  group.create_attribute('_index', '_index');
  group.create_dataset({ name: '_index', data: index });
  more(group);
}
function sparse(
  file: H5File,
  name: string,
  kind: string,
  data: readonly number[],
  indices: readonly number[],
  starts: readonly number[],
): void {
  const group = file.create_group(name);
  group.create_attribute('encoding-type', kind);
  group.create_dataset({ name: 'data', data: Float32Array.from(data) });
  group.create_dataset({ name: 'indices', data: Int32Array.from(indices) });
  group.create_dataset({ name: 'indptr', data: Int32Array.from(starts) });
}
const obs = (file: H5File): void =>
  frame(file, 'obs', ['c1', 'c2'], (group) => {
    group.create_dataset({ name: 'time', data: Float64Array.of(2, 1) });
    const cluster = group.create_group('cluster');
    cluster.create_dataset({ name: 'categories', data: ['x', 'y'] });
    cluster.create_dataset({ name: 'codes', data: Int8Array.of(1, -1) });
  });
const matrices: Readonly<Record<string, (file: H5File) => void>> = {
  CSR: (file) => sparse(file, 'X', 'csr_matrix', [1, 5, 2], [0, 2, 1], [0, 2, 3]),
  CSC: (file) => sparse(file, 'X', 'csc_matrix', [1, 2, 5], [0, 1, 0], [0, 1, 2, 3]),
  dense: (file) => {
    file.create_dataset({ name: 'X', data: Float32Array.of(1, 0, 5, 0, 2, 0), shape: [2, 3] });
  },
};
describe('h5ad', () => {
  for (const [kind, write] of Object.entries(matrices)) {
    it(kind, async () => {
      const bytes = await h5((file) => {
        obs(file);
        frame(file, 'var', ['A', 'B', 'C']);
        write(file);
      });
      const table = await read({ 't.h5ad': bytes });
      assert.deepEqual([table.genes, rowsOf(table)], [['A', 'B', 'C'], wanted]);
      assert.deepEqual(table.columns, { time: Float64Array.of(2, 1), cluster: ['y', ''] });
      assert.deepEqual(rowsOf(await read({ 't.h5ad': bytes }, { genes: ['C'] })), { c1: [5], c2: [0] });
    });
  }
  it('a layer in place of X', async () => {
    const bytes = await h5((file) => {
      obs(file);
      frame(file, 'var', ['A', 'B', 'C']);
      matrices.dense(file);
      const layers = file.create_group('layers');
      sparse(layers, 'spliced', 'csr_matrix', [9], [1], [0, 1, 1]);
    });
    assert.deepEqual(rowsOf(await read({ 't.h5ad': bytes }, { layer: 'spliced' })), { c1: [0, 9, 0], c2: [0, 0, 0] });
    await assert.rejects(
      read({ 't.h5ad': bytes }, { layer: 'velocity' }),
      /no layer "velocity"; its layers are spliced/,
    );
  });
  it('the feature-barcode matrix of Cell Ranger', async () => {
    const bytes = await h5((file) => {
      const matrix = file.create_group('matrix');
      matrix.create_dataset({ name: 'barcodes', data: ['c1', 'c2'] });
      for (const [name, data] of [
        ['data', [1, 5, 2]],
        ['indices', [0, 2, 1]],
        ['indptr', [0, 2, 3]],
      ] as const)
        matrix.create_dataset({ name, data: Int32Array.from(data) });
      const features = matrix.create_group('features');
      features.create_dataset({ name: 'name', data: ['A', 'B', 'C'] });
      features.create_dataset({ name: 'id', data: ['I1', 'I2', 'I3'] });
    });
    assert.deepEqual(rowsOf(await read({ 't.h5': bytes })), wanted);
  });
  const damaged: Readonly<Record<string, readonly [(file: H5File) => void, RegExp]>> = {
    'no obs': [(file) => matrices.CSR(file), /has no obs/],
    'no X': [
      (file) => {
        obs(file);
        frame(file, 'var', ['A']);
      },
      /has no X/,
    ],
    'sizes that do not meet': [
      (file) => {
        obs(file);
        frame(file, 'var', ['A']);
        matrices.dense(file);
      },
      /2 × 3 where obs and var have 2 × 1/,
    ],
    'an index beyond': [
      (file) => {
        obs(file);
        frame(file, 'var', ['A', 'B', 'C']);
        sparse(file, 'X', 'csr_matrix', [1], [7], [0, 1, 1]);
      },
      /index 7 at 0 is beyond 3/,
    ],
    'starts that fall': [
      (file) => {
        obs(file);
        frame(file, 'var', ['A', 'B', 'C']);
        sparse(file, 'X', 'csr_matrix', [1], [0], [0, 2, 1]);
      },
      /indptr falls/,
    ],
    'another storage': [
      (file) => {
        obs(file);
        frame(file, 'var', ['A', 'B', 'C']);
        sparse(file, 'X', 'dask', [1], [0], [0, 1, 1]);
      },
      /stored as "dask"/,
    ],
  };
  for (const [name, [write, message]] of Object.entries(damaged)) {
    it(name, async () => {
      const bytes = await h5(write);
      await assert.rejects(
        read({ 't.h5ad': bytes }),
        (error) => error instanceof FormatError && message.test(error.message),
      );
    });
  }
});

describe('whatever the bytes, a table or a FormatError', () => {
  for (const [name, files, options] of tables) {
    it(name, async () => {
      const [first, ...rest] = Object.keys(files);
      const bytes = (await opening(files)(first)) as Uint8Array;
      for (const mutated of damagedCopies(bytes, 300)) {
        try {
          await readExpression(
            first,
            opening({ ...Object.fromEntries(rest.map((other) => [other, files[other]])), [first]: mutated }),
            options,
          );
        } catch (error) {
          isRefusal(error);
        }
      }
    });
  }
});

it('an h5ad cut off anywhere is refused', async () => {
  const bytes = await h5((file) => {
    obs(file);
    frame(file, 'var', ['A', 'B', 'C']);
    matrices.CSR(file);
  });
  for (let part = 0; part < 60; part++)
    await assert.rejects(read({ 't.h5ad': bytes.subarray(0, Math.floor((bytes.length * part) / 60)) }), (error) => {
      isRefusal(error);
      return true;
    });
});

describe('published tables', () => {
  const folder = sharedData('scrna');
  const skip = !folder && noSharedData;
  const open = async (name: string): Promise<Uint8Array | undefined> => {
    const file = path.join(folder as string, name);
    return fs.existsSync(file) && fs.statSync(file).isFile() ? new Uint8Array(fs.readFileSync(file)) : undefined;
  };
  it('BEELINE: 19 genes in 2,000 cells, two trajectories', { skip }, async () => {
    const table = await readExpression('beeline_GSD/ExpressionData.csv', open, {
      cellColumns: 'beeline_GSD/PseudoTime.csv',
    });
    assert.deepEqual(
      [table.cells.length, table.genes.length, table.cells[2], table.columns.PseudoTime2[2]],
      [2000, 19, 'E20_7_209', 148.607726925672],
    );
    assert.ok(Math.abs(table.values[2 * 19] - 1.7351003639755518) < 1e-6, 'DMRT1 of the third cell');
  });
  it('SCODE: 100 genes in 373 cells without names', { skip }, async () => {
    const table = await readExpression('scode_data2_mef_to_neuron/data.txt', open, {
      names: 'scode_data2_mef_to_neuron/tf.txt',
      cellColumns: 'scode_data2_mef_to_neuron/time.txt',
    });
    assert.deepEqual([table.cells.length, table.genes.length, table.genes[1]], [373, 100, 'Ascl1']);
    assert.ok(Math.abs(table.values[1] - 5.84203039584842) < 1e-6, 'Ascl1 of the first cell');
  });
  it('scVelo: h5ad with layers', { skip }, async () => {
    const counts = await readExpression('scvelo_dentategyrus_100obs.h5ad', open, { genes: ['Cst3', 'Apoe'] });
    assert.deepEqual([counts.cells.length, counts.total], [100, 13913]);
    const spliced = await readExpression('scvelo_dentategyrus_100obs.h5ad', open, {
      genes: ['Cst3'],
      layer: 'unspliced',
    });
    assert.notDeepEqual(
      spliced.values,
      counts.values.filter((_, i) => i % 2 === 0),
    );
    await assert.rejects(readExpression('scvelo_dentategyrus_100obs.h5ad', open, { genes: ['CST3'] }), UnknownGene);
  });
});
