import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { engineVersion } from '../../engine/version.ts';
import { writeIdx } from '../../formats/index.ts';
import { projectFile } from '../data.ts';
import { jobsKept } from '../runs/kept-jobs.ts';
import { temporaryFolder } from '../runs/stripes-study.ts';
import { anlage, type Ended, start, writeStudy } from './bundled-command.ts';

const runFolders = (folder: string): string[] =>
  fs.readdirSync(path.join(folder, 'runs', 'stripes')).map((name) => path.join(folder, 'runs', 'stripes', name));
const measures = (folder: string): string =>
  fs.readFileSync(
    path.join(runFolders(folder).find((name) => !path.basename(name).startsWith('.')) as string, 'measures.csv'),
    'utf8',
  );
const neat = ({ err, out }: Ended): void => {
  assert.doesNotMatch(`${err}${out}`, /^\s+at .*:\d+:\d+/m, 'no stack trace');
};

test('run: a table, a verdict, figures and exit status 0; --quiet says less', async (t) => {
  const folder = temporaryFolder(t);
  writeStudy(folder);
  const ended = await anlage(folder, 'run', 'study.anl');
  assert.equal(ended.status, 0, ended.err);
  for (const said of [
    /^stripes {2}3 conditions × 2 seeds/m,
    /: accuracy of grown > 20 % \(line 32\)/,
    /^accuracy \(%\) +mean/m,
    /^no_circuit /m,
    /baselines of accuracy: chance 33\.3 %/,
    /The results are in runs\/stripes\/[0-9a-f]{12}/,
  ])
    assert.match(ended.out, said);
  assert.match(ended.err, /stripes {2}10\/10/);
  const [run] = runFolders(folder);
  assert.deepEqual(fs.readdirSync(path.join(run, 'figures')), [
    'accuracy-by-condition.csv',
    'accuracy-by-condition.svg',
  ]);
  const again = await anlage(folder, 'run', 'study.anl', 'stripes', '--quiet');
  assert.deepEqual([again.status, again.err], [0, '']);
  assert.match(again.out, /Nothing had to be computed/);
});

test('run --json: the lines of the log, and the summary at the end, from the cache too', async (t) => {
  const folder = temporaryFolder(t);
  writeStudy(folder);
  for (const expected of ['done', 'cached']) {
    const { status, out } = await anlage(folder, 'run', 'study.anl', '--json');
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const finished = lines.at(-1);
    assert.deepEqual(
      [status, finished.kind, finished.experiment, finished.status],
      [0, 'finished', 'stripes', expected],
    );
    assert.deepEqual(finished.summary, JSON.parse(fs.readFileSync(path.join(finished.folder, 'summary.json'), 'utf8')));
    if (expected === 'done') {
      const log = fs
        .readFileSync(path.join(finished.folder, 'log.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      assert.deepEqual(lines.slice(0, -1), log);
      assert.ok(log.some(({ kind, measure, step }) => kind === 'measure' && measure === 'accuracy' && step === 1));
    }
  }
});

test('a claim that fails gives 1', async (t) => {
  const folder = temporaryFolder(t);
  writeStudy(folder, { claim: 'accuracy of grown < 1 %' });
  const { status, out } = await anlage(folder, 'run', 'study.anl', '--seeds', '1');
  assert.equal(status, 1);
  assert.match(out, /✗ fails: accuracy of grown < 1 %/);
});

test('killed with -9 at any time, a run goes on from its finished jobs to the same numbers', async (t) => {
  const [folder, other] = [temporaryFolder(t), temporaryFolder(t)];
  for (const one of [folder, other]) writeStudy(one, { epochs: 150, seeds: '1 .. 3' });
  await anlage(other, 'run', 'study.anl', '--jobs', '1');
  const stored = () => jobsKept(path.join(folder, 'runs'));
  for (let kill = 1; kill <= 3; kill++) {
    const before = stored();
    const { child, ended } = start(folder, ['run', 'study.anl', '--jobs', '2']);
    while (stored() < before + 2 && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 2));
    child.kill('SIGKILL');
    await ended;
  }
  const shown = await anlage(folder, 'show', 'study.anl');
  assert.match(shown.out, /interrupted: these are the results so far/);
  const kept = stored();
  assert.ok(kept >= 6 && kept < 14, `${kept} jobs were finished before the last kill`);
  const { status, out } = await anlage(folder, 'run', 'study.anl', '--jobs', '2', '--json');
  assert.equal(status, 0);
  const first = out
    .split('\n')
    .map((line) => JSON.parse(line || '{}'))
    .find(({ kind }) => kind === 'progress');
  assert.equal(first.done, kept);
  assert.equal(measures(folder), measures(other));
  assert.deepEqual(
    runFolders(folder).map((name) => path.basename(name).startsWith('.')),
    [false],
  );
});

test('a plot more: no job is computed, the numbers are the same', async (t) => {
  const folder = temporaryFolder(t);
  writeStudy(folder);
  await anlage(folder, 'run', 'study.anl');
  const before = measures(folder);
  fs.rmSync(runFolders(folder)[0], { recursive: true });
  writeStudy(folder, { more: 'plot learning' });
  const { out } = await anlage(folder, 'run', 'study.anl', '--json');
  assert.equal(JSON.parse(out.trim().split('\n').at(-1) as string).status, 'cached');
  assert.equal(measures(folder), before);
  assert.ok(fs.existsSync(path.join(runFolders(folder)[0], 'figures', 'learning.svg')));
});

test('Ctrl-C keeps what is done, says how to go on, and gives 130', async (t) => {
  const folder = temporaryFolder(t);
  writeStudy(folder, { epochs: 400 });
  const running = start(folder, ['run', 'study.anl', '--jobs', '1', '--json']);
  const { child, ended } = running;
  while (!running.out().includes('"done":2,') && child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 2));
  child.kill('SIGINT');
  const { status, out, err } = await ended;
  assert.equal(status, 130);
  assert.match(err, /Stopping; what is finished is kept/);
  const finished = JSON.parse(out.trim().split('\n').at(-1) as string);
  assert.equal(finished.status, 'cancelled');
  assert.ok(fs.existsSync(path.join(finished.folder, 'measures.csv')));
  const shown = await anlage(folder, 'show', 'study.anl');
  assert.equal(shown.status, 0);
  assert.match(shown.out, /cancelled: these are the results so far/);
});

