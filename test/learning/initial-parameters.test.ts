import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ClassifierShape, initialParameters, type Parameters } from '../../engine/learning/index.ts';

const shape: ClassifierShape = {
  inputs: 784,
  hidden: 100,
  outputs: 10,
  batch: 64,
  input: { activation: 'relu', biased: true },
  recurrent: { activation: 'identity', biased: true, trained: true, steps: 1 },
  readout: { biased: true },
  optimiser: { name: 'adam', rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0 },
};

test('each array is uniform within 1/sqrt(fan in)', () => {
  const parameters = initialParameters(shape, 1, 'reader');
  const expected: Record<keyof Parameters, [count: number, fanIn: number]> = {
    A: [78400, 784],
    a: [100, 784],
    W: [10000, 100],
    b: [100, 100],
    R: [1000, 100],
    r: [10, 100],
  };
  for (const name of Object.keys(expected) as (keyof Parameters)[]) {
    const values = parameters[name]!,
      [count, fanIn] = expected[name],
      bound = 1 / Math.sqrt(fanIn);
    assert.equal(values.length, count);
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / count);
    assert.ok(
      values.every((value) => Math.abs(value) <= bound * (1 + 1e-6)),
      name,
    );
    assert.ok(Math.abs((deviation * Math.sqrt(3)) / bound - 1) < 3 / Math.sqrt(count), `${name}: ${deviation}`);
  }
});

test('streams: by seed and name, shared by what two networks have in common', () => {
  const reader = initialParameters(shape, 1, 'reader');
  assert.deepEqual(initialParameters(shape, 1, 'reader'), reader);
  assert.notDeepEqual(initialParameters(shape, 2, 'reader').A, reader.A);
  assert.notDeepEqual(initialParameters(shape, 1, 'student').A, reader.A);
  const without = initialParameters({ ...shape, recurrent: undefined }, 1, 'reader');
  assert.deepEqual([without.A, without.a, without.R, without.r], [reader.A, reader.a, reader.R, reader.r]);
  assert.deepEqual([without.W, without.b], [undefined, undefined]);
});

test('a circuit is copied, biases and layers that are not there are not drawn', () => {
  const W = new Float32Array(100 * 100).fill(0.5),
    { W: copy } = initialParameters(shape, 1, 'reader', W);
  assert.deepEqual(copy, W);
  assert.notEqual(copy, W);
  const linear = initialParameters(
    { inputs: 784, hidden: 0, outputs: 10, batch: 64, readout: { biased: false }, optimiser: shape.optimiser },
    1,
    'raw',
  );
  assert.deepEqual(
    Object.entries(linear)
      .filter(([, values]) => values)
      .map(([name, values]) => [name, values!.length]),
    [['R', 7840]],
  );
});
