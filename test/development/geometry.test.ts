import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moveFromCentre, reflect, timesDue } from '../../engine/development/geometry.ts';
import { neighbourCounter } from '../../engine/development/neighbours.ts';
import { stream } from '../../engine/random/index.ts';

test('walls reflect', () => {
  for (const [value, expected] of [
    [0.3, 0.3],
    [0, 0],
    [1, 1],
    [1.2, 0.8],
    [-0.2, 0.2],
    [2.3, 0.3],
    [-1.4, 0.6],
    [5.5, 0.5],
    [-7.75, 0.25],
  ]) {
    assert.ok(Math.abs(reflect(value, 1) - expected) < 1e-12, `${value} → ${reflect(value, 1)}`);
  }
});

test('cells move away from the centre, and towards it no farther than it', () => {
  const moved = (from: readonly number[], path: number, fate = 0): number[] => {
    const axes = from.map((value) => Float64Array.of(value));
    moveFromCentre(
      axes,
      Int8Array.of(fate),
      0,
      1,
      from.map(() => 1),
      path,
    );
    return axes.map(([value]) => value);
  };
  const close = (found: readonly number[], expected: readonly number[]): void =>
    found.forEach((value, axis) => {
      assert.ok(Math.abs(value - expected[axis]) < 1e-12, `${found}`);
    });
  close(moved([0.8, 0.9], 0.1), [0.86, 0.98]);
  close(moved([0.8, 0.9], -0.1), [0.74, 0.82]);
  close(moved([0.8, 0.9], -3), [0.5, 0.5]);
  close(moved([0.5, 0.5, 0.6], 0.6), [0.5, 0.5, 0.8]);
  close(moved([0.5, 0.5], 0.3), [0.5, 0.5]);
  close(moved([0.8, 0.9], 0.1, 1), [0.8, 0.9]);
});

test('multiples of an interval fall in the step in which they come round', () => {
  const due = (every: number, step: number, steps: number): number[] =>
    Array.from({ length: steps }, (_, k) => timesDue((k + 1) * step, every, step));
  assert.deepEqual(due(12, 6, 6), [0, 1, 0, 1, 0, 1]);
  assert.deepEqual(due(6, 6, 3), [1, 1, 1]);
  assert.deepEqual(
    due(8, 6, 8),
    [0, 1, 0, 1, 0, 1, 1, 0].map((_, k) => Math.floor(((k + 1) * 6) / 8) - Math.floor((k * 6) / 8)),
  );
  assert.deepEqual(due(2, 6, 2), [3, 3]);
  assert.equal(
    due(0.3, 0.1, 300).reduce((sum, n) => sum + n, 0),
    100,
  );
});

test('neighbours on the grid are the neighbours by definition', () => {
  const draws = stream(1, 'test', 'neighbours');
  for (const box of [
    [1, 1],
    [2, 0.5],
    [1, 1, 1],
    [0.3, 1, 2],
  ])
    for (const radius of [0, 0.01, 0.11, 0.3, 5])
      for (const clustered of [false, true]) {
        const count = 200;
        const axis = (length: number) =>
          Float64Array.from({ length: count }, () =>
            clustered
              ? length * (0.5 + 0.05 * draws.uniform())
              : draws.below(3) === 0
                ? (length * draws.below(11)) / 10
                : length * draws.uniform(),
          );
        const [x, y, z] = box.map(axis);
        const members = Int32Array.from({ length: count }, (_, cell) => cell).filter(() => draws.below(3) > 0);
        const neighbours = neighbourCounter(radius, box);
        // once more where cells move that are no members, then where one does that is, then where there are fewer
        for (const moved of [undefined, 1, 2, 0]) {
          const mover = moved === 1 ? members.findIndex((member, i) => member !== i) : members[0];
          if (moved === 1 || moved === 2) x[mover] = box[0] * draws.uniform();
          const counted = moved === 0 ? members.subarray(1) : members,
            found = neighbours({ x, y, z }, moved === undefined ? count - 10 : count, counted);
          for (let cell = 0; cell < found.length; cell++) {
            const expected = counted.filter(
              (other) =>
                other !== cell &&
                (x[other] - x[cell]) ** 2 + (y[other] - y[cell]) ** 2 + (z ? (z[other] - z[cell]) ** 2 : 0) <=
                  radius * radius,
            ).length;
            assert.equal(found[cell], expected, `box ${box}, radius ${radius}, cell ${cell}`);
          }
        }
      }
});
