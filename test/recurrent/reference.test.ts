import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scheduleOf } from '../../engine/learning/index.ts';
import { referenceLearner, stateAfter } from '../../engine/recurrent/index.ts';
import { normalNumbers, normalOf } from '../../engine/recurrent/noise.ts';
import { normalBelow } from '../../engine/statistics/normal.ts';
import { mean, near, variance } from '../numbers.ts';
import { drawExample, type Kind } from './rate-examples.ts';

const kind: Kind = { activation: 'softplus', loss: 'activity', continuous: true, constraint: 'none', starts: true };
const size = { neurons: 7, inputs: 2, outputs: 3, steps: 9, trials: 4 };
const trials = Int32Array.of(0, 1, 2, 3);
const constants = () => scheduleOf({ name: 'adam', rate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0 });

test('normal numbers by inversion have the probability of their word', () => {
  for (let word = 5; word < 2 ** 32; word += 99_999_989) {
    const p = ((word & 0x7fffffff) + 0.5) * 2 ** -32;
    // The last numbers of the tail lie beyond those for which single precision has arguments.
    near(normalBelow(-Math.abs(normalOf(word))) / p, 1, p < 1e-7 ? 2e-3 : 3e-6, `word ${word}`);
    assert.equal(normalOf(word) < 0, word >= 2 ** 31);
  }
  const drawn = normalNumbers([1, 2], 3, 101, 500);
  near(mean(drawn), 0, 5 / Math.sqrt(drawn.length));
  near(variance(drawn), 1, 5 * Math.sqrt(2 / drawn.length));
  assert.equal(new Set(drawn).size, drawn.length);
});

test('groups learn by the sum of their gradients, logarithms by the gradient times the number', () => {
  const { shape, parameters, sequences } = drawExample(1, { ...kind, sharing: 'groups' }, size, true),
    settings = { rule: 'adam', batch: 4 } as const;
  const groups = Uint32Array.from({ length: 7 }, (_, i) => i % 3);
  const shared = referenceLearner(shape, parameters, {
    ...settings,
    learned: { smoothness: { groups }, tau: { log: true, fixed: Uint8Array.of(1, 0, 0, 0, 0, 0, 0) } },
  });
  shared.differentiate(shared.load(sequences), trials);
  const { smoothness, tau } = shared.gradients();
  const sums = [0, 0, 0];
  smoothness!.forEach((value, i) => {
    sums[i % 3] += value;
  });
  const logs = Array.from(tau!.subarray(1), (value, i) => value * parameters.tau[i + 1]);
  near(shared.norm(), Math.hypot(...sums, ...logs), 1e-12);
  shared.update(constants()(), 1);
  const after = shared.parameters();
  assert.equal(after.tau[0], parameters.tau[0]);
  for (let i = 1; i < 7; i++)
    near(
      Math.log(after.tau[i] / parameters.tau[i]),
      -0.01 * Math.sign(tau![i]),
      1e-6,
      'a first step of Adam is its rate',
    );
  for (let i = 3; i < 7; i++) assert.equal(after.smoothness[i], after.smoothness[i - 3]);
});

test('errors stop at the beginning of a window', () => {
  const { shape, parameters, sequences } = drawExample(2, kind, size, true);
  const gradientOf = (window: number | undefined, last: number) => {
    const learner = referenceLearner(shape, parameters, { rule: 'sgd', batch: 4, learned: { firstState: {} }, window });
    const weights = Float64Array.from({ length: 36 }, (_, at) => Number(Math.floor(at / 4) === last));
    learner.differentiate(learner.load({ ...sequences, wanted: { ...sequences.wanted, weights } }), trials);
    return learner.norm();
  };
  assert.equal(gradientOf(4, 4), 0);
  assert.equal(gradientOf(4, 3), gradientOf(undefined, 3));
  assert.equal(gradientOf(4, 3) > 0, true);
  assert.equal(gradientOf(undefined, 4) > 0, true);
});

test('a learner restored goes on as if nothing had been', () => {
  const { shape, parameters, sequences, learned } = drawExample(3, { ...kind, noise: 'state' }, size, true);
  const settings = { rule: 'adam', batch: 4, learned } as const;
  const next = constants();
  const steps = Array.from({ length: 6 }, next);
  const train = (learner: ReturnType<typeof referenceLearner>, from: number, to: number) => {
    const lesson = learner.load(sequences);
    for (let update = from; update < to; update++) {
      learner.differentiate(lesson, trials, { seed: 1, stream: 'noise', update });
      learner.update(steps[update], 0.5);
    }
  };
  const whole = referenceLearner(shape, parameters, settings),
    first = referenceLearner(shape, parameters, settings),
    second = referenceLearner(shape, parameters, settings);
  train(whole, 0, 6);
  train(first, 0, 3);
  second.restore(first.state());
  train(second, 3, 6);
  assert.deepEqual(second.parameters(), whole.parameters());
  assert.deepEqual(second.state(), whole.state());
  const other = referenceLearner(shape, parameters, { ...settings, rule: 'sgd' });
  assert.throws(() => other.restore(whole.state()), RangeError);
  assert.throws(() => second.restore(whole.state().subarray(0, -8)), RangeError);
});

test('a divergence names its first step and neuron', () => {
  const { shape, parameters, sequences } = drawExample(4, { ...kind, activation: 'relu' }, size, true);
  const recurrent = new Float64Array(49),
    gain = new Float64Array(7).fill(1),
    firstState = new Float64Array(7).fill(0.1);
  recurrent[2 * 7 + 2] = 1e8;
  firstState[2] = 1;
  const learner = referenceLearner(
    shape,
    { ...parameters, recurrent, gain, firstState, bias: new Float64Array(7), tau: new Float64Array(7).fill(0.1) },
    { rule: 'adam', batch: 4, learned: {} },
  );
  const lesson = learner.load({ ...sequences, starts: undefined });
  const { loss, diverged } = learner.differentiate(lesson, trials);
  assert.equal(loss, NaN);
  assert.deepEqual(diverged, { step: 3, neuron: 2 });
  assert.deepEqual(learner.evaluate(lesson).diverged, diverged);
  assert.deepEqual(learner.run(lesson).diverged, diverged);
});

test('a neuron that runs by itself follows its closed form, with a gain of either sign', () => {
  const of = (value: number) => Float64Array.of(value);
  const none = new Float64Array(0);
  const parameters = {
    recurrent: of(0.5),
    input: none,
    readout: none,
    readoutBias: none,
    bias: of(0),
    smoothness: of(1),
    tau: of(0.2),
    firstState: of(3),
  };
  const neuron = { neurons: 1, inputs: 0, outputs: 0, activation: 'identity', dt: 0.1 } as const;
  for (const [gain, gainsOfAnySign, acting] of [
    [-2, true, -2],
    [-2, undefined, 0],
    [1.5, undefined, 1.5],
  ] as const) {
    const state = stateAfter({ ...neuron, gainsOfAnySign }, { ...parameters, gain: of(gain) }, 9);
    near(state[0], 3 * (1 + 0.5 * (0.5 * acting - 1)) ** 9, 1e-14, `gain ${gain}`);
  }
});
