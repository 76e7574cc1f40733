import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { heartbeatsIn } from '../../runs/cluster/heartbeat.ts';
import { attemptsIn, type JournalLine, openJournal } from '../../runs/cluster/journal.ts';
import { readSubmission, writeSubmission } from '../../runs/cluster/submission.ts';
import { numberedJobs } from '../../runs/cluster/sweep-plan.ts';
import { jobStore } from '../../runs/keep/store.ts';
import { anlage, start, writeStudy } from '../cli/bundled-command.ts';
import { temporaryFolder } from '../runs/stripes-study.ts';
import { five, long } from './small-sweeps.ts';

/** A sweep of one task, which somebody else is to begin. */
async function oneTask(t: TestContext, text: (folder: string) => Promise<unknown>) {
  const folder = temporaryFolder(t);
  await text(folder);
  const begun = await anlage(
    folder,
    'sweep',
    'study.anl',
    '--on',
    'other',
    '--backend',
    'wasm',
    '--chunk',
    '9',
    '--json',
  );
  assert.deepEqual([begun.status, begun.err], [0, '']);
  const submission: string = JSON.parse(begun.out).submission;
  const keys = numberedJobs(readSubmission(submission).sweep.plan).map(([, { key }]) => key);
  const former = (attempt: string, ...lines: JournalLine[]) => {
    const journal = openJournal(submission, 0, attempt);
    for (const line of [{ begin: attempt, task: 0, host: 'n1', level: 'wasm', at: attempt }, ...lines])
      journal.write(line);
    journal.close();
  };
  const heard = () => heartbeatsIn(submission).map(({ state, done, failed, at }) => ({ state, done, failed, at }));
  return { folder, submission, keys, former, heard };
}

test('a job under way when two workers ended is set aside; one told to stop is not to blame', async (t) => {
  const { folder, submission, keys, former, heard } = await oneTask(t, five);
  for (const attempt of ['1', '2']) former(attempt, { start: keys[1] });
  for (const attempt of ['3', '4']) former(attempt, { start: keys[2] }, { stop: 'told' });
  former('5', { start: keys[3] });
  const worked = await anlage(folder, 'work', submission, '--task', '0');
  assert.deepEqual([worked.status, worked.err], [0, '']);
  assert.deepEqual(heard(), [{ state: 'ended', done: 4, failed: 1, at: '' }]);
  const store = jobStore(path.join(folder, 'runs'), { keepsIndex: false });
  assert.deepEqual(
    keys.map((key) => store.find(key) !== undefined),
    [true, false, true, true, true],
  );
  store.close();
  const collected = await anlage(folder, 'sweep', 'collect', '--quiet');
  assert.match(collected.out, /seed 2: it was under way when two workers ended\. It is set aside after two starts/);
  assert.equal(collected.status, 3);
});

test('a worker whose copy has done all computes nothing', async (t) => {
  const { folder, submission } = await oneTask(t, five);
  const both = await Promise.all([1, 2].map(() => anlage(folder, 'work', submission)));
  assert.deepEqual(
    both.map(({ status, err }) => [status, err]),
    Array(2).fill([0, '']),
  );
  await anlage(folder, 'work', submission, '--task', '0');
  assert.equal(attemptsIn(submission).at(-1)?.ended.size, 0);
  assert.equal((await anlage(folder, 'sweep', 'collect', '--quiet')).status, 0);
  assert.match(
    (await anlage(folder, 'work', submission, '--task', '1')).err,
    /no task 1: tasks are numbered from 0 to 0/,
  );
});

test('a task stops when its runner is killed', async (t) => {
  const { folder, submission, heard } = await oneTask(t, long);
  const runner = start(folder, ['work', submission, '--processes', '1']);
  while (!attemptsIn(submission).some(({ inFlight }) => inFlight.size > 0)) await pause();
  runner.child.kill('SIGKILL');
  while (heard()[0]?.state === 'running') await pause();
  assert.equal(heard()[0].state, 'stopped');
});

test('told to end soon it has itself queued again, unless three starts in a row led nowhere', async (t) => {
  const { folder, submission, former, heard } = await oneTask(t, long);
  const queued = path.join(folder, 'queued');
  const told = async () => {
    const before = attemptsIn(submission).length;
    const worker = start(folder, ['work', submission, '--task', '0', '--grace', '1', '--requeue', 'touch queued']);
    while (
      !attemptsIn(submission)
        .slice(before)
        .some(({ inFlight }) => inFlight.size > 0)
    )
      await pause();
    worker.child.kill('SIGUSR2');
    while (heard()[0]?.state === 'running') await pause();
    // who queues it again ends it
    if (fs.existsSync(queued)) worker.child.kill('SIGTERM');
    return worker.ended;
  };
  const first = await told();
  assert.deepEqual([first.status, fs.existsSync(queued)], [0, true]);
  assert.match(first.err, /task 0: 1 of 1 jobs are left; it is queued again/);
  fs.rmSync(queued);
  former('2000-01-01');
  const last = await told();
  assert.deepEqual([last.status, fs.existsSync(queued)], [85, false]);
  assert.match(heard()[0].at, /3 attempts in a row have not finished one job: ask for more --time/);
});

test('a worker does not compute with other images than the sweep was planned of', async (t) => {
  const { folder, submission } = await oneTask(t, async (place) => writeStudy(place, { seeds: '1 .. 6' }));
  const [images] = fs.readdirSync(path.join(folder, 'stripes'));
  const file = path.join(folder, 'stripes', images);
  const bytes = fs.readFileSync(file);
  bytes[bytes.length - 1] ^= 1;
  fs.writeFileSync(file, bytes);
  const worked = await anlage(folder, 'work', submission);
  assert.match(worked.err, /stripes is not what the sweep was planned of \(.*stripes\): put it back/);
  fs.rmSync(path.join(folder, 'stripes'), { recursive: true });
  assert.match((await anlage(folder, 'work', submission)).err, /stripes is not what the sweep was planned of/);
});

test('of tasks that end as they begin, status says what their log says last', async (t) => {
  const { folder, submission } = await oneTask(t, five);
  const process = { pid: 2 ** 22 + 1, host: os.hostname() };
  writeSubmission(submission, { ...readSubmission(submission).submission, engine: 'local', process });
  fs.writeFileSync(path.join(submission, 'logs', 'local.out'), 'anlage: there is no such thing.\n');
  const { out } = await anlage(folder, 'sweep', 'status');
  assert.match(
    out,
    /1 stopped\n +1 task: its process has ended\n +runs\/\S+local\.out says last:\n +anlage: there is no such/,
  );
});

test('a worker that is not that copied computes nothing; a submission copies it anew, tasks as before', async (t) => {
  const { folder, submission } = await oneTask(t, five);
  const sweeps = path.join(folder, 'runs', '.sweeps');
  const copy = path.join(sweeps, fs.readdirSync(sweeps).find((name) => name.startsWith('worker-'))!);
  fs.appendFileSync(path.join(copy, 'dist', 'hdf5.mjs'), '\n');
  const work = () =>
    spawnSync(process.execPath, [path.join(copy, 'dist', 'anlage.mjs'), 'work', submission, '--task', '0']);
  assert.match(
    String(work().stderr),
    /worker-\w+ is not the worker that was copied: `anlage sweep resume` copies it anew/,
  );
  const resumed = await anlage(folder, 'sweep', 'resume', '--json');
  assert.deepEqual([resumed.status, resumed.err], [0, '']);
  assert.equal(readSubmission(JSON.parse(resumed.out).submission).submission.chunk, 9);
  assert.equal(work().status, 0);
});
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
