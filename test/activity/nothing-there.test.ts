// Of activity that has nothing of the kind, over random parameters: no direction of time, no rotations, no branching.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { branching, dmd, leastP, NothingToFit, realFraction, rotations } from '../../engine/activity/index.ts';
import { type Stream, stream } from '../../engine/random/index.ts';
import { poisson } from './branching-process.ts';
import { kernels } from './planted.ts';

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
