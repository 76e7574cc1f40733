import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it, test } from 'node:test';
import { stream } from '../../engine/random/index.ts';
import { arraysOf, jobsPerTask, limitFor, phaseOf } from '../../runs/cluster/chunks.ts';
import { attemptsIn, damagedJournals, failuresOf, openJournal } from '../../runs/cluster/journal.ts';
import { rangesOf, readableRanges } from '../../results/number-ranges.ts';
import { countOf, rangesIn, rangesText, sliceOf } from '../../runs/cluster/ranges.ts';
import { pasted, quoted } from '../../runs/shell-words.ts';
import { jobScript, sbatchArguments, secondsOfLimit } from '../../runs/cluster/slurm-script.ts';
import { slotsOfTask, type Submission } from '../../runs/cluster/submission.ts';
import { jobsOfSlots, numberedJobs, type SweepPlan, sweepPlan } from '../../runs/cluster/sweep-plan.ts';
import { verifyRuns } from '../../runs/index.ts';
import { planRun } from '../../runs/run.ts';
import { temporaryFolder } from '../runs/stripes-study.ts';
import { anlage } from '../cli/bundled-command.ts';
import { planned, taught } from './small-sweeps.ts';

const draws = stream(3, 'sweeps', 'numbers');

test('numbers in stretches: as text and back, and any part of them', () => {
  for (let trial = 0; trial < 50; trial++) {
    const numbers = Array.from({ length: 60 }, (_, i) => i).filter(() => draws.uniform() < 0.6);
    const ranges = rangesIn(rangesText(rangesOf(numbers)))!;
    assert.equal(countOf(ranges), numbers.length);
    const [from, to] = [draws.below(40), draws.below(70)];
    assert.deepEqual(sliceOf(ranges, from, to), numbers.slice(from, Math.max(from, to)));
  }
  assert.equal(rangesText(rangesOf([0, 1, 2, 5, 7, 8])), '0-2,5,7-8');
  for (const [numbers, text] of [
    [[3, 1, 2, 9, 9], '1–3, 9'],
    [[5, 4], '4, 5'],
    [[7], '7'],
    [[], ''],
  ] as const)
    assert.equal(readableRanges(numbers), text);
  for (const wrong of ['1-', '3-1', '1,1', '5,2', 'a', '1 2', ',']) assert.equal(rangesIn(wrong), undefined, wrong);
});

test('time limits are read as Slurm reads them', () => {
  for (const [text, seconds] of [
    ['90', 5400],
    ['1:30', 90],
    ['2:00:00', 7200],
    ['1-12', 129_600],
    ['1-0:30', 88_200],
    ['0-0:0:5', 5],
  ] as const)
    assert.equal(secondsOfLimit(text), seconds, text);
  for (const text of ['30s', '1h', '', '1:2:3:4', '1-']) assert.equal(secondsOfLimit(text), undefined, text);
  for (const [seconds, limit] of [
    [600, '0:25:00'],
    [3600, '2:05:00'],
  ] as const)
    assert.equal(limitFor(seconds), limit);
});

test('tasks take 10 to 60 minutes, and at most half their limit; arrays hold at most what Slurm allows', () => {
  for (const [jobs, seconds, processes, limit, expected] of [
    [10_000, 0.003, 1, undefined, 10_000],
    [10_000, 6, 1, undefined, 100],
    [100_000, 6, 1, undefined, 600],
    [100_000, 6, 4, undefined, 1000],
    [10_000, 6, 1, 600, 50],
    [20, 7200, 1, undefined, 1],
  ] as const)
    assert.equal(jobsPerTask(jobs, seconds, processes, limit), expected, `${jobs} of ${seconds} s`);
  const phases = [phaseOf([[0, 2]], 1), phaseOf([[3, 27]], 2)];
  assert.deepEqual(
    arraysOf(phases, 6, 'a').map(({ name, phase, offset, size }) => [name, phase, offset, size]),
    [
      ['a-1', 0, 0, 3],
      ['a-2', 1, 3, 6],
      ['a-3', 1, 9, 6],
      ['a-4', 1, 15, 1],
    ],
  );
  const all = Array.from({ length: 16 }, (_, task) => slotsOfTask({ phases } as unknown as Submission, task));
  assert.deepEqual(
    all.flat(),
    Array.from({ length: 28 }, (_, i) => i),
  );
  assert.throws(
    () => slotsOfTask({ phases } as unknown as Submission, 16),
    /no task 16: tasks are numbered from 0 to 15/,
  );
});

