// The history of the workspace's runs, and what its rows and buttons do, without an editor.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import type * as vscode from 'vscode';
import type { Runs } from '../../client/runs.ts';
import type { ResultsPanels } from '../../client/results-panels.ts';
import type { WorkspaceRuns } from '../../client/workspace-runs.ts';
import type { HistoryRow } from '../../results/history-rows.ts';
import type { RunsComparison } from '../../results/run-comparison.ts';
import { remarkFile } from '../../runs/index.ts';
import { runText } from '../runs/text-runs.ts';
import { seen, type View } from './editor-in-name.ts';

const { ComparisonPanels } = await import('../../client/comparison-panels.ts');
const { HistoryPanel } = await import('../../client/history-panel.ts');
const { RunActions } = await import('../../client/run-actions.ts');
const { runFoldersHere } = await import('../../client/run-folders-here.ts');
const { RunTexts } = await import('../../client/run-texts.ts');

const study = (claim: string) => `language 1
genes toggle { update asynchronous;  Sox2, !Tbr1;  Tbr1, !Sox2;  fate stem = Sox2 & !Tbr1 }
experiment ends { compare { wild = toggle };  measure stem = basin(stem);  expect stem of wild > ${claim} }
`;

async function opened(t: TestContext) {
  const first = await runText(t, study('1 %'));
  const second = await runText(t, study('99 %'), { out: first.runs });
  const folders = [first.folder, second.folder];
  const here = { pathname: first.runs } as unknown as vscode.Uri;
  const started: unknown[] = [];
  const shown: string[] = [];
  const runs = { start: async (target: unknown) => void started.push(target) } as unknown as Runs;
  const panels = {
    showFolder: async ({ fsPath }: vscode.Uri) => void shown.push(fsPath),
  } as unknown as ResultsPanels;
  const workspace = {
    onChanged: () => ({ dispose() {} }),
    find: async () => ({
      files: folders
        .filter((folder) => fs.existsSync(folder))
        .map((folder) => ({ path: `file://${folder}/run.json`, modified: 1 })),
      isWhole: true,
    }),
  } as unknown as WorkspaceRuns;
  const actions = new RunActions(runs, panels, undefined as never);
  const comparisons = new ComparisonPanels(here, actions, () => Promise.reject(new Error('no server')));
  const history = new HistoryPanel(here, workspace, actions, comparisons);
  history.open();
  const view = seen.views.at(-1) as View;
  view.answer({ type: 'ready' });
  const rows = async (are: (rows: readonly HistoryRow[]) => boolean = () => true): Promise<readonly HistoryRow[]> => {
    for (let tries = 0; tries < 500; tries++) {
      const found = view.posted.at(-1)?.rows as readonly HistoryRow[] | undefined;
      if (found && are(found)) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`the history never came to that: ${JSON.stringify(view.posted.at(-1))}`);
  };
  await rows();
  return { folders, file: path.join(first.runs, 'study.anl'), view, rows, actions, started, shown };
}

test('the history has a row for every run; a star and a note are kept beside its folder', async (t) => {
  const { folders, view, rows } = await opened(t);
  const [newest, oldest] = await rows();
  assert.deepEqual([newest.folder, oldest.folder], [folders[1], folders[0]]);
  assert.deepEqual([newest.known?.claims?.failed, oldest.known?.claims?.passed], [1, 1]);
  assert.deepEqual(newest.news, [
    'expect stem of wild > 1 % is gone (was claimed)',
    'expect stem of wild > 99 % claimed is new',
  ]);
  view.answer({ type: 'remark', folder: folders[0], remark: { starred: true, note: 'first' } });
  const [, marked] = await rows((found) => found[1].starred);
  assert.equal(marked.note, 'first');
  assert.ok(fs.existsSync(remarkFile(folders[0])));
});

test('chosen runs are compared in a panel of their own, which is not opened twice', async (t) => {
  const { folders, view } = await opened(t);
  view.answer({ type: 'compare', folders });
  const compared = seen.views.at(-1) as View;
  compared.answer({ type: 'ready' });
  for (let tries = 0; compared.posted.length === 0 && tries < 500; tries++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  const comparison = compared.posted[0]?.comparison as RunsComparison;
  assert.deepEqual(
    comparison.runs.map(({ label, folder }) => [label, folder]),
    [
      ['A', folders[0]],
      ['B', folders[1]],
    ],
  );
  assert.equal((compared.posted[0].figures as unknown[]).length, 1);
  const panels = seen.views.length;
  view.answer({ type: 'compare', folders });
  assert.equal(seen.views.length, panels);
});

test('run again runs the file, never the folder; of a file that is gone it says what to do', async (t) => {
  const { folders, file, actions, started } = await opened(t);
  await actions.again(folders[0]);
  assert.deepEqual(started, []);
  assert.match(seen.errors.at(-1) ?? '', /study\.anl is not there any more: put it back/);
  fs.writeFileSync(file, study('1 %'));
  await actions.again(folders[0]);
  assert.deepEqual(started, [{ uri: `file://${file}`, experiment: 'ends' }]);
});

test('the text as it was comes from the folder, and says why it cannot', async (t) => {
  const { folders } = await opened(t);
  const texts = new RunTexts(runFoldersHere);
  const textOf = (folder: string) => texts.provideTextDocumentContent({ query: folder } as vscode.Uri);
  assert.equal(await textOf(folders[0]), study('1 %'));
  fs.writeFileSync(path.join(folders[0], 'spec.anl'), 'language 1');
  assert.match(await textOf(folders[0]), /^# .*spec\.anl is damaged/);
});

test('a run is deleted into the trash with its remark, once that was confirmed', async (t) => {
  const { folders, view, rows } = await opened(t);
  view.answer({ type: 'remark', folder: folders[0], remark: { starred: true, note: '' } });
  await rows((found) => found[1].starred);
  const before = seen.deleted.length;
  for (const answer of [undefined, 'Move to Trash']) {
    seen.answer = answer;
    view.answer({ type: 'delete', folders: [folders[0]] });
    const asked = seen.asked.length;
    for (let tries = 0; seen.asked.length === asked && tries < 200; tries++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.match(seen.asked.at(-1) ?? '', /^Delete the run in /);
  const toTrash = { recursive: true, useTrash: true };
  assert.deepEqual(seen.deleted.slice(before), [
    [folders[0], toTrash],
    [remarkFile(folders[0]), toTrash],
  ]);
});
