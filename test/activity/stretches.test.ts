import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sourceOf } from '../../engine/activity/activity-source.ts';

test('stretches of an activity in memory are its own numbers, also where a shorter one follows a longer', () => {
  const [neurons, frames] = [3, 10],
    values = Float32Array.from({ length: neurons * frames }, (_, at) => at),
    source = sourceOf({ neurons, frames, values, bin: 1, runs: [frames] });
  for (const [from, to] of [
    [0, 4],
    [4, 10],
    [7, 9],
    [0, 10],
    [9, 10],
  ]) {
    const expected = Array.from({ length: neurons }, (_, k) =>
      Array.from(values.slice(k * frames + from, k * frames + to)),
    );
    assert.deepEqual(Array.from(source.read(from, to)), expected.flat());
  }
});
