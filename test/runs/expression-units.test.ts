import assert from 'node:assert/strict';
import { it } from 'node:test';
import { length, time } from '../../catalogue/units.ts';
import type { Expression } from '../../engine/expressions/index.ts';
import { expressionText } from '../../runs/say/expression-units.ts';

const known = new Map([
  ['distance', length],
  ['age', time],
]);
const [distance, age, similarity] = ['distance', 'age', 'similarity'].map((name): Expression => ({ name }));
const of = (call: string, ...parts: Expression[]): Expression => ({ call, arguments: parts });

const written: readonly (readonly [Expression, string])[] = [
  [of('exp', of('/', of('-', distance), 0.0001)), 'exp(-distance / 100 um)'],
  [of('*', similarity, of('exp', of('/', of('-', distance), 0.00015))), 'similarity * exp(-distance / 150 um)'],
  [of('max', of('*', 0.5, similarity), 0.0078125), 'max(0.5 * similarity, 0.0078125)'],
  [of('<', of('+', distance, 0.00002), 0.001), 'distance + 20 um < 1 mm'],
  [of('and', of('>=', age, 43200), of('not', of('=', age, 90))), 'age >= 12 h and not age = 90 s'],
  [
    of('<', { call: 'neighbours', arguments: [{ name: 'progenitor' }], named: { within: 0.00006 } }, 60),
    'neighbours(progenitor, within: 60 um) < 60',
  ],
  [of('*', of('+', similarity, 1), 2), '(similarity + 1) * 2'],
  [of('-', 1, of('-', 2, similarity)), '1 - (2 - similarity)'],
  [of('/', of('*', 2, similarity), 3), '2 * similarity / 3'],
  [of('/', 1, of('*', 2, similarity)), '1 / (2 * similarity)'],
  [of('^', of('-', 2), 3), '(-2) ^ 3'],
  [of('^', of('/', distance, 0.001), 2), '(distance / 1 mm) ^ 2'],
  [of('*', { variable: 'width' }, of('/', distance, 0.001)), 'width * (distance / 1 mm)'],
  [0.1 + 0.2, '0.3'],
];
for (const [expression, says] of written)
  it(`an expression is written as a person does: ${says}`, () => assert.equal(expressionText(expression, known), says));
