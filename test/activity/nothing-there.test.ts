// Of activity that has nothing of the kind, over random parameters: no direction of time, no rotations, no branching.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  branching,
  dmd,
  leastP,
  NothingToFit,
  realFraction,
  refuseModesOfChance,
  rotations,
  timescales,
} from '../../engine/activity/index.ts';
import { type Stream, stream } from '../../engine/random/index.ts';
import { poisson } from './branching-process.ts';
import { autoregression, kernels, key, sharing } from './planted.ts';

/** Neurons that do not act on each other, each with a memory, a size and a mean of its own. */
function uncoupled(draws: Stream) {
  const neurons = 20 + draws.below(100),
    frames = 2000 + draws.below(2000),
    values = new Float32Array(neurons * frames),
    most = draws.uniform();
  for (let i = 0; i < neurons; i++) {
    const memory = 0.98 * most * draws.uniform() ** 0.3,
      size = 0.1 + 10 * draws.uniform(),
      mean = 20 * draws.uniform();
    let x = draws.normal();
    for (let t = 0; t < frames; t++) {
      x = memory * x + Math.sqrt(1 - memory ** 2) * draws.normal();
      values[i * frames + t] = mean + size * x;
    }
  }
  return { neurons, frames, values, bin: 0.05, runs: [frames >> 1, frames - (frames >> 1)] };
}
test('uncoupled neurons of any memory do not rotate, whatever lag and ranks', () => {
  const draws = stream(7, 'test', 'uncoupled'),
    cases = 16;
  let directed = 0;
  for (let k = 0; k < cases; k++) {
    const activity = uncoupled(draws),
      lag = 1 + draws.below(8),
      ranks = 2 + draws.below(activity.neurons);
    const modes = dmd(activity, { lag, ranks, ridge: 0.01 }, kernels),
      { median, modes: counted } = rotations(modes);
    if (modes.irreversibility && modes.irreversibility.p < leastP) directed++;
    else if (counted > 0) assert.equal(realFraction(modes), 1);
    assert.equal(Number.isNaN(median) || median < 0.1, true, `lag ${lag}, ranks ${ranks}: ${median} rotations`);
  }
  assert.equal(directed <= 1, true, `${directed} of ${cases} are directed`);
});

test('events that cause no others have no m, whatever their rate, number and sharing', () => {
  const draws = stream(8, 'test', 'uncoupled'),
    cases = 40;
  for (let k = 0; k < cases; k++) {
    const rate = 10 ** (3 * draws.uniform() - 1),
      spread = draws.below(2) * draws.uniform(),
      lengths = Array.from({ length: 1 + draws.below(4) }, () => 1000 + draws.below(8000));
    // some rates vary from bin to bin, so that counts spread more than those of one rate, and remember nothing
    const runs = lengths.map((length) =>
      Float64Array.from({ length }, () => poisson(rate * (1 + spread * (2 * draws.uniform() - 1)), draws)),
    );
    for (const form of ['exponential', 'offset'] as const)
      assert.throws(() => branching(runs, 1, { form }), NothingToFit, `rate ${rate}, spread ${spread}, ${lengths}`);
  }
});
test('a form with seven free numbers finds no m in them either', () => {
  for (const seed of [1, 2, 3, 4, 7]) {
    const draws = stream(seed, 'test', 'complex'),
      run = Float64Array.from({ length: 1500 }, () => poisson(0.5, draws));
    assert.throws(() => branching([run], 1, { form: 'complex' }), NothingToFit, `seed ${seed}`);
  }
});

test('white noise has no time constant, shared or not, nor have slow neurons that share nothing', () => {
  const told = { unshared: 0, slow: 0, white: 0, lasting: 0 };
  for (let seed = 1; seed <= 6; seed++) {
    const alone = (memory: number) =>
      autoregression(
        Array.from({ length: 400 }, (_, at) => (at % 21 === 0 ? memory : 0)),
        20,
        [2000],
        seed,
      );
    const cases = {
      unshared: alone(0),
      slow: alone(0.9),
      white: sharing(20, [2000], { own: 1, seed }),
      lasting: sharing(20, [2000], { own: 3, memory: 0.8, seed }),
    };
    for (const name of ['unshared', 'slow', 'white', 'lasting'] as const)
      if (Number.isFinite(timescales(cases[name], { pcs: 1 }, { ...key, seed }, kernels).constants[0])) told[name]++;
  }
  assert.deepEqual(told, { unshared: 0, slow: 0, white: 0, lasting: 6 });
});
test('activity that does not change, or by less than single precision tells, has no modes', () => {
  const still = { neurons: 10, frames: 1000, values: new Float32Array(10_000), bin: 0.01, runs: [1000] },
    lost = sharing(10, [1000], { own: 1, memory: 0.9 });
  for (const activity of [still, { ...lost, values: lost.values.map((value) => value + 1e9) }])
    assert.throws(() => dmd(activity, { lag: 1, ranks: 5, ridge: 0.01 }, kernels), NothingToFit);
});

test('modes that chance turns as far as any could turn are not told to be real', () => {
  const ring = (self: number, next: number) =>
    Array.from({ length: 64 }, (_, at) => {
      const step = (Math.floor(at / 8) - (at % 8) + 8) % 8;
      return step === 0 ? self : step === 1 ? next : 0;
    });
  const seen = (self: number, next: number) =>
    dmd(autoregression(ring(self, next), 8, [2000]), { lag: 1, ranks: 8, ridge: 0.01, fit: 'delayed' }, kernels);
  assert.throws(() => refuseModesOfChance(seen(0, 0.3)), NothingToFit);
  refuseModesOfChance(seen(0.5, 0.4));
});
