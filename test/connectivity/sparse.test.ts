// Matrices that are held as their synapses: drawn as they are drawn whole, and the same for whatever is done with them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  drawMatrix,
  drawOutgoing,
  isNilpotentByStructure,
  isSparse,
  isSymmetric,
  isWhole,
  type MatrixProgram,
  outgoingOf,
  sparseMatrix,
  synapsesOf,
  tilesOf,
} from '../../engine/connectivity/index.ts';
import { isAntisymmetric, symmetryOf } from '../../engine/connectivity/symmetry.ts';
import { stream } from '../../engine/random/index.ts';
import { bulkRadius } from '../../engine/spectra/index.ts';

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
const symmetric = { ...program, excitatory: undefined, symmetric: true };
const programs: Readonly<Record<string, MatrixProgram>> = {
  'signed by column': program,
  'of a law that takes as many numbers as it needs': {
    ...program,
    weights: { distribution: 'gamma', takes: { shape: 2, scale: 1 } },
  },
  symmetric,
  'symmetric, with autapses': { ...symmetric, autapses: true },
  'with autapses, of a constant': { ...program, weights: { constant: 2 }, autapses: true },
  'of a constant, symmetric, with autapses': { ...symmetric, weights: { constant: 2 }, autapses: true },
  'by groups': { ...program, groups: 3, wire: { call: 'if', arguments: [{ name: 'same_group' }, 0.5, 0.05] } },
  'by distance': {
    ...symmetric,
    autapses: true,
    place: { lengths: [1e-3, 1e-3], torus: true },
    wire: { call: 'if', arguments: [{ call: '<', arguments: [{ name: 'distance' }, 2e-4] }, 0.5, 0] },
  } as unknown as MatrixProgram,
  'without synapses': { ...program, wire: 0 },
};
for (const [name, given] of Object.entries(programs))
  test(`synapses drawn without the matrix are those of the matrix: ${name}`, () => {
    const { matrix, ...surroundings } = drawMatrix(given, key),
      { outgoing, ...alone } = drawOutgoing(given, key)!;
    assert.deepEqual(outgoing, outgoingOf(matrix));
    assert.deepEqual(alone, surroundings);
    const held = sparseMatrix(outgoing);
    for (const known of [tilesOf, isSymmetric, isNilpotentByStructure, bulkRadius] as const)
      assert.deepEqual(known(held), known(matrix), known.name);
    if (isSymmetric(matrix)) assert.equal(isWhole(held), outgoing.weights.length === 0);
    assert.deepEqual(held.values, matrix.values);
    assert.ok(isWhole(held) && synapsesOf({ ...held }) === undefined);
  });

test('more synapses than are to be held are not drawn to their end', () => {
  const { outgoing } = drawOutgoing(program, key)!,
    count = outgoing.weights.length;
  assert.deepEqual(drawOutgoing(program, key, count)?.outgoing, outgoing);
  assert.equal(drawOutgoing(program, key, count - 1), undefined);
});

test('values that there is no room for are refused before they are made', () => {
  const held = sparseMatrix(outgoingOf({ size: 2, values: Float64Array.of(0, 1, 2, 0) }), () => {
    throw new RangeError('no room');
  });
  assert.throws(() => held.values, /no room/);
  assert.equal(isSymmetric(held), false);
});

test('whether it is symmetric, exactly or to rounding, shows in the synapses as in the whole', () => {
  const draws = stream(1, 'test', 'symmetry');
  for (const [off, expected] of [
    [0, 'exact'],
    [1e-15, 'rounding'],
    [1e-3, 'none'],
  ] as const) {
    const size = 30,
      values = new Float64Array(size * size);
    for (let row = 0; row < size; row++)
      for (let column = 0; column <= row; column++) {
        const weight = draws.uniform() < 0.2 ? draws.normal() : 0;
        values[row * size + column] = weight;
        values[column * size + row] = row === column ? weight : weight * (1 + off);
      }
    assert.deepEqual(
      [symmetryOf({ size, values }), symmetryOf(sparseMatrix(outgoingOf({ size, values })))],
      [expected, expected],
    );
    const skew = { size, values: values.map((weight, at) => weight * Math.sign((at % size) - Math.floor(at / size))) },
      held = sparseMatrix(outgoingOf(skew));
    assert.deepEqual([skew, held].map(isAntisymmetric), Array(2).fill(expected !== 'none'));
    assert.ok(!isWhole(held));
  }
});

test('what acts on the matrix as a whole is not drawn so', () => {
  for (const dense of [{ wire: undefined }, { centred: true }, { mean: 1 }, { floor: 0.1 }]) {
    assert.equal(isSparse({ ...program, ...dense }), false);
    assert.throws(() => drawOutgoing({ ...program, ...dense }, key), RangeError);
  }
});

test('a weight that is no number is refused by its place', () => {
  const infinite = { ...program, weights: { expression: { call: '*', arguments: [1e200, 1e200] } } } as const;
  assert.throws(() => drawOutgoing(infinite, key), /is Infinity/);
});
