// Tables of cells: rows, columns with units, files put beside, classes; and the published tables, whole.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, it } from 'node:test';
import { knownTables, knownTable, documentedUnit } from '../../catalogue/known-tables.ts';
import { meaningOf } from '../../catalogue/units.ts';
import { quantile } from '../../engine/activity/index.ts';
import { mean, standardDeviation } from '../../engine/statistics/index.ts';
import { cellsOfClass, cellsWith, summaryOfColumn } from '../../language/cell-pools.ts';
import type { DataNoun, TableSpec } from '../../language/specification.ts';
import { TableError, type TableRows, tableRows } from '../../language/table-rows.ts';
import { noSharedData, sharedData } from '../data.ts';
import { near } from '../numbers.ts';

const encoded = (text: string) => new TextEncoder().encode(text);
const files: Readonly<Record<string, string>> = {
  'features.csv': 'id,tau,ri,burst\n1,20,150,False\n2,,200,True\n3,8,NaN,False\n4,12,90,False\n',
  'cells.csv': 'specimen,line,layer,tau\n4,Sst,5,99\n2,Pvalb,2/3,99\n1,"Pvalb",5,99\n9,Vip,1,99\n',
  'twice.csv': 'specimen,line\n1,a\n1,b\n',
  'others.csv': 'specimen,line\n71,a\n',
};
const spec = (more: Partial<TableSpec> = {}): TableSpec => ({
  columns: [
    { name: 'tau', unit: 'ms' },
    { name: 'ri', unit: 'MOhm' },
  ],
  joins: [],
  matches: [],
  ...more,
});
const rowsOf = (more: Partial<TableSpec> = {}, name = 'features.csv'): TableRows =>
  tableRows(name, spec(more), (file) => encoded(files[file]));
const joined = { joins: [{ path: 'cells.csv', by: 'id', to: 'specimen' }] };
const noun = (more: Partial<TableSpec> = {}): DataNoun => ({
  noun: 'data',
  name: 'cells',
  reference: 'features.csv',
  table: spec(more),
});
const refused = (make: () => unknown, message: RegExp, kind: TableError['asked']['kind']): void =>
  assert.throws(make, (error: unknown) => {
    assert.equal(error instanceof TableError, true, String(error));
    assert.match((error as TableError).message, message);
    assert.equal((error as TableError).asked.kind, kind);
    return true;
  });

