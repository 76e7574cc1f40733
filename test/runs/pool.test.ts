import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { jobsOf } from '../../runs/plan/jobs.ts';
import { recentResults } from '../../making/recent-results.ts';
import { pool, threadPool } from '../../runs/execute/thread-pool.ts';
import type { Task } from '../../runs/plan/tasks.ts';
import { stripes } from './stripes-study.ts';

const tasks = jobsOf({ ...stripes, seeds: [1] }, { files: { stripes: '' }, backend: 'wasm' }).map((job) => ({
  job,
  keep: false,
}));

test('a thread that dies fails its job with what killed it, and the next job gets another thread', async () => {
  const failures: string[] = [];
  const setting = { backend: 'no such backend', locations: {} };
  await threadPool(2).run(
    { tasks: tasks.slice(0, 3), setting },
    {
      progress: () => {},
      done: () => assert.fail('nothing can be done'),
      failed: (_, message) => failures.push(message),
    },
  );
  assert.equal(failures.length, 3);
  for (const message of failures) assert.match(message, /there is no backend 'no such backend'/);
});

test('an aborted pool starts nothing', async () => {
  const nothing = () => assert.fail('nothing is started');
  await threadPool(1).run(
    { tasks, setting: { backend: 'wasm', locations: {} } },
    { progress: nothing, done: nothing, failed: nothing },
    AbortSignal.abort(),
  );
});

test('an aborted pool ends at once, without waiting for what its threads are in the middle of', async () => {
  const stop = new AbortController();
  const nothing = () => assert.fail('nothing is heard of what was stopped');
  let ended = false;
  const running = threadPool(2)
    .run(
      { tasks, setting: { backend: 'wasm', locations: {} } },
      { progress: nothing, done: nothing, failed: nothing },
      stop.signal,
    )
    .then(() => {
      ended = true;
    });
  stop.abort(); // its threads are starting: none can have ended
  await new Promise((resolve) => setImmediate(resolve));
  assert.ok(ended);
  await running;
});

test('recent results are made once each, and the oldest is let go of', () => {
  const made: number[] = [];
  const released: number[] = [];
  const squares = recentResults<number>(2, (result) => released.push(result));
  const square = (n: number) =>
    squares.get({ n }, () => {
      made.push(n);
      return n * n;
    });
  assert.deepEqual([2, 3, 2, 4, 2, 3].map(square), [4, 9, 4, 16, 4, 9]);
  assert.deepEqual(made, [2, 3, 4, 3]);
  assert.deepEqual(released, [9, 16]);
  assert.throws(
    () =>
      squares.get({ n: 5 }, () => {
        throw new Error('no');
      }),
    /no/,
  );
  assert.equal(
    squares.get({ n: 5 }, () => 25),
    25,
  );
});

test('short tasks are given together; what ends a process with several is found by giving each alone', async () => {
  const given: string[][] = [];
  const ends: string[] = [];
  let isFirst = true;
  const start = () => {
    const events = new EventEmitter();
    const post = (tasks: readonly Task[]): void => {
      const keys = tasks.map(({ job }) => job.key);
      given.push(keys);
      // once, the last of several are given back
      const computed = isFirst && keys.length > 2 ? keys.slice(0, 2) : keys;
      if (computed.length < keys.length) isFirst = false;
      const answers = computed.map((key) => ({ key, kind: 'done', outcome: {} }));
      setImmediate(() => {
        if (keys.includes('7')) events.emit('exit', 1);
        else events.emit('message', { kind: 'answers', answers, ended: true });
      });
    };
    return { events, post, terminate: async () => {} };
  };
  const tasks = Array.from({ length: 40 }, (_, i) => ({ job: { key: String(i), seed: i } }) as unknown as Task);
  const assignment = { tasks, setting: { backend: 'wasm', locations: {} }, alone: new Set(['3']) };
  await pool(1, start, 8).run(assignment, {
    progress: () => {},
    done: ({ key }) => ends.push(key),
    failed: () => assert.fail('nothing fails'),
    died: ({ key }) => ends.push(`${key} died`),
  });
  assert.deepEqual(ends.toSorted(), tasks.map(({ job: { key } }) => (key === '7' ? '7 died' : key)).sort());
  const sizes = given.map(({ length }) => length);
  assert.ok(Math.max(...sizes) > 4 && Math.max(...sizes) <= 8, sizes.join());
  for (const key of ['3', '7']) assert.equal(given.findLast((keys) => keys.includes(key))?.length, 1);
  assert.equal(isFirst, false);
});
