import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { loadRun } from '../../runs/index.ts';
import { readRun } from '../../runs/keep/read-run.ts';
import { type ClientFiles, uriFrom } from '../../server/client-files.ts';
import { clientReader } from '../../server/client-reader.ts';
import { readInMemory } from '../../server/run-in-memory.ts';
import { temporaryFolder } from '../data/folders.ts';
import { runText } from '../runs/text-runs.ts';

const study = `language 1
genes toggle { update asynchronous;  Sox2, !Tbr1;  Tbr1, !Sox2;  fate stem = Sox2 & !Tbr1 }
experiment ends { compare { wild = toggle;  held = knock_out(toggle, Sox2) };  measure stem = basin(stem) }
`;
/** Files of this machine as an editor gives them; `asked`: those whose bytes were. */
function editorFiles(): ClientFiles & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    size: async (uri) => fs.statSync(fileURLToPath(uri), { throwIfNoEntry: false })?.size ?? null,
    names: async (uri) => fs.readdirSync(fileURLToPath(uri)),
    bytes: async (uri) => {
      asked.push(path.basename(uri));
      return new Uint8Array(fs.readFileSync(fileURLToPath(uri)));
    },
  };
}

test('a run that an editor gives file by file is the one on the disk; no picture is asked for', async (t) => {
  const { folder } = await runText(t, study);
  const files = editorFiles();
  const uri = pathToFileURL(folder).href;
  assert.deepEqual(await readInMemory(files, uri, readRun), await loadRun(folder));
  assert.deepEqual([...new Set(files.asked)].sort(), [
    'SHA256SUMS',
    'held-analysis.json',
    'measures.csv',
    'run.json',
    'spec.json',
    'summary.json',
    'wild-analysis.json',
  ]);
  for (const [name, says] of [
    ['measures.csv', /measures\.csv is damaged: it is not what was written/],
    ['summary.json', /summary\.json is damaged: it is missing/],
    ['run.json', /is not the folder of a run|run\.json is damaged: it is missing/],
  ] as const) {
    if (name === 'measures.csv') fs.appendFileSync(path.join(folder, name), '\n');
    else fs.rmSync(path.join(folder, name));
    await assert.rejects(readInMemory(files, uri, readRun), says);
    await assert.rejects(loadRun(folder), says);
    if (name === 'measures.csv')
      fs.truncateSync(path.join(folder, name), fs.statSync(path.join(folder, name)).size - 1);
  }
  fs.rmSync(folder, { recursive: true });
  await assert.rejects(readInMemory(files, uri, readRun), /is not there: it was moved or deleted/);
});

test('a document names files beside it, above it, and in data/ of the folders up to the open one', async (t) => {
  const folder = temporaryFolder(t, {
    'studies/a b.anl': '',
    'studies/near.csv': '1',
    'data/far.csv': '22',
    'top.csv': '',
  });
  const root = pathToFileURL(folder).href;
  const files = editorFiles();
  const reader = clientReader(files, `${root}/studies/a%20b.anl`, root);
  const located = async (reference: string) => {
    const found = await reader.locate(reference);
    return found.found ? found.location.slice(root.length) : found.tried;
  };
  assert.equal(await located('near.csv'), '/studies/near.csv');
  assert.equal(await located('far.csv'), '/data/far.csv');
  assert.equal(await located('../top.csv'), '/top.csv');
  assert.equal(await located('a b.anl'), '/studies/a%20b.anl');
  assert.deepEqual(await located('none.csv'), ['studies', 'data', 'data']);
  assert.deepEqual(await reader.bytes(`${root}/studies/near.csv`), Uint8Array.of(49));
  await assert.rejects(reader.bytes(`${root}/data/far.csv`, 1), /far\.csv is too large: it has 2 bytes/);
  await assert.rejects(reader.recording!('a.nwb', new Uint8Array(), {}), /not in a browser/);
  assert.equal(uriFrom('memfs:/a', '../b/c'), 'memfs:/b/c');
});
