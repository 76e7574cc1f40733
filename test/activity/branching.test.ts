// Branching ratios of processes whose ratio is known, seen in part.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { branching, plainRatios, populationActivity } from '../../engine/activity/index.ts';
import { fitDecay } from '../../engine/activity/decay.ts';
import { sumsOf } from '../../engine/activity/lagged-slopes.ts';
import { refuseOpenInterval } from '../../engine/activity/rate-interval.ts';
import { exp, stream } from '../../engine/random/index.ts';
import { noSharedData, sharedData } from '../data.ts';
import { mean, near, variance } from '../numbers.ts';
import { branchingProcess } from './branching-process.ts';
import { key } from './planted.ts';

test('m = 0.98 is found from a tenth of the events, where the slope is 0.7225 and the mean of ratios above 1', () => {
  const runs = branchingProcess({ m: 0.98, drive: 1, steps: 10_000, trials: 10, seen: 0.1 }, key);
  const { m, interval, tau, times, amplitude } = branching(runs, 0.004),
    { slope, ratio } = plainRatios(runs);
  near(m, 0.98, 0.01);
  assert.equal(interval[0] < 0.98 && interval[1] > 0.98 && interval[1] - interval[0] < 0.012, true, `${interval}`);
  near(tau, -0.004 / Math.log(m), 1e-9);
  near(times, -1e5 * Math.log(m), 20);
  // m · αF/(αF + 1 − α), α = 0.1, F = 1/(1 − m²) = 25.25: measured 0.7233 ± 0.002 by others
  near(slope, 0.7225, 0.01);
  near(amplitude, 0.7225 / 0.98, 0.05);
  near(ratio, 1.183, 0.02);
});

for (const { m, seen } of [
  { m: 0.5, seen: 1 },
  { m: 0.9, seen: 0.3 },
  { m: 0.5, seen: 0.1 },
])
  test(`m = ${m} is found seeing ${seen} of the events, within its interval`, () => {
    const runs = branchingProcess({ m, drive: 20, steps: 10_000, trials: 4, seen }, key),
      found = branching(runs, 1);
    near(found.m, m, seen < 0.2 ? 0.15 : 0.03);
    assert.equal(found.interval[0] < m && found.interval[1] > m, true, `${found.interval}`);
  });

