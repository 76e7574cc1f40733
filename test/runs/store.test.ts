import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { type TestContext, test } from 'node:test';
import { verifyRuns } from '../../runs/index.ts';
import { jobStore, type StoreOptions } from '../../runs/keep/store.ts';
import type { Outcome } from '../../runs/plan/outcome.ts';
import { sha256 } from '../../runs/data/sha256.ts';
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
      assert.deepEqual(store.setAside(), length > 0 ? [] : [{ file, problem: 'it is empty' }]);
    });
  }
});

/** A file with one bit of a byte changed, another at each byte. */
const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] ^= 1 << (at % 8);
  return copy;
};
test('a bit flipped in any byte of any file of a store is named, its job is not used, and is kept anew', (t) => {
  const [runs, copies] = folders(t);
  save(runs, some);
  const place = path.join(runs, '.jobs');
  const kept = temporaryFolder(t);
  fs.cpSync(place, kept, { recursive: true });
  let flips = 0;
  for (const file of filesOf(runs)) {
    const bytes = fs.readFileSync(file);
    // what lies in a file of its own is read whenever it is asked for
    const large = bytes.length > 10_000 ? jobStore(runs) : undefined;
    for (let at = 0; at < bytes.length; at++) {
      fs.writeFileSync(file, flipped(bytes, at));
      flips++;
      const what = `${file}, byte ${at}`;
      if (large) {
        const found = large.find(keyOf(2));
        assert.ok(found && 'problem' in found && found.file === file, what);
        continue;
      }
      const isMended = at % 32 === 0;
      within(runs, (store) => {
        const whole = foundOf(store, some, copies);
        assert.ok(whole.length < some.length, `${what}: as if it were whole`);
        assert.ok(
          verifyRuns(runs).damaged.some((damage) => damage.file === file),
          `${what}: not named`,
        );
        if (!isMended) return;
        const said = some
          .map((job) => store.find(keyOf(job)))
          .flatMap((found) => (found && 'file' in found ? found : []));
        assert.ok([...said, ...store.setAside()].some((damage) => damage.file === file));
        for (const job of some) if (!whole.includes(job)) store.save(keyOf(job), outcomeOf(job));
        assert.deepEqual(foundOf(store, some, copies), some);
      });
      if (!isMended) continue;
      within(runs, (store) => assert.deepEqual([foundOf(store, some, copies), store.setAside()], [some, []]));
      assert.deepEqual(verifyRuns(runs), { runs: 0, jobs: 4, older: 0, damaged: [] });
      fs.rmSync(place, { recursive: true });
      fs.cpSync(kept, place, { recursive: true });
    }
    large?.close();
    fs.writeFileSync(file, bytes);
  }
  t.diagnostic(`${flips} flips`);
});

test('what stands in the place of a segment or a kept file is named, never waited for, and the rest is found', (t) => {
  const [runs, copies] = folders(t);
  save(runs, some);
  const segments = path.join(runs, '.jobs', 'seg');
  for (const name of ['00', '01', '02', '03']) fs.mkdirSync(path.join(segments, name), { recursive: true });
  const wrong: Readonly<Record<string, string>> = {
    '00/pipe.jsonl': 'it is a pipe where a file should be',
    '00/device.jsonl': 'it is a device where a file should be',
    '01/folder.jsonl': 'it is a folder where a file should be',
    '01/hole.jsonl': 'it cannot be read (from byte 0 on it holds no lines)',
    '02/nowhere.jsonl': 'it is missing',
    '0f': 'it is no folder',
  };
  spawnSync('mkfifo', [path.join(segments, '00/pipe.jsonl')]);
  fs.symlinkSync('/dev/zero', path.join(segments, '00/device.jsonl'));
  fs.mkdirSync(path.join(segments, '01/folder.jsonl'));
  fs.writeFileSync(path.join(segments, '01/hole.jsonl'), '');
  fs.truncateSync(path.join(segments, '01/hole.jsonl'), 2 ** 33);
  fs.writeFileSync(path.join(segments, '02/empty.jsonl'), '');
  fs.symlinkSync('nowhere', path.join(segments, '02/nowhere.jsonl'));
  fs.rmSync(path.join(segments, '0f'), { recursive: true, force: true });
  fs.writeFileSync(path.join(segments, '0f'), '');
  const named = (damaged: readonly { file: string; problem: string }[]) =>
    Object.fromEntries(damaged.map(({ file, problem }) => [path.relative(segments, file), problem]));
  const art = filesOf(runs).find((file) => file.includes(`${path.sep}art${path.sep}`)) as string;
  fs.rmSync(art);
  fs.mkdirSync(path.join(art, 'mine'), { recursive: true });
  within(runs, (store) => {
    assert.deepEqual(foundOf(store, some, copies), [0, 1, 4]);
    assert.deepEqual(named(store.setAside()), { ...wrong, '02/empty.jsonl': 'it is empty' });
    store.save(keyOf(2), outcomeOf(2));
    assert.deepEqual(foundOf(store, some, copies), some);
  });
  assert.ok(fs.existsSync(path.join(`${art}.folder`, 'mine')));
  const { damaged } = verifyRuns(runs);
  assert.deepEqual(named(damaged), wrong);
  for (const { remedy } of damaged) assert.match(remedy, /Put it back/);
});

