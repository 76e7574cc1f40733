import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Failure } from '../../making/failure.ts';
import { collectSweep } from '../../runs/cluster/collect.ts';
import { examineSweeps } from '../../runs/cluster/examined-sweeps.ts';
import { findSweep } from '../../runs/cluster/find-sweep.ts';
import { beginSweep, submitMissing } from '../../runs/cluster/submit.ts';
import type { Sweep } from '../../runs/cluster/sweep-plan.ts';
import { cancelSweep, statusOf } from '../../runs/cluster/sweep-status.ts';
import { runExperiment, type RunRequest } from '../../runs/index.ts';
import { anlage } from '../cli/bundled-command.ts';
import { fromPlainData } from '../runs/executor-here.ts';
import { temporaryFolder } from '../runs/stripes-study.ts';
import { five } from './small-sweeps.ts';

/** Five jobs in two tasks, of which one is done; everything of it, by its path below `runs`. */
let folder: string;
let request: RunRequest;
let expected: string;
let kept: string;
const runs = () => path.join(folder, 'runs');
const cleanUp: (() => void)[] = [];
before(async () => {
  const context = { after: (remove: () => void) => void cleanUp.push(remove) };
  folder = temporaryFolder(context);
  kept = temporaryFolder(context);
  request = await five(folder);
  const here = await runExperiment({ ...request, out: path.join(folder, 'here'), executor: fromPlainData });
  expected = measuresIn(here.folder);
  const submitted = await submit(await beginSweep(request));
  const worked = await anlage(folder, 'work', submitted!.folder, '--task', '0');
  assert.deepEqual([worked.status, worked.err], [0, '']);
  fs.cpSync(runs(), kept, { recursive: true });
});
after(() => {
  for (const remove of cleanUp) remove();
});
const measuresIn = (run: string): string => fs.readFileSync(path.join(run, 'measures.csv'), 'utf8');
const submit = (sweep: Sweep) => submitMissing(sweep, { engine: 'other', chunk: 3, options: {}, say: () => {} });
const found = () => findSweep(request.file, 'five');

/** What may become of a file; the last is what cannot be opened, whoever asks. */
const harms: Readonly<Record<string, (file: string, bytes: Buffer) => void>> = {
  truncated: (file, bytes) => fs.writeFileSync(file, bytes.subarray(0, bytes.length >> 1)),
  flipped(file, bytes) {
    bytes[bytes.length >> 1] ^= 1;
    fs.writeFileSync(file, bytes);
  },
  emptied: (file) => fs.writeFileSync(file, ''),
  gone: (file) => fs.rmSync(file),
  pipe(file) {
    fs.rmSync(file);
    assert.equal(spawnSync('mkfifo', [file]).status, 0);
  },
  folder(file) {
    fs.rmSync(file);
    fs.mkdirSync(path.join(file, 'mine'), { recursive: true });
  },
  unreadable(file) {
    fs.rmSync(file);
    fs.symlinkSync(path.basename(file), file);
  },
};
/** What may be asked of a sweep; each gives what it says. */
const asked: Readonly<Record<string, () => Promise<string>>> = {
  status: async () => String((await statusOf(found())).done),
  cancel: async () => String((await cancelSweep(found())).done),
  resume: async () => String((await submit(found()))?.submission.found),
  'begun again': async () => String((await submit(await beginSweep(request)))?.submission.found),
  async collect() {
    const said: string[] = [];
    const { results, status } = await collectSweep(found(), {
      onEvent: (event) => event.kind === 'repair' && said.push(event.text),
    });
    return [status, results.run.jobs?.done, ...said].join(' ');
  },
};
interface Kind {
  readonly file: RegExp;
  /** What each question is answered, whatever became of the file; where it depends on that, all that may be. */
  readonly answers: Readonly<Record<keyof typeof asked, RegExp>>;
  /** What became of it that nothing tells. */
  readonly untold: readonly string[];
  /** What the answer says to do, before which nothing is done. */
  readonly mend?: (file: string) => void;
}
const done = { status: /^3$/, cancel: /^3$/, resume: /^3$/, 'begun again': /^3$/, collect: /^failed 3$/ };
const refused = (why: RegExp) => ({ status: why, cancel: why, resume: why, 'begun again': why, collect: why });
const writtenAnew = (name: string) => new RegExp(`^3$|${name} cannot be written: a folder of that name`);
const kinds: Readonly<Record<string, Kind>> = {
  plan: {
    file: /plan\.json$/,
    answers: {
      ...refused(/plan\.json is not what was written.* writes it anew/),
      'begun again': writtenAnew('plan.json'),
    },
    untold: [],
    mend: (file) => fs.rmSync(file, { recursive: true, force: true }),
  },
  'places of data': {
    file: /places\.json$/,
    answers: {
      ...done,
      resume: /places\.json is not what was written: .* writes it anew/,
      'begun again': writtenAnew('places.json'),
    },
    untold: [],
    mend: (file) => fs.rmSync(file, { recursive: true, force: true }),
  },
  submission: {
    file: /submission\.json$/,
    answers: refused(
      /submission\.json is not what was written\. .* as anlage-\w+-0001-1 and so on: end them, remove .*0001\. /,
    ),
    untold: [],
    mend: (file) => fs.rmSync(path.dirname(file), { recursive: true }),
  },
  journal: { file: /journals.*\.jsonl$/, answers: done, untold: ['truncated', 'emptied', 'gone'] },
  heartbeat: { file: /heartbeats.0\.json$/, answers: { ...done, status: /^0$/, cancel: /^0$/ }, untold: ['gone'] },
  segment: {
    file: /seg.*\.jsonl$/,
    answers: { ...done, resume: /^[012]$/, 'begun again': /^[012]$/, collect: /^failed [012]( .*seg.*\.jsonl.*)?$/ },
    untold: ['truncated', 'gone'],
  },
};
const filesIn = (place: string): string[] =>
  fs
    .readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => path.join(parentPath, name));