const poissons = (mean: (t: number) => number, steps = 20_000, seed = 1): Float64Array[] => {
  const draws = stream(seed, 'test', 'poissons');
  return [
    Float64Array.from({ length: steps }, (_, t) => {
      const end = exp(-mean(t));
      let count = 0;
      for (let product = draws.uniform(); product > end; product *= draws.uniform()) count++;
      return count;
    }),
  ];
};
const nothing = { name: 'NothingToFit' };
test('counts without memory, alternating ones and trends have no branching ratio', () => {
  for (const seed of [1, 2])
    assert.throws(
      () =>
        branching(
          poissons(() => 10, 20_000, seed),
          1,
        ),
      { ...nothing, message: /says nothing of the activity later/ },
    );
  for (const rhythm of [2, 3])
    assert.throws(
      () =>
        branching(
          poissons((t) => (t % rhythm ? 20 : 2)),
          1,
        ),
      { ...nothing, message: /alternates, or has a rhythm/ },
    );
  assert.throws(
    () =>
      branching(
        poissons((t) => 5 + t / 2000),
        1,
      ),
    { ...nothing, message: /a trend, a slow drift, or m = 1/ },
  );
});
const slowly = (t: number): number => 10 + 5 * Math.sin((2 * Math.PI * t) / 5000);
test('drift has the slopes of a critical process and another spectrum; beside an offset branching is found', () => {
  assert.throws(() => branching(poissons(slowly), 1), { ...nothing, message: /in periods of .* s it varies/ });
  for (const form of ['offset', 'exponential'] as const)
    assert.throws(() => branching(poissons(slowly), 1, { form }), nothing);
  const [events] = branchingProcess({ m: 0.9, drive: 10, steps: 20_000, trials: 1, seen: 1 }, key),
    [drift] = poissons((t) => 3 * slowly(t)),
    both = [events.map((count, t) => count + drift[t])];
  assert.throws(() => branching(both, 1), { ...nothing, message: /`fit: offset`/ });
  const { m, interval } = branching(both, 1, { form: 'offset' });
  near(m, 0.9, 0.02);
  assert.equal(interval[0] < 0.9 && interval[1] > 0.9, true, `${interval}`);
});
test('nine of ten intervals or more hold m, from half of the events following others to nearly all', () => {
  let held = 0,
    of = 0;
  for (const { m, drive, seen } of [
    { m: 0.5, drive: 10, seen: 1 },
    { m: 0.9, drive: 10, seen: 0.1 },
    { m: 0.98, drive: 2, seen: 0.1 },
    { m: 0.995, drive: 1, seen: 0.3 },
  ])
    for (let seed = 1; seed <= 6; seed++, of++) {
      const { interval } = branching(
        branchingProcess({ m, drive, steps: 12_000, trials: 1, seen }, { seed, stream: 'held' }),
        1,
      );
      if (interval[0] < m && m < interval[1]) held++;
    }
  assert.equal(held >= 0.9 * of, true, `${held} of ${of}`);
});
test('of a short recording near m = 1 nothing excludes 1', () => {
  const runs = branchingProcess({ m: 0.998, drive: 1, steps: 6000, trials: 1, seen: 1 }, key);
  assert.equal(branching(runs, 1).interval[1], 1);
});
test('many lags are summed as few are', () => {
  const run = branchingProcess({ m: 0.9, drive: 20, steps: 6000, trials: 1, seen: 1 }, key)[0];
  const [many, few] = [400, 100].map((to) => sumsOf({ run, from: 1000, to: 5000 }, 1, to));
  few.forEach((sum, at) => {
    near(many[at], sum, 1e-9 * Math.abs(sum));
  });
});
test('an offset is fitted beside the decay, and a rhythm by the complex form', () => {
  const decaying = (k: number): number => 0.6 * 0.97 ** k + 0.1;
  const slopes = Float64Array.from({ length: 150 }, (_, i) => decaying(i + 1));
  const offset = fitDecay(slopes, 1, 'offset');
  near(Math.exp(-offset.rate), 0.97, 1e-6);
  near(offset.offset, 0.1, 1e-6);
  near(offset.amplitude, 0.6, 1e-6);
  const rhythmic = slopes.map((slope, i) => slope + 0.2 * 0.98 ** (i + 1) * Math.cos(0.3 * (i + 1)));
  near(Math.exp(-fitDecay(rhythmic, 1, 'complex').rate), 0.97, 0.005);
  assert.equal(Math.abs(Math.exp(-fitDecay(rhythmic, 1, 'exponential').rate) - 0.97) > 0.01, true);
});
test('the oscillation of the complex form takes a rhythm up, and does not stand in for m^k where there is none', () => {
  const [events] = branchingProcess(
      { m: 0.9, drive: 10, steps: 8000, trials: 1, seen: 1 },
      { seed: 2, stream: 'held' },
    ),
    [rhythm] = poissons((t) => 20 * (1 + 0.5 * Math.sin((2 * Math.PI * t) / 12)), 8000, 2);
  for (const run of [events, events.map((count, t) => count + rhythm[t])]) {
    const [low, high] = branching([run], 1, { form: 'complex' }).interval;
    assert.equal(low < 0.9 && high > 0.9 && high - low < 0.12, true, `${low} to ${high}`);
  }
});
test('lags that are given are those of the regressions; runs with means of their own are taken separately', () => {
  const runs = branchingProcess({ m: 0.9, drive: 5, steps: 4000, trials: 8, seen: 1 }, key),
    shifted = runs.map((run, i) => run.map((count) => count + 100 * i));
  const lags = { from: 2, to: 31 };
  assert.equal(branching(runs, 1, { lags }).slopes.length, 30);
  near(branching(shifted, 1, { lags, pooling: 'separate' }).m, 0.9, 0.03);
  assert.throws(() => branching(shifted, 1, { lags }), /a trend, a slow drift/);
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
  const { m, interval } = branching(runs, 0.004);
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
  assert.throws(() => branching([[1, 2, -1, 3]], 1), { name: 'SignedActivity' });
  assert.throws(() => branching([[1, 2, 1, 3]], 1), /too short/);
  assert.throws(() => branching([new Float64Array(400).fill(2)], 1), /the same in all bins/);
});

test('an interval that goes from no memory to one without end excludes nothing', () => {
  for (const [low, high, is] of [
    [3.6e-161, 1, 'open'],
    [0.02, 1, 'open'],
    [0.4, 1, 'told'],
    [0.02, 0.6, 'told'],
  ] as const) {
    const refuse = () => refuseOpenInterval([low, high]);
    if (is === 'open') assert.throws(refuse, { ...nothing, message: /excludes neither/ });
    else assert.doesNotThrow(refuse);
  }
});
test('the plain slope of separate trials has no memory of a difference between their means', () => {
  const runs = [2, 8, 20].flatMap((mean, trial) => poissons(() => mean, 4000, trial + 1));
  assert.ok(plainRatios(runs).slope > 0.7);
  near(plainRatios(runs, 'separate').slope, 0, 0.03);
});
test('lags begin at 1', () =>
  assert.throws(
    () =>
      branching(
        poissons(() => 5),
        1,
        { lags: { from: 0, to: 20 } },
      ),
    /from 1 on/,
  ));
