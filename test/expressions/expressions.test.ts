import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  bounds,
  compileBoolean,
  compileNumber,
  type Expression,
  ExpressionError,
  freeNames,
  type Scope,
  show,
} from '../../engine/expressions/index.ts';

interface Place {
  readonly x: number;
  readonly y: number;
  readonly fate: string;
}
const scope: Scope<Place> = {
  where: 'the weight of synapse a to b',
  names: {
    x: { kind: 'number', read: (place) => place.x },
    y: { kind: 'number', read: (place) => place.y },
    neuron: { kind: 'string', constant: 'neuron' },
    inside: { kind: 'boolean', read: (place) => place.x < 1 },
  },
  members: { pre: { fate: { kind: 'string', read: (place) => place.fate }, age: { kind: 'number', constant: 7 } } },
  calls: { twice: (call) => ({ kind: 'number', read: (place) => 2 * (place.x + call.arguments.length) }) },
};
const call = (name: string, ...parts: Expression[]): Expression => ({ call: name, arguments: parts });
const x: Expression = { name: 'x' };
const y: Expression = { name: 'y' };
const place: Place = { x: 0.5, y: -2, fate: 'neuron' };

test('numeric expressions have their mathematical value', () => {
  const cases: [Expression, number][] = [
    [3, 3],
    [call('+', x, y), -1.5],
    [call('-', x), -0.5],
    [call('-', x, y), 2.5],
    [call('*', x, y), -1],
    [call('/', 1, x), 2],
    [call('^', 2, -6), 1 / 64],
    [call('^', y, 3), -8],
    [call('^', x, 0.5), Math.sqrt(0.5)],
    [call('exp', y), Math.exp(-2)],
    [call('log', x), Math.log(0.5)],
    [call('sqrt', x), Math.sqrt(0.5)],
    [call('tanh', y), Math.tanh(-2)],
    [call('tanh', 1e-4), Math.tanh(1e-4)],
    [call('abs', y), 2],
    [call('min', x, y, 3), -2],
    [call('max', x, y, 3, 1), 3],
    [call('if', call('<', x, 1), 10, 20), 10],
    [call('if', call('not', { name: 'inside' }), x, y), -2],
    [call('twice', 1, 2, 3), 7],
    [{ member: ['pre', 'age'] }, 7],
  ];
  for (const [expression, value] of cases) {
    const found = compileNumber(expression, scope)(place);
    assert.ok(
      Math.abs(found - value) <= 4e-16 * Math.max(1, Math.abs(value)),
      `${show(expression)} = ${found}, not ${value}`,
    );
  }
});

test('yes-or-no expressions compare numbers and texts', () => {
  const cases: [Expression, boolean][] = [
    [call('<', x, 0.5), false],
    [call('<=', x, 0.5), true],
    [call('>', x, y), true],
    [call('>=', y, x), false],
    [call('=', x, 0.5), true],
    [call('=', { member: ['pre', 'fate'] }, { name: 'neuron' }), true],
    [call('=', { member: ['pre', 'fate'] }, 'progenitor'), false],
    [call('and', true, call('>', x, 1)), false],
    [call('or', false, { name: 'inside' }), true],
    [call('not', true), false],
  ];
  for (const [expression, value] of cases)
    assert.equal(compileBoolean(expression, scope)(place), value, show(expression));
});

test('an expression that means nothing says who, where, and what is known', () => {
  const cases: [Expression, RegExp][] = [
    [{ name: 'distnce' }, /unknown name "distnce" in the weight of synapse a to b; known here: inside, neuron, x, y/],
    [{ name: 'constructor' }, /unknown name "constructor"/],
    [{ member: ['pre', 'state'] }, /unknown name "pre.state".*known here: age, fate/],
    [{ member: ['mother', 'age'] }, /"mother" .* has no parts; known here: pre/],
    [call('expp', x), /unknown function "expp".*known here: .*exp.*twice/],
    [call('toString', x), /unknown function "toString"/],
    [{ variable: 'gain' }, /variable "gain" has no value yet/],
    [call('exp', true), /exp\(true\) in the weight of synapse a to b: exp takes one number, not boolean/],
    [call('exp'), /exp takes one number, not nothing/],
    [call('if', x, 1, 2), /if takes a condition and two values of one kind, not number, number, number/],
    [call('=', x, 'a'), /= takes two values of one kind, not number, string/],
    [{ call: 'exp', arguments: [x], named: { base: 2 } }, /no argument named "base"/],
    [call('<', x, 1), /must be a number; \(x < 1\) is a boolean/],
  ];
  for (const [expression, message] of cases)
    assert.throws(
      () => compileNumber(expression, scope),
      (error) => error instanceof ExpressionError && message.test(error.message),
      show(expression),
    );
});

