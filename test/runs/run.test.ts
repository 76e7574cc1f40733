import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { ExperimentSpec } from '../../language/specification.ts';
import { processPool } from '../../runs/execute/process-pool.ts';
import { threadPool } from '../../runs/execute/thread-pool.ts';
import { loadRun, type RunEvent, runExperiment, type RunOutcome, type RunRequest } from '../../runs/index.ts';
import { fromPlainData } from './executor-here.ts';
import { specificationOf, stripes, temporaryFolder, writeStripes } from './stripes-study.ts';

function study(
  t: TestContext,
): (
  experiment?: ExperimentSpec,
  options?: Partial<RunRequest>,
) => Promise<RunOutcome & { events: RunEvent[]; computed: number }> {
  const folder = temporaryFolder(t);
  writeStripes(folder);
  return async (experiment = stripes, options = {}) => {
    const events: RunEvent[] = [];
    const outcome = await runExperiment({
      specification: specificationOf(experiment),
      experiment: experiment.name,
      source: JSON.stringify(experiment),
      file: path.join(folder, 'study.anl'),
      backend: 'wasm',
      jobs: 2,
      onEvent: (event) => {
        events.push(event);
        options.onEvent?.(event);
      },
      ...options,
    });
    const progress = events.filter((event) => event.kind === 'progress');
    return {
      ...outcome,
      events,
      computed: progress.length === 0 ? 0 : progress[progress.length - 1].done - progress[0].done,
    };
  };
}
const measures = (folder: string): string => fs.readFileSync(path.join(folder, 'measures.csv'), 'utf8');

test('a run leaves the folder that the contract names, and it reads back', async (t) => {
  const { status, folder, results, summary } = await study(t)();
  assert.equal(status, 'done');
  assert.match(path.basename(folder), /^[0-9a-f]{12}$/);
  assert.deepEqual(fs.readdirSync(folder).sort(), [
    'SHA256SUMS',
    'arrays',
    'figures',
    'log.jsonl',
    'measures.csv',
    'run.json',
    'spec.anl',
    'spec.json',
    'summary.json',
    'tables',
  ]);
  assert.ok(fs.readdirSync(path.join(folder, 'arrays')).includes('grown-1-input_weights.npy'));
  assert.deepEqual(fs.readdirSync(path.join(folder, 'tables')).sort(), [
    'baselines.csv',
    'grown-1-cells.csv',
    'grown-1-population.csv',
    'grown-1-synapses.csv',
    'grown-2-population.csv',
    'grown-analysis.json',
    'grown-attractors.csv',
  ]);
  const back = await loadRun(folder);
  assert.deepEqual(back.rows, results.rows);
  assert.deepEqual(back.summary, JSON.parse(JSON.stringify(summary)));
  assert.equal(back.run.key.slice(0, 12), path.basename(folder));
  assert.deepEqual(back.experiment, JSON.parse(JSON.stringify(stripes)));
});

test('the kept circuit reads back as it grew', async (t) => {
  const {
    results: {
      circuits: [{ condition, seed, growth }],
    },
    folder,
  } = await study(t)();
  assert.deepEqual([condition, seed], ['grown', 1]);
  assert.equal(growth.cells.count, growth.frames.at(-1)?.count);
  assert.equal(growth.steps, 10);
  assert.ok(growth.synapses.count > 0);
  const neurons = growth.cells.fate.filter((fate) => growth.fates[fate] === 'neuron').length;
  const back = await loadRun(folder);
  const counted = back.rows.find((row) => row.condition === 'grown' && row.seed === 1 && row.measure === 'neurons');
  assert.equal(neurons, counted?.value);
  assert.deepEqual(growth, back.circuits[0].growth);
});

test('learning is reported: untrained, curve, final value, baselines, and a measure that does not apply', async (t) => {
  const {
    results: { rows },
    summary,
  } = await study(t)();
  const curve = rows.filter(
    (row) => row.condition === 'grown' && row.seed === 1 && row.measure === 'accuracy' && row.step !== null,
  );
  assert.equal(curve[0].step, 0);
  assert.equal(curve.at(-1)?.step, 2);
  assert.equal(
    rows.find((row) => row.condition === 'grown' && row.seed === 1 && row.measure === 'accuracy' && row.step === null)
      ?.value,
    curve.at(-1)?.value,
  );
  const { chance, raw_input: raw, untrained } = summary.baselines.accuracy;
  assert.equal(chance, 1 / 3);
  assert.ok(raw !== null && raw > 0.8);
  assert.deepEqual(Object.keys(untrained), ['grown', 'random', 'no_circuit']);
  assert.equal(rows.filter((row) => row.measure === 'rank' && row.condition === 'no_circuit').length, 0);
  assert.ok(summary.notes.some(({ code, text }) => code === 'S066' && text.startsWith('no_circuit: rank(recurrent)')));
  assert.ok(
    summary.notes.some(({ code, text }) => code === 'S064' && text.includes('without the circuit (no_circuit)')),
  );
});

test('neither the number of jobs at a time changes a bit, nor that processes are given several together', async (t) => {
  const run = study(t);
  const one = await run(stripes, { jobs: 1 });
  const text = measures(one.folder);
  for (const executor of [threadPool(2), processPool(1)]) {
    const other = await run(stripes, { executor, fresh: true });
    assert.equal(other.computed, one.computed);
    assert.equal(measures(other.folder), text);
  }
});

