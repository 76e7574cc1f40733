// Hover on a table of cells and on its columns: how many, the middle, the quartiles, the gaps, the unit.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Hover } from 'vscode-languageserver';
import { connect, type Editor, hostOf } from './client.ts';

const files = { 'types.csv': 'type,tau,ri\nspiny,20,150\nspiny,25,\naspiny,10,210\naspiny,8,250\n' };
let editor: Editor;
before(async () => {
  editor = await connect(hostOf(files));
});
after(() => editor.close());

const study = (column: string, drawn: string): string => `language 1
data cells from "types.csv" { column ${column} in ms;  column ri in MOhm;  rows where tau > 9 ms }
connect net { neurons 20;  weights normal(0, 0.1) }
dynamics rest of net { tau from ${drawn};  dt 1 ms;  run 1 s }
`;
const tau = /`tau`, in ms: n = 3, median 20 ms, quartiles 15 ms and 22\.5 ms; missing in 0 cells\./;
const cases: readonly (readonly [what: string, text: string, says: readonly RegExp[]])[] = [
  ['a column where it is drawn', study('tau', 'cells.t‸au'), [tau, /3 cells of 4 rows\./]],
  ['a column where it is declared', study('t‸au', 'cells.tau'), [tau]],
  ['the table', study('tau', 'ce‸lls.tau'), [tau, /`ri`, in MOhm: n = 2, median 180 MΩ.*missing in 1 cells/]],
];
describe('hover on a table of cells', () => {
  for (const [what, text, says] of cases)
    it(what, async () => {
      const { result } = await editor.at<Hover>('textDocument/hover', text);
      const { value } = result.contents as { value: string };
      for (const each of says) assert.match(value, each);
    });
});