function asItWas(file: RegExp): string {
  fs.rmSync(runs(), { recursive: true, force: true });
  fs.cpSync(kept, runs(), { recursive: true });
  const [only, ...more] = filesIn(runs()).filter((each) => file.test(each));
  assert.deepEqual([typeof only, more], ['string', []]);
  return only;
}

for (const [kind, { file: name, answers, untold, mend }] of Object.entries(kinds))
  test(`the ${kind} of a sweep, damaged: each question is answered, and nothing is lost or used`, async () => {
    for (const [how, harm] of Object.entries(harms)) {
      for (const [question, ask] of Object.entries(asked)) {
        const file = asItWas(name);
        harm(file, fs.readFileSync(file));
        const what = `${how}: ${question}`;
        const before = filesIn(runs());
        const answer = await ask().catch((error: unknown) => {
          assert.ok(error instanceof Failure, `${what}: ${error}`);
          assert.deepEqual(filesIn(runs()), before, what);
          return error.message;
        });
        assert.match(answer, answers[question], what);
      }
      const file = asItWas(name);
      harm(file, fs.readFileSync(file));
      const named = [...examineSweeps(runs())].map((damage) => damage.file);
      if (kind !== 'segment') assert.deepEqual(named, untold.includes(how) ? [] : [file], how);
      mend?.(file);
      assert.equal((await submit(await beginSweep(request)))?.submission.engine, 'other', how);
      const whole = await runExperiment({ ...request, executor: fromPlainData });
      assert.equal(measuresIn(whole.folder), expected, how);
      assert.equal(measuresIn((await collectSweep(found())).folder), expected, how);
    }
  });

test('a run that is collected says how long its jobs took, and the sweep', async () => {
  const heartbeat = asItWas(kinds.heartbeat.file);
  const timesOf = async () => (await collectSweep(found())).results.run.sweep;
  const { computing, wall } = (await timesOf())!;
  assert.ok(computing > 0 && wall !== null && wall > computing, `${computing} of ${wall}`);
  fs.rmSync(heartbeat);
  assert.deepEqual(await timesOf(), { computing, wall: null });
});

test('a bit flipped in any byte of any file of a sweep is named', (t) => {
  let flips = 0;
  for (const { file: name } of Object.values(kinds)) {
    const file = asItWas(name);
    // test/runs/store.test.ts has those of the store
    if (file.includes('.jobs')) continue;
    const bytes = fs.readFileSync(file);
    for (let at = 0; at < bytes.length; at++, flips++) {
      const copy = Buffer.from(bytes);
      copy[at] ^= 1 << (at % 8);
      fs.writeFileSync(file, copy);
      assert.deepEqual(
        examineSweeps(runs()).map((damage) => [damage.file, damage.remedy.length > 20]),
        [[file, true]],
        `${file}, byte ${at}`,
      );
    }
  }
  t.diagnostic(`${flips} flips`);
});
