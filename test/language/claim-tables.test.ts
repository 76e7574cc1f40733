// Claims over a table: each row is a claim, written or read from a file.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { format, parse } from '../../grammar/index.ts';
import { analyseScience, analyseText, loadImports, specify, withSetting } from '../../language/index.ts';
import { readerOf, smallFiles } from './reader-of-texts.ts';

const study = (claims: string, vary = 'partners in 5, 10', measure = 'alpha = exponent(covariance, ranks: 2 .. 100)') =>
  `language 1
connect thin { neurons 200;  wire 0.1;  weights 1, symmetric, centred;  spectrum max 0.9 }
data cells from "ephys.csv" { column tau in ms }
dynamics rest of thin { model linear;  tau 20 ms;  dt 2 ms;  noise 1;  run 2 s, starts 2 }
experiment study {
  seeds 6
  vary ${vary}
  compare { sparse = thin;  other = thin { wire 0.2 } }
  measure ${measure}
  measure kept = reciprocity(recurrent)
${claims}
}
`;
const files = {
  ...smallFiles,
  'sd.csv':
    'partners,alpha,sd,low,high,kind\n5,0.4,0.02,0.3,0.6,a\n10,0.5,,0.4,0.5,a\n5,0.9,0.1,0.8,1,b\n20,1,1,1,1,b\n',
  'named.csv': 'p (um),mean tau\n5,12\n10,13\n',
  'circuits.csv': 'Network,alpha\nthin,0.4\n"shuffled(thin)",0.5\nPV cells,0.6\n',
  'shares.csv': 'partners,kept (%),kept\n5,40,40\n10,25,25\n',
  'words.csv': 'partners,alpha\n5,much\n',
};
async function checked(source: string) {
  const reader = readerOf(files);
  const analysis = analyseText(source, await loadImports(parse(source), reader));
  const found = [...analysis.diagnostics, ...(await analyseScience(analysis, reader))];
  const { specification } = await specify(analysis, reader);
  return { found, expectations: specification?.experiments[0].expectations ?? [] };
}
const claimsOf = async (lines: string, ...rest: readonly string[]) =>
  (await checked(study(lines, ...(rest as [])))).expectations.map(
    ({ line: _, table: __, published: ___, ...claim }) => claim,
  );

