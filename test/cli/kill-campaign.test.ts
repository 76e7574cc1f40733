import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { stream } from '../../engine/random/index.ts';
import { trials } from '../fuzz-trials.ts';
import { temporaryFolder } from '../runs/stripes-study.ts';
import { anlage, start, writeStudy } from './bundled-command.ts';

const draws = stream(11, 'kills', 'campaign');
const study = { epochs: 40, seeds: '1 .. 2', more: 'plot learning' };
/** What a run leaves, but for what tells of the moment: when it ran, how long, and what it said while it did. */
function left(place: string): Map<string, string> {
  const runs = path.join(place, 'runs', 'stripes');
  const [key, ...more] = fs.readdirSync(runs);
  assert.deepEqual([more, key.startsWith('.')], [[], false]);
  return new Map(
    fs
      .readdirSync(path.join(runs, key), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !['run.json', 'log.jsonl', 'SHA256SUMS'].includes(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [path.relative(path.join(runs, key), file), fs.readFileSync(file).toString('base64')]),
  );
}
const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Kills a run at some moment after its folder was begun; false where it had ended before. */
async function killed(place: string, signal: NodeJS.Signals): Promise<boolean> {
  const { child, ended } = start(place, ['run', 'study.anl', '--jobs', '2', '--quiet']);
  const begun = () => fs.existsSync(path.join(place, 'runs', '.jobs'));
  while (!begun() && child.exitCode === null) await pause(1);
  await pause(draws.below(1500));
  child.kill(signal);
  const { status } = await ended;
  // while Node itself starts, nobody heeds a signal yet: then it ends the process
  assert.ok(status === null || status === 130 || status === 0, `${signal}: ${status}`);
  return status !== 0;
}

test('killed at any moments, a run goes on to the same bytes, and leaves nothing half-written', async (t) => {
  const whole = temporaryFolder(t);
  writeStudy(whole, study);
  await anlage(whole, 'run', 'study.anl', '--jobs', '2', '--quiet');
  const expected = left(whole);
  let kills = 0;
  for (let trial = 0; trial < trials(4); trial++) {
    const place = temporaryFolder(t);
    writeStudy(place, study);
    for (const signal of ['SIGKILL', (['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGKILL'] as const)[trial % 4]] as const)
      if (await killed(place, signal)) kills++;
    const { status, err } = await anlage(place, 'run', 'study.anl', '--jobs', '2', '--quiet');
    assert.deepEqual([status, err], [0, '']);
    assert.deepEqual(left(place), expected);
    const verified = await anlage(place, 'verify', '--json');
    assert.deepEqual([verified.status, JSON.parse(verified.out).damaged], [0, []]);
    const names = fs.readdirSync(path.join(place, 'runs'), { recursive: true, encoding: 'utf8' });
    assert.deepEqual(
      names.filter((name) => /lock|\.tmp|\.stale|\.partial|\.former/.test(name)),
      [],
    );
  }
  t.diagnostic(`${kills} kills`);
});
