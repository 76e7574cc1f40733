// Surrogates keep what they say and break the rest; the transform they rest on is the sum it stands for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type ControlForm,
  type KeptOfRecording,
  nullOf,
  recordingControls,
  surrogateOf,
  whyNoNull,
} from '../../catalogue/controls/index.ts';
import { measures } from '../../catalogue/measures/index.ts';
import { dmd, jittered, leastP, phaseRandomised, shifted } from '../../engine/activity/index.ts';
import { fourier } from '../../engine/activity/fourier.ts';
import { stream } from '../../engine/random/index.ts';
import { near } from '../numbers.ts';
import { kernels, key, sharing } from './planted.ts';

test('the Fourier transform is Σ x(t) exp(−2πi k t / n), for any n', () => {
  for (const n of [1, 2, 3, 8, 12, 17, 64, 97, 100]) {
    const draws = stream(n, 'test', 'fourier'),
      x = Float64Array.from({ length: n }, () => draws.normal()),
      y = Float64Array.from({ length: n }, () => draws.normal());
    const re = x.slice(),
      im = y.slice();
    fourier(n)(re, im);
    for (let k = 0; k < n; k++) {
      let real = 0,
        imaginary = 0;
      for (let t = 0; t < n; t++) {
        const c = Math.cos((2 * Math.PI * k * t) / n),
          s = -Math.sin((2 * Math.PI * k * t) / n);
        real += x[t] * c - y[t] * s;
        imaginary += x[t] * s + y[t] * c;
      }
      near(re[k], real, 1e-11 * n, `n ${n}, k ${k}`);
      near(im[k], imaginary, 1e-11 * n, `n ${n}, k ${k}`);
    }
  }
});

const activity = sharing(6, [400, 301], { own: 0.2, memory: 0.8 });
const stretch = (values: Float32Array, neuron: number, from: number, to: number) =>
  values.slice(neuron * 701 + from, neuron * 701 + to);
function correlationOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length;
  let x = 0,
    y = 0,
    xx = 0,
    yy = 0,
    xy = 0;
  for (let i = 0; i < n; i++) {
    x += a[i];
    y += b[i];
    xx += a[i] ** 2;
    yy += b[i] ** 2;
    xy += a[i] * b[i];
  }
  return (n * xy - x * y) / Math.sqrt((n * xx - x * x) * (n * yy - y * y));
}

test('shifted turns each neuron round each run by at least the minimum', () => {
  const { values } = shifted(activity, key, 40);
  for (const [from, to] of [
    [0, 400],
    [400, 701],
  ])
    for (let neuron = 0; neuron < 6; neuron++) {
      const before = stretch(activity.values, neuron, from, to),
        after = stretch(values, neuron, from, to),
        offset = after.indexOf(before[0]),
        n = to - from;
      assert.ok(offset >= 40 && offset <= n - 40, `shifted by ${offset}`);
      for (let t = 0; t < n; t++) assert.equal(after[(t + offset) % n], before[t]);
    }
  assert.throws(() => shifted(activity, key, 200), /a run of 301 bins cannot be shifted by at least 200.*150 bins/);
});

test('offsets lie apart from each other, as far as a run has room; near each other a shared signal goes on', () => {
  const offsetsIn = (apart: number, seed: number, least = 1): readonly number[] => {
    const { values } = shifted(activity, { seed, stream: 's' }, least, apart);
    return Array.from({ length: 6 }, (_, neuron) =>
      stretch(values, neuron, 0, 400).indexOf(stretch(activity.values, neuron, 0, 1)[0]),
    ).sort((a, b) => a - b);
  };
  for (const seed of [1, 2, 3, 4, 5]) {
    const offsets = offsetsIn(40, seed),
      round = [...offsets, offsets[0] + 400];
    assert.equal(
      offsets.every((offset, i) => offset >= 20 && round[i + 1] - offset >= 40),
      true,
      `${offsets}`,
    );
  }
  assert.deepEqual(
    offsetsIn(50, 1).map((offset, i, all) => (i === 0 ? offset >= 25 : offset - all[i - 1] >= 50)),
    Array(6).fill(true),
  );
  assert.throws(() => shifted(activity, key, 1, 51), /a run of 301 bins has no room for 6 neurons .* 49 bins would do/);
  const slow = sharing(20, [4000], { own: 0.3, memory: 0.98 });
  const directed = (apart: number): number =>
    [1, 2, 3, 4, 5, 6].filter((seed) => {
      const surrogate = shifted(slow, { seed, stream: 's' }, 1, apart);
      return dmd(surrogate, { lag: 5, ranks: 20, ridge: 0.01 }, kernels).irreversibility!.p < leastP;
    }).length;
  assert.deepEqual([directed(0) >= 2, directed(180) <= 1], [true, true], `${directed(0)}, ${directed(180)} of 6`);
});

