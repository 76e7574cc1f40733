// What the record of a law says of activity, held to what the engine makes of it.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { goesInSteps, isLinear, isSigned, type MotionForm, motionOf, motions } from '../../catalogue/laws-of-motion.ts';
import { type MotionName, type StateActivation, start } from '../../engine/dynamics/index.ts';
import { stream } from '../../engine/random/index.ts';
import { nounEntry } from '../../language/nouns/index.ts';
import { kernels } from '../spectra/kernels-here.ts';

const laws = Object.keys(motions) as readonly MotionName[];
const activations: Readonly<Record<StateActivation, true>> = { identity: true, relu: true };
const forms = laws.flatMap((motion) =>
  Object.keys(activations).map((activation): MotionForm => ({ motion, takes: { activation } })),
);
const size = 6;
const draws = stream(1, 'test', 'matrix');
const matrix = { size, values: Float64Array.from({ length: size ** 2 }, () => 0.2 * draws.normal()) };
/** The states of 40 steps from rest, all noise times `sign`. */
function states(form: MotionForm, sign: 1 | -1): readonly number[] {
  const noise = stream(1, 'test', 'noise');
  const { wide, state, advance, release } = start(matrix, motionOf(form), 2, kernels);
  try {
    return Array.from({ length: 40 }, () => {
      advance(() => sign * noise.normal());
      return Array.from({ length: 2 * size }, (_, at) => state[(at >> 1) * wide + (at & 1)]);
    }).flat();
  } finally {
    release();
  }
}

for (const form of forms) {
  const name = `${form.motion}, ${String(form.takes.activation)}`;
  it(`${name}: activity has a sign where the record says so`, () =>
    assert.equal(
      states(form, 1).some((value) => value < 0),
      isSigned(form),
    ));
  it(`${name}: noise turned round turns linear activity round, and no other`, () => {
    const turned = states(form, -1);
    assert.equal(
      states(form, 1).every((value, at) => value === -turned[at] || value === turned[at]),
      isLinear(form),
    );
  });
}
it('a law that goes in steps has no time constant', () => {
  for (const motion of laws) assert.equal('tau' in motions[motion].takes, !goesInSteps({ motion, takes: {} }), motion);
});
it('every setting of a law can be written, as a statement or behind one', () => {
  const behind = new Set(['activation', 'noiseScale']);
  const words = nounEntry('dynamics')?.words.map(({ word }) => word) ?? [];
  for (const motion of laws)
    for (const setting of Object.keys(motions[motion].takes))
      assert.ok(behind.has(setting) || words.includes(setting), `${motion}: ${setting}`);
});
