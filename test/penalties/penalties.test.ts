// Penalties on recurrent weights: their values where they are known, their gradients against finite differences.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import type { Expression } from '../../engine/expressions/index.ts';
import { compilePenalty } from '../../engine/penalties/index.ts';
import { stream } from '../../engine/random/index.ts';
import { numberColumn, readCsv } from '../../formats/index.ts';
import { noSharedData, sharedData } from '../data.ts';
import { near } from '../numbers.ts';
import { kernels } from '../spectra/kernels-here.ts';

const { algebra } = kernels,
  inDouble = { exponential: (n: number) => algebra.exponential(n, 'double') };
const W: Expression = { name: 'W' },
  distance: Expression = { name: 'distance' };
const call = (name: string, ...operands: Expression[]): Expression => ({ call: name, arguments: operands });
const magnitude = call('abs', W);

/** Weights of both signs, some of them 0, and one neuron without outgoing weight. */
function drawn(n: number, seed: number): Float64Array {
  const draws = stream(seed, 'penalties', 'weights');
  return Float64Array.from({ length: n * n }, (_, at) =>
    at % n === n - 1 || draws.uniform() < 0.3 ? 0 : draws.normal(),
  );
}
const places = (n: number): Float64Array => {
  const draws = stream(1, 'penalties', 'places'),
    at = Array.from({ length: n }, () => draws.uniform());
  return Float64Array.from({ length: n * n }, (_, place) => Math.abs(at[Math.floor(place / n)] - at[place % n]));
};
const compiled = (expression: Expression, n: number) =>
  compilePenalty(expression, { distance: places(n) }, n, inDouble);

const expressions: Readonly<Record<string, Expression>> = {
  'sum |W|': call('*', 0.3, call('sum', magnitude)),
  'mean W²': call('mean', call('^', W, 2)),
  'sum |W| D': call('sum', call('*', magnitude, call('scaled', distance))),
  'sum |W| D C': call('sum', call('*', call('*', magnitude, call('scaled', distance)), call('communicability', W))),
  'sum C': call('sum', call('communicability', W)),
  'exp and max': call('sum', call('exp', call('max', call('-', W, 0.1), call('*', 0.5, W)))),
  'earth mover': call('earth_mover', call('communicability', W), distance),
  'earth mover of both': call('earth_mover', call('*', W, 0.5), call('*', W, W)),
  'a square of a sum': call('^', call('sum', call('tanh', W)), 2),
};
for (const [name, expression] of Object.entries(expressions))
  test(`${name}: the gradient is that of finite differences`, () => {
    // one neuron has no distances to scale
    for (const n of /scaled|earth/.test(JSON.stringify(expression)) ? [2, 5, 9] : [1, 2, 5, 9]) {
      const weights = drawn(n, n),
        { gradient, value } = compiled(expression, n);
      const found = gradient(weights);
      assert.equal(found.value, value(weights));
      weights.forEach((weight, at) => {
        if (weight === 0) return; // |w| has a corner there
        const h = 1e-6 * Math.max(1, Math.abs(weight));
        const moved = (by: number) => value(weights.map((each, place) => (place === at ? each + by : each)));
        near(found.gradient[at], (moved(h) - moved(-h)) / (2 * h), 1e-5 * Math.max(1, Math.abs(found.gradient[at])));
      });
    }
  });

test('communicability of a pair is the hyperbolic sine of the root of its normalised weights', () => {
  // of |W| = [[0, a], [b, 0]] each outgoing sum is its one weight: D^−½ |W| D^−½ = [[0, √(a/b)], [√(b/a), 0]]
  const [a, b] = [0.7, 0.2];
  const of = compilePenalty(call('sum', call('communicability', W)), {}, 2, inDouble);
  near(of.value(Float64Array.from([0, a, -b, 0])), Math.sinh(1) * (Math.sqrt(a / b) + Math.sqrt(b / a)), 1e-12);
});

