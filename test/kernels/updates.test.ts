import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Optimiser, Parameters, UpdateRule } from '../../engine/learning/index.ts';
import { updateRules } from '../../engine/learning/update-rules.ts';
import { adam, backendsHere, problem } from './problems.ts';
import { exact } from './reference.ts';

const optimisers: { readonly [Name in UpdateRule]: readonly Optimiser<Name>[] } = {
  adam: [adam, { name: 'adam', rate: 0.02, beta1: 0.8, beta2: 0.95, epsilon: 1e-3, decay: 0.01 }],
  adamw: [
    { name: 'adamw', rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0.01 },
    { name: 'adamw', rate: 0.02, beta1: 0.8, beta2: 0.95, epsilon: 1e-3, decay: 0.5 },
  ],
  rmsprop: [
    { name: 'rmsprop', rate: 0.01, smoothing: 0.99, epsilon: 1e-8, momentum: 0, decay: 0 },
    { name: 'rmsprop', rate: 0.005, smoothing: 0.9, epsilon: 1e-3, momentum: 0.9, decay: 0.01 },
  ],
  sgd: [
    { name: 'sgd', rate: 0.1, momentum: 0, decay: 0 },
    { name: 'sgd', rate: 0.05, momentum: 0.9, decay: 1e-3 },
  ],
};
const names: readonly (keyof Parameters)[] = ['A', 'a', 'W', 'b', 'R', 'r'];

/** One number after each of a sequence of gradients. */
type Updater = (x: number, gradient: number) => number;
/** The definitions, in double precision: Kingma & Ba 2015, Loshchilov & Hutter 2019, and torch.optim for the others. */
const definitions: { readonly [Name in UpdateRule]: (optimiser: Optimiser<Name>) => Updater } = {
  adamw({ rate, decay, ...moments }) {
    const adamStep = definitions.adam({ ...moments, name: 'adam', rate, decay: 0 });
    return (x, gradient) => adamStep(x, gradient) - rate * decay * x;
  },
  rmsprop({ rate, smoothing, epsilon, momentum, decay }) {
    let square = 0,
      buffer = 0;
    return (x, gradient) => {
      const g = gradient + decay * x;
      square = smoothing * square + (1 - smoothing) * g * g;
      buffer = momentum * buffer + g / (Math.sqrt(square) + epsilon);
      return x - rate * buffer;
    };
  },
  adam({ rate, beta1, beta2, epsilon, decay }) {
    let first = 0,
      second = 0,
      time = 0;
    return (x, gradient) => {
      time++;
      const g = gradient + decay * x;
      first = beta1 * first + (1 - beta1) * g;
      second = beta2 * second + (1 - beta2) * g * g;
      return x - (rate * (first / (1 - beta1 ** time))) / (Math.sqrt(second / (1 - beta2 ** time)) + epsilon);
    };
  },
  sgd({ rate, momentum, decay }) {
    let velocity = 0;
    return (x, gradient) => {
      velocity = momentum * velocity + gradient + decay * x;
      return x - rate * velocity;
    };
  },
};
const updater = <Name extends UpdateRule>(optimiser: Optimiser<Name>): Updater =>
  definitions[optimiser.name](optimiser);

/** Written by from_torch.py. */
const torch = JSON.parse(readFileSync(new URL('../learning/from_torch.json', import.meta.url), 'utf8')) as {
  readonly gradients: readonly number[];
  readonly rules: readonly { readonly optimiser: Optimiser; readonly values: readonly number[] }[];
};
for (const { optimiser, values } of torch.rules)
  test(`the definition of ${optimiser.name} is that of torch.optim`, () => {
    const update = updater(optimiser);
    let x = 1.5;
    torch.gradients.forEach((gradient, step) => {
      x = update(x, gradient);
      assert.equal(Math.abs(x - values[step]) < 1e-14, true, `step ${step}: ${x} instead of ${values[step]}`);
    });
  });

test('updates follow the definition of the optimiser', async (t) => {
  for (const backend of [...(await backendsHere('kernels')), ...(await backendsHere('tfjs'))]) {
    for (const optimiser of Object.values(optimisers).flat()) {
      for (const trained of [true, false]) {
        await t.test(
          `${backend.name}, ${optimiser.name} at ${optimiser.rate}, recurrent ${trained ? 'trained' : 'fixed'}`,
          () => {
            const { shape, set, normalisation, initial } = problem(
              {
                inputs: 49,
                hidden: 21,
                outputs: 5,
                batch: 8,
                optimiser,
                input: { activation: 'tanh', biased: true },
                recurrent: { activation: 'relu', biased: true, trained, steps: 2 },
                readout: { biased: true },
              },
              13,
            );
            const images = backend.images(set, normalisation),
              classifier = backend.classifier(shape, initial);
            const expected = exact(initial),
              updates = Object.fromEntries(
                names.map((name) => [name, Array.from(expected[name]!, () => updater(optimiser))]),
              );
            for (const batch of [[0, 1, 2, 3, 4, 5, 6, 7], [8, 9, 10, 11, 12], [12], [3, 5, 1, 1]]) {
              // full, short, single, with a repetition
              const { loss, gradients } = classifier.gradients(images, Int32Array.from(batch));
              assert.deepEqual(classifier.learn(images, Int32Array.from(batch)), Float64Array.of(loss));
              const found = classifier.parameters();
              for (const name of names) {
                if (name === 'W' && !trained) {
                  assert.deepEqual(found.W, initial.W);
                  continue;
                }
                expected[name] = expected[name]!.map((value, i) => updates[name][i](value, gradients[name]![i]));
                const wrong = found[name]!.findIndex(
                  (value, i) => !(Math.abs(value - expected[name]![i]) < 1e-3 * optimiser.rate + 2e-6),
                );
                assert.equal(
                  wrong,
                  -1,
                  `${name}[${wrong}] is ${found[name]![wrong]}, should be ${expected[name]![wrong]}`,
                );
              }
            }
            classifier.release();
            images.release();
          },
        );
      }
    }
  }
});

test('a kernel refuses an optimiser that it does not know, and learns nothing', async (t) => {
  const rule = updateRules.sgd as { code: number };
  const { code } = rule;
  t.after(() => {
    rule.code = code;
  });
  for (const backend of await backendsHere('kernels'))
    for (const unknown of [Object.keys(updateRules).length, 7, 2 ** 31]) {
      const [optimiser] = optimisers.sgd;
      const { shape, set, normalisation, initial } = problem(
        { inputs: 9, hidden: 0, outputs: 3, batch: 4, optimiser, readout: { biased: true } },
        13,
      );
      const images = backend.images(set, normalisation);
      rule.code = unknown;
      const classifier = backend.classifier(shape, initial);
      const before = classifier.parameters();
      assert.throws(() => classifier.learn(images, Int32Array.of(0, 1)), /this kernel knows no optimiser sgd/);
      assert.deepEqual(classifier.parameters(), before);
      classifier.release();
      images.release();
    }
});
