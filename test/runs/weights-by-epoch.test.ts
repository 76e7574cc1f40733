// What is measured of recurrent weights epoch by epoch: what is computed for it, what is not, and after a kill.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { figuresOf } from '../../figures/index.ts';
import type { Executor } from '../../runs/execute/executor.ts';
import { fromPlainData } from './executor-here.ts';
import { checkpointsKept } from './kept-jobs.ts';
import { temporaryFolder } from './stripes-study.ts';
import { runText } from './text-runs.ts';

const plain = `language 1
task choose is one_choice { goal 2 steps;  delay 1 steps;  choice 2 steps }
network rnn { neurons 12;  input 8;  recurrent orthogonal, tanh;  readout 4;  noise 0.05 }
experiment learn {
  seeds 1 .. 2
  compare { free = rnn;  kept = rnn { recurrent orthogonal, tanh, fixed } }
  train on choose { trials 64;  batch 16;  epochs 4 }
  then train on choose { trials 32;  batch 16;  epochs 2;  fixed input }
  measure accuracy = accuracy(test)
  measure radius = spectral_radius(recurrent)
  measure other = density(recurrent)
}
`;
const watching = plain.replace(/}\n$/, '  plot radius by epoch\n  plot accuracy by epoch\n}\n');
const measures = (folder: string): string => fs.readFileSync(path.join(folder, 'measures.csv'), 'utf8');
const withoutSeries = (folder: string): string =>
  measures(folder)
    .split('\n')
    .filter((line) => !/^\w+,\d+,\d+,radius,/.test(line))
    .join('\n');

function counting() {
  const jobs: string[] = [],
    trained: string[] = [];
  const executor: Executor = {
    run: (assignment, events, signal) =>
      fromPlainData.run(
        assignment,
        {
          ...events,
          done(job, outcome) {
            jobs.push(job.kind);
            events.done(job, outcome);
          },
          checkpoint(job, training, state) {
            trained.push(`${job.training}-${training}`);
            events.checkpoint?.(job, training, state);
          },
        },
        signal,
      ),
  };
  return { executor, jobs, trained };
}

test('a measure of the weights by epoch has a value at each epoch of all trainings', async (t) => {
  const { results } = await runText(t, watching);
  for (const condition of ['free', 'kept'])
    for (const seed of [1, 2]) {
      const series = results.rows.filter(
        (row) => row.measure === 'radius' && row.condition === condition && row.seed === seed && row.step !== null,
      );
      assert.deepEqual(
        series.map(({ step }) => step),
        [0, 1, 2, 3, 4, 5, 6],
      );
      assert.ok(Math.abs(series[0].value - 1) < 1e-6, 'orthogonal');
      const moved = Math.abs(series[6].value - series[0].value);
      assert.equal(moved > 1e-3, condition === 'free', `${condition} ${moved}`);
    }
  assert.equal(
    results.rows.some(({ measure, step }) => measure === 'other' && step !== null),
    false,
    'not asked',
  );
  const [figure] = figuresOf(results);
  assert.deepEqual(
    figure.panels.map((panel) => panel.kind === 'curves' && panel.series.map(({ lines }) => lines.length)),
    [[2, 2]],
  );
});

test('such a plot asks for one training of each condition, and its job for no other', async (t) => {
  const { executor, jobs, trained } = counting();
  const { folder } = await runText(t, watching, { executor });
  assert.deepEqual(jobs.sort(), [...Array(4).fill('condition'), ...Array(4).fill('course')]);
  assert.equal(new Set(trained).size, trained.length, 'each training once');
  assert.equal(trained.length, 8);
  assert.equal(withoutSeries(folder), measures((await runText(t, plain)).folder), 'and it changes no other number');
});

test('added to a finished run it computes no condition again', async (t) => {
  const out = temporaryFolder(t);
  await runText(t, plain, { out });
  const { executor, jobs } = counting();
  const added = await runText(t, watching, { out, executor });
  assert.deepEqual([...new Set(jobs)], ['course']);
  assert.equal(measures(added.folder), measures((await runText(t, watching)).folder));
});

test('a run that is killed in mid-training has the same series when it has gone on', async (t) => {
  const long = watching.replace('epochs 2;', 'epochs 40;');
  const whole = await runText(t, long);
  const out = temporaryFolder(t);
  const checkpoints = (): string[] => checkpointsKept(out);
  const stop = new AbortController();
  await runText(t, long, {
    out,
    jobs: 1,
    signal: stop.signal,
    onEvent: () => {
      if (checkpoints().length > 0) stop.abort();
    },
  });
  assert.ok(checkpoints().length > 0);
  const resumed = await runText(t, long, { out });
  assert.equal(measures(resumed.folder), measures(whole.folder));
});
