import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawMatrix, type MatrixProgram } from '../../engine/connectivity/index.ts';
import { drawOutgoing, isSparse, outgoingOf } from '../../engine/spiking/index.ts';

const program: MatrixProgram = {
  neurons: 60,
  wire: 0.2,
  weights: { distribution: 'lognormal', takes: { mu: -0.5, sigma: 0.5 } },
  symmetric: false,
  centred: false,
  positive: false,
  excitatory: 0.8,
  autapses: false,
};
const key = { seed: 4, stream: 'ei' };
const programs: Readonly<Record<string, MatrixProgram>> = {
  'signed by column': program,
  'of a law that takes as many numbers as it needs': {
    ...program,
    weights: { distribution: 'gamma', takes: { shape: 2, scale: 1 } },
  },
  symmetric: { ...program, excitatory: undefined, symmetric: true },
  'with autapses, of a constant': { ...program, weights: { constant: 2 }, autapses: true },
  'by groups': { ...program, groups: 3, wire: { call: 'if', arguments: [{ name: 'same_group' }, 0.5, 0.05] } },
};
for (const [name, given] of Object.entries(programs))
  test(`synapses drawn without the matrix are those of the matrix: ${name}`, () => {
    assert.deepEqual(drawOutgoing(given, key), outgoingOf(drawMatrix(given, key).matrix));
  });

test('what acts on the matrix as a whole is not drawn so', () => {
  for (const dense of [{ wire: undefined }, { centred: true }, { mean: 1 }, { floor: 0.1 }]) {
    assert.equal(isSparse({ ...program, ...dense }), false);
    assert.throws(() => drawOutgoing({ ...program, ...dense }, key), RangeError);
  }
});
