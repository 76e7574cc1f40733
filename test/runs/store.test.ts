import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { verifyRuns } from '../../runs/index.ts';
import { jobStore, type StoreOptions } from '../../runs/keep/store.ts';
import type { Outcome } from '../../runs/plan/outcome.ts';
import { sha256 } from '../../runs/plan/sha256.ts';
import { temporaryFolder } from './stripes-study.ts';

const keyOf = (job: number): string => sha256(`job ${job}`);
/** Every third job has a file that stands in its line, every third one that does not. */
const outcomeOf = (job: number, more = 0): Outcome => ({
  points: [
    { measure: 'size', step: null, value: job + more },
    { measure: 'share', step: 3, value: job === 0 ? Number.NaN : -job / 3, ci: [-1, job] },
  ],
  notes: [{ code: 'S061', text: 'a “note”\n' }],
  facts: { 'size.count': job, ends: Number.POSITIVE_INFINITY },
  seconds: 0.5,
  files: job % 3 === 0 ? {} : { 'weights.npy': new Uint8Array(job % 3 === 1 ? 40 : 17_000).fill(job) },
});

/** Opens the store of a folder, does something, and closes it. */
function within<T>(runs: string, act: (store: ReturnType<typeof jobStore>) => T, options?: StoreOptions): T {
  const store = jobStore(runs, options);
  try {
    return act(store);
  } finally {
    store.close();
  }
}
const save = (runs: string, jobs: readonly number[], options?: StoreOptions, more = 0): void =>
  within(
    runs,
    (store) => {
      for (const job of jobs) store.save(keyOf(job), outcomeOf(job, more));
    },
    options,
  );
/** Which of these jobs are found; each must be what was saved. */
const foundOf = (store: ReturnType<typeof jobStore>, jobs: readonly number[], copies: string): number[] =>
  jobs.filter((job) => {
    const found = store.find(keyOf(job));
    if (!found || !('outcome' in found)) return false;
    const { files, ...rest } = outcomeOf(job);
    const { files: sums, ...numbers } = found.outcome;
    assert.deepEqual(numbers, rest);
    for (const [name, content] of Object.entries(files)) {
      assert.equal(sums[name], sha256(content));
      store.copyTo(keyOf(job), name, path.join(copies, name));
      assert.deepEqual(new Uint8Array(fs.readFileSync(path.join(copies, name))), content);
      assert.deepEqual(new Uint8Array(fs.readFileSync(store.file(keyOf(job), name))), content);
    }
    return true;
  });
const some = [0, 1, 2, 4];
const filesOf = (runs: string): string[] =>
  fs
    .readdirSync(path.join(runs, '.jobs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
const segmentIn = (runs: string): string => filesOf(runs).find((name) => name.endsWith('.jsonl')) as string;
const folders = (t: TestContext): [string, string] => [temporaryFolder(t), temporaryFolder(t)];

test('what any number of processes have saved is found, by those that were there before too', (t) => {
  const [runs, copies] = folders(t);
  within(runs, (early) => {
    save(runs, [0, 1, 2]);
    save(runs, [2, 4], { writer: 'task-7' });
    save(runs, [4], { writer: 'task-7' });
    early.refresh();
    assert.deepEqual(foundOf(early, [0, 1, 2, 3, 4, 5], copies), some);
    assert.equal(early.size(), 4);
  });
  assert.ok(filesOf(runs).some((name) => name.endsWith('/task-7.jsonl')));
  assert.deepEqual(verifyRuns(runs), { runs: 0, jobs: 4, older: 0, damaged: [] });
});

test('a segment that ends at any byte holds exactly its whole lines, and damages nothing', (t) => {
  const [runs, copies] = folders(t);
  save(runs, some);
  const file = segmentIn(runs);
  const bytes = fs.readFileSync(file);
  const ends = [...bytes.entries()].flatMap(([at, byte]) => (byte === 10 ? [at + 1] : []));
  for (let length = bytes.length; length >= 0; length--) {
    fs.truncateSync(file, length);
    within(runs, (store) => {
      const whole = ends.filter((end) => end <= length).length;
      assert.equal(store.size(), whole, `${length} bytes`);
      if (ends.includes(length)) assert.deepEqual(foundOf(store, some, copies), some.slice(0, whole));
      assert.deepEqual(store.setAside(), []);
    });
  }
});