describe('the cells of a table', () => {
  it('have quantities in SI units, and none where the file has none', () => {
    const rows = rowsOf();
    assert.deepEqual([...rows.quantity('tau')], [0.02, NaN, 0.008, 0.012]);
    assert.deepEqual([...rows.quantity('ri')], [150e6, 200e6, NaN, 90e6]);
    assert.deepEqual(rows.words('burst'), ['False', 'True', 'False', 'False']);
    assert.deepEqual([rows.count, rows.inFile], [4, 4]);
    const { n, missing, quartiles } = summaryOfColumn(rows.quantity('tau'));
    assert.deepEqual([n, missing], [3, 1]);
    assert.deepEqual(quartiles, [0.01, 0.012, 0.016]);
  });
  it('are those for which a condition holds, in units, words and plain numbers', () => {
    const chosen = (where: TableSpec['where']) => [...rowsOf({ where }).words('id')];
    const name = (of: string) => ({ name: of });
    assert.deepEqual(chosen({ call: '>', arguments: [name('tau'), 0.01] }), ['1', '4']);
    assert.deepEqual(chosen({ call: '=', arguments: [name('burst'), 'True'] }), ['2']);
    assert.deepEqual(chosen({ call: '>=', arguments: [name('id'), 3] }), ['3', '4']);
    const both = {
      call: 'and',
      arguments: [
        { call: '<', arguments: [name('ri'), 160e6] },
        { call: '=', arguments: [name('burst'), 'False'] },
      ],
    };
    assert.deepEqual(chosen(both), ['1', '4']);
    refused(() => chosen({ call: '>', arguments: [name('tau'), 5] }), /No row of `features.csv` is chosen/, 'unlike');
    refused(
      () => chosen({ call: '>', arguments: [name('tao'), 5] }),
      /no column `tao`. Did you mean `tau`\?/,
      'column',
    );
    refused(() => chosen({ call: '>', arguments: [name('burst'), 5] }), /cannot be chosen so/, 'unlike');
  });
  it('have the columns of a file that is put beside, row by row, and their own where both have one', () => {
    const rows = rowsOf(joined);
    assert.deepEqual(rows.words('line'), ['Pvalb', 'Pvalb', '', 'Sst']);
    assert.deepEqual([...rows.quantity('tau')], [0.02, NaN, 0.008, 0.012]);
    assert.deepEqual(rows.joined, [{ path: 'cells.csv', without: 1 }]);
    const layered = { call: '=', arguments: [{ name: 'layer' }, '5'] };
    assert.deepEqual(rowsOf({ ...joined, where: { call: '=', arguments: [{ name: 'line' }, 'Pvalb'] } }).words('id'), [
      '1',
      '2',
    ]);
    assert.deepEqual(rowsOf({ ...joined, where: layered }).words('id'), ['1', '4']);
    const beside =
      (file: string, by = 'id', to = 'specimen') =>
      () =>
        rowsOf({ joins: [{ path: file, by, to }] });
    refused(beside('twice.csv'), /`twice.csv` has specimen 1 in lines 2 and 3/, 'unlike');
    refused(beside('others.csv'), /No row of `features.csv` has its `id` among .* for example 1 and 71/, 'unlike');
    refused(beside('cells.csv', 'ids'), /`features.csv` has no column `ids`. Did you mean `id`\?/, 'column');
    refused(beside('cells.csv', 'id', 'cell'), /`cells.csv` has no column `cell`/, 'column');
  });
  it('of a class: as the table calls it, or its `match`', () => {
    const table = { ...joined, group: 'line', matches: [{ type: 'inh', classes: ['Pvalb', 'Sst'] }] };
    const of = (name: string | undefined, by?: string) =>
      [...cellsOfClass(rowsOf(table), noun(table), 'ri', name, by)].map((value) => value / 1e6);
    assert.deepEqual(of(undefined), [150, 200, NaN, 90]);
    assert.deepEqual(of('Pvalb'), [150, 200]);
    assert.deepEqual(of('inh'), [150, 200, 90]);
    assert.deepEqual(of('5', 'layer'), [150, 90]);
    refused(() => of('Pvald'), /has no cell whose line is `Pvald`. Did you mean `Pvalb`\?/, 'types');
    refused(
      () => cellsOfClass(rowsOf(joined), noun(joined), 'ri', 'Sst', undefined),
      /Nothing says which column/,
      'types',
    );
  });
  it('are asked for what the file has not', () => {
    refused(() => rowsOf().quantity('taus'), /has no column `taus`. Did you mean `tau`\?/, 'column');
    refused(
      () => rowsOf({ columns: [{ name: 'burst', unit: '1' }] }).quantity('burst'),
      /Cell 4 of line 2 is "False", not a number/,
      'unlike',
    );
    refused(() => tableRows('torn.csv', spec(), () => encoded('a,b\n1\n')), /Line 2 has 1 cell/, 'unlike');
    const empty = { columns: [{ name: 'x', unit: '1' }], joins: [], matches: [] };
    refused(
      () =>
        cellsWith(
          tableRows('none.csv', empty, () => encoded('x\nNA\n')),
          ['x'],
          'none.csv',
        ),
      /No cell/,
      'unlike',
    );
  });
});

describe('tables that are known by their columns', () => {
  it('have units that the language knows', () => {
    for (const { units, name } of knownTables)
      for (const [column, unit] of Object.entries(units))
        assert.notEqual(meaningOf(unit), undefined, `${name} ${column}`);
  });
  it('give a column the unit that all of them document', () => {
    assert.equal(documentedUnit('MembraneTimeConstant')?.unit, 'ms');
    assert.equal(documentedUnit('f_i_curve_slope')?.unit, 'Hz/pA');
    assert.equal(documentedUnit('nothing'), undefined);
    assert.equal(knownTable(['tau', 'ri']), undefined);
  });
});

const features = 'allen_celltypes_ephys_features.csv',
  specimens = 'cell_types_specimen_details.csv',
  neuroElectro = 'neuroelectro_v2_2014.csv';
const published = (file: string): string | undefined => sharedData('ephys', file);
const lacks = (...names: readonly string[]) =>
  names.every((name) => published(name)) ? false : `${noSharedData}: ${names.join(', ')}`;