const submission = (changes: Partial<Submission>): Submission => ({
  engine: 'slurm',
  made: '',
  phases: [],
  arrays: [],
  found: 0,
  options: {},
  setup: [],
  flags: [],
  processes: 1,
  locations: {},
  ...changes,
});

test('sbatch is given what was asked for, and what makes a task safe to begin again', () => {
  const given = sbatchArguments(
    {
      folder: '/s/0001',
      number: 1,
      sweep: {} as never,
      submission: submission({
        options: { partition: 'short,long', time: '1:00:00', mem: '4G', throttle: '20', gres: 'gpu:1' },
        flags: ['--mail-type=END'],
        processes: 4,
      }),
    },
    { name: 'anlage-x-1', phase: 1, offset: 11, size: 3 },
    '7:8',
  );
  assert.deepEqual(given, [
    '--parsable',
    '--job-name=anlage-x-1',
    '--array=0-2%20',
    '--requeue',
    '--open-mode=append',
    '--signal=B:USR2@120',
    '--output=/s/0001/logs/%A_%a.out',
    '--export=ALL',
    '--cpus-per-task=4',
    '--dependency=afterany:7:8',
    '--partition=short,long',
    '--gres=gpu:1',
    '--mem=4G',
    '--time=1:00:00',
    '--mail-type=END',
    '/s/0001/job.sh',
    '11',
  ]);
  assert.equal(
    jobScript(
      '/a b/0001',
      submission({ setup: ['module load nodejs'] }),
      ['/n/node', '/w/anlage.mjs'],
      '/bin/scontrol',
    ),
    [
      '#!/bin/bash -l',
      'module load nodejs',
      "exec /n/node /w/anlage.mjs work '/a b/0001' --task $(($1 + SLURM_ARRAY_TASK_ID)) \\",
      '  --processes 1 --grace 75 \\',
      `  --requeue "/bin/scontrol requeue \${SLURM_ARRAY_JOB_ID}_\${SLURM_ARRAY_TASK_ID}"`,
      '',
    ].join('\n'),
  );
  assert.throws(
    () => jobScript('/s', submission({ setup: ['#SBATCH --mem=2G'] }), ['node'], 'scontrol'),
    /Give it as --sbatch "--mem=2G"/,
  );
  assert.deepEqual(['a-b/c.d', "it's", '$x'].map(quoted), ['a-b/c.d', `'it'\\''s'`, `'$x'`]);
  assert.deepEqual(
    ['C:\\a\\b.anl', 'C:\\my studies'].map((word) => pasted(word, 'win32')),
    ['C:\\a\\b.anl', '"C:\\my studies"'],
  );
});

describe('jobs by number', () => {
  for (const [name, text] of Object.entries({ planned, taught }))
    it(`${name}: every job stands in the one slot from which a worker makes it`, async (t) => {
      const plan: SweepPlan = JSON.parse(
        JSON.stringify(
          sweepPlan(await planRun(await text(temporaryFolder(t))), { source: '', version: '', engine: '' }),
        ),
      );
      const numbered = numberedJobs(plan);
      assert.equal(new Set(numbered.map(([slot]) => slot)).size, numbered.length);
      for (const [slot, job] of numbered) assert.deepEqual([...jobsOfSlots(plan, [slot]).mine], [job.key]);
      const { mine, jobs } = jobsOfSlots(
        plan,
        numbered.map(([slot]) => slot),
      );
      assert.deepEqual([mine.size, jobs.map(({ key }) => key)], [plan.jobs, numbered.map(([, { key }]) => key)]);
    });
});

test('a journal says what was under way when its process ended, unless it was told to stop', (t) => {
  const folder = temporaryFolder(t);
  fs.mkdirSync(path.join(folder, 'journals'));
  const write = (attempt: string, at: string, ...lines: Parameters<ReturnType<typeof openJournal>['write']>[0][]) => {
    const journal = openJournal(folder, 12, attempt);
    for (const line of [{ begin: attempt, task: 12, host: 'n1', level: 'wasm', at }, ...lines]) journal.write(line);
    journal.close();
  };
  write('b', '2', { start: 'x' }, { end: 'x', status: 'ok' }, { start: 'y' });
  write('a', '1', { start: 'x' }, { end: 'x', status: 'error', message: 'no' }, { start: 'y' });
  write('c', '3', { start: 'y' }, { stop: 'told' }, { start: 'z' });
  write('d', '4', { together: ['x', 'y', 'z'] }, { end: 'x', status: 'ok' }, { start: 'y' });
  const torn = path.join(folder, 'journals', '12.a.jsonl');
  fs.appendFileSync(torn, '{"end":"y","sta');
  const attempts = attemptsIn(folder, 12);
  assert.deepEqual(
    attempts.map(({ at, inFlight, suspects, hasProgress }) => [at, [...inFlight], [...suspects], hasProgress]),
    [
      ['1', ['y'], [], true],
      ['2', ['y'], [], true],
      ['3', [], [], false],
      ['4', ['y'], ['z'], true],
    ],
  );
  assert.deepEqual([...failuresOf(attempts)], []);
  assert.deepEqual([...failuresOf(attempts.slice(0, 1))], [['x', 'no']]);
  assert.deepEqual(attemptsIn(folder, 1), []);
  assert.deepEqual(damagedJournals(folder), []);
  fs.writeFileSync(torn, fs.readFileSync(torn, 'utf8').replace('"message":"no"', '"message":"on"'));
  assert.deepEqual(damagedJournals(folder), [torn]);
  assert.equal(failuresOf(attemptsIn(folder)).size, 0);
});

