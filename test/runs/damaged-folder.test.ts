import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { drawings } from '../../figures/index.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import {
  type Executor,
  Failure,
  loadRun,
  type RunEvent,
  runExperiment,
  type RunOutcome,
  type RunRequest,
  verifyRuns,
} from '../../runs/index.ts';
import { fromPlainData } from './executor-here.ts';
import { specificationOf, stripes, temporaryFolder, writeStripes } from './stripes-study.ts';

test('of a damaged folder it is said which file, and a run makes it whole without computing anything', async (t) => {
  const place = temporaryFolder(t);
  writeStripes(place);
  let done = 0;
  const run = () =>
    runExperiment({
      specification: specificationOf({ ...stripes, seeds: [1] }),
      experiment: stripes.name,
      source: '',
      file: path.join(place, 'study.anl'),
      backend: 'wasm',
      jobs: 1,
      onEvent: (event) => {
        if (event.kind === 'measure') done++;
      },
    });
  const { folder, status } = await run();
  assert.deepEqual([status, done > 0], ['done', true]);
  const refuses = (reason: RegExp) =>
    assert.rejects(loadRun(folder), (error) => error instanceof Failure && reason.test(error.message));
  for (const name of ['run.json', 'spec.json', 'summary.json']) {
    const file = path.join(folder, name);
    const whole = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, whole.slice(0, whole.length / 2));
    await refuses(new RegExp(`${name} is (damaged|not the record of a run)`));
    assert.equal((await run()).status, 'cached');
    assert.equal(fs.readFileSync(path.join(folder, 'measures.csv'), 'utf8').split('\n')[0].slice(0, 9), 'condition');
    assert.equal((await loadRun(folder)).run.status, 'cached');
  }
  const file = path.join(folder, 'run.json');
  const record = JSON.parse(fs.readFileSync(file, 'utf8'));
  fs.writeFileSync(file, JSON.stringify({ ...record, contract: record.contract + 1 }));
  await refuses(/run\.json was written by a newer version of Anlage: update this one to read it\.$/);
  fs.rmSync(file);
  await refuses(/run\.json is damaged: it is missing\. Run the experiment again/);
  fs.rmSync(path.join(folder, 'SHA256SUMS'));
  await refuses(/is not the folder of a run: it has no run\.json\./);
  fs.rmSync(folder, { recursive: true });
  await refuses(/ is not there: it was moved or deleted\. Run the experiment again/);
});

/** Grows, and measures without training: a run of a moment. */
const quick: ExperimentSpec = { ...stripes, seeds: [1], train: undefined, measures: stripes.measures.slice(2) };
function quickRun(t: TestContext, experiment: ExperimentSpec = quick) {
  const place = temporaryFolder(t);
  writeStripes(place, { train: 3, test: 3 });
  const events: RunEvent[] = [];
  const run = (options: Partial<RunRequest> = {}) =>
    runExperiment({
      specification: specificationOf(experiment),
      experiment: experiment.name,
      source: '',
      file: path.join(place, 'study.anl'),
      backend: 'wasm',
      executor: fromPlainData,
      onEvent: (event) => events.push(event),
      ...options,
    });
  return { place, run, events };
}

test('who writes into an array of a run changes neither the store nor what the next run says', async (t) => {
  const { run, events } = quickRun(t);
  const { folder } = await run();
  const array = path.join(folder, 'arrays', 'grown-1-frame_steps.npy');
  const before = fs.readFileSync(array);
  fs.writeSync(fs.openSync(array, 'r+'), Buffer.from([1, 2, 3, 4]), 0, 4, before.length - 4);
  const again = await run();
  assert.equal(again.status, 'cached');
  assert.deepEqual(fs.readFileSync(array), before);
  assert.ok(events.some((event) => event.kind === 'repair' && event.text.startsWith(`${array} is damaged: `)));
});