/** A store so large that its index becomes a file. */
function largeStore(runs: string): string {
  within(runs, (store) => {
    for (const job of some)
      store.save(keyOf(job), { ...outcomeOf(job), notes: [{ code: 'S061', text: '-'.repeat(300_000) }] });
  });
  const index = path.join(runs, '.jobs', 'index');
  assert.ok(fs.existsSync(index));
  return index;
}
const keysFound = (store: ReturnType<typeof jobStore>): number =>
  some.filter((job) => 'outcome' in (store.find(keyOf(job)) ?? {})).length;

test('the index can be lost, damaged or behind: the segments say what there is, and it is made again', (t) => {
  const runs = temporaryFolder(t);
  const index = largeStore(runs);
  const bytes = fs.readFileSync(index);
  for (let at = 0; at < bytes.length; at++) {
    fs.writeFileSync(index, flipped(bytes, at));
    if (at % 8 === 0)
      assert.deepEqual(
        verifyRuns(runs).damaged.map(({ file, remedy }) => [file, /Nothing is lost/.test(remedy)]),
        [[index, true]],
      );
    within(runs, (store) => {
      assert.equal(keysFound(store), 4, `byte ${at}`);
      assert.deepEqual(
        store.setAside().map(({ file }) => file),
        [index],
      );
      assert.equal(fs.existsSync(index), false);
    });
    assert.ok(fs.existsSync(index));
  }
  fs.writeFileSync(index, bytes);
  save(runs, [5], { keepsIndex: false });
  assert.deepEqual(fs.readFileSync(index), bytes);
  within(runs, (store) => assert.deepEqual([keysFound(store), store.size()], [4, 5]));
  const [segment] = filesOf(runs).filter((name) => name.endsWith('.jsonl') && fs.statSync(name).size > 100_000);
  const { atime, mtime } = fs.statSync(segment);
  const text = fs.readFileSync(segment, 'utf8');
  fs.writeFileSync(segment, text.replace('"value":4', '"value":7'));
  fs.utimesSync(segment, atime, mtime);
  within(runs, (store) => {
    const found = store.find(keyOf(4));
    assert.ok(found && 'problem' in found && found.file === segment, 'changed under the index');
    assert.match(found.problem, /^line 4: it is not what was written/);
    assert.equal(keysFound(store), 3);
  });
  fs.rmSync(segment);
  within(runs, (store) => assert.deepEqual([keysFound(store), store.size()], [0, 1]));
});

test('two records of a job that differ are an alarm that names who computed them; equal ones are not', (t) => {
  const runs = temporaryFolder(t);
  save(runs, some, { writer: 'one', level: 'wasm' });
  save(runs, some, { writer: 'other', level: 'native-avx2' });
  assert.deepEqual(verifyRuns(runs).damaged, []);
  for (const order of [1, 2]) {
    save(runs, [1], { writer: `later-${order}`, level: 'native-avx512' }, order);
    within(runs, (store) => {
      const [{ key, about, copies }] = store.disagreements();
      assert.deepEqual([key, about, copies.at(-1)?.level], [keyOf(1), 'numbers', 'native-avx512']);
      const found = store.find(keyOf(1));
      assert.ok(found && 'outcome' in found);
      assert.equal(found.outcome.points[0].value, 1 + order, 'the later is used');
    });
  }
  const [{ problem, remedy }] = verifyRuns(runs).damaged;
  assert.match(problem, /computed twice, it gave other numbers on \S+ \(native-avx512, .*later-2\.jsonl\) than on /);
  assert.match(remedy, /delete the segment/);
  for (const file of filesOf(runs)) if (/later-/.test(file)) fs.rmSync(file);
  assert.deepEqual(verifyRuns(runs).damaged, []);
});

test('what the first versions kept is found where it lies, and replaced where it is damaged', (t) => {
  const [runs, copies] = folders(t);
  const place = path.join(runs, '.jobs');
  fs.mkdirSync(place);
  for (const job of some) {
    const { files, ...rest } = outcomeOf(job);
    for (const [name, content] of Object.entries(files))
      fs.writeFileSync(path.join(place, `${keyOf(job)}-${name}`), content);
    const sums = Object.fromEntries(Object.entries(files).map(([name, content]) => [name, sha256(content)]));
    const text = JSON.stringify({ key: keyOf(job), ...rest, files: sums }, (_, value) =>
      typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
    );
    fs.writeFileSync(path.join(place, `${keyOf(job)}.json`), `{"sha256":"${sha256(text)}","job":${text}}`);
  }
  fs.writeFileSync(path.join(place, `${keyOf(9)}-training-0.checkpoint`), 'kept');
  within(runs, (store) => {
    assert.deepEqual([foundOf(store, some, copies), store.size()], [some, 4]);
    assert.equal(fs.readFileSync(`${store.checkpoints(keyOf(9))}0.checkpoint`, 'utf8'), 'kept');
  });
  fs.truncateSync(path.join(place, `${keyOf(1)}-weights.npy`), 3);
  assert.deepEqual(
    verifyRuns(runs).damaged.map(({ file }) => path.basename(file)),
    [`${keyOf(1)}-weights.npy`],
  );
  within(runs, (store) => {
    const found = store.find(keyOf(1));
    assert.ok(found && 'problem' in found);
    store.save(keyOf(1), outcomeOf(1));
    assert.deepEqual(foundOf(store, some, copies), some);
  });
  assert.deepEqual(verifyRuns(runs), { runs: 0, jobs: 4, older: 0, damaged: [] });
});
