import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { recordFile } from '../../runs/keep/checksum-list.ts';
import { temporaryFolder } from '../runs/stripes-study.ts';
import { start, writeStudy } from './bundled-command.ts';

const posix = { skip: process.platform === 'win32' };

/** Killed where it hangs: a process that waits for a pipe hears no milder signal. */
async function atOnce(t: TestContext, folder: string, ...given: string[]) {
  const { child, ended } = start(folder, given);
  const limit = setTimeout(() => child.kill('SIGKILL'), 20_000);
  t.after(() => clearTimeout(limit));
  const result = await ended;
  clearTimeout(limit);
  return result;
}

test('a pipe or a device named as a file is refused at once, by every command that reads one', posix, async (t) => {
  const folder = temporaryFolder(t);
  for (const name of ['pipe', 'pipe.bnet', 'pipe.npy']) execFileSync('mkfifo', [path.join(folder, name)]);
  for (const given of [
    ['check', 'pipe'],
    ['check', '/dev/zero'],
    ['run', 'pipe'],
    ['format', 'pipe'],
    ['show', 'pipe'],
    ['check', 'pipe.bnet'],
    ['genes', 'pipe.bnet'],
    ['convert', 'pipe.bnet', 'rules.aeon'],
    ['spectrum', 'pipe.npy'],
  ]) {
    const { status, err } = await atOnce(t, folder, ...given);
    assert.equal(status, 2, `${given.join(' ')}: ${err}`);
    assert.match(err, /^anlage: \S+ is a (pipe|device): name a file\.$/m, given.join(' '));
  }
});

test('a pipe among the files of a run is damage, not a wait', posix, async (t) => {
  const folder = temporaryFolder(t);
  writeStudy(folder, { seeds: '1' });
  await atOnce(t, folder, 'run', 'study.anl', '--quiet');
  const runs = path.join(folder, 'runs', 'stripes');
  const record = path.join(runs, fs.readdirSync(runs)[0], recordFile);
  fs.rmSync(record);
  execFileSync('mkfifo', [record]);
  const shown = await atOnce(t, folder, 'show', path.dirname(record));
  assert.equal(shown.status, 2);
  assert.match(shown.err, /run\.json is damaged: it cannot be read \(it is a pipe\)/);
  assert.equal((await atOnce(t, folder, 'verify')).status, 1);
  assert.notEqual((await atOnce(t, folder, 'run', 'study.anl', '--quiet')).status, null);
  assert.equal((await atOnce(t, folder, 'verify')).status, 0, 'made anew');
});

test(
  'a file that is written keeps its permissions and its links, and nothing but a file is replaced',
  posix,
  async (t) => {
    const folder = temporaryFolder(t);
    writeStudy(folder, { seeds: '1' });
    await atOnce(t, folder, 'run', 'study.anl', '--quiet');
    execFileSync('mkfifo', [path.join(folder, 'pipe.html')]);
    const study = fs.readFileSync(path.join(folder, 'study.anl'), 'utf8');
    for (const [to, why] of [
      ['pipe.html', /pipe\.html cannot be written: it is a pipe; name a file\./],
      ['runs', /runs cannot be written: it is a folder; name a file\./],
      ['study.anl', /study\.anl cannot be written: it is there already and is no such report/],
    ] as const) {
      const { status, err } = await atOnce(t, folder, 'show', 'runs', '--quiet', '--html', to);
      assert.equal(status, 2, to);
      assert.match(err, why);
    }
    assert.ok(fs.statSync(path.join(folder, 'pipe.html')).isFIFO());
    assert.equal(fs.readFileSync(path.join(folder, 'study.anl'), 'utf8'), study);

    const own = path.join(folder, 'own.anl');
    fs.writeFileSync(own, 'language 1\ngenes a {\n A,   A\n}\n', { mode: 0o600 });
    fs.symlinkSync('own.anl', path.join(folder, 'link.anl'));
    assert.equal((await atOnce(t, folder, 'format', 'link.anl')).status, 0);
    assert.ok(fs.lstatSync(path.join(folder, 'link.anl')).isSymbolicLink());
    assert.match(fs.readFileSync(own, 'utf8'), /^ {2}A, A$/m);
    assert.equal(fs.statSync(own).mode & 0o777, 0o600);
  },
);
