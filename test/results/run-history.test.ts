import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contractVersion, type FoundState, type RunRecord, type Summary } from '../../results/contract.ts';
import { tookText } from '../../results/run-facts.ts';
import { type PastRun, runGroups, runHistory, runLine } from '../../results/run-history.ts';

const recordOf = (changes: Partial<RunRecord>): string =>
  JSON.stringify({
    contract: contractVersion,
    key: 'a1b2',
    status: 'done',
    experiment: 'stripes',
    started: '2026-01-01T00:00:00Z',
    finished: '2026-01-01T00:00:03Z',
    seconds: 2.46,
    engine: '1',
    backend: 'wasm',
    machine: '2 threads',
    warnings: [],
    files: [],
    ...changes,
  } satisfies RunRecord);
const record = (started: string, status: RunRecord['status'] = 'done'): string =>
  recordOf({ started, status, finished: null });
const summaryOf = (...verdicts: Summary['expectations'][number]['verdict'][]): string =>
  JSON.stringify({
    measures: [],
    comparisons: [],
    expectations: verdicts.map((verdict) => ({ text: 'a > 1', line: 3, at: {}, verdict, observed: '2' })),
    baselines: {},
    notes: [],
  } satisfies Summary);
const line = (run: PastRun, found?: FoundState) =>
  runLine(
    run,
    (moment) => moment,
    (_, { status }) => found ?? status,
  );

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
async function listed(texts: Record<string, string>): Promise<readonly PastRun[]> {
  const paths = Object.keys(texts).filter((path) => path.endsWith('run.json'));
  return historyOf(texts).history.update(paths.map((path, i) => ({ path, modified: 10 - i })));
}

test('runs are listed newest first, and a record is read again only when it has changed', async () => {
  const { history, reads, texts } = historyOf({
    'runs/stripes/a/run.json': record('2026-01-01T00:00:00Z', 'running'),
    'runs/stripes/b/run.json': record('2026-01-02T00:00:00Z', 'running'),
  });
  const [a, b] = Object.keys(texts);
  const first = await history.update([
    { path: a, modified: 1 },
    { path: b, modified: 1 },
  ]);
  assert.deepEqual(
    first.map(({ path }) => path),
    [b, a],
  );
  texts[a] = record('2026-01-01T00:00:00Z', 'failed');
  const later = await history.update([
    { path: a, modified: 2 },
    { path: b, modified: 1 },
  ]);
  assert.deepEqual(reads, [a, b, a]);
  assert.deepEqual(
    later.map((run) => line(run).state),
    ['running', 'failed'],
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

test('a line says when, and what became of it; the key and how it was run stand behind', async () => {
  const texts = {
    'file:///w/runs/stripes/a1b2/run.json': recordOf({ version: '0.1.0', changes: ['seeds 1 .. 2'] }),
    'file:///w/runs/first/c3/run.json': '{"key": "c3", "experi',
    'file:///w/runs/other/d4/run.json': '[]',
  };
  const runs = await listed(texts);
  const unreadable = (label: string, tooltip: string) => ({
    label,
    description: 'cannot be read',
    tooltip,
    state: 'unreadable',
  });
  assert.deepEqual(
    runs.map((run) => line(run)),
    [
      {
        label: '2026-01-01T00:00:00Z',
        description: '',
        tooltip: 'key a1b2\ndone, wasm, took 2.5 s\nAnlage 0.1.0, engine 1\nchanged on the command line: seeds 1 .. 2',
        state: 'done',
      },
      unreadable('c3', 'run.json is damaged. Run the experiment again.'),
      unreadable('d4', 'run.json is not the record of a run.'),
    ],
  );
  const [gone] = await historyOf({}).history.update([{ path: 'runs/gone/e5/run.json', modified: 1 }]);
  assert.deepEqual(line(gone), unreadable('e5', 'run.json cannot be read: no such file'));
});

for (const { what, verdicts, state, says } of [
  { what: 'every claim fails', verdicts: ['fails', 'fails'], state: 'failed', says: '✗ 0 of 2 claims' },
  { what: 'one claim fails', verdicts: ['supported', 'fails', 'holds'], state: 'failed', says: '✗ 2 of 3 claims' },
  { what: 'every claim passes', verdicts: ['supported', 'holds'], state: 'passed', says: '✓ 2 of 2 claims' },
  { what: 'the one claim passes', verdicts: ['holds'], state: 'passed', says: '✓ 1 of 1 claim' },
  { what: 'nothing is claimed', verdicts: [], state: 'done', says: '' },
] as const)
  test(`the line of a run in which ${what}`, async () => {
    const [run] = await listed({
      'runs/stripes/a1/run.json': recordOf({}),
      'runs/stripes/a1/summary.json': summaryOf(...verdicts),
    });
    const { state: shown, description } = line(run);
    assert.deepEqual([shown, description], [state, says]);
  });

test('the claims of a run that did not end are not counted, nor those of a summary that cannot be read', async () => {
  const runs = await listed({
    'runs/stripes/a1/run.json': recordOf({ status: 'running', finished: null, jobs: { done: 75, total: 122 } }),
    'runs/stripes/a1/summary.json': summaryOf('fails'),
    'runs/stripes/b2/run.json': recordOf({ started: '2025-01-01T00:00:00Z' }),
    'runs/stripes/b2/summary.json': '{',
  });
  assert.deepEqual(
    runs
      .map((run, i) => line(run, i === 0 ? 'interrupted' : undefined))
      .map(({ state, description }) => [state, description]),
    [
      ['interrupted', 'interrupted at 75 of 122 jobs'],
      ['done', ''],
    ],
  );
});

for (const [seconds, finished, says, sweep] of [
  [0.04, '2026-01-01T00:00:03Z', '0.0 s'],
  [0.04, null, 'not known'],
  [90, '2026-01-01T00:00:03Z', '1.5 min'],
  [9000, '2026-01-01T00:00:03Z', '2.5 h'],
  [0.04, '2026-01-01T00:00:03Z', '30.0 min (12.0 h of computing)', { computing: 43_200, wall: 1800 }],
  [0.04, '2026-01-01T00:00:03Z', 'not known (3.0 s of computing)', { computing: 3, wall: null }],
] as const)
  test(`a run of ${seconds} s that has ${finished ? '' : 'not '}ended took ${says}`, () =>
    assert.equal(tookText({ seconds, finished, sweep }), says));

test('runs stand by experiment and place, each with its newest first', async () => {
  const runs = await listed({
    'file:///w/runs/a%20b/1/run.json': recordOf({ experiment: 'a b', started: '2026-01-01T00:00:00Z' }),
    'file:///w/runs/c/2/run.json': recordOf({ experiment: 'c', started: '2026-01-02T00:00:00Z' }),
    'file:///w/runs/a%20b/3/run.json': recordOf({ experiment: 'a b', started: '2026-01-03T00:00:00Z' }),
    'file:///w/deep/runs/c/4/run.json': recordOf({ experiment: 'c', started: '2025-01-01T00:00:00Z' }),
  });
  assert.deepEqual(
    runGroups(runs).map(({ experiment, path, runs: own }) => [experiment, path, own.length]),
    [
      ['a b', 'file:///w/runs/a%20b', 2],
      ['c', 'file:///w/runs/c', 1],
      ['c', 'file:///w/deep/runs/c', 1],
    ],
  );
});
