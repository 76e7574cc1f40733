import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeText, numberColumn, numberTable, readCsv, textColumn, writeCsv } from '../../formats/index.ts';
import { gzip } from '../../formats/packing.ts';
import { noSharedData, sharedData } from '../data.ts';
import { refusal, survives } from './mutations.ts';

test('texts of any kind read back as written', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r\n', ' ', 'é', ';', '\t') }));
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (rows) => {
      const table = readCsv(encodeText(writeCsv(['first', 'second, with a comma'], rows)));
      assert.deepEqual(table.header, ['first', 'second, with a comma']);
      assert.deepEqual(table.rows, rows);
    }),
    { numRuns: 300 },
  );
});

test('every finite double reads back as written', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noDefaultInfinity: true }), { minLength: 1 }), (values) => {
      const table = readCsv(
        writeCsv(
          ['x', 'y'],
          values.map((value) => [value, 0]),
        ),
      );
      assert.deepEqual([...numberColumn(table, 'x')], values);
    }),
    { numRuns: 300 },
  );
});

const tables: readonly (readonly [string, string, readonly string[], readonly (readonly string[])[]])[] = [
  [
    'Windows line ends and no last one',
    'a,b\r\n1,2\r\n3,4',
    ['a', 'b'],
    [
      ['1', '2'],
      ['3', '4'],
    ],
  ],
  ['old Macintosh line ends', 'a,b\r1,2\r', ['a', 'b'], [['1', '2']]],
  ['tabs', 'a\tb\n1\tx,y\n', ['a', 'b'], [['1', 'x,y']]],
  ['blanks between numbers', ' 1.0e+00  -2 \r\n3 4\r\n', ['1.0e+00', '-2'], [['3', '4']]],
  ['semicolons', 'a;b;c\n1;2;"x;y"\n', ['a', 'b', 'c'], [['1', '2', 'x;y']]],
  ['a byte-order mark', '\ufeffa,b\n1,2\n', ['a', 'b'], [['1', '2']]],
  [
    'blank lines',
    '\na,b\n\n1,2\n\n\n3,4\n\n',
    ['a', 'b'],
    [
      ['1', '2'],
      ['3', '4'],
    ],
  ],
  ['quotes, doubled and over lines', 'a,b\n"say ""hi""","two\nlines"\n', ['a', 'b'], [['say "hi"', 'two\nlines']]],
  [
    'empty cells',
    'a,b,c\n,,\n1,,3\n,2,\n',
    ['a', 'b', 'c'],
    [
      ['', '', ''],
      ['1', '', '3'],
      ['', '2', ''],
    ],
  ],
  ['spaces around cells', 'pre , post\n x , "y z" \n', ['pre', 'post'], [['x', 'y z']]],
  ['a quoted empty cell alone', 'a\n""\nx\n', ['a'], [[''], ['x']]],
  ['commas inside quotes in the first line', '"a,b,c";d\n1;2\n', ['a,b,c', 'd'], [['1', '2']]],
];
for (const [name, text, header, rows] of tables) {
  test(`CSV: ${name}`, () => {
    for (const file of [encodeText(text), gzip(encodeText(text))]) {
      const table = readCsv(file);
      assert.deepEqual([table.header, table.rows], [header, rows]);
    }
  });
}

test('numbers and missing values', () => {
  const table = readCsv('x,unit\n1,mV\n-2.5e-3,mV\n,mV\nNA,mV\nnan,\n.5,\n+7.,\n');
  assert.deepEqual([...numberColumn(table, 'x')], [1, -0.0025, NaN, NaN, NaN, 0.5, 7]);
  assert.deepEqual(textColumn(table, 'unit').slice(0, 2), ['mV', 'mV']);
});

