// Completion of what files hold: paths in quotes, folder by folder, and columns of tables; signs that ask for it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { CompletionItem, CompletionList, InsertReplaceEdit } from 'vscode-languageserver';
import { nodeReader } from '../../runs/data/index.ts';
import { connect, type Editor, hostOf } from './client.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'completed-files-'));
const uri = pathToFileURL(path.join(folder, 'study.anl')).href;
const files: Readonly<Record<string, string>> = {
  'base.anl': 'language 1\n',
  'notes.md': '',
  'cells.csv': 'type,tau,line name\nspiny,20,a\n',
  'neurons.csv': 'name,class\na,b\n',
  'published.csv': 'alpha,Exponent (mean)\n1,2\n',
  'mouse.bnet': 'A, A\n',
  '.hidden.csv': '',
  'rats/one.npy': '',
  'rats/two.npy': '',
  'rats/day 2/three.npy': '',
  'data/far.csv': '',
  'networks/teacher/model.json': '{}',
};
let editor: Editor;
before(async () => {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  for (let at = 0; at < 1200; at++) {
    const many = path.join(folder, 'many');
    fs.mkdirSync(many, { recursive: true });
    fs.writeFileSync(path.join(many, `cell${at}.csv`), '');
  }
  const reader = () => nodeReader(uri, { workspace: folder, environment: {} });
  editor = await connect(hostOf({}, { reader, uriOf: (location) => pathToFileURL(location).href }), {
    capabilities: {
      textDocument: {
        completion: {
          contextSupport: true,
          completionItem: { insertReplaceSupport: true, resolveSupport: { properties: ['documentation'] } },
        },
      },
    },
  });
});
after(async () => {
  await editor.close();
  fs.rmSync(folder, { recursive: true });
});

