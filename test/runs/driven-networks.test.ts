// What measures of networks that run say in a whole run: values, notes, and what is not known.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { htmlReport } from '../../reports/html-report.ts';
import { analyseScience, analyseText } from '../../language/index.ts';
import { nodeReader } from '../../runs/data/node-reader.ts';
import { runText } from './text-runs.ts';
import { temporaryFolder, writeStripes } from './stripes-study.ts';

const study = (measures: string, model = 'model rate, tanh, discrete;  drive uniform(-0.5, 0.5)'): string =>
  `language 1
connect net { neurons 30;  weights normal(0, 1);  spectrum radius 1 }
dynamics map of net { ${model};  dt 1 ms;  run 1200 ms, discard 200 ms }
experiment e {
  seeds 1 .. 2
  vary gain in 0.5, 1, 1.5
  compare { map = map { matrix net { spectrum radius gain } } }
  ${measures}
}
`;

test('memory and exponents of a swept gain: values at each point, and what they depend on', async (t) => {
  const { results } = await runText(
    t,
    study(`measure memory = memory_capacity(delays: 1 .. 4 steps)
  measure longer = memory_capacity(delays: 5 .. 30 ms)
  measure lyapunov = lyapunov()
  expect lyapunov of map < 0 at gain = 0.5
  expect memory of map > 2 at gain = 1
  plot memory by gain`),
  );
  const at = (measure: string, gain: number) =>
    results.rows.filter(
      (row) => row.measure === measure && row.at.gain === gain && row.step === null && row.seed === 1,
    )[0].value;
  for (const gain of [0.5, 1, 1.5]) {
    const series = results.rows.filter(
      (row) => row.measure === 'memory' && row.at.gain === gain && row.step !== null && row.seed === 1,
    );
    assert.deepEqual(
      series.map(({ step }) => step),
      [0.001, 0.002, 0.003, 0.004],
    );
    const total = series.reduce((sum, { value }) => sum + value, 0);
    assert.equal(Math.abs(total - at('memory', gain)) < 1e-12, true);
  }
  assert.equal(at('lyapunov', 0.5) < -500, true);
  assert.deepEqual(
    results.summary.expectations.map(({ verdict }) => verdict !== 'fails' && verdict !== 'unknown'),
    [true, true],
  );
  const notes = results.summary.notes;
  const held = notes.find(({ code, text }) => code === 'S090' && text.startsWith('memory'))?.text ?? '';
  assert.match(held, /N = 30, delays to 4 inputs, 1000 samples, floor of a delay 0\.0\d+; the last delay holds/);
  assert.match(held, /above the floor in 6 of 6 networks/);
  const peak = notes.find(({ code }) => code === 'S091')?.text ?? '';
  assert.match(peak, /without time constants, each input held for 1 ms\) is largest at gain = \d/);
  const page = await htmlReport([{ results, source: '' }]);
  assert.match(page, /<li>map \(in steps, without time constants, each input held for 1 ms\) is largest at gain = \d/);
  assert.match(page, /Where memory peaks depends on both: [^<]*and no law\. \(S091\)/);
});

test('what the text shows to be unknowable is one error before anything runs', async () => {
  const said = async (measure: string, model?: string): Promise<string[]> => {
    const analysis = analyseText(study(`measure m = ${measure}`, model));
    return [...analysis.diagnostics, ...(await analyseScience(analysis, nodeReader()))]
      .filter(({ severity }) => severity === 'error')
      .map(({ message }) => message);
  };
  const [undriven, ...more] = await said('memory_capacity(delays: 1 .. 5 steps)', 'model rate, tanh, discrete');
  assert.match(undriven, /an input that all neurons share and that varies/);
  assert.deepEqual(more, []);
  const [kinds, ...others] = await said('resilience(lesion: 10 %, flips: 5 %)');
  assert.match(kinds, /One kind of damage/);
  assert.deepEqual(others, []);
});

test('what cannot be known is one note: too few samples, a law that is not linear', async (t) => {
  const reasons = async (measure: string, model?: string): Promise<string[]> => {
    const { results } = await runText(t, study(`measure m = ${measure}`, model));
    assert.deepEqual(
      results.rows.filter(({ measure }) => measure === 'm'),
      [],
    );
    return results.summary.notes.filter(({ code }) => code === 'S066').map(({ text }) => text);
  };
  const [few] = await reasons('memory_capacity(delays: 1 .. 5 steps, hold: 50 ms)');
  assert.match(few, /too few for read-outs of 30 neurons/);
  const [exact] = await reasons('memory_capacity(delays: 1 .. 5 steps, estimator: exact)');
  assert.match(exact, /only a linear network/);
});

test('what has learned: epochs until an accuracy, the mean on the way, and what a lesion leaves', async (t) => {
  const folder = temporaryFolder(t);
  writeStripes(folder);
  const { results } = await runText(
    t,
    `language 1
data lines from "stripes"
connect net { neurons 40;  weights normal(0, 0.1) }
network reader { input 36, relu;  recurrent net, fixed;  readout 3 }
experiment e {
  seeds 1 .. 2
  compare { reader = reader }
  train on lines { batch 8;  epochs 4 }
  measure accuracy = accuracy(test)
  measure soon = learning_time(to: 40 %)
  measure never = learning_time(to: 100 %)
  measure mean = learning_area()
  measure none = resilience(lesion: 0 %)
  measure most = resilience(lesion: 95 %)
  measure same = resilience(weight_noise: 0)
}
`,
    { out: folder },
  );
  const of = (measure: string) =>
    results.rows
      .filter((row) => row.measure === measure && row.step === null && row.condition === 'reader')
      .map(({ value }) => value);
  const curve = results.rows.filter(
    (row) => row.measure === 'accuracy' && row.seed === 1 && row.step !== null && row.condition === 'reader',
  );
  const first = curve.find(({ value }) => value >= 0.4);
  assert.equal(of('soon')[0], first?.step);
  assert.deepEqual(of('none'), [1, 1]);
  assert.deepEqual(of('same'), [1, 1]);
  for (const [k, left] of of('most').entries()) assert.equal(left < 1 || of('accuracy')[k] <= 0.34, true);
  for (const mean of of('mean')) assert.equal(mean > 0.2 && mean <= 1, true);
});