const damaged: readonly (readonly [string, string, RegExp, number | undefined, number | undefined])[] = [
  ['an open quote', 'a,b\n1,"open\n2,3\n', /quote opened here is never closed/, 2, 3],
  ['text after a quote', 'a,b\n"x"y,2\n', /Text follows a closing quote/, 2, 4],
  ['a short row', 'a,b\n"1\n",2\n3\n', /Line 4 has 1 cells where the first line has 2/, 4, undefined],
  ['a column named twice', 'a,b,a\n1,2,3\n', /Two columns of this table are named "a"/, 1, undefined],
  ['an empty file', '\n\n', /This table is empty/, 1, 1],
];
for (const [name, text, message, line, column] of damaged) {
  test(`CSV: ${name} is refused at its line`, () => {
    const error = refusal(() => readCsv(text));
    assert.match(error.message, message);
    assert.deepEqual([error.line, error.column], [line, column]);
  });
}
test('a cell that is no number, and a column that is not there, are named', () => {
  const table = readCsv('tau,ri\n10,1\n12 ms,2\n');
  const error = refusal(() => numberColumn(table, 'tau'));
  assert.match(error.message, /Cell 1 of line 3 is "12 ms", not a number/);
  assert.deepEqual([error.line, error.column], [3, 1]);
  assert.match(refusal(() => textColumn(table, 'Tau')).message, /no column "Tau"; its columns are "tau", "ri"/);
});
test('text that is not UTF-8 is refused at its byte', () => {
  assert.equal(refusal(() => readCsv(Uint8Array.of(97, 10, 0xe9, 10))).offset, 2);
  assert.match(refusal(() => readCsv(Uint8Array.of(0xff, 0xfe, 0, 0xd8, 97))).message, /begins as UTF-16/);
});
test('text in UTF-16 that says so is read', () => {
  for (const [mark, little] of [
    [[0xff, 0xfe], true],
    [[0xfe, 0xff], false],
  ] as const) {
    const units = [...'a;b\n0,5;γ\n'].flatMap((letter) => {
      const code = letter.charCodeAt(0);
      return little ? [code & 255, code >> 8] : [code >> 8, code & 255];
    });
    assert.deepEqual(readCsv(Uint8Array.from([...mark, ...units])).rows, [['0.5', 'γ']]);
  }
});
for (const [what, text, rows] of [
  [
    'a comma as the point',
    'a;b\n0,5;1,25\n-3,0;2\n',
    [
      ['0.5', '1.25'],
      ['-3.0', '2'],
    ],
  ],
  ['a comma as the point, without a first line of names', '0,5;1,25\n3,1;2\n', [['3.1', '2']]],
  ['between tabs', '0,5\t1,2\n3,1\t2,2\n', [['3.1', '2.2']]],
  ['between blanks', '0,5 1,2\n3,1 2,2\n', [['3.1', '2.2']]],
  ['commas that may stand before thousands are left', 'a;b\n1,000;2\n', [['1,000', '2']]],
  ['commas beside points are left', 'a;b\n1,5;2.5\n', [['1,5', '2.5']]],
  ['quoted names between blanks, as R writes', '"a b" "c"\n1 2\n', [['1', '2']]],
] as const)
  test(`a table of numbers: ${what}`, () => assert.deepEqual(readCsv(text).rows, rows));
test('2,000 damaged tables give a FormatError or a table of numbers', () => {
  const file = encodeText('name,"x, in mm",y\n"a ""b""",1.5,2\nc,-3e-2,\n"d\ne",4,5\n'.repeat(4));
  assert.ok(
    survives(file, (bytes) => {
      const table = readCsv(bytes);
      if (table.header.length > 1) numberColumn(table, table.header[1]);
    }) > 500,
  );
});

test('a recording of 114 × 4,245 numbers', (t) => {
  const file = sharedData('recordings', 'zebrafish_triplett', 'zf_20151104-f1_activity_matrix.csv');
  if (!file) return t.skip(noSharedData);
  const { rows, columns, values } = numberTable(readCsv(fs.readFileSync(file), { header: false }));
  assert.deepEqual([rows, columns, values[0], values.findIndex(Number.isNaN)], [114, 4245, 0.19215, -1]);
});
