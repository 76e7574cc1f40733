// A panel of the window as it was, and one that is opened from the list of runs: of a folder that cannot be read they
// say which file is wrong and what to do.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type * as vscode from 'vscode';
import { runExperiment } from '../../runs/index.ts';
import { fromPlainData } from '../runs/executor-here.ts';
import { specificationOf, stripes, temporaryFolder, writeStripes } from '../runs/stripes-study.ts';
import { seen, View } from './editor-in-name.ts';

const { ResultsPanels } = await import('../../client/results-panels.ts');
const { runFoldersHere } = await import('../../client/run-folders-here.ts');

const damages: Readonly<
  Record<string, { readonly damage: (folder: string) => void; readonly says: RegExp; readonly isNameless?: true }>
> = {
  'a damaged summary': {
    damage: (folder) => fs.writeFileSync(path.join(folder, 'summary.json'), '{'),
    says: /summary\.json is damaged: .*Run the experiment again/,
  },
  'a lost table': {
    damage: (folder) => fs.rmSync(path.join(folder, 'measures.csv')),
    says: /measures\.csv is damaged: it is missing\. Run the experiment again/,
  },
  'a damaged record': {
    damage: (folder) => fs.writeFileSync(path.join(folder, 'run.json'), '{'),
    says: /run\.json is damaged\. Run the experiment again/,
    isNameless: true,
  },
  'a folder that is gone': {
    damage: (folder) => fs.rmSync(folder, { recursive: true }),
    says: /is not there: it was moved or deleted\. Run the experiment again/,
    isNameless: true,
  },
};

for (const [what, { damage, says, isNameless }] of Object.entries(damages))
  test(`${what}: the panel says which file and what to do`, async (t) => {
    const place = temporaryFolder(t);
    writeStripes(place, { train: 3, test: 3 });
    const { folder } = await runExperiment({
      specification: specificationOf({ ...stripes, seeds: [1], train: undefined, measures: stripes.measures.slice(2) }),
      experiment: stripes.name,
      source: '',
      file: path.join(place, 'study.anl'),
      backend: 'wasm',
      executor: fromPlainData,
    });
    const here = { fsPath: place, pathname: place } as unknown as vscode.Uri;
    const panels = new ResultsPanels(undefined as never, here, runFoldersHere);
    t.after(() => panels.dispose());
    damage(folder);

    const restored = new View();
    await panels.deserializeWebviewPanel(restored as unknown as vscode.WebviewPanel, {
      file: `file://${path.join(place, 'study.anl')}`,
      experiment: { name: stripes.name },
      folder,
    });
    restored.answer({ type: 'ready' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(restored.isClosed, false);
    const last = restored.posted.at(-1);
    assert.deepEqual([last?.type, last?.status], ['status', 'failed'], JSON.stringify(restored.posted));
    assert.match(String(last?.message), says);

    const others = new ResultsPanels(undefined as never, here, runFoldersHere);
    t.after(() => others.dispose());
    const before = { errors: seen.errors.length, views: seen.views.length };
    const opening = others.showFolder({ fsPath: folder } as vscode.Uri);
    if (isNameless) {
      await opening;
      assert.equal(seen.views.length, before.views, 'no panel, for nothing says whose');
      assert.match(seen.errors.slice(before.errors).join(), says);
    } else {
      await opening;
      const [view] = seen.views.slice(before.views);
      view.answer({ type: 'ready' });
      assert.match(String(view.posted.at(-1)?.message), says);
    }
  });