test('another executor, told plain references and opening the data itself, changes no bit', async (t) => {
  const run = study(t);
  const threads = await run();
  const before = [measures(threads.folder), fs.readFileSync(path.join(threads.folder, 'arrays', weights))];
  const elsewhere = await run(stripes, { fresh: true, executor: fromPlainData });
  assert.equal(elsewhere.status, 'done');
  assert.ok(elsewhere.computed > 0);
  assert.deepEqual(
    [measures(elsewhere.folder), fs.readFileSync(path.join(elsewhere.folder, 'arrays', weights))],
    before,
  );
});
const weights = 'grown-1-input_weights.npy';

test('what was run before is not run again, and is computed again when asked', async (t) => {
  const run = study(t);
  const first = await run();
  const second = await run();
  assert.deepEqual([second.status, second.folder, second.events.length], ['cached', first.folder, 0]);
  const fresh = await run(stripes, { fresh: true });
  assert.deepEqual([fresh.status, fresh.computed, fresh.folder], ['done', first.computed, first.folder]);
});

test('a plot, a claim or a comment more computes nothing and changes no number', async (t) => {
  const run = study(t);
  const first = await run();
  const plotted = await run(
    { ...stripes, plots: [...stripes.plots, { what: 'learning', text: 'plot learning' }] },
    { draw: () => [{ name: 'learning.svg', content: '<svg/>' }] },
  );
  assert.deepEqual([plotted.status, plotted.computed], ['cached', 0]);
  assert.notEqual(plotted.folder, first.folder);
  assert.equal(measures(plotted.folder), measures(first.folder));
  assert.equal(fs.readFileSync(path.join(plotted.folder, 'figures', 'learning.svg'), 'utf8'), '<svg/>');
  const commented = await run(stripes, { source: '# another comment' });
  assert.deepEqual([commented.status, commented.computed, commented.folder], ['cached', 0, first.folder]);
  assert.equal(fs.readFileSync(path.join(first.folder, 'spec.anl'), 'utf8'), '# another comment');
});

test('more seeds compute only themselves', async (t) => {
  const run = study(t);
  await run();
  const more = await run({ ...stripes, seeds: [1, 2, 3] });
  assert.deepEqual([more.status, more.computed], ['done', 4]);
  assert.deepEqual([...new Set(more.results.rows.map(({ seed }) => seed))], [1, 2, 3]);
});

test('a cancelled run stops at once, keeps what is finished, and goes on from there', async (t) => {
  const run = study(t);
  const long: ExperimentSpec = { ...stripes, train: { ...stripes.train!, epochs: 60 } };
  const whole = await run(long, { out: path.join(temporaryFolder(t), 'runs') });
  const cancel = new AbortController();
  const cancelled = await run(long, {
    jobs: 1,
    signal: cancel.signal,
    onEvent: (event) => {
      if (event.kind === 'progress' && event.done === 3) cancel.abort();
    },
  });
  assert.equal(cancelled.status, 'cancelled');
  assert.match(path.basename(cancelled.folder), /^\..*\.partial$/);
  assert.equal(fs.existsSync(path.join(cancelled.folder, 'lock')), false);
  const partial = await loadRun(cancelled.folder);
  assert.equal(partial.run.status, 'cancelled');
  assert.ok(partial.rows.length > 0 && partial.rows.length < whole.results.rows.length);
  const resumed = await run(long);
  assert.deepEqual([resumed.status, resumed.computed], ['done', 10 - 3]);
  assert.equal(measures(resumed.folder), measures(whole.folder));
  assert.equal(fs.existsSync(cancelled.folder), false);
});

test('a job that fails fails the run and keeps the others', async (t) => {
  const run = study(t);
  const [grown, ...others] = stripes.conditions;
  const broken = { ...grown.noun, readout: { size: 2, biased: true } } as typeof grown.noun;
  const failed = await run({ ...stripes, conditions: [grown, ...others, { name: 'broken', noun: broken }] });
  assert.equal(failed.status, 'failed');
  assert.ok(failed.events.some((event) => event.kind === 'error' && event.text.startsWith('broken, seed 1: ')));
  assert.deepEqual(
    [...new Set(failed.results.rows.map(({ condition }) => condition))],
    ['grown', 'random', 'no_circuit'],
  );
  const partial = await loadRun(failed.folder);
  assert.equal(partial.run.status, 'failed');
  assert.equal(partial.run.warnings.length, 2);
});

test('a live process has its run to itself; the lock of a dead one is taken over', async (t) => {
  const run = study(t);
  const cancel = new AbortController();
  cancel.abort();
  const { folder } = await run(stripes, { signal: cancel.signal });
  const lock = path.join(folder, 'lock');
  const holder = { host: (await import('node:os')).hostname(), since: '2026-01-01T00:00:00Z' };
  fs.writeFileSync(lock, JSON.stringify({ pid: process.ppid, ...holder }));
  await assert.rejects(run(), new RegExp(`being written by process ${process.ppid}`));
  fs.writeFileSync(lock, JSON.stringify({ pid: 2 ** 22 + 1, ...holder }));
  assert.equal((await run()).status, 'done');
});

test('what cannot be run is said before anything is written', async (t) => {
  const run = study(t);
  await assert.rejects(
    run(stripes, { experiment: 'strips' }),
    /there is no experiment "strips" in this file; there is stripes/,
  );
  await assert.rejects(run(stripes, { backend: 'quantum' }), /there is no backend 'quantum'/);
  const elsewhere = {
    ...stripes,
    train: { ...stripes.train!, data: { noun: 'data', name: 'lines', reference: 'dots' } as const },
  };
  await assert.rejects(run(elsewhere), /"dots" was not found\. Looked in/);
  const refused = {
    specification: { ...specificationOf(), refused: [{ name: 'stripes', reason: '`task` comes later.', line: 4 }] },
  };
  await assert.rejects(run(stripes, refused), /stripes \(line 4\) cannot be run by this version: `task` comes later\./);
});
