// Units in `rows where`, and what a table says twice.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseScience, analyseText } from '../../language/index.ts';
import { readerOf } from './reader-of-texts.ts';

const cases: readonly (readonly [statements: string, codes: readonly string[]])[] = [
  ['column tau in ms;  rows where tau < 15 ms', []],
  ['column tau in ms;  rows where tau < 15', ['U071']],
  ['column tau in ms;  rows where tau > 15 mV', ['U070']],
  ['column n in 1;  rows where n > 15 and layer = "5"', []],
  ['column tau in ms;  column ri in MOhm;  rows where tau > 1 ms and ri < 2', ['U071']],
  ['column tau in ms;  column tau in s', ['L005']],
  ['column tau in ms;  match 1 to a;  match 1 to b', ['L005']],
  ['column tau in ms;  match 1 to a, b', []],
];
it('a remedy has the unit of the column', () => {
  const said = (statements: string) =>
    analyseText(`language 1\ndata cells from "cells.csv" { ${statements} }\n`).diagnostics.find(({ code }) =>
      code.startsWith('U'),
    );
  const bare = said('column tau in ms;  rows where tau < 15');
  assert.match(bare?.message ?? '', /write `15 ms`/);
  assert.equal(bare?.fixes?.[0].edits[0].text, '15 ms');
  assert.match(said('column thr in mV;  rows where thr > -50 ms')?.message ?? '', /write for example `-50 mV`/);
});
describe('statements of a table', () => {
  for (const [statements, codes] of cases)
    it(statements, () =>
      assert.deepEqual(
        analyseText(`language 1\ndata cells from "cells.csv" { ${statements} }\n`)
          .diagnostics.map(({ code }) => code)
          .filter((code) => code !== 'L006'),
        codes,
      ),
    );
});

it('what is wrong with a file is said once, at the statement that says it', async () => {
  const text = (table: string, group = ''): readonly [string, string] => [
    table,
    `language 1
data cells from "cells.csv" { column tau in ms;  ${group} }
connect net { neurons 20;  weights normal(0, 1);  spectrum radius 0.9 }
dynamics one of net { model rate, tanh;  tau from cells.tau;  dt 1 ms;  drive uniform(-0.5, 0.5);  run 1 s }
experiment e { seeds 6;  compare { one = one };  measure m = median(cells.tau);  measure l = lyapunov() }
`,
  ];
  for (const [[table, source], code] of [
    [text('tau,line\n20,a\nmany,b\n'), 'U078'],
    [text('taus,line\n20,a\n22,b\n'), 'U074'],
    [text('tau,line\n20,a\n22,b\n', 'group by lines'), 'U074'],
  ] as const) {
    const found = await analyseScience(analyseText(source), readerOf({ 'cells.csv': table }));
    assert.deepEqual(
      found
        .filter(({ severity }) => severity === 'error')
        .map((one) => [one.code, source.slice(0, one.range.start).split('\n').length]),
      [[code, 2]],
    );
  }
});
