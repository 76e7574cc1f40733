// Weights from expressions that hold distributions and scaled tables.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drawMatrix, type KnownPairs, lawOf, type MatrixProgram } from '../../engine/connectivity/index.ts';
import type { Expression } from '../../engine/expressions/index.ts';
import { stream } from '../../engine/random/index.ts';
import { near } from '../numbers.ts';

const key = { seed: 3, stream: 'functional' },
  n = 5;
const program = (expression: Expression, changes: Partial<MatrixProgram> = {}): MatrixProgram => ({
  neurons: n,
  weights: { expression },
  symmetric: false,
  centred: false,
  positive: false,
  autapses: true,
  ...changes,
});
const table = Float64Array.from({ length: n * n }, (_, at) => (at * 7) % 11);
const synapses = Float64Array.from({ length: n * n }, (_, at) => (at % 4 === 1 ? 1 + (at % 3) : 0));
const known: KnownPairs = { tables: { correlation: table, synapses } };
const call = (name: string, ...args: readonly Expression[]): Expression => ({ call: name, arguments: args });
const lognormal = call('lognormal', -0.5, 0.5),
  correlation: Expression = { name: 'correlation' };
const drawn = (expression: Expression, changes: Partial<MatrixProgram> = {}, pairs = known) =>
  drawMatrix(program(expression, changes), key, pairs).matrix.values;

describe('a distribution in an expression', () => {
  const law = lawOf({ distribution: 'lognormal', takes: { mu: -0.5, sigma: 0.5 } }, false);
  const inOrder = (index: number): Float64Array => {
    const draws = stream(key.seed, key.stream, 'weights', index);
    return Float64Array.from({ length: n * n }, () => law.draw(draws));
  };
  it('draws one number for each entry, row by row, the diagonal included', () => {
    assert.deepEqual(
      drawn(call('*', lognormal, 2)),
      inOrder(0).map((value) => value * 2),
    );
  });
  it('each distribution draws from a stream of its own', () => {
    const [first, second] = [inOrder(0), inOrder(1)];
    assert.deepEqual(
      drawn(call('+', lognormal, lognormal)),
      first.map((value, at) => value + second[at]),
    );
  });
  it('a weight is the same with and without autapses, and whatever is wired', () => {
    const whole = drawn(call('*', lognormal, correlation));
    const without = drawn(call('*', lognormal, correlation), { autapses: false });
    const wired = drawn(call('*', lognormal, correlation), { wire: 0.5 });
    whole.forEach((weight, at) => {
      assert.equal(without[at], at % (n + 1) === 0 ? 0 : weight);
      assert.equal(wired[at] === 0 || wired[at] === weight, true);
    });
    assert.equal(wired.filter((weight) => weight === 0).length > n, true);
  });
  it('a symmetric matrix has each draw twice', () => {
    const values = drawn(call('*', lognormal, 1), { symmetric: true });
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) assert.equal(values[i * n + j], values[j * n + i]);
  });
  it('is drawn whether a branch needs it or not', () => {
    const guarded = drawn(call('if', call('>', correlation, 5), lognormal, 0)),
      all = inOrder(0);
    guarded.forEach((weight, at) => {
      assert.equal(weight, table[at] > 5 ? all[at] : 0);
    });
  });
  it('is positive where weights are', () => {
    assert.equal(
      drawn(call('*', call('normal', 0, 1), 1), { positive: true }).every((weight) => weight > 0),
      true,
    );
  });
  it('with numbers that it cannot have is refused', () => {
    assert.throws(() => drawn(call('*', call('lognormal', 0, -1), 1)), /deviation must not be negative/);
  });
  it('over the distance of neurons that are placed', () => {
    const { matrix, positions } = drawMatrix(
      program(call('*', lognormal, call('exp', call('-', call('/', { name: 'distance' }, 2e-4)))), {
        place: { how: 'uniform', lengths: [1e-3, 1e-3], torus: false },
        autapses: false,
      }),
      key,
    );
    const [x, y] = [0, 1].map((axis) => positions![axis] - positions![2 * 3 + axis]);
    near(matrix.values[3], inOrder(0)[3] * Math.exp(-Math.hypot(x, y) / 2e-4), 1e-14);
  });
});

describe('a table that is scaled', () => {
  it('is (X − min) / (max − min) over all entries, the diagonal included', () => {
    const [least, most] = [Math.min(...table), Math.max(...table)];
    drawn(call('scaled', correlation)).forEach((weight, at) => {
      near(weight, (table[at] - least) / (most - least), 1e-15);
    });
  });
  it('keeps absent connections of a wiring at 0, and says where they would have moved', () => {
    const plain = drawMatrix(program(call('scaled', { name: 'synapses' })), key, known);
    assert.deepEqual(plain.held, []);
    const turned = drawMatrix(program(call('scaled', call('-', { name: 'synapses' }))), key, known);
    assert.deepEqual(turned.held, ['- synapses']);
    synapses.forEach((count, at) => {
      assert.equal(plain.matrix.values[at], count / 3);
      assert.equal(turned.matrix.values[at], count === 0 ? 0 : (3 - count) / 3);
    });
  });
  it('that is the same everywhere, not finite, or drawn is refused', () => {
    assert.throws(() => drawn(call('scaled', 3)), /is 3 for every pair/);
    assert.throws(() => drawn(call('scaled', call('log', call('-', correlation)))), /so it cannot be scaled/);
    assert.throws(() => drawn(call('scaled', lognormal)), /is drawn; scale what it multiplies/);
  });
});

describe('mean and floor', () => {
  it('scale the mean magnitude of all entries, then raise what is not 0', () => {
    const raw = drawn(call('*', { name: 'synapses' }, lognormal)),
      mean = raw.reduce((sum, weight) => sum + weight, 0) / raw.length;
    drawn(call('*', { name: 'synapses' }, lognormal), { mean: 0.1, floor: 0.2 }).forEach((weight, at) => {
      near(weight, raw[at] === 0 ? 0 : Math.max(0.2, (raw[at] * 0.1) / mean), 1e-15);
    });
  });
  it('keep signs, and refuse a matrix of zeros', () => {
    const signed = drawn(call('*', lognormal, 1), { excitatory: 0.4, floor: 10 });
    assert.deepEqual([...new Set(signed.map(Math.abs))], [10]);
    assert.deepEqual(
      [...new Set(signed)].sort((a, b) => a - b),
      [-10, 10],
    );
    assert.throws(() => drawn(call('*', lognormal, 0), { mean: 0.1 }), /every weight is 0/);
  });
});