test('the free names of an expression', () => {
  assert.deepEqual(
    freeNames(call('*', { name: 'similarity' }, call('exp', call('/', call('-', { name: 'distance' }), 1e-4)))),
    ['distance', 'similarity'],
  );
  assert.deepEqual(freeNames({ call: 'neighbours', arguments: [{ name: 'neuron' }], named: { within: x } }), [
    'neuron',
    'x',
  ]);
  assert.deepEqual(freeNames(call('=', { member: ['pre', 'fate'] }, 'neuron')), ['pre.fate']);
  assert.deepEqual(freeNames({ variable: 'gain' }), []);
});

/** What compares something that is not a number has no value. */
function valueOrNone<T>(value: () => T): T | undefined {
  try {
    return value();
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}
test('what is not a number is not compared, and what is guarded is not looked at', () => {
  const log = (part: Expression) => call('log', part);
  const above = (part: Expression, bound: number) => call('>', part, bound);
  const yes = (expression: Expression) => compileNumber(call('if', expression, 1, 0), scope)({ x: -1, y: 2, fate: '' });
  assert.throws(() => yes(above(log(x), 1)), /\(log\(x\) > 1\) .* compares what is not a number here/);
  assert.equal(yes(call('and', above(x, 0), above(log(x), 1))), 0);
  assert.equal(yes(call('or', above(y, 0), above(log(x), 1))), 1);
  assert.equal(yes(call('if', above(x, 0), above(log(x), 1), above(y, 1))), 1);
});

test('bounds hold every value that an expression takes, to the last bit', () => {
  const leaf = fc.oneof(fc.constant(x), fc.constant(y), fc.double({ min: -3, max: 3, noNaN: true }));
  const { tree } = fc.letrec<{ tree: Expression; yes: Expression }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc
        .tuple(fc.constantFrom('+', '-', '*', '/', 'min', 'max'), tie('tree'), tie('tree'))
        .map(([name, a, b]) => call(name, a, b)),
      fc
        .tuple(fc.constantFrom('exp', 'log', 'sqrt', 'tanh', 'abs', '-'), tie('tree'))
        .map(([name, a]) => call(name, a)),
      fc.tuple(tie('tree'), fc.integer({ min: -2, max: 4 })).map(([a, n]) => call('^', a, n)),
      fc.tuple(tie('yes'), tie('tree'), tie('tree')).map(([c, a, b]) => call('if', c, a, b)),
    ),
    yes: fc
      .tuple(fc.constantFrom('<', '<=', '>', '>='), tie('tree'), tie('tree'))
      .map(([name, a, b]) => call(name, a, b)),
  }));
  const range = fc
    .tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: 0, max: 2, noNaN: true }))
    .map(([low, width]) => ({ low, high: low + width }));
  fc.assert(
    fc.property(
      tree,
      range,
      range,
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })), {
        minLength: 5,
        maxLength: 5,
      }),
      (expression, rangeX, rangeY, points) => {
        const value = valueOrNone(() => compileNumber(expression, scope));
        if (value === undefined) return;
        const { low, high } = bounds(expression, { x: rangeX, y: rangeY });
        for (const [u, v] of points) {
          const at = valueOrNone(() =>
            value({
              x: Math.min(rangeX.high, rangeX.low + u * (rangeX.high - rangeX.low)),
              y: Math.min(rangeY.high, rangeY.low + v * (rangeY.high - rangeY.low)),
              fate: '',
            }),
          );
          if (at === undefined) continue;
          assert.ok(
            Number.isNaN(at) || (low <= at && at <= high),
            `${show(expression)} = ${at} outside ${low} .. ${high}`,
          );
        }
      },
    ),
    { numRuns: 3000, seed: 1 },
  );
});

test('bounds are tight where each name occurs once', () => {
  const d: Expression = { name: 'distance' };
  const range = { distance: { low: 1, high: 2 } };
  assert.deepEqual(bounds(call('max', 0, call('-', 1, d)), range), { low: 0, high: 0 });
  assert.deepEqual(bounds(call('if', call('<', d, 3), 0.5, 0.1), range), { low: 0.5, high: 0.5 });
  const { low, high } = bounds(call('exp', call('-', d)), range);
  assert.ok(Math.abs(low - Math.exp(-2)) < 1e-12 && Math.abs(high - Math.exp(-1)) < 1e-12);
  assert.deepEqual(bounds({ name: 'unknown' }, range), { low: -Infinity, high: Infinity });
});