test('in the background: what several learn from is taught first, and the run is that of anlage run', async (t) => {
  const folder = temporaryFolder(t);
  await taught(folder);
  const here = await anlage(folder, 'run', 'study.anl', '--out', 'here', '--backend', 'wasm', '--quiet');
  assert.equal(here.status, 0, here.err);
  const begun = await anlage(
    folder,
    'sweep',
    'study.anl',
    '--on',
    'local',
    '--backend',
    'wasm',
    '--chunk',
    '4',
    '--json',
  );
  assert.deepEqual([begun.status, begun.err], [0, '']);
  const { submission: place } = JSON.parse(begun.out);
  const { phases } = JSON.parse(fs.readFileSync(path.join(place, 'submission.json'), 'utf8')) as Submission;
  assert.deepEqual(
    phases.map(({ jobs }) => jobs > 0),
    [true, true],
  );
  const never = await anlage(folder, 'sweep', 'study.anl', '--on', 'other', '--time', 'never', '--out', 'elsewhere');
  assert.match(never.err, /--time takes minutes .* "never" is neither/);
  const again = await anlage(folder, 'sweep', 'resume', '--quiet');
  assert.ok(again.status === 2 ? /still|wait or run/.test(again.err) : again.status === 0, again.err);
  const watched = await anlage(folder, 'sweep', 'status', 'study.anl', '--json', '--watch');
  assert.equal(watched.status, 0, watched.out);
  nameEachFlip(path.join(folder, 'runs'));
  const collected = await anlage(folder, 'sweep', 'collect', 'study.anl', '--quiet');
  assert.deepEqual([collected.status, collected.err], [0, '']);
  fs.appendFileSync(path.join(folder, 'study.anl'), '\n');
  assert.match((await anlage(folder, 'sweep', 'status', 'study.anl')).err, /study\.anl has changed since this sweep/);
  assert.deepEqual(filesOf(path.join(folder, 'runs', 'follow')), filesOf(path.join(folder, 'here', 'follow')));
});
/** A bit flipped in any file of a sweep is named, with a remedy; bytes here and there of each. */
function nameEachFlip(runs: string): void {
  assert.deepEqual(verifyRuns(runs).damaged, []);
  const checked = fs
    .readdirSync(path.join(runs, '.sweeps'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('logs'))
    .map(({ parentPath, name }) => path.join(parentPath, name));
  for (const name of ['plan.json', 'places.json', 'submission.json', '0.json'])
    assert.ok(checked.some((file) => path.basename(file) === name));
  for (const file of checked) {
    const bytes = fs.readFileSync(file);
    for (let at = 0; at < bytes.length - 1; at += 1 + Math.floor(bytes.length / 5)) {
      const copy = Buffer.from(bytes);
      copy[at] ^= 1;
      fs.writeFileSync(file, copy);
      const named = verifyRuns(runs).damaged.map((damage) => [damage.file, damage.remedy.length > 20]);
      const worker = /^.*\.sweeps.worker-[0-9a-f]+/.exec(file)?.[0];
      assert.deepEqual(named, [[worker ?? file, true]], `${file}, byte ${at}`);
    }
    fs.writeFileSync(file, bytes);
  }
}
/** What a run leaves, but for what tells of when and how long. */
function filesOf(experiment: string): readonly (readonly [string, string])[] {
  const [key, ...more] = fs.readdirSync(experiment);
  assert.deepEqual(more, []);
  return fs
    .readdirSync(path.join(experiment, key), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !['run.json', 'log.jsonl', 'SHA256SUMS'].includes(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [path.relative(experiment, file), fs.readFileSync(file).toString('base64')] as const);
}