test('--out, --seeds, --set', async (t) => {
  const folder = temporaryFolder(t);
  writeStudy(folder, { more: 'vary size in 8, 16' });
  fs.writeFileSync(
    path.join(folder, 'study.anl'),
    fs.readFileSync(path.join(folder, 'study.anl'), 'utf8').replace('batch 16', 'batch size'),
  );
  const { status, out } = await anlage(
    folder,
    'run',
    'study.anl',
    '--out',
    'elsewhere',
    '--seeds',
    '3,5',
    '--set',
    'size=8',
    '--set',
    'train.epochs=1',
    '--json',
  );
  assert.equal(status, 0);
  const { folder: run } = JSON.parse(out.trim().split('\n').at(-1) as string);
  assert.ok(
    run.startsWith(path.join(fs.realpathSync(folder), 'elsewhere', 'stripes')) ||
      run.startsWith(path.join(folder, 'elsewhere', 'stripes')),
  );
  const [experiment] = JSON.parse(fs.readFileSync(path.join(run, 'spec.json'), 'utf8')).experiments;
  assert.deepEqual(
    [experiment.seeds, experiment.vary, experiment.train.epochs],
    [[3, 5], [{ name: 'size', values: [8] }], 1],
  );
});

test('what was asked for on the command line stands in the text that is kept, and is named', async (t) => {
  const folder = temporaryFolder(t);
  writeStudy(folder, { seeds: '1 .. 8' });
  const given = ['run', 'study.anl', '--seeds', '1..2', '--set', 'train.epochs=1'];
  const { status, out } = await anlage(folder, ...given, '--json');
  assert.equal(status, 0, out);
  const { folder: run } = JSON.parse(out.trim().split('\n').at(-1) as string);
  const read = (name: string) => fs.readFileSync(path.join(run, name), 'utf8');
  assert.match(read('spec.anl'), /^ {2}seeds 1 \.\. 2$/m);
  assert.match(read('spec.anl'), /epochs 1 }/);
  const record = JSON.parse(read('run.json'));
  assert.deepEqual([record.file, record.changes], ['../../../study.anl', ['train.epochs=1', 'seeds 1 .. 2']]);
  const says = 'changed on the command line: train.epochs=1; seeds 1 .. 2';
  assert.ok((await anlage(folder, 'show', run)).out.includes(says));
  await anlage(folder, 'show', run, '--html', 'report.html', '--quiet');
  assert.ok(fs.readFileSync(path.join(folder, 'report.html'), 'utf8').includes(says));

  const again = await anlage(folder, 'run', path.join(run, 'spec.anl'), '--json');
  const finished = JSON.parse(again.out.trim().split('\n').at(-1) as string);
  assert.deepEqual([finished.status, fs.realpathSync(finished.folder)], ['cached', fs.realpathSync(run)]);
  fs.copyFileSync(path.join(run, 'spec.anl'), path.join(folder, 'copy.anl'));
  await anlage(folder, 'run', 'copy.anl', '--fresh', '--out', 'elsewhere');
  const copied = path.join(folder, 'elsewhere', 'stripes', path.basename(run), 'measures.csv');
  assert.equal(fs.readFileSync(copied, 'utf8'), read('measures.csv'));
});

