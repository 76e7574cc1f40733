import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stream } from '../../engine/random/index.ts';
import type { Parameters } from '../../engine/learning/index.ts';
import { backendsHere, problems } from './problems.ts';
import { exact, exactLoss } from './reference.ts';

/** The same direction for every backend: a sign for each number of an array. */
const direction = (name: string, length: number) => {
  const draws = stream(11, name, 'direction');
  return Float64Array.from({ length }, () => draws.below(2) * 2 - 1);
};
const largest = (values: Float32Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

test('loss and gradients', async (t) => {
  const kernels = await backendsHere('kernels'),
    tensorflow = await backendsHere('tfjs');
  assert.ok(kernels.length >= 1 && tensorflow.length >= 2);
  for (const problem of problems()) {
    await t.test(problem.title, () => {
      const { shape, set, normalisation, order, initial } = problem;
      const found = [...kernels, ...tensorflow.filter(({ name }) => name !== 'tfjs-cpu' || shape.hidden < 300)].map(
        (backend) => {
          const images = backend.images(set, normalisation),
            classifier = backend.classifier(shape, initial);
          const result = classifier.gradients(images, order);
          classifier.release();
          images.release();
          return { name: backend.name, ...result };
        },
      );
      const at = exact(initial),
        loss = exactLoss(problem, at),
        independent = found.at(-1)!;
      for (const { name, loss: own, gradients } of found) {
        assert.ok(Math.abs(own - loss) <= 1e-5 * loss, `${name}: loss ${own} instead of ${loss}`);
        for (const array of Object.keys(at) as (keyof Parameters)[]) {
          const tolerance = 1e-4 * largest(independent.gradients[array]!) + 1e-9;
          const wrong = gradients[array]!.findIndex(
            (value, i) => !(Math.abs(value - independent.gradients[array]![i]) <= tolerance),
          );
          assert.equal(
            wrong,
            -1,
            `${name}: gradient of ${array}[${wrong}] is ${gradients[array]![wrong]}, by ${independent.name} ` +
              `${independent.gradients[array]![wrong]}`,
          );
        }
      }
      for (const array of Object.keys(at) as (keyof Parameters)[]) {
        const gradient = found[0].gradients[array]!;
        if (array === 'W' && !shape.recurrent!.trained) {
          assert.equal(largest(gradient), 0);
          continue;
        }
        const along = direction(array, gradient.length),
          step = 1e-8; // small: relu has kinks
        const moved = (sign: number) =>
          exactLoss(problem, { ...at, [array]: at[array]!.map((value, i) => value + sign * step * along[i]) });
        const slope = (moved(1) - moved(-1)) / (2 * step),
          own = gradient.reduce((sum, value, i) => sum + value * along[i], 0);
        const scale = Math.sqrt(gradient.reduce((sum, value) => sum + value * value, 0));
        assert.ok(
          Math.abs(slope - own) <= 1e-3 * scale + 1e-7,
          `${array}: along a random direction the gradient is ${own}, by finite differences ${slope}`,
        );
      }
    });
  }
});
