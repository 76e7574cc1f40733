// Avalanches, how size grows with duration, shapes, and fluctuations: of activity whose answer is known.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Activity } from '../../engine/dynamics/index.ts';
import {
  type Avalanches,
  avalanchesOf,
  fanoFactor,
  kappa,
  populationOf,
  predictedGamma,
  shapeCollapse,
  sizeByDuration,
  susceptibility,
  variation,
} from '../../engine/criticality/index.ts';
import { exponentOf } from '../../engine/criticality/avalanche-exponent.ts';
import { stream } from '../../engine/random/index.ts';
import { branchingProcess } from '../activity/branching-process.ts';
import { mean, near, variance } from '../numbers.ts';

const key = { seed: 1, stream: 'test' };
/** One row of values a neuron. */
const activityOf = (rows: readonly (readonly number[])[], runs = [rows[0].length]): Activity => ({
  neurons: rows.length,
  frames: rows[0].length,
  values: Float32Array.from(rows.flat()),
  bin: 0.01,
  runs,
});
const populated = (runs: readonly Float64Array[], bins = 1) =>
  populationOf(
    {
      neurons: 1,
      frames: runs.reduce((sum, { length }) => sum + length, 0),
      values: Float32Array.from(runs.flatMap((run) => Array.from(run))),
      bin: 1,
      runs: runs.map(({ length }) => length),
    },
    { bins },
  );

