import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scheduleOf } from '../../engine/learning/index.ts';
import { type LearnedParts, rateParts, referenceLearner } from '../../engine/recurrent/index.ts';
import { near } from '../numbers.ts';
import { goldenCases } from './golden-cases.ts';

const everything = (parts: readonly string[]): LearnedParts =>
  Object.fromEntries(parts.map((part) => [part, {}] as const));

function nearEach(found: Float64Array, expected: ArrayLike<number>, within: number, what: string): void {
  assert.equal(found.length, expected.length);
  for (let at = 0; at < found.length; at++) near(found[at], expected[at], within, `${what}[${at}]`);
}

for (const { name, shape, parameters, sequences, loss, gradients, lastRates, adam } of goldenCases) {
  const trials = Int32Array.from({ length: sequences.trials }, (_, at) => at);

  test(`${name}: loss, rates and every gradient to 12 digits`, () => {
    const learner = referenceLearner(shape, parameters, {
      rule: 'adam',
      batch: sequences.trials,
      learned: everything(Object.keys(gradients)),
    });
    const lesson = learner.load(sequences);
    near(learner.differentiate(lesson, trials).loss / loss, 1, 1e-12, 'loss');
    near(learner.evaluate(lesson).loss / loss, 1, 1e-12, 'loss of the whole lesson');
    const found = learner.gradients();
    assert.deepEqual(Object.keys(found).sort(), Object.keys(gradients).sort());
    for (const part of rateParts) {
      const expected = gradients[part];
      if (!expected) continue;
      const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      nearEach(found[part]!, expected, 1e-12 * largest, part);
    }
    const { rates } = learner.run(lesson),
      last = (sequences.steps - 1) * shape.neurons * sequences.trials;
    const rateOf = (neuron: number) => rates[last + neuron * sequences.trials];
    // Rates are handed over in single precision.
    for (const [neuron, rate] of lastRates.entries())
      near(rateOf(neuron), rate, 1e-7 * Math.max(1, Math.abs(rate)), `rate of ${neuron}`);
  });

  if (!adam) continue;
  test(`${name}: three steps of Adam with the norm clipped`, () => {
    const learner = referenceLearner(shape, parameters, {
      rule: 'adam',
      batch: sequences.trials,
      learned: everything(adam.learn),
    });
    const lesson = learner.load(sequences);
    const constants = scheduleOf({
      name: 'adam',
      rate: adam.lr,
      beta1: adam.betas[0],
      beta2: adam.betas[1],
      epsilon: adam.eps,
      decay: 0,
    });
    adam.loss_before_each_step.forEach((expected, step) => {
      near(learner.differentiate(lesson, trials).loss / expected, 1, 1e-12, `loss before step ${step}`);
      const norm = learner.norm();
      near(norm / adam.norm_before_clip[step], 1, 1e-12, `norm before step ${step}`);
      learner.update(constants(), Math.min(1, adam.clip_global_norm / (norm + 1e-6)));
    });
    nearEach(learner.parameters().gain, adam.gain_after, 1e-12, 'gain');
    nearEach(learner.parameters().bias, adam.bias_after, 1e-12, 'bias');
  });
}
