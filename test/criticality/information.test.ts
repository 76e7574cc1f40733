// Information stored and sent: exact where it is known in closed form, nothing where there is none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Activity } from '../../engine/dynamics/index.ts';
import { activeInformation, drawnPairs, transferEntropy } from '../../engine/criticality/index.ts';
import { stream } from '../../engine/random/index.ts';
import { near } from '../numbers.ts';
import { autoregression } from '../activity/planted.ts';

const key = { seed: 1, stream: 'test' };
const made = (
  neurons: number,
  frames: number,
  values: (neuron: number, draws: () => number) => (t: number) => number,
): Activity => {
  const all = new Float32Array(neurons * frames);
  for (let neuron = 0; neuron < neurons; neuron++) {
    const draws = stream(1, 'test', 'information', neuron),
      at = values(neuron, () => draws.uniform());
    for (let t = 0; t < frames; t++) all[neuron * frames + t] = at(t);
  }
  return { neurons, frames, values: all, bin: 0.001, runs: [frames] };
};

test('an autoregression stores −½ log₂(1 − r²), whatever more of its past is looked at', () => {
  const activity = autoregression([0.9], 1, [20_000, 20_000]);
  const exact = -Math.log2(1 - 0.81) / 2;
  for (const history of [1, 5]) {
    const found = activeInformation(activity, { estimator: 'gaussian', history, surrogates: 19 }, key);
    near(found.plain, exact, 0.03);
    near(found.value, exact, 0.03);
    assert.equal(found.p, 1 / 20);
  }
});
test('white noise stores nothing, counted or regressed; a clock stores a bit', () => {
  const noise = autoregression([0, 0, 0, 0], 2, [4000]),
    events = made(4, 4000, (_, draw) => () => Number(draw() < 0.2)),
    clock = made(1, 4000, () => (t) => t % 2);
  near(activeInformation(noise, { estimator: 'gaussian', history: 3, surrogates: 19 }, key).value, 0, 0.001);
  const found = activeInformation(events, { estimator: 'binary', history: 5, surrogates: 19 }, key);
  near(found.value, 0, 0.001);
  assert.equal(found.plain > 0.004, true, `frequencies alone: ${found.plain}`);
  near(activeInformation(clock, { estimator: 'binary', history: 1, surrogates: 1 }, key).plain, 1, 1e-6);
});
test('a Gaussian neuron sends what the closed form says, one way', () => {
  // y(t) = 0.6 x(t − 1) + noise: ½ log₂(1 + 0.36)
  const activity = autoregression([0, 0, 0.6, 0], 2, [30_000]);
  const of = (source: number, target: number) =>
    transferEntropy(activity, [[source, target]], { estimator: 'gaussian', history: 1, surrogates: 19 }, key);
  near(of(0, 1).value, Math.log2(1.36) / 2, 0.01);
  assert.equal(of(0, 1).p, 1 / 20);
  near(of(1, 0).value, 0, 0.001);
});
test('a copy one bin later is sent whole', () => {
  const draws = stream(2, 'test', 'copy'),
    sent = Array.from({ length: 5000 }, () => draws.below(2));
  const copied = made(2, 5000, (neuron) => (t) => (neuron === 0 ? sent[t] : (sent[t - 1] ?? 0)));
  const options = { estimator: 'binary', history: 2, surrogates: 5 } as const;
  near(transferEntropy(copied, [[0, 1]], options, key).value, 1, 0.01);
  near(transferEntropy(copied, [[1, 0]], options, key).value, 0, 0.01);
});

// plain values measured by others: mean over 60 pairs, T = 10⁴, five bins of both
for (const [rate, plain] of [
  [0.02, 0.0015],
  [0.1, 0.01578],
  [0.5, 0.0778],
])
  test(`independent events at ${rate} a bin seem to send ${plain} bits, and send none`, () => {
    const events = made(8, 10_000, (_, draw) => () => Number(draw() < rate));
    const pairs = [0, 2, 4, 6].flatMap((a) => [[a, a + 1] as const, [a + 1, a] as const]);
    const found = transferEntropy(events, pairs, { estimator: 'binary', history: 5, surrogates: 5 }, key);
    near(found.plain, plain, 0.04 * plain + 0.0004);
    near(found.value, 0, 0.0045);
  });

test('independent slow neurons are called connected as often as chance allows, not as when they are permuted', () => {
  const slow = autoregression([0.95], 1, Array<number>(120).fill(400));
  const pairs = Array.from({ length: 60 }, (_, pair) => [2 * pair, 2 * pair + 1] as const);
  const activity: Activity = { ...slow, neurons: 120, frames: 400, runs: [400] };
  const called = pairs.filter(
    (pair) => transferEntropy(activity, [pair], { estimator: 'gaussian', history: 1, surrogates: 19 }, key).p <= 0.05,
  ).length;
  // 5 % of 60 are 3; 15 % would be 9
  assert.equal(called <= 7, true, `${called} of 60`);
});

test('silent neurons are left out and counted; what cannot be told is refused', () => {
  const one = made(3, 2000, (neuron, draw) => () => (neuron === 1 ? 0 : Number(draw() < 0.3)));
  const options = { estimator: 'binary', history: 2, surrogates: 3 } as const;
  const { of, still } = activeInformation(one, options, key);
  assert.deepEqual([of, still], [2, 1]);
  assert.throws(
    () =>
      activeInformation(
        made(2, 500, () => () => 4),
        options,
        key,
      ),
    /no neuron’s activity ever changes/,
  );
  assert.throws(
    () =>
      activeInformation(
        made(1, 20, (_, draw) => draw),
        options,
        key,
      ),
    /too short to be turned/,
  );
});
test('pairs are ordered, of different neurons, each once', () => {
  const all = drawnPairs(4, 100, key),
    some = drawnPairs(50, 30, key);
  assert.equal(new Set(all.map(String)).size, 12);
  assert.equal(new Set(some.map(String)).size, 30);
  assert.equal(
    [...all, ...some].some(([a, b]) => a === b),
    false,
  );
});