describe('the published tables', () => {
  const whole = (file: string, columns: TableSpec['columns'], more: Partial<TableSpec> = {}): TableRows =>
    tableRows(file, { columns, joins: [], matches: [], ...more }, (name) => fs.readFileSync(published(name)!));
  const known = (values: Float64Array): Float64Array => values.filter((value) => !Number.isNaN(value)).sort();
  it('features of the Allen Cell Types Database: number, median, mean, deviation', { skip: lacks(features) }, () => {
    // by an independent program, from the raw file
    const expected: readonly (readonly [string, string, number, number, number, number])[] = [
      ['tau', 'ms', 2333, 17.6587269945193, 19.247931872079114, 11.035618102247925],
      ['ri', 'MOhm', 2333, 161.093756556511, 174.99942660640286, 84.97908270878325],
      ['vrest', 'mV', 2333, -71.9751281738281, -71.46592218928004, 5.45928344592241],
      ['threshold_i_long_square', 'pA', 2333, 110, 141.0180023620939, 108.31115665341922],
      ['f_i_curve_slope', 'Hz/pA', 2333, 0.19593837535014, 0.3110861851485097, 0.3417667090847475],
      ['adaptation', '1', 1984, 0.02494308044339905, 0.06417645460892409, 0.12456480942149871],
      ['avg_isi', 'ms', 2176, 60.86141666666665, 73.02592276803131, 70.48245497564007],
    ];
    const rows = whole(
      features,
      expected.map(([name, unit]) => ({ name, unit })),
    );
    assert.match(knownTable(rows.names)?.name ?? '', /features of cells of the Allen/);
    for (const [name, unit, n, median, average, deviation] of expected) {
      const { numerator, denominator } = meaningOf(unit)!,
        values = known(rows.quantity(name)).map((value) => (value * denominator) / numerator);
      assert.equal(values.length, n, name);
      for (const [found, wanted] of [
        [quantile(values, 0.5), median],
        [mean(values), average],
        [standardDeviation(values), deviation],
      ])
        near(found / wanted, 1, 1e-12, name);
    }
  });
  it('NeuroElectro: neurons of neocortex by type', { skip: lacks(neuroElectro) }, () => {
    const rows = whole(neuroElectro, [
      { name: 'MembraneTimeConstant', unit: 'ms' },
      { name: 'InputResistance', unit: 'MOhm' },
    ]);
    assert.equal(knownTable(rows.names)?.name, 'NeuroElectro');
    assert.equal(rows.count, 384);
    near(quantile(known(rows.quantity('MembraneTimeConstant')), 0.5), 0.019, 1e-15);
    const data: DataNoun = { noun: 'data', name: 'ne', reference: 'ne', table: spec() };
    // as published, rounded: mean, deviation and number of tau in ms, and of the input resistance in MΩ
    type Row = readonly [mean: number, deviation: number, n: number];
    const expected: readonly (readonly [string, Row, Row])[] = [
      ['Neocortex basket cell', [13, 9.6, 9], [148, 71, 16]],
      ['Neocortex pyramidal cell layer 2-3', [25.4, 22.4, 6], [143, 114, 10]],
      ['Neocortex pyramidal cell layer 5-6', [13.7, 7.3, 7], [124, 112, 15]],
      ['Neocortex layer 4 stellate cell', [29.4, 24.3, 5], [300, 179, 6]],
      ['Neocortex Martinotti cell', [27, 13.3, 2], [328, 102, 6]],
      ['Neocortex chandelier cell', [10.1, 0.9, 2], [282, 138, 2]],
    ];
    for (const [type, tau, resistance] of expected)
      for (const [column, factor, half, [average, deviation, n]] of [
        ['MembraneTimeConstant', 1e3, 0.05, tau],
        ['InputResistance', 1e-6, 0.5, resistance],
      ] as const) {
        const values = known(cellsOfClass(rows, data, column, type, 'NeuronType')).map((value) => value * factor);
        near(mean(values), average, half + 1e-9, `${type} ${column}`);
        near(standardDeviation(values), deviation, half + 1e-9, `${type} ${column}`);
        assert.equal(values.length, n, `${type} ${column}`);
      }
  });
  it('mouse cells of the Allen Cell Types Database by type, layer and line', {
    skip: lacks(features, specimens),
  }, () => {
    const rows = whole(features, [{ name: 'tau', unit: 'ms' }], {
      joins: [{ path: specimens, by: 'specimen_id', to: 'specimen__id' }],
      where: { call: '=', arguments: [{ name: 'donor__species' }, 'Mus musculus'] },
    });
    const data = noun();
    for (const [by, of, average, deviation, median, n] of [
      ['tag__dendrite_type', 'spiny', 21.5, 7.4, 20.4, 892],
      ['tag__dendrite_type', 'aspiny', 13.5, 10, 10.3, 921],
      ['tag__dendrite_type', 'sparsely spiny', 25.7, 19.7, 22.2, 107],
      ['structure__layer', '1', 11.6, 4.9, 9.9, 58],
      ['structure__layer', '6a', 19.3, 11.6, 16.2, 281],
      ['line_name', 'Pvalb-IRES-Cre', 7.7, 5.1, 6.9, 217],
      ['line_name', 'Sst-IRES-Cre', 21.8, 11.2, 19.5, 123],
      ['line_name', 'Ntsr1-Cre_GN220', 16.6, 5.2, 15.4, 70],
    ] as const) {
      const values = cellsOfClass(rows, data, 'tau', of, by).map((value) => 1000 * value);
      values.sort();
      assert.equal(values.length, n, of);
      near(mean(values), average, 0.051, of);
      near(standardDeviation(values), deviation, 0.051, of);
      near(quantile(values, 0.5), median, 0.051, of);
    }
  });
});
