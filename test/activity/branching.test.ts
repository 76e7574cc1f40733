// Branching ratios of processes whose ratio is known, seen in part.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { branching, populationActivity } from '../../engine/activity/index.ts';
import { noSharedData, sharedData } from '../data.ts';
import { mean, near, variance } from '../numbers.ts';
import { branchingProcess } from './branching-process.ts';
import { key } from './planted.ts';

test('m = 0.995 is found from a tenth of the events, where the naive ratio fails', () => {
  const runs = branchingProcess({ m: 0.995, drive: 2, steps: 10_000, trials: 20, seen: 0.1 }, key);
  const { m, interval, naive, tau } = branching(runs, 0.004, key);
  near(m, 0.995, 0.002);
  assert.ok(interval[0] < 0.995 && interval[1] > 0.995 && interval[1] - interval[0] < 0.004, `${interval}`);
  near(tau, -0.004 / Math.log(m), 1e-9);
  assert.ok(Math.abs(naive - 0.995) > 0.01, `${naive}`);
});

for (const { m, seen } of [
  { m: 0.5, seen: 1 },
  { m: 0.9, seen: 0.3 },
])
  test(`m = ${m} is found seeing ${seen} of the events`, () => {
    near(
      branching(branchingProcess({ m, drive: 20, steps: 20_000, trials: 2, seen }, key), 1, key, {
        lags: Math.ceil(5 / (1 - m)),
      }).m,
      m,
      0.03,
    );
  });

test('the process has the mean and variance of its law', () => {
  const [counts] = branchingProcess({ m: 0.8, drive: 4, steps: 40_000, trials: 1, seen: 1 }, key);
  near(mean(counts), 20, 0.5);
  near(variance(counts), 20 / (1 - 0.8 ** 2), 4);
});

test("the data of the estimator's authors: true m 0.995, a tenth of the events seen", {
  skip: sharedData('recordings', 'mrestimator') ? false : noSharedData,
}, () => {
  const runs = Array.from({ length: 10 }, (_, trial) => {
    const lines = readFileSync(sharedData('recordings', 'mrestimator', 'data', `sub_0${trial}.tsv`)!, 'utf8').split(
      '\n',
    );
    return Float64Array.from(
      lines.filter((line) => line !== '' && !line.startsWith('#')),
      Number,
    );
  });
  const { m, interval } = branching(runs, 0.004, key);
  near(m, 0.995, 0.002);
  assert.ok(interval[0] < 0.995 + 0.002 && interval[1] > 0.995 - 0.002, `${interval}`);
});

test('population activity is summed by run; signed activity has no branching ratio', () => {
  const counts = {
    neurons: 2,
    frames: 5,
    values: Float32Array.from([1, 0, 2, 0, 1, 3, 0, 0, 1, 1]),
    bin: 1,
    runs: [2, 3],
  };
  assert.deepEqual(
    populationActivity(counts).map((run) => [...run]),
    [
      [4, 0],
      [2, 1, 2],
    ],
  );
  const signed = { neurons: 3, frames: 300, values: new Float32Array(900).fill(1), bin: 1, runs: [300] };
  signed.values[610] = -2;
  assert.throws(() => populationActivity(signed), {
    name: 'SignedActivity',
    message: /neuron 3 has -2 in bin 10.*counts/,
  });
  assert.throws(() => branching([[1, 2, -1, 3]], 1, key), { name: 'SignedActivity' });
  assert.throws(() => branching([[1, 2, 1, 3]], 1, key), /too short/);
  assert.throws(() => branching([new Float64Array(400).fill(2)], 1, key), /the same in all bins/);
});