const refusals: readonly {
  readonly what: string;
  readonly given: readonly string[];
  readonly status: number;
  readonly says: RegExp;
  readonly spoil?: (folder: string) => void;
}[] = [
  { what: 'a missing file', given: ['run', 'absent.anl'], status: 2, says: /absent\.anl is not there/ },
  { what: 'a folder in place of a file', given: ['check', '.'], status: 2, says: /is a folder/ },
  {
    what: 'an unknown experiment',
    given: ['run', 'study.anl', 'strips'],
    status: 2,
    says: /no experiment "strips": did you mean stripes\? There is stripes/,
  },
  { what: 'an unknown command', given: ['rnu', 'study.anl'], status: 2, says: /unknown command 'rnu'\n.*mean run/ },
  { what: 'another unknown command', given: ['swep'], status: 2, says: /unknown command 'swep'\n.*mean sweep/ },
  { what: 'an unknown option', given: ['run', 'study.anl', '--job', '2'], status: 2, says: /unknown option '--job'/ },
  {
    what: 'seeds that are none',
    given: ['run', 'study.anl', '--seeds', 'all'],
    status: 2,
    says: /--seeds takes numbers and ranges/,
  },
  {
    what: 'seeds that run backwards',
    given: ['run', 'study.anl', '--seeds', '3..1'],
    status: 2,
    says: /--seeds: 3\.\.1 runs backwards: 1\.\.3\./,
  },
  {
    what: 'a file of another kind',
    given: ['check', 'notes.md'],
    status: 2,
    says: /^anlage: notes\.md is not an \.anl file: [^\n]*\n$/,
    spoil: (folder) => fs.writeFileSync(path.join(folder, 'notes.md'), '# Notes\n\nlanguage 1\n'),
  },
  { what: 'a table that is not there', given: ['infer', 'nosuch.csv'], status: 2, says: /nosuch\.csv is not there/ },
  {
    what: 'no jobs at a time',
    given: ['run', 'study.anl', '--jobs', '0'],
    status: 2,
    says: /--jobs takes a whole number from 1/,
  },
  {
    what: 'a setting that is not there',
    given: ['run', 'study.anl', '--set', 'trian.batch=1'],
    status: 2,
    says: /has nothing at `trian\.batch`\. Did you mean `train`/,
  },
  {
    what: 'a setting of another unit',
    given: ['run', 'study.anl', '--set', 'train.batch=3 um'],
    status: 1,
    says: /error U070/,
  },
  {
    what: 'an unknown backend',
    given: ['run', 'study.anl', '--backend', 'gpu'],
    status: 2,
    says: /there is no backend 'gpu'/,
  },
  {
    what: 'data that are not there',
    given: ['run', 'study.anl'],
    status: 2,
    says: /^study\.anl:2:17: error D001 .stripes. was not found\. Looked in/,
    spoil: (folder) => fs.rmSync(path.join(folder, 'stripes'), { recursive: true }),
  },
  {
    what: 'a truncated IDX file',
    given: ['run', 'study.anl'],
    status: 2,
    says: /train-images-idx3-ubyte.*truncated/s,
    spoil: (folder) => {
      const file = path.join(folder, 'stripes', 'train-images-idx3-ubyte');
      fs.truncateSync(file, fs.statSync(file).size - 100);
    },
  },
  {
    what: 'a corrupted gzip',
    given: ['run', 'study.anl'],
    status: 2,
    says: /t10k-labels-idx1-ubyte\.gz: .*gzip/s,
    spoil: (folder) => {
      fs.rmSync(path.join(folder, 'stripes', 't10k-labels-idx1-ubyte'));
      fs.writeFileSync(
        path.join(folder, 'stripes', 't10k-labels-idx1-ubyte.gz'),
        Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]),
      );
    },
  },
  {
    what: 'labels that do not fit the images',
    given: ['run', 'study.anl'],
    status: 2,
    says: /has 3 labels for the 240 images/,
    spoil: (folder) =>
      fs.writeFileSync(
        path.join(folder, 'stripes', 'train-labels-idx1-ubyte'),
        writeIdx({ type: 'u1', shape: [3], values: Uint8Array.of(0, 1, 2) }),
      ),
  },
  {
    what: 'a file in the place of the folder for runs',
    given: ['run', 'study.anl', '--out', 'study.anl'],
    status: 2,
    says: /study\.anl.* cannot be made: a file of that name/,
  },
  {
    what: 'nothing to show',
    given: ['show', 'study.anl'],
    status: 2,
    says: /has not been run yet.*anlage run study\.anl/s,
  },
  { what: 'a folder without a run', given: ['show', 'stripes'], status: 2, says: /stripes holds no run/ },
];
for (const { what, given, status, says, spoil } of refusals) {
  test(`${what}: exit status ${status} and one clear message`, async (t) => {
    const folder = temporaryFolder(t);
    writeStudy(folder);
    spoil?.(folder);
    const ended = await anlage(folder, ...given);
    assert.equal(ended.status, status, ended.err);
    assert.match(ended.err, says);
    assert.equal(ended.out, '');
    neat(ended);
  });
}

