import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Backend,
  type Classifier,
  type ClassifierShape,
  type ImageLesson,
  initialParameters,
  type Optimiser,
} from '../../engine/learning/index.ts';
import { train } from '../../engine/training/index.ts';
import { stream } from '../../engine/random/index.ts';
import { openBackend } from '../../runs/execute/backends.ts';

const adam: Optimiser = { name: 'adam', rate: 1e-2, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0 };
const shape: ClassifierShape = {
  inputs: 20,
  hidden: 16,
  outputs: 3,
  batch: 8,
  input: { activation: 'relu', biased: true },
  readout: { biased: true },
  optimiser: adam,
};

/** Three classes, each a bright third of the pixels in noise. */
function images(backend: Backend, count: number, purpose: string): ImageLesson {
  const draws = stream(1, 'train test', purpose),
    labels = Uint8Array.from({ length: count }, () => draws.below(3));
  const pixels = Uint8Array.from(
    { length: count * 20 },
    (_, i) => draws.below(120) + (Math.floor((i % 20) / 7) === labels[Math.floor(i / 20)] ? 60 : 0),
  );
  return backend.images({ count, inputs: 20, pixels, labels, classes: 3 }, { mean: [0], deviation: [1] });
}
/** Notes which images a learner sees, batch by batch. */
function watched(learner: Classifier, seen: number[][]): Classifier {
  return {
    ...learner,
    learn(set, order) {
      for (let from = 0; from < order.length; from += learner.batch)
        seen.push([...order.subarray(from, from + learner.batch)]);
      return learner.learn(set, order);
    },
  };
}
const wasm = await openBackend('wasm');
const lessons = { train: images(wasm, 203, 'train'), test: images(wasm, 100, 'test') };
const begin = (of: ClassifierShape = shape, seen: number[][] = []): Classifier =>
  watched(wasm.classifier(of, initialParameters(of, 1, 'net')), seen);
const request = { ...lessons, seed: 1, epochs: 2 };

test('training learns, and repeats bit by bit', () => {
  const first = train({ ...request, learner: begin() })!,
    second = train({ ...request, learner: begin() })!;
  assert.deepEqual(first, second);
  assert.ok(
    first.untrained!.accuracy < 0.7 && first.final!.accuracy > 0.9,
    `${first.untrained!.accuracy} → ${first.final!.accuracy}`,
  );
  assert.equal(first.diverged, undefined);
});

test('every image once in an epoch, the short batch last, another order in the next epoch', () => {
  const seen: number[][] = [];
  train({ ...request, learner: begin(shape, seen) });
  const perEpoch = Math.ceil(203 / 8);
  assert.equal(seen.length, 2 * perEpoch);
  const epochs = [0, 1].map((epoch) => seen.slice(epoch * perEpoch, (epoch + 1) * perEpoch));
  for (const batches of epochs) {
    assert.deepEqual(
      batches.map(({ length }) => length),
      [...new Array(perEpoch - 1).fill(8), 3],
    );
    assert.deepEqual(
      batches.flat().sort((a, b) => a - b),
      Array.from({ length: 203 }, (_, i) => i),
    );
  }
  assert.notDeepEqual(epochs[0], epochs[1]);
});

test('which images, and in which order, depends on the seed only', () => {
  for (const samples of [undefined, 70]) {
    const orders = [{ seed: 1 }, { seed: 1, shape: { ...shape, hidden: 0, input: undefined } }, { seed: 2 }].map(
      (change) => {
        const seen: number[][] = [];
        train({ ...request, samples, seed: change.seed, learner: begin(change.shape, seen) });
        return seen;
      },
    );
    assert.deepEqual(orders[0], orders[1]);
    assert.notDeepEqual(orders[0], orders[2]);
  }
});

test(
  'the curve: test scores at 0, 0.1, 0.25, 0.5 and each epoch, fifty losses in the first epoch and one in ' +
    'each later',
  () => {
    const points: unknown[] = [];
    const { curve, final } = train({
      ...request,
      learner: begin({ ...shape, batch: 2 }),
      epochs: 3,
      onPoint: (point) => points.push(point),
    })!;
    assert.deepEqual(points, curve);
    const at = (measure: string) => curve.filter((point) => point.measure === measure).map(({ epoch }) => epoch);
    assert.deepEqual(at('accuracy'), [0, 0.1, 0.25, 0.5, 1, 2, 3]);
    assert.deepEqual(at('loss'), at('accuracy'));
    const losses = at('training_loss');
    assert.equal(losses.length, 52);
    assert.deepEqual(losses.slice(49), [1, 2, 3]);
    assert.equal(curve.filter(({ measure }) => measure === 'accuracy').at(-1)!.value, final!.accuracy);
  },
);

test('samples: so many images, the same ones in each epoch, others for another seed', () => {
  const sets = [1, 2].map((seed) => {
    const seen: number[][] = [];
    train({ ...request, learner: begin(shape, seen), seed, samples: 50 });
    return seen.flat();
  });
  assert.equal(sets[0].length, 100);
  assert.equal(new Set(sets[0]).size, 50);
  assert.notDeepEqual([...new Set(sets[0])].sort(), [...new Set(sets[1])].sort());
  assert.throws(
    () => train({ ...request, learner: begin(), samples: 204 }),
    /samples must be a whole number from 1 to 203, the size of the training set, not 204/,
  );
});

test('a training ends when it is told to', () => {
  let asked = 0,
    done = 0;
  assert.equal(
    train({
      ...request,
      learner: begin(),
      aborted: () => ++asked > 5,
      onStep: (step, total) => {
        assert.ok(step - done >= 1 && step - done <= 16, `${done} → ${step}`);
        done = step;
        assert.equal(total, 52);
      },
    }),
    undefined,
  );
  assert.ok(done >= 5 && done < 52, `${done}`);
});

test('no epoch: the untrained network; a fraction of an epoch: an error', () => {
  const { final, untrained, curve } = train({ ...request, learner: begin(), epochs: 0 })!;
  assert.deepEqual(final, untrained);
  assert.equal(curve.length, 2);
  assert.throws(
    () => train({ ...request, learner: begin(), epochs: 0.5 }),
    /epochs must be a whole number from 0, not 0.5/,
  );
});

test('a training that diverges says when', () => {
  const wild: ClassifierShape = {
    ...shape,
    input: { activation: 'identity', biased: true },
    optimiser: { name: 'sgd', rate: 1e30, momentum: 0.9, decay: 0 },
  };
  const { diverged } = train({ ...request, learner: begin(wild) })!;
  assert.ok(diverged && diverged > 1 && diverged < 10, `${diverged}`);
});
