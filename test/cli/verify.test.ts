import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../runs/stripes-study.ts';
import { anlage, start, writeStudy } from './bundled-command.ts';

test('verify names every damaged file and what to do; a run mends them, says so, and keeps its verdict', async (t) => {
  const place = temporaryFolder(t);
  writeStudy(place, { seeds: '1', claim: 'accuracy of grown < 1 %' });
  assert.equal((await anlage(place, 'verify', 'study.anl')).status, 2);
  assert.equal((await anlage(place, 'run', 'study.anl', '--quiet')).status, 1);
  const whole = await anlage(place, 'verify');
  assert.deepEqual([whole.status, whole.out], [0, '1 run and 6 kept jobs are whole.\n']);

  const [key] = fs.readdirSync(path.join(place, 'runs', 'stripes'));
  const folder = path.join(place, 'runs', 'stripes', key);
  const store = path.join(place, 'runs', '.jobs');
  const segment = fs
    .readdirSync(store, { recursive: true, encoding: 'utf8' })
    .find((name) => name.endsWith('.jsonl')) as string;
  fs.rmSync(path.join(folder, 'summary.json'));
  fs.truncateSync(path.join(folder, 'arrays', 'grown-1-input_weights.npy'), 99);
  const lines = fs.readFileSync(path.join(store, segment), 'utf8');
  fs.writeFileSync(path.join(store, segment), lines.replace(/"seconds":0/, '"seconds":1'));
  for (const where of ['.', 'runs', 'study.anl']) {
    const { status, out } = await anlage(place, 'verify', where);
    assert.equal(status, 1);
    for (const said of [
      `runs/.jobs/${segment} is damaged: line 1: it is not what was written (its SHA-256 differs). Run its e`,
      `runs/stripes/${key}/summary.json is damaged: it is missing. Run its experiment again`,
      `runs/stripes/${key}/arrays/grown-1-input_weights.npy is damaged: it is not what was written`,
      '0 runs and 5 kept jobs are whole.',
    ])
      assert.ok(out.includes(said), `${out}\n${said}`);
  }
  const record = path.join(folder, 'run.json');
  const written = fs.readFileSync(record, 'utf8');
  fs.writeFileSync(record, written.replace(/"contract": ?\d+/, '"contract": 0'));
  const older = `runs/stripes/${key}/run.json was written by an older version of Anlage. Run its experiment again`;
  assert.ok((await anlage(place, 'verify')).out.split('\n').some((line) => line.startsWith(older)));
  fs.writeFileSync(record, written);
  const json = JSON.parse((await anlage(place, 'verify', folder, '--json')).out);
  assert.deepEqual([json.runs, json.jobs, json.damaged.length], [0, 0, 2]);
  assert.deepEqual(Object.keys(json.damaged[0]), ['file', 'problem', 'remedy']);

  for (const command of [
    ['show', 'study.anl'],
    ['diff', folder, folder],
  ]) {
    const { status, err } = await anlage(place, ...command);
    assert.equal(status, 2);
    assert.match(err, /summary\.json is damaged: it is missing\. Run the experiment again/);
  }
  const { status, err } = await anlage(place, 'run', 'study.anl', '--quiet');
  assert.equal(status, 1, 'the claim fails as before');
  assert.match(err, /summary\.json is damaged: it is missing; it is made anew\./);
  assert.match(err, /is damaged: .*; \S+ of \S+ is computed again|is damaged: .*, seed 1 is computed again/);
  assert.equal((await anlage(place, 'verify')).status, 0);
});

test('what cannot be written to standard output is an error', { skip: !fs.existsSync('/dev/full') }, async (t) => {
  const place = temporaryFolder(t);
  writeStudy(place, { seeds: '1' });
  await anlage(place, 'run', 'study.anl', '--quiet');
  for (const given of [
    ['run', 'study.anl', '--json'],
    ['show', 'study.anl'],
    ['check', 'study.anl', '--json'],
  ]) {
    const full = fs.openSync('/dev/full', 'w');
    const { status, err } = await start(place, given, {}, full).ended;
    fs.closeSync(full);
    assert.equal(status, 3, given.join(' '));
    assert.match(err, /^anlage: write error: standard output cannot be written \(ENOSPC\)\.$/m);
  }
});