const powerOf = (row: Float32Array): Float64Array => {
  const re = Float64Array.from(row),
    im = new Float64Array(row.length);
  fourier(row.length)(re, im);
  return re.map((value, k) => value ** 2 + im[k] ** 2);
};
/** Means, variances and autocorrelations (round the run) are sums over the power spectrum. */
function samePower(after: Float32Array, before: Float32Array): void {
  const power = powerOf(before);
  powerOf(after).forEach((value, k) => {
    near(value, power[k], 1e-5 * Math.max(...power));
  });
}
/** How each thing that a surrogate may preserve is looked at, in a neuron and a run. */
const looks: Record<KeptOfRecording, (after: Float32Array, before: Float32Array) => void> = {
  'each neuron’s own activity and autocorrelation': (after, before) => {
    assert.deepEqual(after.slice().sort(), before.slice().sort());
    samePower(after, before);
  },
  'each neuron’s mean, variance and power spectrum': samePower,
  'each neuron’s values': sameValues,
  'each neuron’s number of events': (after, before) => {
    const sum = (values: Float32Array): number => values.reduce((all, value) => all + value, 0);
    assert.equal(sum(after), sum(before));
  },
  // looked at below, where the neurons stand side by side
  'what all neurons do in a bin': sameValues,
};
function sameValues(after: Float32Array, before: Float32Array): void {
  assert.deepEqual(after.slice().sort(), before.slice().sort());
}
/** Events of the same neurons, for surrogates that move them. */
const events = { ...activity, values: activity.values.map((value) => Math.max(0, Math.round(3 * value))) };
for (const { name, preserves, changes, draws } of recordingControls)
  test(`${name} preserves what it declares, run by run, and breaks correlations`, () => {
    const movesEvents = preserves.includes('each neuron’s number of events'),
      original = movesEvents ? events : activity;
    const of = (seed: number) =>
      surrogateOf(original, { call: name, takes: movesEvents ? { within: 40 * activity.bin } : {}, stream: 's' }, seed);
    const { values } = of(1);
    for (const [from, to] of [
      [0, 400],
      [400, 701],
    ])
      for (let neuron = 0; neuron < 6; neuron++)
        for (const preserved of preserves)
          looks[preserved](stretch(values, neuron, from, to), stretch(original.values, neuron, from, to));
    const rowOf = (rows: Float32Array, neuron: number) => rows.subarray(neuron * 701, (neuron + 1) * 701);
    const before = correlationOf(rowOf(original.values, 0), rowOf(original.values, 1));
    assert.equal(before > 0.85, true);
    if (preserves.includes('what all neurons do in a bin'))
      near(correlationOf(rowOf(values, 0), rowOf(values, 1)), before, 1e-9);
    else if (changes.includes('correlations between neurons'))
      for (let i = 0; i < 6; i++)
        for (let j = 0; j < i; j++) near(correlationOf(rowOf(values, i), rowOf(values, j)), 0, 0.5);
    assert.deepEqual(of(1).values, values);
    assert.equal(
      of(2).values.every((value, at) => value === values[at]),
      !draws,
    );
  });
test('the least offset of a shift is a time, decoded to bins; without it, one bin', () => {
  const shift = (takes: ControlForm['takes']) =>
    surrogateOf(activity, { call: 'shifted', takes, stream: 's' }, 1).values;
  assert.deepEqual(shift({ at_least: 2 }), shifted(activity, { seed: 1, stream: 's' }, 40).values);
  assert.deepEqual(shift({}), shifted(activity, { seed: 1, stream: 's' }, 1).values);
});

test('events are jittered within their window and their run; values are not moved', () => {
  const one = { neurons: 1, frames: 300, values: new Float32Array(300), bin: 1, runs: [100, 200] };
  one.values[98] = 50;
  one.values[250] = 200;
  const { values } = jittered(one, key, 5);
  values.forEach((count, t) => {
    const isNear = (t >= 93 && t <= 99) || (t >= 245 && t <= 255);
    assert.equal(count > 0 && !isNear, false, `bin ${t}`);
  });
  assert.equal(
    values.subarray(93, 100).reduce((sum, count) => sum + count, 0),
    50,
  );
  assert.throws(() => jittered(activity, key, 5), /events can be moved in time, values cannot/);
});

test('a surrogate says of what it is no null', () => {
  const sides = [
    'population in time',
    'how it lasts',
    'population by bin',
    'direction of time',
    'own past',
    'past of others',
  ] as const;
  const isNull = (call: string): boolean[] =>
    sides.map((side) => whyNoNull({ call, takes: {}, stream: '' }, side) === undefined);
  assert.deepEqual(['shifted', 'phase_randomised', 'shuffled_times', 'shuffled_bins', 'jittered'].map(isNull), [
    [true, false, true, true, false, true],
    [true, false, true, true, false, true],
    [true, true, true, false, true, false],
    [true, true, false, false, true, false],
    [true, true, true, true, true, true],
  ]);
  const named = Object.fromEntries(recordingControls.map((record) => [record.name, nullOf(record, measures)]));
  assert.equal(
    named.shuffled_bins.includes('strong_pair_odds') ||
      named.shifted.includes('branching') ||
      named.shuffled_times.includes('rotations'),
    false,
  );
  assert.equal(named.shuffled_times.includes('branching') && named.shifted.includes('rotations'), true);
});

test('surrogates depend on the key alone', () => {
  for (const surrogate of [shifted, phaseRandomised]) {
    assert.deepEqual(surrogate(activity, key), surrogate(activity, key));
    assert.notDeepEqual(surrogate(activity, { ...key, seed: 2 }).values, surrogate(activity, key).values);
  }
});
