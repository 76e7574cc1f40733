// Teachers, students and networks that learn tasks, as runs: what is computed, kept, gone on with, and said.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { allFinite } from '../numbers.ts';
import type { Executor } from '../../runs/execute/executor.ts';
import { fromPlainData } from './executor-here.ts';
import { checkpointsKept } from './kept-jobs.ts';
import { runText } from './text-runs.ts';
import { temporaryFolder } from './stripes-study.ts';

const students = `language 1
network teacher {
  neurons 10
  recurrent random_ei(density: 0.5, scale: 2, excitatory: 70 %)
  gain normal(1, 0.3), positive
  bias uniform(-0.1, 0.1)
  activation softplus
  tau 1 s;  dt 200 ms
  input 2;  readout 1
}
task cycles is cycling { trials 8;  length 4 s;  pulse 1 s, latest 2 s }
network student like teacher {
  known recurrent, input, readout
  learn gain, bias
  start gain shuffled * 0.5, bias shuffled
}
network stranger like teacher { known gain, bias, input, readout;  learn recurrent }
experiment follow {
  seeds 1 .. 2
  vary m in 0, 4
  teach teacher on cycles { optimiser adam(1e-2);  batch 4;  epochs 6;  clip 5 }
  compare { connectome = student;  no_connectome = stranger }
  train to follow teacher on cycles { record m;  optimiser adam(1e-2);  schedule cosine;  batch 4;  epochs 6;  clip 2 }
  measure unseen = error(unrecorded)
  measure gains = gain_error()
  measure radius = spectral_radius(trained teacher)
}
`;
const choices = `language 1
task choose is one_choice { goal 2 steps;  delay 1 steps;  choice 2 steps }
network rnn { neurons 12;  input 8;  recurrent orthogonal, tanh;  readout 4;  noise 0.05 }
experiment learn {
  seeds 1 .. 2
  compare { free = rnn;  kept = rnn { recurrent orthogonal, tanh, fixed } }
  train on choose { trials 64;  batch 16;  epochs 4;  early_stop 3 }
  then train on choose { trials 32;  batch 16;  epochs 2;  fixed input, recurrent }
  measure accuracy = accuracy(test)
  measure start    = mean_weight(recurrent_at_start)
  measure end      = mean_weight(recurrent)
  measure named    = mean_weight(trained rnn)
}
`;

const measures = (folder: string): string => fs.readFileSync(path.join(folder, 'measures.csv'), 'utf8');

test('students follow their teacher, and are held against students without what makes them', async (t) => {
  const { status, results, folder } = await runText(t, students);
  assert.equal(status, 'done');
  const { summary, rows } = results;
  allFinite(summary);
  const unseen = rows.filter(({ measure, step }) => measure === 'unseen' && step === null);
  assert.equal(unseen.length, 8, 'conditions × m × seeds');
  // who hears nothing learns nothing
  const loss = (m: number) =>
    rows.filter(
      ({ measure, at, condition }) => measure === 'training_loss' && at.m === m && condition === 'connectome',
    );
  assert.equal(loss(0).length, 0);
  assert.ok(loss(4).length > 0);
  const { unseen: beside, gains } = summary.baselines;
  assert.deepEqual(Object.keys(beside.others ?? {}), ['wrong connectome', 'read-out only', 'neurons shuffled']);
  assert.deepEqual(Object.keys(beside.untrained), ['connectome', 'no_connectome']);
  assert.deepEqual(Object.keys(gains.others ?? {}), ['wrong connectome', 'read-out only', 'neurons shuffled']);
  const radii = new Set(
    rows.filter(({ measure }) => measure === 'radius').map(({ value, seed }) => `${seed} ${value}`),
  );
  assert.equal(radii.size, 2, 'one teacher for each seed, whoever follows it');
  const table = fs.readFileSync(path.join(folder, 'tables', 'baselines.csv'), 'utf8').split('\n');
  assert.equal(table[0], 'baseline,condition,measure,seed,m,value');
  const kinds = new Set(table.slice(1, -1).map((line) => line.split(',')[0]));
  assert.deepEqual([...kinds].sort(), ['readout_only', 'shuffled', 'untrained', 'wrong_connectome']);
  for (const code of ['N080', 'N084'])
    assert.ok(
      summary.notes.some((note) => note.code === code),
      code,
    );
});

test('the numbers do not depend on how many threads compute them, nor on where', async (t) => {
  const [two, one, elsewhere] = [
    await runText(t, students),
    await runText(t, students, { jobs: 1 }),
    await runText(t, students, { executor: fromPlainData }),
  ];
  assert.equal(measures(one.folder), measures(two.folder));
  assert.equal(measures(elsewhere.folder), measures(two.folder));
});

