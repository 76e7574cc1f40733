// Verdicts of a run while its text is changed, before the editor asks for them anew.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Outcomes } from '../../client/run-outcomes.ts';
import type { Outcome } from '../../client/target.ts';
import { runText } from '../runs/text-runs.ts';
import { changes, editors } from './editor-in-name.ts';

const { RunValues } = await import('../../client/run-values.ts');
const { runFoldersHere } = await import('../../client/run-folders-here.ts');

const study = `language 1
genes toggle { update asynchronous;  Sox2, !Tbr1;  Tbr1, !Sox2;  fate stem = Sox2 & !Tbr1 }
experiment ends { compare { wild = toggle };  measure stem = basin(stem)
  expect stem of wild > 99 %
}
`;
const uri = 'file:///study.anl';

async function shown(t: Parameters<typeof runText>[0]) {
  const { folder, summary } = await runText(t, study);
  let text = study;
  const lines = () => text.split('\n');
  const document = {
    uri: { toString: () => uri },
    getText: () => text,
    get lineCount() {
      return lines().length;
    },
    lineAt: (line: number) => ({ range: { end: { line, character: lines()[line].length } } }),
  } as unknown as vscode.TextDocument;
  let marked: number[] = [];
  editors.push({
    document,
    setDecorations: (_: unknown, ranges: readonly vscode.Range[]) => (marked = ranges.map(({ start }) => start.line)),
  });
  const place = (line: number, end = line) => ({ start: { line, character: 0 }, end: { line: end, character: 1 } });
  const claim = { text: 'stem of wild > 99 %', line: 4, range: place(3) };
  const listed = { name: 'ends', range: place(2, 4), conditions: [], measures: [], claims: [claim] };
  const client = { sendRequest: async () => [listed] } as unknown as BaseLanguageClient;
  let tell: (outcome: Outcome) => void = () => {};
  const outcomes = {
    onOutcome: (listener: typeof tell) => {
      tell = listener;
      return { dispose() {} };
    },
  } as unknown as Outcomes;
  const values = new RunValues(client, outcomes, runFoldersHere);
  const found = new Promise<void>((resolve) => values.onDidChangeCodeLenses(() => resolve()));
  tell({ target: { uri, experiment: 'ends' }, text: study, finished: { status: 'done', folder, summary } });
  await found;
  const change = (line: number, before: string, now: string) => {
    const start = { line, character: lines()[line].indexOf(before) };
    const end = { line, character: start.character + before.length };
    text = lines()
      .map((each, at) => (at === line ? each.replace(before, now) : each))
      .join('\n');
    changes.fire({ document, contentChanges: [{ range: { start, end }, text: now }] });
    return marked;
  };
  const titles = async () => (await values.provideCodeLenses(document)).map(({ command }) => command!.title);
  return { change, titles, marked: () => marked };
}

test('verdicts above lines are marked with the first change, where they are then, until lenses say it', async (t) => {
  const { change, titles, marked } = await shown(t);
  const present = await titles();
  assert.equal(present.length, 2);
  assert.ok(!present.some((title) => title.startsWith('earlier')), present.join());
  assert.deepEqual(marked(), []);

  assert.deepEqual(change(3, '99', '9'), [2, 3]);
  assert.deepEqual(change(3, '9 %', '99 %'), [], 'the text is again the one that was run');
  assert.deepEqual(change(0, 'language 1', '# mine\nlanguage 1'), [3, 4]);

  assert.deepEqual(
    await titles(),
    present.map((title) => `earlier: ${title}`),
  );
  assert.deepEqual(marked(), []);
});
