// What several threads compute together, and what is computed again because the room does not hold all steps, has the
// bits of one thread that keeps everything.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scheduleOf } from '../../engine/learning/index.ts';
import { stream } from '../../engine/random/index.ts';
import type { LearnedParts, RateLearnerSettings } from '../../engine/recurrent/index.ts';
import { kernelsHere } from './kernel-levels.ts';
import { drawExample, type Kind, type Size } from './rate-examples.ts';

const size: Size = { neurons: 29, inputs: 3, outputs: 4, steps: 23, trials: 18 };
/** On a busy machine threads wait long for one another: every fifth kind is computed by several. */
const isShared = (at: number) => at % 5 === 0;
/** Steps that the room holds: a tenth, a third, all but one. */
const kept = [2, 8, 22];
const kinds: readonly Kind[] = (['none', 'sparse'] as const).flatMap((constraint) =>
  (['values', 'classes', 'activity'] as const).flatMap((loss) =>
    [true, false].map((continuous, at) => ({
      activation: continuous ? 'softplus' : 'tanh',
      loss,
      constraint,
      continuous,
      noise: (['state', 'input'] as const)[at],
      starts: true,
    })),
  ),
);
const adam = { name: 'adam', rate: 1e-2, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0 } as const;

for (const backend of await kernelsHere())
  test(`${backend.name}: any number of threads and any room give the same bits`, () => {
    kinds.forEach((kind, at) => {
      const { shape, parameters, sequences, learned } = drawExample(at, kind, size, false);
      const trained = (more: Partial<RateLearnerSettings>, learns: LearnedParts) => {
        const learner = backend.rateLearner(shape, parameters, {
            rule: 'adam',
            batch: size.trials,
            learned: learns,
            ...more,
          }),
          lesson = learner.load(sequences),
          next = scheduleOf(adam);
        const losses = [0, 1].map((update) => {
          const order = stream(update, 'same bits', 'order').permutation(size.trials),
            { loss, diverged } = learner.differentiate(lesson, order, { seed: 1, stream: 'same bits', update });
          assert.equal(diverged, undefined);
          learner.update(next(), 1);
          return loss;
        });
        const state = Buffer.from(learner.state()).toString('base64');
        lesson.release();
        learner.release();
        return { losses, state };
      };
      const { tau, ...others } = learned;
      for (const learns of [learned, others] as LearnedParts[])
        for (const window of [undefined, 9]) {
          const alone = trained({ window }, learns),
            rows = size.neurons * (learns.tau ? 2 : 1) + size.inputs,
            wide = Math.ceil(size.trials / 16) * 16;
          const settings: Partial<RateLearnerSettings>[] = [
            ...kept.map((steps) => ({ room: 4 * wide * rows * steps })),
            ...(isShared(at) && learns === learned && !window
              ? [{ threads: 2 }, { threads: 3, room: 4 * wide * rows * kept[1] }]
              : []),
          ];
          for (const each of settings)
            assert.deepEqual(trained({ window, ...each }, learns), alone, JSON.stringify({ kind, window, ...each }));
        }
    });
  });

for (const backend of await kernelsHere())
  test(`${backend.name}: a divergence is the same for any number of threads and any room`, () => {
    const { shape, parameters, sequences, learned } = drawExample(3, kinds[2], size, false);
    const explosive = { ...parameters, recurrent: parameters.recurrent.map((w) => 1e3 * w) };
    const outcome = (more: Partial<RateLearnerSettings>) => {
      const learner = backend.rateLearner({ ...shape, activation: 'relu' }, explosive, {
          rule: 'adam',
          batch: size.trials,
          learned,
          ...more,
        }),
        lesson = learner.load(sequences);
      const { loss, diverged } = learner.differentiate(
        lesson,
        stream(1, 'same bits', 'order').permutation(size.trials),
      );
      lesson.release();
      learner.release();
      return { loss, diverged };
    };
    const alone = outcome({});
    assert.notEqual(alone.diverged, undefined);
    for (const more of [{ threads: 2 }, { room: 1 }, { threads: 3, room: 1 }]) assert.deepEqual(outcome(more), alone);
  });
