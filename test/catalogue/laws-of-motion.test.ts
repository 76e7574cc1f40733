// What the record of a law says of activity, held to what the engine makes of it.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { goesInSteps, isLinear, isSigned, type MotionForm, motionOf, motions } from '../../catalogue/laws-of-motion.ts';
import { type MotionName, type StateActivation, start, type Transfer } from '../../engine/dynamics/index.ts';
import { stream } from '../../engine/random/index.ts';
import { nounEntry } from '../../language/nouns/index.ts';
import { kernels } from '../spectra/kernels-here.ts';

const laws = Object.keys(motions) as readonly MotionName[];
const linear: Readonly<Record<StateActivation, true>> = { identity: true, relu: true };
const transfers: Readonly<Record<Transfer, true>> = { tanh: true, relu: true, softplus: true };
const forms = laws.flatMap((motion): readonly MotionForm[] =>
  'transfer' in motions[motion].takes
    ? Object.keys(transfers).map((transfer) => ({ motion, takes: { transfer, noise: 1 } }))
    : Object.keys(linear).map((activation) => ({ motion, takes: { activation } })),
);
const size = 6;
const draws = stream(1, 'test', 'matrix');
const matrix = { size, values: Float64Array.from({ length: size ** 2 }, () => 0.2 * draws.normal()) };
/** The rates of 40 steps from rest, all noise times `by`. */
function rates(form: MotionForm, by: number): Float32Array {
  const key = { seed: 1, stream: 'test' },
    motion = motionOf(form, { neurons: size, key });
  const running = start({ matrix, motion: { ...motion, noise: by * motion.noise } }, 2, key, kernels);
  try {
    return running.advance(40, { every: 1 }).slice();
  } finally {
    running.release();
  }
}

for (const form of forms) {
  const name = `${form.motion}, ${String(form.takes.transfer ?? form.takes.activation)}`;
  it(`${name}: activity has a sign where the record says so`, () =>
    assert.equal(
      rates(form, 1).some((value) => value < 0),
      isSigned(form),
    ));
  it(`${name}: noise turned round and doubled does the same to linear activity, and to no other`, () => {
    const turned = rates(form, -2);
    assert.equal(
      rates(form, 1).every((value, at) => -2 * value === turned[at]),
      isLinear(form),
    );
  });
}
it('a law that goes in steps has no time constant', () => {
  for (const motion of laws) assert.equal('tau' in motions[motion].takes, !goesInSteps({ motion, takes: {} }), motion);
});
it('every setting of a law can be written, as a statement or behind one', () => {
  const behind = new Set(['activation', 'transfer', 'noiseScale', 'noiseOn']);
  const words = nounEntry('dynamics')?.words.map(({ word }) => word) ?? [];
  for (const motion of laws)
    for (const setting of Object.keys(motions[motion].takes))
      assert.ok(behind.has(setting) || words.includes(setting), `${motion}: ${setting}`);
});