const experiment = (line: string): string => `language 1
connect net { neurons 20;  weights normal(0, 0.1) }
experiment e {
  vary alpha in 1 .. 3
  compare { a = net }
  measure d = density(net)
  ${line}
}
`;
const cells = (line: string): string => `language 1\ndata cells from "cells.csv" {\n  ${line}\n}\n`;
type Case = readonly [what: string, marked: string, first: readonly string[], hasNot?: readonly string[]];
const cases: readonly Case[] = [
  ['texts behind `use`', 'language 1\nuse "‸"\n', ['base.anl'], ['.hidden.csv']],
  ['rules for genes', 'language 1\ngenes mouse from "‸" { }\n', ['mouse.bnet']],
  ['tables for data', 'language 1\ndata d from "‸" { rows neurons }\n', ['cells.csv']],
  ['a quote that nothing closes', 'language 1\ndata d from "cel‸\n', ['cells.csv'], ['mouse.bnet']],
  ['folders go on', 'language 1\ndata d from "rats/‸" { rows neurons }\n', ['one.npy', 'two.npy', '*.npy', 'day 2/']],
  ['a folder in a pattern', 'language 1\ndata d from "rats/d*/‸" { rows neurons }\n', ['three.npy'], ['one.npy']],
  ['no pattern of rules', 'language 1\ngenes d from "rats/‸" { }\n', ['day 2/'], ['*.npy']],
  ['a folder above', 'language 1\ndata d from "rats/../net‸" { }\n', ['networks/'], ['cells.csv']],
  ['nodes of a matrix', 'language 1\nconnect c from "cells.csv" { nodes from "‸" by name }\n', ['cells.csv']],
  ['published values', experiment('expect d of a by alpha matches "‸" within 0.1'), ['cells.csv']],
  [
    'a saved network',
    'language 1\nnetwork r { input 3;  recurrent w;  readout 2;  start from "networks/teacher/‸" }\n',
    ['model.json'],
  ],
  ['no files in a title', 'language 1\nstudy { title "‸" }\n', [], ['cells.csv']],
  ['columns of a table', cells('column ‸ in ms'), ['type', 'tau', 'line name']],
  ['columns in quotes', cells('column "‸" in ms'), ['type', 'tau', 'line name']],
  ['columns in a condition', cells('rows where ‸'), ['type', 'tau', 'line name']],
  ['columns of groups', cells('group by ‸'), ['type', 'tau', 'line name']],
  ['columns of both tables', cells('join "neurons.csv" by ‸'), ['name', 'class', 'type', 'tau', 'line name']],
  [
    'columns of nodes',
    'language 1\nconnect c from "mouse.csv" { nodes from "neurons.csv" by ‸ }\n',
    ['name', 'class'],
    ['tau'],
  ],
  [
    'columns of published values',
    experiment('expect d of a by alpha matches "published.csv" within 0.1 { column d from "‸" }'),
    ['alpha', 'Exponent (mean)'],
  ],
];
const asked = async (marked: string, more: object = {}): Promise<CompletionItem[]> => {
  const offset = marked.indexOf('‸');
  const document = await editor.open(marked.replace('‸', ''), uri);
  const result = await editor.request<CompletionList | CompletionItem[] | null>('textDocument/completion', {
    textDocument: { uri },
    position: document.positionAt(offset),
    ...more,
  });
  return Array.isArray(result) ? result : (result?.items ?? []);
};
describe('completion of what files hold', () => {
  for (const [what, marked, first, hasNot = []] of cases)
    it(what, async () => {
      const labels = (await asked(marked)).map(({ label }) => label);
      assert.deepEqual(new Set(labels.slice(0, first.length)), new Set(first), labels.slice(0, 12).join(' '));
      for (const label of hasNot) assert.ok(!labels.includes(label), `${label} is among ${labels.join(' ')}`);
    });
  it('beside the document before the data folders, hidden files only when asked for', async () => {
    const labels = (await asked('language 1\ndata d from "‸"\n')).map(({ label }) => label);
    assert.ok(labels.indexOf('cells.csv') < labels.indexOf('far.csv'), labels.join(' '));
    assert.ok(!labels.includes('.hidden.csv'));
    assert.deepEqual(
      (await asked('language 1\ndata d from ".‸"\n')).map(({ label }) => label),
      ['.hidden.csv'],
    );
  });
  it('outside of quotes with them', async () => {
    const [item] = (await asked('language 1\ndata d from ‸\n')).filter(({ label }) => label === 'cells.csv');
    assert.equal((item.textEdit as InsertReplaceEdit).newText, '"cells.csv"');
  });
  it('of very many some are left out, and those that begin so are found', async () => {
    const all = await editor.open('language 1\ndata d from "many/"\n', uri);
    const cut = await editor.request<CompletionList>('textDocument/completion', {
      textDocument: { uri },
      position: all.positionAt('language 1\ndata d from "many/'.length),
    });
    assert.deepEqual([cut.isIncomplete, cut.items.length], [true, 1000]);
    assert.ok(
      (await asked('language 1\ndata d from "many/cell1199‸"\n')).some(({ label }) => label === 'cell1199.csv'),
    );
  });
  it('what stands behind the cursor is replaced, as far as the quotes', async () => {
    const marked = 'language 1\ndata d from "rats/o‸ther.npy" { rows neurons }\n';
    const [{ textEdit }] = await asked(marked);
    const { insert, replace, newText } = textEdit as InsertReplaceEdit;
    assert.equal(newText, 'one.npy');
    const line = marked.replace('‸', '').split('\n')[1];
    assert.deepEqual(
      [insert, replace].map(({ start, end }) => line.slice(start.character, end.character)),
      ['o', 'other.npy'],
    );
  });
});

const signs: readonly (readonly [what: string, sign: string, marked: string, answers: boolean])[] = [
  ['a blank behind a word', ' ', 'language 1\ndata d from ‸', true],
  ['a blank that indents', ' ', 'language 1\ndata d from mnist {\n ‸\n}', false],
  ['a second blank', ' ', 'language 1\ndata d from  ‸', false],
  ['a blank in a comment', ' ', 'language 1\n# data d ‸', false],
  ['a blank in quotes', ' ', 'language 1\nuse "a ‸"', false],
  ['a quote that opens', '"', 'language 1\nuse "‸"', true],
  ['a quote that closes', '"', 'language 1\nuse "base.anl"‸', false],
  ['a slash of a path', '/', 'language 1\ndata d from "rats/‸"', true],
  ['a slash that divides', '/', 'language 1\nlet a = 1 /‸', false],
];
describe('signs that ask for completion', () => {
  for (const [what, triggerCharacter, marked, answers] of signs)
    it(what, async () => {
      const items = await asked(marked, { context: { triggerKind: 2, triggerCharacter } });
      assert.equal(items.length > 0, answers);
    });
  it('are told, and what a completion means is told when it is asked', async () => {
    const { triggerCharacters, resolveProvider } = editor.initialized.capabilities.completionProvider!;
    assert.deepEqual([triggerCharacters?.includes(' '), resolveProvider], [true, true]);
    const [item] = (await asked(experiment('measure density = ‸'))).filter(({ label }) => label === 'density');
    assert.equal(item.documentation, undefined);
    const resolved = await editor.request<CompletionItem>('completionItem/resolve', item);
    assert.match(resolved.documentation as string, /density/);
  });
});
