import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ControlForm, controlled } from '../../catalogue/controls/index.ts';
import { type DrawnWeights, unitRows } from '../../engine/connectivity/index.ts';
import type { ConnectNoun } from '../../language/specification.ts';
import { cachedAlgebra } from '../../making/cached-algebra.ts';
import { kernelsOf, openBackend } from '../../runs/execute/backends.ts';
import { circuits } from '../../making/circuits.ts';
import { Failure } from '../../making/failure.ts';
import { stripes } from './stripes-study.ts';

const ring = Array.from(
  { length: 12 },
  (_, i) => `n${i}, n${(i + 1) % 12} ,${i + 1}\nn${i},n${(i + 5) % 12},0.5\nn${i},n${i},9`,
).join('\n');
const read = (file: string): Uint8Array =>
  new TextEncoder().encode(
    file === 'infinite.csv'
      ? 'source,target,weight\na,b,1\nb,a,Infinity\n'
      : file === 'twice.csv'
        ? 'source,target,weight\n a ,b,1\na, b,2\nb,a,4\n'
        : `source,target,weight\n${ring}\n`,
  );
const imported = (changes: Partial<ConnectNoun> = {}, path = 'ring.csv'): ConnectNoun => ({
  noun: 'connect',
  name: 'worm',
  stream: 'worm',
  source: { kind: 'file', path, rows: 'target' },
  controls: [],
  unitRows: false,
  ...changes,
});
const { algebra } = kernelsOf(await openBackend('wasm'));
const made = () => circuits(read, cachedAlgebra(algebra));
const random: ControlForm = { call: 'random', takes: {}, stream: 'random(worm)' };
const { recurrent } = stripes.conditions[0].noun as { recurrent: { matrix: ConnectNoun } };

test('an imported matrix stays from seed to seed; its nulls and grown circuits are drawn again', () => {
  const { wire } = made();
  assert.deepEqual(wire(imported(), 1), wire(imported(), 2));
  assert.notDeepEqual(
    wire(imported({ controls: [random] }), 1).matrix,
    wire(imported({ controls: [random] }), 2).matrix,
  );
  assert.notDeepEqual(wire(recurrent.matrix, 1).matrix, wire(recurrent.matrix, 2).matrix);
  assert.deepEqual(wire(recurrent.matrix, 1), made().wire(recurrent.matrix, 1));
});

test(
  'controls act on the matrix before unit_rows, which is applied again; the diagonal stays; the share moved ' +
    'is reported',
  () => {
    const { wire } = made();
    const { matrix: drawn } = wire(imported(), 1);
    for (const name of ['random', 'rewired', 'shuffled', 'permuted'] as const) {
      const step: ControlForm = { call: name, takes: {}, stream: `${name}(worm)` };
      const { matrix, shareMoved } = wire(imported({ controls: [step], unitRows: true }), 3);
      const expected = controlled(drawn, step, 3);
      assert.deepEqual(matrix, unitRows(expected.matrix));
      assert.equal(shareMoved, expected.moved);
      assert.ok(shareMoved !== undefined && shareMoved > 0);
      for (let i = 0; i < 12; i++) assert.equal(expected.matrix.values[i * 13], 9);
    }
  },
);

test('controls nest, innermost first', () => {
  const { wire } = made();
  const [inner, outer]: ControlForm[] = [
    { call: 'off_diagonal', takes: {}, stream: 'off_diagonal(worm)' },
    { call: 'random', takes: {}, stream: 'random(off_diagonal(worm))' },
  ];
  const first = controlled(wire(imported(), 1).matrix, inner, 1).matrix;
  assert.deepEqual(wire(imported({ controls: [inner, outer] }), 1).matrix, controlled(first, outer, 1).matrix);
});

test('edges of a list on one pair are summed, which is told; names are trimmed', () => {
  const { matrix, summed } = made().wire(imported({}, 'twice.csv'), 1);
  assert.deepEqual([...matrix.values], [0, 4, 3, 0]);
  assert.equal(summed, 1);
  assert.equal(made().wire(imported(), 1).summed, undefined);
});

const drawnOf = (weights: DrawnWeights | { readonly constant: number }): ConnectNoun['source'] => ({
  kind: 'drawn',
  program: { neurons: 6, weights, symmetric: false, centred: false, positive: false, autapses: false },
});
for (const [what, changes, message] of [
  [
    'an argument of a law',
    { source: drawnOf({ distribution: 'normal', takes: { mean: 0, deviation: Infinity } }) },
    /^worm cannot be drawn: weights normal: deviation must be a finite number, not Infinity/,
  ],
  [
    'a law',
    { source: drawnOf({ distribution: 'normal', takes: { mean: 0, deviation: 1e308 } }) },
    /^worm cannot be drawn: row \d+, column \d+ of weights normal/,
  ],
  [
    'a file',
    { source: { kind: 'file', path: 'infinite.csv', rows: 'target' } },
    /^infinite\.csv: Cell 3 of line 3 is "Infinity", not a finite number/,
  ],
  [
    'a control',
    { controls: [{ call: 'similar', takes: { gain: 1e3 }, stream: 'similar(worm)' }] },
    /^similar\(worm\) cannot be made: row 1, column 1 of T·W·T⁻¹ of gain 1000 is NaN/,
  ],
  [
    'a norm of rows',
    { source: drawnOf({ constant: 1e308 }), unitRows: true },
    /^unit_rows of worm cannot be had: the weights of row 1 add up to more than a number can be/,
  ],
  [
    'a scaling',
    {
      source: drawnOf({ distribution: 'uniform', takes: { low: 0, high: 1e-300 } }),
      spectrum: { kind: 'max', value: 1e10 },
    },
    /^spectrum max 10000000000 of worm cannot be had: row 1, column 1 of the matrix times .* is NaN/,
  ],
] as const satisfies readonly (readonly [string, Partial<ConnectNoun>, RegExp])[])
  test(`what is not finite is refused where it is made, by name: ${what}`, () =>
    assert.throws(
      () => made().wire(imported(changes), 1),
      (error) => error instanceof Failure && message.test(error.message),
    ));
