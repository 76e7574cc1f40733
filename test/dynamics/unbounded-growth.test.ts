// Activity that grows as an exponential to the end of a run, and activity that only seems to.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { growsExponentially } from '../../engine/dynamics/index.ts';

const frames = 200,
  over = (value: (t: number) => number) => ({
    neurons: 2,
    frames,
    values: Float32Array.from({ length: 2 * frames }, (_, at) => (at < frames ? 0.1 : value(at - frames))),
    bin: 0.001,
    runs: [frames],
  });
const cases: readonly (readonly [says: string, value: (t: number) => number, grows: boolean])[] = [
  ['an exponential', (t) => 1.1 ** t, true],
  ['an oscillation that grows', (t) => 1.1 ** t * Math.cos(t), true],
  ['an exponential of less than a thousand times', (t) => 1.02 ** t, false],
  ['a way to a fixed point far off', (t) => 1e5 * (1 - 0.97 ** t), false],
  ['a line', (t) => 1e4 * t, false],
  ['a jump', (t) => (t > 150 ? 1e6 : 1), false],
  ['noise', (t) => Math.cos(t * t), false],
  ['silence', () => 0, false],
];
describe('growth without bound', () => {
  for (const [says, value, grows] of cases) it(says, () => assert.equal(growsExponentially(over(value)), grows));
});
