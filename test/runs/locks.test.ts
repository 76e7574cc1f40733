import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { lock } from '../../runs/keep/lock.ts';
import { beginningOf } from '../../runs/keep/processes.ts';
import { projectFile } from '../data.ts';
import { temporaryFolder } from './stripes-study.ts';

const here = { host: os.hostname(), since: '2026-01-01T00:00:00Z' };
const alive = process.ppid;

test('the lock of a process that lives is refused, with what to do; any other is taken over', (t) => {
  const folder = temporaryFolder(t);
  const file = path.join(folder, 'lock');
  const refused: readonly [unknown, RegExp][] = [
    [{ ...here, pid: alive, began: beginningOf(alive) }, new RegExp(`by process ${alive} since .*delete .*lock`)],
    [{ ...here, pid: alive }, /by process/],
    [
      { ...here, pid: 5, host: 'elsewhere' },
      /on another machine \(process 5 on elsewhere.*delete .*lock and run again/,
    ],
  ];
  for (const [holder, reason] of refused) {
    fs.writeFileSync(file, JSON.stringify(holder));
    assert.throws(() => lock(folder), reason);
  }
  const stale = [
    JSON.stringify({ ...here, pid: alive, began: 'another start' }),
    JSON.stringify({ ...here, pid: 2 ** 22 + 1 }),
    JSON.stringify({ ...here, pid: process.pid }),
    ...[0, -1, 1.5, 1e300].map((pid) => JSON.stringify({ ...here, pid })),
    '{}',
    '[]',
    'null',
    '',
    '{"pid":',
    'garbage',
  ];
  for (const text of stale) {
    fs.writeFileSync(file, text);
    const held = lock(folder);
    assert.equal(JSON.parse(fs.readFileSync(file, 'utf8')).pid, process.pid, text);
    assert.throws(() => lock(folder), /by process/);
    held.release();
    assert.deepEqual(fs.readdirSync(folder), [], text);
  }
  fs.mkdirSync(file);
  lock(folder).release();
  assert.deepEqual(fs.readdirSync(folder), []);
});

test('of several processes that want a folder at once, over a stale lock, one has it at a time', (t) => {
  const folder = temporaryFolder(t);
  fs.writeFileSync(path.join(folder, 'lock'), '{}');
  // each appends when it has the folder and when it leaves it: the lines must come in pairs
  const script = `
    import fs from 'node:fs';
    import { lock } from ${JSON.stringify(projectFile('runs/keep/lock.ts'))};
    const say = (what) => fs.appendFileSync(process.argv[1] + '.log', process.pid + what + '\\n');
    for (let had = 0; had < 40;)
      try {
        const held = lock(process.argv[1]);
        say(' in');
        say(' out');
        held.release();
        had++;
      } catch (error) {
        if (!/being written by process/.test(error.message)) throw error;
      }`;
  const one = `${JSON.stringify(process.execPath)} --import tsx --input-type=module -e "$SCRIPT" "$FOLDER"`;
  const { status, stderr } = spawnSync('sh', ['-c', `${one} & ${one} & ${one}; wait`], {
    encoding: 'utf8',
    env: { ...process.env, SCRIPT: script, FOLDER: folder, NODE_OPTIONS: '' },
    cwd: projectFile(),
  });
  t.after(() => fs.rmSync(`${folder}.log`, { force: true }));
  assert.deepEqual([status, stderr], [0, '']);
  const lines = fs.readFileSync(`${folder}.log`, 'utf8').trim().split('\n');
  assert.equal(lines.length, 3 * 40 * 2);
  for (let i = 0; i < lines.length; i += 2)
    assert.deepEqual([lines[i].endsWith(' in'), lines[i + 1]], [true, lines[i].replace(' in', ' out')]);
});