test('avalanches lie between quiet bins; those at the border of a run are left out', () => {
  const found = avalanchesOf(
    populationOf(
      activityOf(
        [
          [2, 0, 1, 3, 0, 0, 1, 0, 1, 1, 0, 4],
          [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
        ],
        [8, 4],
      ),
    ),
  );
  assert.deepEqual([...found.sizes], [5, 1]);
  assert.deepEqual([...found.durations], [2, 1]);
  assert.deepEqual([...found.starts], [2, 6]);
  assert.equal(found.cut, 3);
  assert.equal(found.areWhole, true);
  // of four quiet bins that another bin of their run follows, three are followed by activity
  near(found.begun, -Math.log(1 - 3 / 4), 1e-12);
});
test('bins are taken together within runs; a neuron is active above its own level, a population above its own', () => {
  const rows = [[0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1]];
  assert.deepEqual([...populationOf(activityOf(rows), { bins: 2 }).runs[0]], [1, 0, 2, 0, 1]);
  const quiet = Array.from({ length: 100 }, (_, t) => -1 + (t % 2) * 0.1);
  quiet[50] = 9;
  const active = populationOf(activityOf([quiet, Array(100).fill(3)]), { deviations: 3 });
  assert.deepEqual([active.runs[0][50], active.runs[0].reduce((sum, each) => sum + each, 0)], [1, 1]);
  assert.throws(() => avalanchesOf(populationOf(activityOf([quiet]))), /goes below 0.*threshold: 3 sd/);
  const above = avalanchesOf(populationOf(activityOf([[1, 1, 5, 7, 1, 1, 2.5, 1]])), 0.5);
  assert.deepEqual([[...above.sizes], above.areWhole], [[10, 1.5], false]);
});

test('driven branching has the mean h/(1 − m); the drive is seen in the quiet bins, and wider bins merge', () => {
  near(mean(branchingProcess({ m: 0.9, drive: 1, steps: 50_000, trials: 1, seen: 1 }, key)[0]), 10, 0.4);
  const runs = branchingProcess({ m: 0.95, drive: 0.02, steps: 200_000, trials: 1, seen: 1 }, key);
  const alpha = (bins: number) => {
    const found = avalanchesOf(populated(runs, bins)),
      exponent = (values: ArrayLike<number>) =>
        exponentOf(values, { cutOff: 'sharp', from: 1, values: 'integers', redraws: 0 }, key).exponent;
    return { begun: found.begun, size: exponent(found.sizes), duration: exponent(found.durations) };
  };
  const [fine, wide] = [alpha(1), alpha(16)];
  near(fine.begun, 0.02, 0.002);
  near(wide.begun / fine.begun, 16, 3);
  // merged avalanches are fewer small ones, while durations in wide bins are shorter
  assert.equal(fine.size - wide.size > 0.1, true, `${fine.size} ${wide.size}`);
  assert.equal(Math.abs(fine.duration - wide.duration) > 0.1, true, `${fine.duration} ${wide.duration}`);
});

/** Avalanches of a shape: heights s(t, T) = T^(γ − 1) · 4x(1 − x), x at the middles of the bins. */
function shaped(gamma: number): Avalanches {
  const draws = stream(1, 'test', 'shapes'),
    values: number[] = [0];
  for (let i = 0; i < 1200; i++) {
    const duration = 5 + draws.below(20);
    for (let t = 0; t < duration; t++) {
      const x = (t + 0.5) / duration;
      values.push(duration ** (gamma - 1) * 4 * x * (1 - x) * (1 + 0.2 * draws.normal()));
    }
    values.push(0);
  }
  return avalanchesOf(populationOf(activityOf([values.map((value) => Math.max(0, value))])));
}
test('shapes collapse at the exponent that they were made with, and size grows with duration by it', () => {
  const found = shaped(1.7),
    { gamma, error, shapes } = shapeCollapse(found, key);
  near(gamma, 1.7, 0.1);
  assert.equal(error > 0.005 && error < 0.1, true, `${error}`);
  assert.equal(shapes.length, 20);
  near(sizeByDuration(found, 5, 24).gamma, 1.7, 0.06);
  assert.throws(
    () => shapeCollapse(avalanchesOf(populationOf(activityOf([[0, 1, 2, 1, 0]]))), key),
    /0 durations of at/,
  );
  assert.throws(() => sizeByDuration(found, 500, 600), /0 avalanches of 0 durations last 500 to 600 bins/);
});
test('the crackling relation is (α − 1)/(τ − 1), its error from those of the exponents', () => {
  const { gamma, error } = predictedGamma({ exponent: 1.5, error: 0.02 }, { exponent: 2, error: 0.1 });
  near(gamma, 2, 1e-12);
  near(error, 2 * Math.hypot(0.1, 0.04), 1e-12);
});

test('susceptibility, Fano factor and variation are their formulas; Poisson events have a Fano factor of 1', () => {
  const rows = [
    [0, 1, 0, 2, 1, 0],
    [1, 1, 0, 3, 0, 0],
  ];
  const sums = [1, 2, 0, 5, 1, 0],
    rho = sums.map((sum) => sum / 2);
  near(susceptibility(activityOf(rows)), 2 * variance(rho), 1e-12);
  near(fanoFactor(populationOf(activityOf(rows))), variance(sums) / mean(sums), 1e-12);
  near(variation(populationOf(activityOf(rows))), Math.sqrt(variance(sums)) / mean(sums), 1e-12);
  const poisson = branchingProcess({ m: 0, drive: 3, steps: 40_000, trials: 1, seen: 1 }, key);
  near(fanoFactor(populated(poisson)), 1, 0.03);
});
test('κ is 1 of a power law of its exponent, below 1 of one that falls faster, above of a flatter one', () => {
  const found = avalanchesOf(populationOf(activityOf([[0, 1, 0]])));
  const of = (exponent: number) => {
    // the places of a continuous power law from 1 to 1000, evenly in probability
    const high = 1000 ** (1 - exponent);
    return Float64Array.from({ length: 4000 }, (_, i) => (1 + ((i + 0.5) / 4000) * (high - 1)) ** (1 / (1 - exponent)));
  };
  near(kappa({ ...found, sizes: of(1.5) }), 1, 0.005);
  assert.equal(kappa({ ...found, sizes: of(2) }) < 0.95, true);
  assert.equal(kappa({ ...found, sizes: of(1.2) }) > 1.05, true);
});