test('a job that gives other values when it is computed again is an alarm, in the run and when verified', async (t) => {
  const { place, run } = quickRun(t);
  await run();
  const erring: Executor = {
    run: (assignment, events, signal) =>
      fromPlainData.run(
        assignment,
        {
          ...events,
          done: (job, outcome) =>
            events.done(job, {
              ...outcome,
              points: outcome.points.map((point) => ({ ...point, value: point.value + 2 ** -40 })),
            }),
        },
        signal,
      ),
  };
  const said = ({ summary }: RunOutcome) => summary.notes.find(({ code }) => code === 'G034')?.text ?? '';
  assert.equal(said(await run({ fresh: true })), '');
  const other = await run({ fresh: true, executor: erring });
  assert.match(
    said(other),
    /^grown, seed 1: computed twice, it gave other numbers on \S+ \(wasm, .*\) than on \S+ \(wasm, /,
  );
  fs.rmSync(other.folder, { recursive: true });
  assert.equal(said(await run()), said(other));
  assert.match(verifyRuns(place).damaged[0].problem, /a job that it holds is doubtful: computed twice/);
});

test('what is no file, in the place of one, is not waited for, and a run makes the folder whole', async (t) => {
  const { run } = quickRun(t);
  const { folder } = await run();
  const inThePlace: Readonly<Record<string, (file: string) => void>> = {
    'a device': (file) => fs.symlinkSync('/dev/zero', file),
    'a pipe': (file) => execFileSync('mkfifo', [file]),
    EISDIR: (file) => fs.mkdirSync(file),
  };
  for (const [what, make] of process.platform === 'win32' ? [] : Object.entries(inThePlace))
    for (const name of ['arrays/grown-1-frame_steps.npy', 'SHA256SUMS', 'run.json', 'summary.json']) {
      const file = path.join(folder, name);
      fs.rmSync(file);
      make(file);
      const [{ problem }] = verifyRuns(folder).damaged;
      assert.ok(problem.includes(what), `${name}: ${problem}`);
      await assert.rejects(loadRun(folder), (error) => error instanceof Failure && error.message.includes(what), name);
      assert.equal((await run()).status, 'cached', name);
      assert.deepEqual(verifyRuns(folder).damaged, [], `${name}, for ${what}`);
    }
});

test('a bit flipped in a file of a run is seen: in any byte of a small one, in each eighth of others', async (t) => {
  const { run } = quickRun(t, { ...quick, plots: [] });
  const { folder } = await run();
  let flips = 0;
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const bytes = fs.readFileSync(file);
    for (let at = 0; at < bytes.length; at += bytes.length > 2000 ? 8 : 1, flips++) {
      const flipped = Buffer.from(bytes);
      flipped[at] ^= 1 << (at % 8);
      fs.writeFileSync(file, flipped);
      assert.ok(verifyRuns(folder).damaged.length > 0, `${file}, byte ${at}`);
    }
    fs.writeFileSync(file, bytes);
  }
  assert.deepEqual(verifyRuns(folder).damaged, []);
  t.diagnostic(`${flips} flips`);
});

test('what a user puts into the folder of a run stays there, whatever becomes of the run', async (t) => {
  const { run } = quickRun(t);
  const { folder } = await run();
  const own = ['notes.txt', 'figures/mine.png', 'figures/drafts/one.svg', 'arrays/mine.npy'];
  fs.mkdirSync(path.join(folder, 'figures', 'drafts'));
  for (const name of own) fs.writeFileSync(path.join(folder, name), name);
  const assertKept = (what: string) => {
    for (const name of own) assert.equal(fs.readFileSync(path.join(folder, name), 'utf8'), name, what);
  };
  await run({ source: '# a comment' });
  assertKept('a comment more');
  await run({ fresh: true });
  assertKept('computed anew');
  for (const lost of ['summary.json', 'SHA256SUMS']) {
    fs.rmSync(path.join(folder, lost));
    await run();
    assertKept(`made anew without ${lost}`);
  }
  assert.deepEqual(verifyRuns(folder).damaged, []);
});

test('names that no file can have stay inside the folder of the runs, and no two share a file', async (t) => {
  const names = ['../../../escape', '.', '', '.jobs', 'CON', 'a:b?', 'a b', 'a_b', 'A', 'a', '< 60 um', '> 60 um'];
  const [{ noun }] = quick.conditions;
  const [measure] = quick.measures;
  const hostile = (name: string): ExperimentSpec => ({
    ...quick,
    name,
    conditions: names.map((condition) => ({ name: condition, noun })),
    measures: names.map((each) => ({ ...measure, name: each })),
    expectations: [],
    plots: names.map((each) => ({ what: each, by: 'condition', text: `plot "${each}" by condition` })),
  });
  for (const name of names.slice(0, 5)) {
    const { place, run } = quickRun(t, hostile(name));
    const { folder, results } = await run({ draw: drawings });
    const [experiment, ...more] = fs.readdirSync(path.join(place, 'runs')).filter((each) => each !== '.jobs');
    assert.deepEqual(more, [], name);
    assert.equal(path.dirname(folder), path.join(place, 'runs', experiment));
    assert.deepEqual(fs.readdirSync(place).sort(), ['runs', 'stripes']);
    const files = fs.readdirSync(path.join(folder, 'figures')).map((file) => file.toLowerCase());
    assert.equal(new Set(files).size, 2 * names.length);
    assert.equal(new Set(results.rows.map(({ condition }) => condition)).size, names.length);
    assert.equal((await loadRun(folder)).experiment.name, name);
    assert.deepEqual(verifyRuns(place).damaged, []);
  }
});

test('what an earlier version left is refused in words by a reader, and passed over by a verification', async (t) => {
  const { place, run } = quickRun(t);
  const { folder } = await run();
  const file = path.join(folder, 'run.json');
  fs.writeFileSync(file, JSON.stringify({ ...JSON.parse(fs.readFileSync(file, 'utf8')), contract: 1 }));
  await assert.rejects(
    loadRun(folder),
    /run\.json was written by an older version of Anlage\. Run the experiment again/,
  );
  fs.writeFileSync(
    path.join(place, 'runs', '.jobs', `${'ab'.repeat(32)}.json`),
    JSON.stringify({ points: [], notes: [], facts: {}, seconds: 1, files: [] }),
  );
  const { older, damaged } = verifyRuns(place);
  assert.equal(older, 1);
  assert.deepEqual(
    damaged.map(({ problem, remedy }) => [problem, remedy]),
    [
      [
        `${file} was written by an older version of Anlage`,
        'Run its experiment again, which makes another folder, and delete this one.',
      ],
    ],
  );
});