/** A table, and the claims one by one that it stands for. */
const alike: readonly (readonly [table: string, claims: readonly string[], vary?: string, measure?: string])[] = [
  [
    'alpha of sparse by partners { 5: 0.3 .. 0.6;  10: 0.5 within 10 % }',
    ['alpha of sparse in 0.3 .. 0.6 at partners = 5', 'alpha of sparse = 0.5 within 10 % at partners = 10'],
  ],
  [
    'every alpha by partners {\n 5: > alpha of other # c\n 10: <= 2 * 0.4\n }',
    ['every alpha > alpha of other at partners = 5', 'every alpha <= 2 * 0.4 at partners = 10'],
  ],
  [
    'alpha of sparse by x { -5 mV: > 0\n -1 mV: < 1 } at n = 4',
    ['alpha of sparse > 0 at x = -5 mV, n = 4', 'alpha of sparse < 1 at x = -1 mV, n = 4'],
    'x in -5 mV, -1 mV;  vary n in 4, 5',
  ],
  [
    'alpha of sparse by partners matches "published.csv" within 0.05',
    ['alpha of sparse = 0.4 within 0.05 at partners = 5', 'alpha of sparse = 0.5 within 0.05 at partners = 10'],
  ],
  [
    'alpha of sparse by partners matches "sd.csv" within 2 * sd { rows where kind = "a" }',
    ['alpha of sparse = 0.4 within 0.04 at partners = 5'],
  ],
  [
    'alpha of sparse by partners matches "sd.csv" within low .. high { rows where kind = "a" }',
    ['alpha of sparse in 0.3 .. 0.6 at partners = 5', 'alpha of sparse in 0.4 .. 0.5 at partners = 10'],
  ],
  [
    't by p matches "named.csv" within 10 % { column p from "p (um)" in um;  column t from "mean tau" in ms }',
    ['t = 12 ms within 10 % at p = 5 um', 't = 13 ms within 10 % at p = 10 um'],
    'p in 5 um, 10 um',
    't = mean(cells.tau)',
  ],
  [
    'alpha of sparse by circuit { thin: > 0;  shuffled(thin): < 1 }',
    ['alpha of sparse > 0 at circuit = thin', 'alpha of sparse < 1 at circuit = shuffled(thin)'],
    'circuit in thin, shuffled(thin)',
  ],
  [
    'alpha of sparse by circuit matches "circuits.csv" within 0.05 { column circuit from "Network" }',
    [
      'alpha of sparse = 0.4 within 0.05 at circuit = thin',
      'alpha of sparse = 0.5 within 0.05 at circuit = shuffled_thin',
    ],
    'circuit in thin, shuffled(thin)',
  ],
  [
    'alpha by circuit matches "circuits.csv" within 10 % { column circuit from "Network" }',
    ['alpha = 0.6 within 10 % at circuit = "PV cells"'],
    'circuit { "PV cells" = thin;  other = thin { wire 0.3 } }',
  ],
  [
    'kept of sparse by partners matches "shares.csv" within 10 % { column kept from "kept (%)" in % }',
    ['kept of sparse = 40 % within 10 % at partners = 5', 'kept of sparse = 25 % within 10 % at partners = 10'],
  ],
];
describe('a table of claims', () => {
  for (const [table, claims, ...rest] of alike)
    it(table, async () => {
      const expected = await claimsOf(claims.map((claim) => `  expect ${claim}`).join('\n'), ...(rest as string[]));
      assert.equal(expected.length, claims.length);
      assert.deepEqual(await claimsOf(`  expect ${table}`, ...(rest as string[])), expected);
      const source = study(`  expect ${table}`, ...(rest as []));
      assert.equal(format(format(source)), format(source));
      assert.deepEqual((await checked(format(source))).expectations.length, claims.length);
    });
  it('may be at each value of a range', async () => {
    const at = async (vary: string, value: string) =>
      (await checked(study(`  expect alpha > 0 at partners = ${value}`, vary))).found.filter(
        ({ severity }) => severity === 'error',
      );
    assert.deepEqual(await at('partners in 0.1 .. 0.5 by 0.1', '0.3'), []);
    assert.deepEqual(await at('partners in 1 .. 100 by *10', '100'), []);
    assert.deepEqual(await at('partners in 10 um .. 50 um by 10 um', '30 um'), []);
  });
  it('rows stand at their own lines and know their table', async () => {
    const { expectations } = await checked(study('  expect alpha of sparse by partners {\n  5: > 0\n  10: > 0\n  }'));
    assert.deepEqual(
      expectations.map(({ line, table }) => [line, table]),
      [
        [12, 'alpha of sparse by partners'],
        [13, 'alpha of sparse by partners'],
      ],
    );
  });
  it('a part in % is of the number that is named, except of shares, which have points', async () => {
    const within = async (claim: string) =>
      (await claimsOf(`  expect ${claim}`)).map(({ test }) => 'within' in test && test.within);
    assert.deepEqual(await within('alpha of sparse = 0.5 within 10 %'), [0.05]);
    assert.deepEqual(await within('alpha of sparse = 0.5 within 0.1'), [0.1]);
    assert.deepEqual(await within('kept of sparse = 0.5 within 10 %'), [0.1]);
    assert.deepEqual(await within('kept of sparse - kept of other = 50 % within 10 %'), [0.1]);
  });
  it('rows of values that a setting takes away go with them', () => {
    const source = study('  expect alpha of sparse by partners { 5: > 0;  10: > 0 }\n  expect alpha of other > 0');
    const left = (value: string): number => {
      const changed = withSetting(analyseText(source), 'partners', value);
      assert.ok('source' in changed);
      const { tree } = parse(changed.source);
      const statements = tree.declarations.at(-1)?.block?.statements ?? [];
      assert.deepEqual(
        analyseText(changed.source).diagnostics.filter(({ severity }) => severity === 'error'),
        [],
      );
      return statements.flatMap((one) => (one.kind === 'claims' ? (one.block?.statements ?? []) : [])).length;
    };
    assert.deepEqual([left('5'), left('7'), left('5, 10')], [1, 0, 2]);
  });
});