const extreme: Readonly<Record<string, (value: number, i: number, j: number) => number>> = {
  'of both signs': (value) => value,
  'with neurons without outputs': (value, _, j) => (j % 3 === 0 ? 0 : value),
  'with one large self-weight': (value, i, j) => (i + j === 0 ? 1e8 : value),
  'over many orders of magnitude': (value) => Math.exp(6 * value),
};
for (const [what, made] of Object.entries(extreme))
  test(`products in single precision change value and gradient by less than 1e-6: weights ${what}`, () => {
    for (const n of [2, 3, 5, 17, 312]) {
      const draws = stream(n, 'penalties', 'single'),
        weights = Float64Array.from({ length: n * n }, (_, at) =>
          Math.fround(made(draws.normal(), Math.floor(at / n), at % n)),
        );
      const [found, expected] = [algebra, inDouble].map((each) => {
        const penalty = compilePenalty(expressions['sum |W| D C'], { distance: places(n) }, n, each),
          { value, gradient } = penalty.gradient(weights);
        penalty.release();
        return { value, gradient };
      });
      near(found.value, expected.value, 1e-6 * Math.abs(expected.value));
      const largest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const apart = found.gradient.map((value, at) => value - expected.gradient[at]);
      near(largest(apart), 0, 1e-6 * largest(expected.gradient));
    }
  });

test('weights that are not finite have neither a value nor a gradient', () => {
  const of = compilePenalty(call('sum', call('communicability', W)), {}, 2, algebra);
  for (const wrong of [Infinity, Number.NaN]) {
    const { value, gradient } = of.gradient(Float64Array.of(0, wrong, 1, 0));
    assert.deepEqual([value, ...gradient], new Array(5).fill(Number.NaN));
    assert.equal(Number.isFinite(of.gradient(Float64Array.of(0, 2, 1, 0)).value), true);
  }
  of.release();
});

test('a neuron without outgoing weight has no communicability, and nothing is infinite', () => {
  const of = compilePenalty(call('sum', call('communicability', W)), {}, 3, algebra);
  assert.equal(of.value(new Float64Array(9)), 0);
  const { value, gradient } = of.gradient(Float64Array.from([0, 1, 0, 2, 0, 0, 3, 4, 0]));
  assert.ok(Number.isFinite(value));
  assert.ok(gradient.every(Number.isFinite));
});

test('earth mover’s distance is between entries of one rank', () => {
  const moved = call('earth_mover', W, distance);
  const of = (weights: readonly number[], n: number) => compiled(moved, n).value(Float64Array.from(weights));
  near(of([...places(3)].reverse(), 3), 0, 1e-15);
  const shifted = [...places(3)].reverse().map((each) => each + 0.25);
  near(of(shifted, 3), 0.25, 1e-12);
});

test('communicability of a field of visual cortex: as it is, and as the published program has it', (t) => {
  const file = sharedData('connectome', 'microns', '6_6_2', 'synapses.csv');
  if (!file) return t.skip(noSharedData);
  const table = readCsv(fs.readFileSync(file)),
    n = 312,
    [rows, columns, counts] = ['row', 'col', 'count'].map((name) => numberColumn(table, name)),
    synapses = new Float64Array(n * n);
  // the file's rows as sources, as the program has them
  rows.forEach((row, k) => {
    synapses[columns[k] * n + row] = counts[k];
  });
  const of = (name: string) =>
    compilePenalty(call('mean', call(name, { name: 'synapses' })), { synapses }, n, algebra).value(
      new Float64Array(n * n),
    );
  // with NumPy 1.24 and SciPy 1.10 (`expm`) from the formula
  near(of('published_communicability'), 129.18503594631426, 1e-6);
  near(of('communicability'), 0.0011017099370073675, 1e-13);
});

test('|w| has no slope at 0, and what does not depend on W has none at all', () => {
  const of = compilePenalty(call('sum', magnitude), {}, 2, algebra);
  assert.deepEqual([...of.gradient(Float64Array.from([0, -3, 2, 0])).gradient], [0, -1, 1, 0]);
  assert.deepEqual([...compiled(call('sum', distance), 2).gradient(new Float64Array(4)).gradient], [0, 0, 0, 0]);
});

const refused: readonly (readonly [string, Expression, RegExp])[] = [
  ['one number for each pair', magnitude, /write sum\(…\) or mean\(…\)/],
  ['a name that is not known', call('sum', { name: 'sttc' }), /`sttc` is not known/],
  ['what is scaled and varies', call('sum', call('scaled', W)), /cannot depend on W/],
  ['published communicability of what varies', call('sum', call('published_communicability', W)), /not depend on W/],
  ['earth mover of a number', call('earth_mover', W, 1), /taken of two matrices/],
  ['a function of something else', call('sum', call('neighbours', W)), /has no place in a penalty/],
];
for (const [name, expression, message] of refused)
  test(`${name} is refused`, () => {
    assert.throws(() => compiled(expression, 3), message);
  });
