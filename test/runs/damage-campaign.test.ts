import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { stream } from '../../engine/random/index.ts';
import { drawings } from '../../figures/index.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import { Failure, loadRun, runExperiment, verifyRuns } from '../../runs/index.ts';
import { trials } from '../fuzz-trials.ts';
import { fromPlainData } from './executor-here.ts';
import { alpha, experimentOf, rest, shared, timescale, wild } from './laboratory.ts';
import { specificationOf, stripes, temporaryFolder, writeStripes } from './stripes-study.ts';

/** Two studies that leave every kind of file between them, each with a claim that fails. */
const never = (measure: string, condition: string): ExperimentSpec['expectations'] => [
  {
    text: `${measure} of ${condition} > 1000000`,
    line: 1,
    every: false,
    at: {},
    left: { call: 'of', arguments: [{ name: measure }, { name: condition }] },
    test: { kind: 'compare', operator: '>', right: 1e6 },
  },
];
const studies: readonly ExperimentSpec[] = [
  {
    ...stripes,
    seeds: [1],
    train: undefined,
    measures: stripes.measures.slice(2),
    expectations: never('neurons', 'grown'),
    plots: [
      { what: 'neurons', by: 'condition', text: 'plot neurons by condition' },
      { what: 'circuit', text: 'plot circuit' },
    ],
  },
  experimentOf({
    seeds: [1],
    conditions: [
      { name: '< 60 um', noun: { ...rest, run: { duration: 4, discard: 2, starts: 1 } } },
      { name: '> 60 um', noun: wild },
    ],
    measures: [alpha, shared, timescale],
    expectations: never('alpha', '> 60 um'),
    plots: ['spectrum', 'timescales', 'eigenvalues', 'raster'].map((what) => ({ what, text: `plot ${what}` })),
  }),
];

/** What becomes of a file; undefined where it stays as it was. */
type Harm = (bytes: Buffer, others: readonly Buffer[]) => Buffer | 'gone' | undefined;
const draws = stream(1, 'damage', 'campaign');
const harms: Readonly<Record<string, Harm>> = {
  truncated: (bytes) => bytes.subarray(0, draws.below(bytes.length)),
  'with a bit flipped': (bytes) => {
    const flipped = Buffer.from(bytes);
    flipped[draws.below(bytes.length)] ^= 1 << draws.below(8);
    return flipped;
  },
  emptied: () => Buffer.alloc(0),
  deleted: () => 'gone',
  'replaced by another of its kind': (bytes, others) => others.find((other) => !other.equals(bytes)),
  'with a digit changed': (bytes) => {
    const text = bytes.toString('latin1');
    const digits = [...text.matchAll(/\d/g)].map(({ index }) => index);
    if (digits.length === 0) return undefined;
    const at = digits[draws.below(digits.length)];
    return Buffer.from(text.slice(0, at) + String((Number(text[at]) + 1) % 10) + text.slice(at + 1), 'latin1');
  },
};

/** Two for each file, the next for the next, so that all are tried of files alike; every one where there is time. */
function harmsInTurn(): (readonly [string, Harm])[] {
  const all = Object.entries(harms);
  return Array.from({ length: trials(2) }, () => all[turn++ % all.length]);
}
let turn = 0;

interface Study {
  readonly place: string;
  readonly experiment: ExperimentSpec;
  readonly folder: string;
  /** Contents by path, as they were first written. */
  readonly files: ReadonlyMap<string, Buffer>;
}
const read = (folder: string): Map<string, Buffer> =>
  new Map(
    fs
      .readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
      .sort()
      .map((name) => [name, fs.readFileSync(path.join(folder, name))]),
  );
function run(place: string, experiment: ExperimentSpec, repairs: string[] = []) {
  return runExperiment({
    specification: specificationOf(experiment),
    experiment: experiment.name,
    source: 'the text\n',
    file: path.join(place, 'study.anl'),
    backend: 'wasm',
    executor: fromPlainData,
    draw: drawings,
    onEvent: (event) => {
      if (event.kind === 'repair') repairs.push(event.text);
    },
  });
}
function write(folder: string, files: ReadonlyMap<string, Buffer>): void {
  fs.rmSync(folder, { recursive: true });
  for (const [name, bytes] of files) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), bytes);
  }
}
const cleanUp: (() => void)[] = [];
after(() => {
  for (const remove of cleanUp) remove();
});
const made: Promise<Study>[] = studies.map(async (experiment) => {
  const place = temporaryFolder({ after: (remove) => cleanUp.push(remove) });
  writeStripes(place, { train: 3, test: 3 });
  const { folder, summary } = await run(place, experiment);
  assert.deepEqual(
    summary.expectations.map(({ verdict }) => verdict),
    ['fails'],
  );
  return { place, experiment, folder, files: read(folder) };
});

