import assert from 'node:assert/strict';
import fs from 'node:fs';
import test, { after, before } from 'node:test';
import type {
  DocumentLink,
  FoldingRange,
  SelectionRange,
  SemanticTokens,
  SemanticTokensDelta,
  TextEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { format } from '../../grammar/index.ts';
import { changedLines } from '../../server/layout-lines.ts';
import { projectFile } from '../data.ts';
import { connect, defaultUri, type Editor, hostOf } from './client.ts';

const files = { 'base.anl': 'genes base { A, A }\n', 'area.bnet': 'targets, factors\nA, A\n' };
let editor: Editor;
before(async () => {
  editor = await connect(hostOf(files, { pageOf: (code) => `file:///pages/${code}.md` }));
});
after(() => editor.close());
const textDocument = { uri: defaultUri };

const selections: readonly [marked: string, around: readonly string[]][] = [
  [
    'genes g {\n  A, B & !A‸\n}\n',
    ['A', '!A', 'B & !A', 'A, B & !A', '{\n  A, B & !A\n}', 'genes g {\n  A, B & !A\n}'],
  ],
  [
    'genes g { A, A;  fate on = ‸A }\n',
    ['A', 'fate on = A', 'A, A;  fate on = A', '{ A, A;  fate on = A }', 'genes g { A, A;  fate on = A }'],
  ],
  ['‸', ['']],
];
test('a selection grows from a name to its expression, statement, block and noun', async () => {
  for (const [marked, around] of selections) {
    const offset = marked.indexOf('‸');
    const document = await editor.open(marked.replace('‸', ''));
    const [innermost] = await editor.request<SelectionRange[]>('textDocument/selectionRange', {
      textDocument,
      positions: [document.positionAt(offset)],
    });
    const found: string[] = [];
    for (let at: SelectionRange | undefined = innermost; at; at = at.parent) found.push(document.getText(at.range));
    assert.deepEqual(found, around[0] === '' ? [''] : [...around, document.getText()]);
  }
});

const folds: readonly [text: string, ranges: readonly (readonly [from: number, to: number, kind?: string])[]][] = [
  ['use "a.anl"\nuse "b.anl"\ngenes g { A, A }\n', [[0, 1, 'imports']]],
  [
    '# region rules\n# of it\n# region inner\n\n# endregion\n# endregion\n',
    [
      [2, 4, 'region'],
      [0, 5, 'region'],
    ],
  ],
  ['# region never ended\n# one\n# two\n', [[1, 2, 'comment']]],
  ['genes g { # region\n  A, A\n}\n', [[0, 1]]],
];
test('regions, uses, comments and blocks fold', async () => {
  for (const [text, ranges] of folds) {
    await editor.open(text);
    const found = await editor.request<FoldingRange[]>('textDocument/foldingRange', { textDocument });
    assert.deepEqual(
      found.map(({ startLine, endLine, kind }) => (kind ? [startLine, endLine, kind] : [startLine, endLine])),
      ranges,
    );
  }
});

test('files in quotes that are there, and codes, are links', async () => {
  const document = await editor.open(
    '# warns: C021, G011\nuse "base.anl"\ngenes g from "area.bnet"\ndata d from "nowhere.npy"\n',
  );
  const links = await editor.request<DocumentLink[]>('textDocument/documentLink', { textDocument });
  assert.deepEqual(
    links.map(({ range, target }) => [document.getText(range), target]),
    [
      ['base.anl', 'file:///files/base.anl'],
      ['area.bnet', 'file:///files/area.bnet'],
      ['C021', 'file:///pages/C021.md'],
      ['G011', 'file:///pages/G011.md'],
    ],
  );
});

/** As it is written, with the layout of some lines spoilt. */
const spoilt = (text: string): string =>
  text
    .split('\n')
    .flatMap((line, index) => (index % 7 === 3 ? [`   ${line}  `, '', ''] : [line]))
    .join('\n');
const examples = ['first.anl', 'what-grows.anl', 'critical-structure.anl'].map((name) =>
  fs.readFileSync(projectFile('examples', name), 'utf8'),
);
test('a layout is the sum of its changed lines', () => {
  for (const text of examples) {
    for (const before of [text, spoilt(text), text.replace(/\n/g, '\r\n'), `${text}\n\n`]) {
      const changed = changedLines(before, format(before));
      const laid = changed.reduceRight(
        (done, { range, text: line }) => done.slice(0, range.start) + line + done.slice(range.end),
        before,
      );
      assert.equal(laid, format(before));
      assert.ok(changed.every(({ range, text: line }) => before.slice(range.start, range.end) !== line));
    }
  }
});

const spoiltGenes = 'genes a {\n A,   B\n    B,A\n}\n\n\n\ngenes b {\n  C,C\n}\n';
const asTyped: readonly [what: string, method: string, more: object, text: string, gives: string][] = [
  [
    'the lines of a range',
    'rangeFormatting',
    { range: { start: { line: 1, character: 3 }, end: { line: 1, character: 4 } } },
    spoiltGenes,
    spoiltGenes.replace(' A,   B', '  A, B'),
  ],
  [
    'the last noun',
    'rangeFormatting',
    { range: { start: { line: 7, character: 0 }, end: { line: 9, character: 1 } } },
    spoiltGenes,
    spoiltGenes.replace('C,C', 'C, C'),
  ],
  [
    'the block that a brace ends',
    'onTypeFormatting',
    { position: { line: 3, character: 1 }, ch: '}' },
    spoiltGenes,
    spoiltGenes.replace(' A,   B\n    B,A', '  A, B\n  B, A'),
  ],
  [
    'the line before a new one, which stays',
    'onTypeFormatting',
    { position: { line: 2, character: 4 }, ch: '\n' },
    'genes a {\n A,   A\n    \n  B,B\n}\n',
    'genes a {\n  A, A\n    \n  B,B\n}\n',
  ],
];
test('layout of a part leaves the rest as it is', async (t) => {
  for (const [what, method, more, text, gives] of asTyped)
    await t.test(what, async () => {
      const document = await editor.open(text);
      const edits = await editor.request<TextEdit[]>(`textDocument/${method}`, {
        textDocument,
        options: { tabSize: 2, insertSpaces: true },
        ...more,
      });
      assert.equal(TextDocument.applyEdits(document, edits), gives);
    });
});

const rules = 'genes g {\n  A, B\n  B, !A\n}\n';
const edited: readonly string[] = [rules, rules.replace('!A', 'A & B'), `# new\n${rules}`, '', rules];
test('tokens since the last are the edits that lead to all of them; those of a range are among them', async () => {
  const ask = <R>(kind: string, more: object = {}): Promise<R> =>
    editor.request<R>(`textDocument/semanticTokens/${kind}`, { textDocument, ...more });
  await editor.open(rules);
  let { resultId, data } = await ask<SemanticTokens>('full');
  for (const text of edited) {
    await editor.open(text);
    const { edits, resultId: next } = await ask<SemanticTokensDelta>('full/delta', { previousResultId: resultId });
    for (const { start, deleteCount, data: put = [] } of edits) data.splice(start, deleteCount, ...put);
    assert.deepEqual(data, (await ask<SemanticTokens>('full')).data);
    resultId = next;
    const unknown = await ask<SemanticTokens>('full/delta', { previousResultId: 'other' });
    ({ resultId, data } = unknown);
  }
  const line = { start: { line: 2, character: 0 }, end: { line: 2, character: 9 } };
  const within = await ask<SemanticTokens>('range', { range: line });
  assert.equal(within.data[0], 2);
  assert.ok(within.data.length > 0 && within.data.length < data.length);
  assert.deepEqual(within.data.slice(3), data.slice(-within.data.length + 3));
});
