import assert from 'node:assert/strict';
import { test } from 'node:test';
import { referenceLearner, type RateParameters, type Sequences, type Wanted } from '../../engine/recurrent/index.ts';
import { solveReadout } from '../../engine/training/index.ts';
import { backendsHere } from '../kernels/problems.ts';
import type { KernelBackend } from '../../engine/kernels/index.ts';
import { near } from '../numbers.ts';

/**
 * Rates are the inputs: a network in steps whose neurons hear one input each and nothing else. Two trials of three
 * steps; NumPy (linalg.solve of the normal equations, and linalg.lstsq of √w X with rows √penalty I, which agree to all
 * digits) says what the read-out is.
 */
const samples = [
  [1, 2, -1],
  [0.5, -1, 2],
  [2, 0, 1],
  [-1, 1, 1],
  [0, 3, -2],
  [1.5, -0.5, 0],
];
const targets = [
  [1, 0],
  [2, -1],
  [0.5, 1],
  [-1, 2],
  [3, 0],
  [0, 1],
];
const weights = [1, 1, 0, 2, 1, 0.5];
/** Sample s is step s mod 3 of trial ⌊s / 3⌋. */
const laid = (table: readonly (readonly number[])[]): Float64Array => {
  const rows = table[0].length;
  return Float64Array.from(
    { length: table.length * rows },
    (_, at) => table[Math.floor(at / (2 * rows)) + 3 * (at % 2)][Math.floor(at / 2) % rows],
  );
};
const stepWeights = laid(weights.map((weight) => [weight]));
const lesson = (wanted: Wanted): Sequences => ({ trials: 2, steps: 3, inputs: laid(samples), wanted });
const values = lesson({ kind: 'values', values: laid(targets), weights: stepWeights });
const classes = lesson({
  kind: 'classes',
  classes: Uint8Array.from(laid([[0], [1], [1], [0], [1], [0]])),
  weights: stepWeights,
  answers: Uint32Array.of(2, 2),
});
function nearEach(found: Float64Array, wanted: readonly number[], tolerance: number): void {
  assert.equal(found.length, wanted.length);
  for (const [at, value] of wanted.entries()) near(found[at], value, tolerance, `number ${at + 1}`);
}
const shape = { neurons: 3, inputs: 3, outputs: 2, activation: 'identity' } as const;
const identity = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
const initial: RateParameters = {
  recurrent: new Float64Array(9),
  input: identity,
  readout: Float64Array.of(0, 0.25, 0, 0, 0, 0),
  readoutBias: new Float64Array(2),
  gain: new Float64Array(3).fill(1),
  bias: new Float64Array(3),
  smoothness: new Float64Array(3).fill(1),
  tau: new Float64Array(3).fill(1),
  firstState: new Float64Array(3),
};
const problem = { shape, initial, learned: { readout: {}, readoutBias: {} }, batch: 2, penalty: 0.3 };
const expected = {
  values: {
    readout: [
      0.6258376438101138, -0.029046101736073, -0.4236201155929002, -0.9541473194619778, -0.1544455634647986,
      -0.1785416864484216,
    ],
    biases: [0.8062137799314166, 0.8736619102248195],
  },
  classes: {
    readout: [
      0.0072109360285293, 0.1332291451013112, 0.1424247424220962, -0.0072109360285293, -0.1332291451013111,
      -0.1424247424220962,
    ],
    biases: [0.4708554434978603, 0.5291445565021395],
  },
};

for (const [name, lessons] of Object.entries({ values, classes }))
  test(`the read-out of ${name} is that of the normal equations`, () => {
    const { parameters, trained } = solveReadout({ ...problem, train: lessons, test: lessons }, referenceLearner);
    const { readout, biases } = expected[name as keyof typeof expected];
    nearEach(parameters.readout, readout, 1e-13);
    nearEach(parameters.readoutBias, biases, 1e-13);
    assert.equal(trained.updates, 1);
    assert.deepEqual(
      trained.curve.map(({ epoch, measure }) => `${epoch} ${measure}`),
      name === 'classes'
        ? ['0 loss', '0 accuracy', '1 training_loss', '1 loss', '1 accuracy']
        : ['0 loss', '1 training_loss', '1 loss'],
    );
  });

test('weights that are fixed stay, and the others are the best beside them', () => {
  const learned = { readout: { fixed: Uint8Array.of(0, 1, 0, 1, 1, 1) }, readoutBias: {} };
  const { parameters } = solveReadout({ ...problem, learned, train: values, test: values }, referenceLearner);
  nearEach(parameters.readout, [0.80811115, 0.25, -0.16306214, 0, 0, 0], 5e-9);
  near(parameters.readoutBias[0], 0.45882443, 5e-9);
});

test('what the equations leave open is refused', () => {
  const silent = { ...initial, input: new Float64Array(9) };
  assert.throws(
    () => solveReadout({ ...problem, initial: silent, penalty: 0, train: values, test: values }, referenceLearner),
    /no unique solution/,
  );
});

for (const backend of (await backendsHere('kernels')) as KernelBackend[])
  test(`${backend.name}: the same from rates in single precision`, () => {
    const single = { ...values, inputs: Float32Array.from(values.inputs) };
    const wanted: Wanted = {
      kind: 'values',
      values: Float32Array.from(laid(targets)),
      weights: Float32Array.from(stepWeights),
    };
    const lessons = { ...single, wanted };
    const { parameters } = solveReadout({ ...problem, train: lessons, test: lessons }, backend.rateLearner);
    nearEach(parameters.readout, expected.values.readout, 1e-13);
  });