/** A file of each kind: of those that differ in condition and seed alone, the first. */
function oneOfEach(names: Iterable<string>): string[] {
  const kinds = new Map<string, string>();
  for (const name of names) {
    const kind = name.replace(/[0-9a-f]{64}|[^/]*-1-/, '');
    if (!kinds.has(kind)) kinds.set(kind, name);
  }
  return [...kinds.values()];
}
function harmed(folder: string, name: string, harm: Harm): boolean {
  const file = path.join(folder, name);
  const others = [...read(folder)].flatMap(([other, bytes]) =>
    other !== name && path.extname(other) === path.extname(name) ? [bytes] : [],
  );
  const before = fs.readFileSync(file);
  const content = harm(before, others);
  if (content === undefined || (content !== 'gone' && content.equals(before))) return false;
  if (content === 'gone') fs.rmSync(file);
  else fs.writeFileSync(file, content);
  return true;
}
/** What tells of a run by itself: when it was made, and the checksums that follow. */
const ofTheMoment: ReadonlySet<string> = new Set(['run.json', 'log.jsonl', 'SHA256SUMS']);
function assertSame(folder: string, files: ReadonlyMap<string, Buffer>, what: string): void {
  const now = read(folder);
  assert.deepEqual([...now.keys()], [...files.keys()], what);
  for (const [name, bytes] of files)
    if (!ofTheMoment.has(name)) assert.ok(now.get(name)?.equals(bytes), `${what}: ${name} differs`);
}

test('a damaged file of a run is named, never shown as if it were right, and made anew in a moment', async (t) => {
  let count = 0;
  for (const study of made) {
    const { place, experiment, folder, files } = await study;
    for (const name of oneOfEach(files.keys()))
      for (const [how, harm] of harmsInTurn()) {
        if (!harmed(folder, name, harm)) continue;
        count++;
        const what = `${name} ${how}`;
        const damaged = verifyRuns(folder).damaged;
        assert.ok(damaged.length > 0, `${what}: not seen`);
        try {
          const { summary } = await loadRun(folder);
          assert.ok(/^(figures|log\.jsonl|spec\.anl)|^arrays|^tables/.test(name), `${what}: read in spite of it`);
          assert.equal(summary.expectations[0].verdict, 'fails');
        } catch (error) {
          assert.ok(error instanceof Failure, `${what}: ${error}`);
          assert.ok(error.message.includes(name) || name === 'SHA256SUMS', `${what}: ${error.message}`);
        }
        const repairs: string[] = [];
        const { status, summary } = await run(place, experiment, repairs);
        assert.equal(status, 'cached', what);
        assert.equal(summary.expectations[0].verdict, 'fails', what);
        assert.ok(repairs.length > 0, `${what}: mended without a word`);
        assertSame(folder, files, what);
      }
  }
  t.diagnostic(`${count} files damaged`);
});

test('a damaged file of the store is never used: its job is computed again, and it is said', async (t) => {
  let count = 0;
  for (const study of made) {
    const { place, experiment, folder, files } = await study;
    const store = path.join(place, 'runs', '.jobs');
    const stored = read(store);
    for (const name of oneOfEach(stored.keys()))
      for (const [how, harm] of harmsInTurn()) {
        write(store, stored);
        if (!harmed(store, name, harm)) continue;
        count++;
        fs.rmSync(folder, { recursive: true });
        const what = `${name} ${how}`;
        const repairs: string[] = [];
        const { status } = await run(place, experiment, repairs);
        // jobs without their lines are jobs that were not finished
        if (!name.startsWith('seg') || how.startsWith('with a'))
          assert.ok(
            repairs.some((text) => text.includes(name)),
            `${what}: ${repairs}`,
          );
        assert.equal(status, 'done', what);
        assertSame(folder, files, what);
        assert.deepEqual(verifyRuns(place).damaged, [], what);
      }
  }
  t.diagnostic(`${count} files damaged`);
});
