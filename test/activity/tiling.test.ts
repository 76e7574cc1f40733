// The spike time tiling coefficient, against its definition computed pair by pair from times of spikes.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sourceOf, tilingCoefficients } from '../../engine/activity/index.ts';
import type { Activity } from '../../engine/dynamics/index.ts';
import { stream } from '../../engine/random/index.ts';
import { near } from '../numbers.ts';
import { streamed } from './planted.ts';

const recorded = (rows: readonly (readonly number[])[], bin: number, runs = [rows[0].length]): Activity => ({
  neurons: rows.length,
  frames: rows[0].length,
  values: Float32Array.from(rows.flat()),
  bin,
  runs,
});
const sttc = (activity: Activity, within: number) => tilingCoefficients(sourceOf(activity), within);

/** By the definition: every spike against every other, and the time covered by many small steps. */
function byDefinition({ values, frames, bin, runs, neurons }: Activity, within: number): Float64Array {
  let start = 0;
  const borders = runs.map((length) => {
    start += length;
    return [(start - length) * bin, start * bin] as const;
  });
  const runOf = (time: number): number => borders.findIndex(([, end]) => time < end);
  const trains = Array.from({ length: neurons }, (_, neuron) =>
    Array.from(values.subarray(neuron * frames, (neuron + 1) * frames)).flatMap((count, at) =>
      Array.from({ length: count }, () => (at + 0.5) * bin),
    ),
  );
  const together = (a: number, b: number): boolean => runOf(a) === runOf(b) && Math.abs(a - b) <= within + 1e-12;
  const steps = 40 * frames;
  const covered = trains.map((train) => {
    let inside = 0;
    for (let step = 0; step < steps; step++) {
      const time = ((step + 0.5) * frames * bin) / steps;
      if (train.some((spike) => together(spike, time))) inside++;
    }
    return inside / steps;
  });
  const share = (a: number, b: number): number =>
    trains[a].filter((spike) => trains[b].some((other) => together(spike, other))).length / trains[a].length;
  const term = (p: number, t: number): number => (p * t === 1 ? 1 : (p - t) / (1 - p * t));
  return Float64Array.from({ length: neurons ** 2 }, (_, at) => {
    const [a, b] = [Math.floor(at / neurons), at % neurons];
    return (term(share(a, b), covered[b]) + term(share(b, a), covered[a])) / 2;
  });
}

describe('the tiling coefficient', () => {
  const draws = stream(1, 'trains', 'test');
  const rows = [0.1, 0.3, 0.2, 0.6].map((rate) =>
    Array.from({ length: 60 }, () => (draws.uniform() < rate ? 1 + draws.below(2) : 0)),
  );
  for (const [what, bin, within, runs] of [
    ['one run', 0.1, 0.1, [60]],
    ['a window shorter than a bin', 0.1, 0.04, [60]],
    ['a window that is no whole number of bins', 0.1, 0.25, [60]],
    ['runs with gaps between them', 0.05, 0.1, [25, 35]],
    ['a window longer than a run', 0.05, 2, [25, 35]],
  ] as const)
    it(`is that of its definition: ${what}`, () => {
      const activity = recorded(rows, bin, [...runs]);
      const found = sttc(activity, within),
        wanted = byDefinition(activity, within);
      found.forEach((value, at) => {
        near(value, wanted[at], 1e-9, `${Math.floor(at / 4)}, ${at % 4}`);
      });
    });
  it('is 1 of a train with itself, and the same in both directions', () => {
    const found = sttc(recorded(rows, 0.1), 0.1);
    for (let a = 0; a < 4; a++) {
      assert.equal(found[a * 5], 1);
      for (let b = 0; b < 4; b++) assert.equal(found[a * 4 + b], found[b * 4 + a]);
    }
  });
  it('is −½ (T_A + T_B) where no spike has a partner', () => {
    // spikes in the middle of bins 1 and 7 of ten: each covers two bins
    const [, between] = sttc(
      recorded(
        [
          [0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
          [0, 0, 0, 0, 0, 0, 0, 1, 0, 0],
        ],
        1,
      ),
      1,
    );
    near(between, -0.2, 1e-12);
  });
  it('of a train that covers all of the time is 1 with those that are all within it', () => {
    const [, between] = sttc(recorded([Array(6).fill(1), Array(6).fill(1)], 1), 3);
    assert.equal(between, 1);
  });
  it('is not known of a neuron without spikes, and of activity with a sign', () => {
    const found = sttc(
      recorded(
        [
          [0, 1, 0, 1],
          [0, 0, 0, 0],
        ],
        1,
      ),
      1,
    );
    assert.deepEqual([...found].map(Number.isNaN), [false, true, true, true]);
    assert.throws(() => sttc(recorded([[0, -0.5, 0, 1]], 1), 1), /neuron 1 is -0\.5 at bin 2/);
  });
  it('values between whole numbers are one event each', () => {
    const one = sttc(
        recorded(
          [
            [0, 0.4, 0, 2.5, 0],
            [1, 0, 0, 1, 0],
          ],
          1,
        ),
        1,
      ),
      other = sttc(
        recorded(
          [
            [0, 1, 0, 1, 0],
            [1, 0, 0, 1, 0],
          ],
          1,
        ),
        1,
      );
    assert.deepEqual(one, other);
  });
  it('is the same of a recording that is read in stretches', () => {
    const activity = recorded(rows, 0.1, [25, 35]);
    assert.deepEqual(tilingCoefficients(sourceOf(streamed(activity)), 0.1), sttc(activity, 0.1));
  });
});
