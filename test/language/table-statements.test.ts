// Units in `rows where`, and what a table says twice.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseText } from '../../language/index.ts';

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
