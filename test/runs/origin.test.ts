import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { analyseText, specify } from '../../language/index.ts';
import { nodeReader } from '../../runs/data/index.ts';
import { loadRun, originOf, runExperiment, stateOf } from '../../runs/index.ts';
import { temporaryFolder } from './stripes-study.ts';

const text = `language 1
genes area from "data/area.bnet" {
  fate front = Pax6
}
experiment "my study" {
  compare { wild = area;  held = knock_out(area, Emx2) }
  measure front = basin(front)
}
`;
const rules = 'targets, factors\nPax6, Sp8 & !Emx2\nSp8, Sp8\nEmx2, !Pax6\n';

/** A study in a folder of its own, with data beside it. */
function workspace(t: TestContext) {
  const folder = temporaryFolder(t);
  fs.mkdirSync(path.join(folder, 'data'));
  fs.writeFileSync(path.join(folder, 'data', 'area.bnet'), rules);
  const file = path.join(folder, 'study.anl');
  fs.writeFileSync(file, text);
  return { folder, file };
}
async function runFile(
  file: string,
  options: { readonly signal?: AbortSignal; onBegin?(folder: string): void; draw?(): never } = {},
) {
  const source = fs.readFileSync(file, 'utf8');
  const { specification, diagnostics } = await specify(analyseText(source), nodeReader(file));
  assert.ok(specification, JSON.stringify(diagnostics));
  return runExperiment({ specification, experiment: 'my study', source, file, backend: 'wasm', jobs: 1, ...options });
}
const filesBelow = (folder: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    fs
      .readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((name) => [name, fs.statSync(name).mtimeMs]),
  );

test('the text that a run kept, run again: its data, its key, and nothing written in its folder', async (t) => {
  const { folder, file } = workspace(t);
  const first = await runFile(file);
  assert.equal((await loadRun(first.folder)).run.file, '../../../study.anl');
  const kept = path.join(first.folder, 'spec.anl');
  assert.deepEqual(originOf(kept), { file, folder: first.folder, experiment: 'my study', changes: [] });
  const before = filesBelow(folder);
  const again = await runFile(kept);
  assert.deepEqual([again.status, again.folder], ['cached', first.folder]);
  assert.deepEqual(filesBelow(folder), before);
  const reader = nodeReader(pathToFileURL(kept).href);
  const found = await reader.locate('data/area.bnet');
  assert.ok(found.found && found.location === path.join(folder, 'data', 'area.bnet'));
});

test('of a run that did not say where its text came from, a file beside runs/ is taken', async (t) => {
  const { folder, file } = workspace(t);
  const { folder: run } = await runFile(file);
  const record = path.join(run, 'run.json');
  const { file: _, ...first } = JSON.parse(fs.readFileSync(record, 'utf8'));
  fs.writeFileSync(record, JSON.stringify(first));
  assert.equal(path.dirname(originOf(path.join(run, 'spec.anl')).file), folder);
});

test('a file that is called spec.anl and belongs to no run is like any other', (t) => {
  const { folder } = workspace(t);
  const file = path.join(folder, 'spec.anl');
  for (const beside of [undefined, '{', '[]', '{"file": 7, "key": "a"}', '{"file": "../other.anl"}']) {
    if (beside !== undefined) fs.writeFileSync(path.join(folder, 'run.json'), beside);
    assert.deepEqual(originOf(file), { file, changes: [] });
  }
});

test('a run that no process writes any more is interrupted; its jobs are counted', async (t) => {
  const { folder, file } = workspace(t);
  const stop = new AbortController();
  const found: string[] = [];
  const { status, folder: partial } = await runFile(file, {
    signal: stop.signal,
    draw: () => assert.fail('nobody waits for pictures of a part'),
    onBegin(written) {
      found.push(path.relative(folder, written));
      stop.abort();
    },
  });
  assert.equal(status, 'cancelled');
  assert.deepEqual(found, [path.relative(folder, partial)]);
  const { run } = await loadRun(partial);
  assert.deepEqual(run.jobs && [run.jobs.done, run.jobs.total > 0], [0, true]);
  assert.equal(stateOf(partial, run), 'cancelled');
  const running = { ...run, status: 'running' } as const;
  assert.equal(stateOf(partial, running), 'interrupted');
  const lock = path.join(partial, 'lock');
  const holder = { pid: process.pid, host: (await import('node:os')).hostname(), since: new Date().toISOString() };
  fs.writeFileSync(lock, JSON.stringify({ ...holder, pid: 2 ** 22 + 1 }));
  assert.equal(stateOf(partial, running), 'interrupted', 'the process is gone');
  fs.writeFileSync(lock, JSON.stringify({ ...holder, pid: process.ppid }));
  assert.equal(stateOf(partial, running), 'running');
  fs.rmSync(lock);
  const continued = await runFile(file);
  assert.equal(continued.status, 'done');
});
