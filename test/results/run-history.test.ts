import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contractVersion, type RunRecord } from '../../results/contract.ts';
import { runHistory, runLine } from '../../results/run-history.ts';

const record = (started: string, status: RunRecord['status'] = 'done'): string =>
  JSON.stringify({
    contract: contractVersion,
    key: 'a1b2',
    status,
    experiment: 'stripes',
    started,
    finished: null,
    seconds: 2.46,
    engine: '1',
    backend: 'wasm',
    machine: '2 threads',
    warnings: [],
    files: [],
  });
const isoTime = (moment: Date): string => moment.toISOString();

/** A history over texts by path, and the paths in the order in which they were read. */
function historyOf(texts: Record<string, string>) {
  const reads: string[] = [];
  const history = runHistory(async (path) => {
    reads.push(path);
    if (!(path in texts)) throw new Error('no such file');
    return texts[path];
  });
  return { history, reads, texts };
}

test('runs are listed newest first, and a record is read again only when it has changed', async () => {
  const { history, reads, texts } = historyOf({
    'runs/stripes/a/run.json': record('2026-01-01T00:00:00Z', 'running'),
    'runs/stripes/b/run.json': record('2026-01-02T00:00:00Z'),
  });
  const [a, b] = Object.keys(texts);
  const listed = await history.update([
    { path: a, modified: 1 },
    { path: b, modified: 1 },
  ]);
  assert.deepEqual(
    listed.map(({ path }) => path),
    [b, a],
  );
  texts[a] = record('2026-01-01T00:00:00Z', 'failed');
  const later = await history.update([
    { path: a, modified: 2 },
    { path: b, modified: 1 },
  ]);
  assert.deepEqual(reads, [a, b, a]);
  assert.deepEqual(
    later.map((run) => runLine(run, isoTime).state),
    ['done', 'failed'],
  );
});

test('a run that is gone is forgotten', async () => {
  const { history, reads } = historyOf({ 'runs/stripes/a/run.json': record('2026-01-01T00:00:00Z') });
  const file = { path: 'runs/stripes/a/run.json', modified: 1 };
  await history.update([file]);
  assert.deepEqual(await history.update([]), []);
  assert.equal((await history.update([file])).length, 1);
  assert.deepEqual(reads, [file.path, file.path]);
});

test('a line names experiment, folder and time; a record that cannot be read has a line that says why', async () => {
  const { history } = historyOf({
    'file:///w/runs/stripes/a1b2/run.json': record('2026-01-01T00:00:00Z'),
    'file:///w/runs/first/c3/run.json': '{"key": "c3", "experi',
    'file:///w/runs/other/d4/run.json': '[]',
  });
  const paths = ['stripes/a1b2', 'first/c3', 'other/d4', 'gone/e5'].map((name) => `file:///w/runs/${name}/run.json`);
  const runs = await history.update(paths.map((path, i) => ({ path, modified: 10 - i })));
  assert.deepEqual(
    runs.map((run) => runLine(run, isoTime)),
    [
      {
        label: 'stripes',
        description: 'a1b2 · 2026-01-01T00:00:00.000Z',
        tooltip: 'done, wasm, 2.5 s',
        state: 'done',
      },
      {
        label: 'first',
        description: 'c3 · cannot be read',
        tooltip: 'run.json is damaged. Run the experiment again.',
        state: 'unreadable',
      },
      {
        label: 'other',
        description: 'd4 · cannot be read',
        tooltip: 'run.json is not the record of a run.',
        state: 'unreadable',
      },
      {
        label: 'gone',
        description: 'e5 · cannot be read',
        tooltip: 'run.json cannot be read: no such file',
        state: 'unreadable',
      },
    ],
  );
});