for (const given of [
  ['run', 'absent.anl'],
  ['run', 'study.anl', '--seeds', 'all'],
  ['show', 'stripes'],
  ['rnu', 'study.anl'],
  ['run', 'study.anl', '--job', '2'],
])
  test(`${given.join(' ')} --json: a refusal is JSON too`, async (t) => {
    const folder = temporaryFolder(t);
    writeStudy(folder);
    const { status, out, err } = await anlage(folder, ...given, '--json');
    assert.equal(status, 2);
    const { error } = JSON.parse(out) as { readonly error: string };
    assert.ok(error.length > 10 && err.includes(error), `${error} | ${err}`);
  });

test('the help has examples and says what the exit status means', async (t) => {
  const { out, status } = await anlage(temporaryFolder(t), '--help');
  assert.equal(status, 0);
  assert.match(out, /anlage run study\.anl.*Exit status:\n {2}0 +fine\n.*130 +cancelled/s);
});

test('one version is said: of Anlage, and of the engine on which numbers depend', async (t) => {
  const { out } = await anlage(temporaryFolder(t), '--version');
  const { version } = JSON.parse(fs.readFileSync(projectFile('package.json'), 'utf8'));
  assert.equal(out, `Anlage ${version}, engine ${engineVersion}\n`);
});

test('in a narrow terminal no line of a table is wider, and every number is there', async (t) => {
  const folder = temporaryFolder(t);
  writeStudy(folder);
  const { out } = await start(folder, ['run', 'study.anl'], { COLUMNS: '48' }).ended;
  const lines = out.split('\n').filter((line) => !line.startsWith('stripes '));
  assert.deepEqual(
    lines.filter((line) => line.length > 48 && !/^The results are in/.test(line)),
    [],
  );
  assert.match(out, /^accuracy \(%\)\ngrown\n {2}mean +\S+\n/m);
  const wide = await start(folder, ['run', 'study.anl']).ended;
  assert.match(wide.out, /^accuracy \(%\) +mean/m);
});

test('a folder that cannot be written: exit status 2 and where to write instead', async (t) => {
  if (process.platform !== 'linux') {
    t.skip('needs the sealed folders of Linux');
    return;
  }
  const folder = temporaryFolder(t);
  writeStudy(folder);
  const ended = await anlage(folder, 'run', 'study.anl', '--out', '/sys/anlage'); // not even root may write there
  assert.equal(ended.status, 2);
  assert.match(ended.err, /\/sys\/anlage.* cannot be written \(.*\)\. Choose a folder with --out/);
  neat(ended);
});

test('a full disk: exit status 3, and what is finished is kept', async (t) => {
  if (!fs.existsSync('/dev/full')) {
    t.skip('needs /dev/full');
    return;
  }
  const folder = temporaryFolder(t);
  writeStudy(folder);
  await anlage(folder, 'run', 'study.anl', '--seeds', '1');
  const [run] = runFolders(folder);
  const partial = path.join(path.dirname(run), `.${path.basename(run)}.partial`);
  fs.renameSync(run, partial);
  fs.rmSync(path.join(partial, 'log.jsonl'));
  fs.symlinkSync('/dev/full', path.join(partial, 'log.jsonl'));
  const ended = await anlage(folder, 'run', 'study.anl', '--seeds', '1');
  assert.equal(ended.status, 3, ended.err);
  assert.match(ended.err, /no space left on the disk.*Finished jobs are kept/s);
  neat(ended);
  fs.rmSync(path.join(partial, 'log.jsonl'));
  assert.equal((await anlage(folder, 'run', 'study.anl', '--seeds', '1')).status, 0);
});

test('run: of other experiments than the one that is run, no warnings', async (t) => {
  const folder = temporaryFolder(t);
  const text = `language 1
connect net { neurons 20;  weights normal(0, 1);  spectrum radius 0.9 }
experiment one { seeds 1;  compare { net = net };  measure r = spectral_radius(net) }
experiment two { seeds 1;  vary unused in 1, 2;  compare { net = net };  measure r = spectral_radius(net) }
`;
  fs.writeFileSync(path.join(folder, 'both.anl'), text);
  const [one, two] = [await anlage(folder, 'run', 'both.anl', 'one'), await anlage(folder, 'run', 'both.anl', 'two')];
  assert.deepEqual([one.status, two.status], [0, 0]);
  assert.doesNotMatch(one.err, /`unused`/);
  assert.match(two.err, /`unused` is declared and never used/);
});