const byTen = 'partners in 10 .. 30 by 10';
/** ⟦ ⟧: where the one error stands. */
const wrong: readonly (readonly [claim: string, code: string, says: RegExp, fixed?: string, vary?: string])[] = [
  ['alpha of sparse > 32 within ⟦5⟧', 'L010', /write `=`/, 'alpha of sparse > 32'],
  [
    'alpha by partners { 5: <= 3 within ⟦10 %⟧;  10: 3 within 10 % }',
    'L010',
    /leave `within` out/,
    'alpha by partners { 5: <= 3;  10: 3 within 10 % }',
  ],
  ['alpha > 0 at partners = ⟦40⟧', 'L010', /never has this value: it is 10 \.\. 30 by 10\./, undefined, byTen],
  ['alpha by partners { 20: > 0;  ⟦40⟧: > 0 }', 'L010', /never has this value/, undefined, byTen],
  ['alpha > 0 at partners = ⟦4⟧', 'L010', /never/, undefined, 'partners in 1 .. 100 by *10, 5'],
  [
    'alpha > 0 at partners = ⟦10 ms⟧',
    'U070',
    /This is a time, and a plain number must stand here(?!.*by)/,
    undefined,
    byTen,
  ],
  ['alpha by partners { 5: > 0;  ⟦7⟧: > 0 }', 'L010', /never has this value: it is 5, 10\. Write one of these/],
  ['alpha by partners { 5: > 0;  ⟦5⟧: < 1 }', 'L005', /given twice/],
  ['alpha by ⟦partner⟧ { 5: > 0 }', 'L004', /Did you mean `partners`/, 'alpha by partners { 5: > 0 }'],
  ['⟦alhpa⟧ by partners { 5: > 0;  10: > 0 }', 'L004', /Did you mean `alpha`/],
  ['alpha by partners { ⟦5 um⟧: > 0 }', 'U070', /5/],
  [
    'alpha by partners { 5: 0.1 .. 0.2⟦,⟧ 10: 0.1 .. 0.2 }',
    'L003',
    /comma/,
    'alpha by partners { 5: 0.1 .. 0.2; 10: 0.1 .. 0.2 }',
  ],
  ['alpha by partners { 5: ⟦=⟧ 0.2 }', 'L003', /equal/, 'alpha by partners { 5: 0.2 }'],
  ['alpha by partners { 5 ⟦>⟧ 0 }', 'L003', /`:`/],
  ['alpha by ⟦partners⟧ { }', 'L011', /a row for each value/],
  [
    'alpha by partners ⟦matches⟧ "published.csv"',
    'L011',
    /`within`/,
    'alpha by partners matches "published.csv" within 10 %',
  ],
  ['alpha by partners matches "published.csv" within ⟦5 ms⟧', 'U070', /time/],
  ['alpha by partners matches "published.csv" within ⟦0.1 .. 0.2⟧', 'L010', /two columns/],
  ['alpha by partners matches "published.csv" within 0.1 { column ⟦sd⟧ }', 'L010', /Nothing asks for this column/],
  ['alpha by partners matches ⟦"nowhere.csv"⟧ within 0.1', 'D001', /not found/],
  ['alpha by partners matches ⟦"sd.csv"⟧ within 0.1', 'U078', /two rows of partners = 5/],
  ['alpha by partners matches ⟦"words.csv"⟧ within 0.1', 'U078', /much/],
  ['alpha by partners matches ⟦"published.csv"⟧ within sd', 'U074', /no column `sd`/],
  ['alpha by partners matches "published.csv" within 0.1 { ⟦column alpha from "a"⟧ }', 'U074', /no column `a`/],
  [
    'kept by partners matches ⟦"shares.csv"⟧ within 10 %',
    'S102',
    /`kept` is a share.*= 40 within 10 % at partners = 5.*in %/,
    'kept by partners matches "shares.csv" within 10 % { column kept in % }',
  ],
  [
    'alpha by circuit matches ⟦"circuits.csv"⟧ within 0.1 { column circuit from "Network" }',
    'S100',
    /it has `circuit = thin`.*The choices are `a`, `b`: name them as the file does/,
    undefined,
    'circuit { a = thin;  b = thin { wire 0.3 } }',
  ],
  [
    'alpha by circuit matches "circuits.csv" within 0.1 { column circuit from "Network" in ⟦ms⟧ }',
    'L010',
    /no unit/,
    undefined,
    'circuit { a = thin;  b = thin { wire 0.3 } }',
  ],
  ['⟦alpha of sparse - alpha of other⟧ by partners matches "published.csv" within 0.1', 'L010', /give this a name/],
  ['alpha of sparse = alpha of other within ⟦10 %⟧', 'L010', /a number that is measured/],
];
describe('a table of claims that is wrong', () => {
  for (const [marked, code, says, fixed, ...rest] of wrong)
    it(marked, async () => {
      const text = marked.replace(/[⟦⟧]/g, '');
      const source = study(`  expect ${text}`, ...(rest as []));
      const { found } = await checked(source);
      const errors = found.filter(({ severity }) => severity === 'error');
      assert.deepEqual(
        errors.map((one) => [one.code, source.slice(one.range.start, one.range.end)]),
        [[code, /⟦(.*)⟧/.exec(marked)?.[1]]],
        JSON.stringify(errors),
      );
      assert.match(errors[0].message, says);
      const edits = (errors[0].fixes?.[0].edits ?? []).toSorted((a, b) => b.range.start - a.range.start);
      const mended = edits.reduce(
        (all, { range, text: put }) => all.slice(0, range.start) + put + all.slice(range.end),
        source,
      );
      if (fixed !== undefined) assert.equal(mended, study(`  expect ${fixed}`));
    });
  it('a column of a quantity needs its unit', async () => {
    const claim = '  expect t by p matches "named.csv" within 10 % { column p from "p (um)" in um }';
    const { found } = await checked(study(claim, 'p in 5 um, 10 um', 't = mean(cells.tau)'));
    assert.deepEqual(
      found.filter(({ severity }) => severity === 'error').map(({ code }) => code),
      ['U072'],
    );
  });
});
