import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  atRate,
  type ClassifierShape,
  initialParameters,
  type Optimiser,
  scheduleOf,
} from '../../engine/learning/index.ts';
import { backendsHere } from '../kernels/problems.ts';

const backends = [...(await backendsHere('kernels')), ...(await backendsHere('tfjs'))];
const shape = (optimiser: Optimiser): ClassifierShape => ({
  inputs: 4,
  hidden: 0,
  outputs: 2,
  batch: 2,
  readout: { biased: true },
  optimiser,
});

for (const { given, message } of [
  {
    given: { name: 'lion', rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0.01 },
    message: /there is no optimiser 'lion'; there are adam, adamw, sgd, rmsprop/,
  },
  { given: { name: 'toString' }, message: /there is no optimiser 'toString'/ },
  { given: { name: 'sgd', rate: 0.1, decay: 0 }, message: /momentum of sgd must be a finite number, not undefined/ },
  {
    given: { name: 'sgd', rate: Number.NaN, momentum: 0, decay: 0 },
    message: /rate of sgd must be a finite number, not NaN/,
  },
])
  for (const backend of backends)
    test(`${backend.name} trains by no other rule in the place of ${JSON.stringify(given)}`, () => {
      const asked = shape(given as unknown as Optimiser);
      assert.throws(() => backend.classifier(asked, initialParameters(asked, 1, 'net')), {
        name: 'RangeError',
        message,
      });
    });

test('the constants of adam correct the bias of its moments in each step; those of sgd stay', () => {
  const adam = scheduleOf({ name: 'adam', rate: 0.1, beta1: 0.5, beta2: 0.75, epsilon: 1e-8, decay: 0.01 });
  const fixed = { keepFirst: 0.5, keepSecond: 0.75, epsilon: 1e-8, decay: 0.01, shrink: 0 };
  assert.deepEqual(adam(), { ...fixed, rate: 0.2, correction: 2 });
  assert.deepEqual(adam(), { ...fixed, rate: 0.1 / 0.75, correction: 1 / Math.sqrt(1 - 0.5625) });
  const sgd = scheduleOf({ name: 'sgd', rate: 0.1, momentum: 0.9, decay: 0 }),
    constants = { rate: 0.1, keepFirst: 0.9, keepSecond: 0, correction: 0, epsilon: 0, decay: 0, shrink: 0 };
  assert.deepEqual([sgd(), sgd()], [constants, constants]);
});
test('decoupled decay is no part of the gradient, and follows the learning rate', () => {
  const settings = { rate: 0.1, beta1: 0.5, beta2: 0.75, epsilon: 1e-8, decay: 0.25 };
  const first = scheduleOf({ name: 'adamw', ...settings })();
  assert.deepEqual(first, { ...scheduleOf({ name: 'adam', ...settings })(), decay: 0, shrink: 0.025 });
  assert.deepEqual(atRate(first, 0.5), { ...first, rate: 0.1, shrink: 0.0125 });
});
test('a training that goes on has the constants that it would have had', () => {
  const optimiser = { name: 'adam', rate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0 } as const;
  const whole = scheduleOf(optimiser);
  for (let step = 0; step < 37; step++) whole();
  assert.deepEqual(scheduleOf(optimiser, 37)(), whole());
});