test('a run that is killed in mid-training goes on from its checkpoints, to the same bytes', async (t) => {
  const long = choices.replace('epochs 2;', 'epochs 40;');
  const whole = await runText(t, long);
  const out = temporaryFolder(t);
  const checkpoints = (): string[] => checkpointsKept(out);
  // what a kill leaves: no job, and a checkpoint of each training
  const stop = new AbortController();
  await runText(t, long, {
    out,
    jobs: 1,
    signal: stop.signal,
    onEvent: () => {
      if (checkpoints().length > 0) stop.abort();
    },
  });
  assert.ok(checkpoints().length > 0, 'what had been trained was kept');
  const resumed = await runText(t, long, { out });
  assert.equal(resumed.status, 'done');
  assert.equal(measures(resumed.folder), measures(whole.folder));
});

test('what has been trained is trained once, whatever is measured or recorded', async (t) => {
  const out = temporaryFolder(t),
    trained: string[] = [];
  const counting: Executor = {
    run: (assignment, events, signal) =>
      fromPlainData.run(
        assignment,
        {
          ...events,
          checkpoint(job, training, state) {
            trained.push(job.training ?? job.key);
            events.checkpoint?.(job, training, state);
          },
        },
        signal,
      ),
  };
  await runText(t, students.replace('m in 0, 4', 'm in 2, 4'), { out, executor: counting });
  // a seed: its teacher; two students and one with a wrong connectome at each m; one that hears the outputs
  assert.equal(trained.length, 2 * (1 + 3 * 2 + 1));
  assert.equal(new Set(trained).size, trained.length);
  trained.length = 0;
  const more = students
    .replace('m in 0, 4', 'm in 2, 4')
    .replace('measure gains', 'measure seen = error(recorded)\n  measure gains');
  const added = await runText(t, more, { out, executor: counting });
  assert.deepEqual(trained, []);
  assert.equal(added.status, 'done');
  assert.equal(measures(added.folder), measures((await runText(t, more)).folder));
});

test('a checkpoint that is damaged, or of another network, is not gone on from', async (t) => {
  const whole = await runText(t, choices);
  const out = temporaryFolder(t);
  const jobs = path.join(out, '.jobs');
  const kept = checkpointsKept(whole.runs);
  assert.equal(kept.length, 8, 'two trainings of two conditions for two seeds');
  for (const name of kept) {
    fs.mkdirSync(path.dirname(path.join(jobs, name)), { recursive: true });
    fs.writeFileSync(path.join(jobs, name), 'not what was written');
  }
  const again = await runText(t, choices, { out });
  assert.equal(measures(again.folder), measures(whole.folder));
});

test('a network that is trained twice learns with the parts that its second training leaves free', async (t) => {
  const { results } = await runText(t, choices);
  const final = results.rows.filter(({ measure, step }) => measure === 'accuracy' && step === null);
  assert.equal(final.length, 4);
  const epochs = results.rows.filter(({ measure }) => measure === 'training_loss').map(({ step }) => step);
  assert.equal(Math.max(...epochs.map(Number)), 6, 'epochs go on from one training to the next');
  assert.equal(results.summary.baselines.accuracy.chance, 0.25);
  const weights = (measure: string, of: string): readonly number[] =>
    results.rows.filter((row) => row.measure === measure && row.condition === of).map(({ value }) => value);
  assert.deepEqual(weights('end', 'free'), weights('named', 'free'), 'the matrix is as the training left it');
  assert.notDeepEqual(weights('end', 'free'), weights('start', 'free'));
  assert.deepEqual(weights('end', 'kept'), weights('start', 'kept'));
});

test('a penalty of a network stands instead of that of its training', async (t) => {
  const text = choices
    .replace(
      /compare .*\n/,
      'compare { own = rnn { penalty 0.5 * sum(abs(W)) };  trained = rnn\n' +
        'weak = rnn { penalty 0.001 * sum(abs(W));  recurrent orthogonal, tanh, positive } }\n',
    )
    .replace('epochs 4;', 'epochs 1;  penalty 0.5 * sum(abs(W));')
    .replace(/ {2}then train.*\n/, '');
  const { rows, summary } = (await runText(t, text)).results;
  const weights = (of: string): readonly number[] =>
    rows.filter(({ measure, condition }) => measure === 'end' && condition === of).map(({ value }) => value);
  assert.deepEqual(weights('own'), weights('trained'));
  assert.notDeepEqual(weights('own'), weights('weak'));
  const said = (wanted: string) => summary.notes.filter(({ code }) => code === wanted).map(({ text }) => text);
  assert.deepEqual(said('N090').length, 1);
  assert.match(said('N090')[0], /is 500\.0 times that of weak/);
  assert.match(said('N091')[0], /^weak: .* from 1\.000 to 1\.[2-9]/);
});

test('a start that explodes is known nothing of, and says where', async (t) => {
  const text = choices
    .replace('orthogonal, tanh;  readout', 'normal(0, 1e30), relu;  readout')
    .replace(/compare .*\n/, '\n')
    .replace(/ {2}then train.*\n/, '');
  const { results } = await runText(t, text);
  assert.deepEqual(
    results.rows.filter(({ measure, step }) => measure === 'accuracy' && step === null),
    [],
  );
  const note = results.summary.notes.find(({ code }) => code === 'N053');
  assert.match(note?.text ?? '', /before its first update, at step \d+ in neuron \d+/);
});
