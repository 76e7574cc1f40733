import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stream } from '../../engine/random/index.ts';
import { type RateParameters, rateParts, referenceLearner } from '../../engine/recurrent/index.ts';
import { near } from '../numbers.ts';
import { drawExample, type Example, type Kind } from './rate-examples.ts';

/** Every activation with every loss and constraint, in steps and in continuous time; the rest goes round. */
const kinds: readonly Kind[] = (['identity', 'relu', 'tanh', 'softplus', 'sigmoid'] as const).flatMap((activation) =>
  (['values', 'classes', 'activity'] as const).flatMap((loss) =>
    (['none', 'signs', 'mask', 'positive'] as const).flatMap((constraint) =>
      [true, false].map((continuous) => ({ activation, loss, constraint, continuous })),
    ),
  ),
);
const noises = [undefined, 'state', 'input'] as const;
const key = { seed: 7, stream: 'differences', update: 3 };

kinds.forEach((kind, at) => {
  const whole: Kind = { ...kind, noise: noises[at % 3], starts: at % 2 === 0, ...(at % 5 === 1 && { anySign: true }) };
  const { activation, loss, constraint, continuous, noise = 'none' } = whole;
  const time = continuous ? 'in seconds' : 'in steps';
  test(`finite differences: ${activation}, ${loss}, constraint ${constraint}, ${time}, noise ${noise}`, () => {
    const draws = stream(at, 'differences', 'size');
    const size = {
      neurons: 2 + draws.below(6),
      inputs: 1 + draws.below(3),
      outputs: 2 + draws.below(3),
      steps: 1 + draws.below(7),
      trials: 1 + draws.below(4),
    };
    compare(drawExample(at, whole, size, true));
  });
});

/** Central differences of the loss by some numbers of each part, to 1e-5 of the largest gradient of the part. */
function compare({ shape, parameters, sequences, learned }: Example): void {
  const settings = { rule: 'adam', batch: sequences.trials, learned } as const,
    trials = Int32Array.from({ length: sequences.trials }, (_, b) => b),
    draws = stream(1, 'differences', 'numbers');
  const lossAt = (moved: RateParameters) => {
    const learner = referenceLearner(shape, moved, settings);
    return learner.differentiate(learner.load(sequences), trials, key).loss;
  };
  const learner = referenceLearner(shape, parameters, settings);
  learner.differentiate(learner.load(sequences), trials, key);
  const gradients = learner.gradients();
  for (const part of rateParts) {
    const found = gradients[part];
    if (!found) continue;
    assert.equal(found.length, parameters[part].length);
    const largest = found.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
    for (let turn = 0; turn < Math.min(6, found.length); turn++) {
      const at = draws.below(found.length),
        step = 1e-5;
      const moved = (by: number): RateParameters => ({ ...parameters, [part]: changed(parameters[part], at, by) });
      const slope = (lossAt(moved(step)) - lossAt(moved(-step))) / (2 * step);
      near(found[at], slope, 1e-5 * largest, `${part}[${at}]`);
    }
  }
}

const changed = (values: Float64Array, at: number, by: number): Float64Array => {
  const copy = values.slice();
  copy[at] += by;
  return copy;
};
