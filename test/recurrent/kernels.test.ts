import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KernelBackend } from '../../engine/kernels/index.ts';
import { stream } from '../../engine/random/index.ts';
import { type LearnedParts, type RateLearner, referenceLearner } from '../../engine/recurrent/index.ts';
import { backendsHere } from '../kernels/problems.ts';
import { near } from '../numbers.ts';
import { drawExample, type Example, type Kind, type Size } from './rate-examples.ts';

const backends = (await backendsHere('kernels')) as KernelBackend[];
const key = { seed: 7, stream: 'kernels', update: 3 };

/** Every activation with every loss and constraint, in steps and in continuous time; the rest goes round. */
const noises = [undefined, 'state', 'input'] as const,
  sharings = [undefined, 'groups', 'log', undefined] as const;
const kinds: readonly Kind[] = (['identity', 'relu', 'tanh', 'softplus', 'sigmoid'] as const)
  .flatMap((activation) =>
    (['values', 'classes', 'activity'] as const).flatMap((loss) =>
      (['none', 'signs', 'mask', 'sparse', 'positive'] as const).flatMap((constraint) =>
        [true, false].map((continuous) => ({ activation, loss, constraint, continuous })),
      ),
    ),
  )
  .map((kind, at) => ({
    ...kind,
    noise: noises[at % 3],
    starts: at % 2 === 0,
    sharing: sharings[(at >> 1) % 4],
    anySign: at % 7 < 3,
  }));
/** Neurons and trials at which blocks, vectors and panels end in every way. */
const neuronCounts = [1, 2, 3, 5, 12, 17, 40, 67],
  trialCounts = [1, 5, 8, 16, 33];

for (const backend of backends)
  test(`${backend.name} computes what the reference computes`, () => {
    kinds.forEach((kind, at) => {
      const draws = stream(at, 'kernels', 'size');
      const size: Size = {
        neurons: neuronCounts[at % neuronCounts.length],
        inputs: draws.below(4),
        outputs: 1 + draws.below(9),
        steps: 1 + draws.below(12),
        trials: trialCounts[at % trialCounts.length],
      };
      const example = drawExample(at, kind, size, false);
      compare(
        backend,
        { ...example, learned: chosen(example.learned, at) },
        `${at}: ${JSON.stringify({ ...kind, ...size })}`,
      );
    });
  });

/** All parts; gains, biases and what else is one for each neuron; recurrent weights; weights of inputs and outputs. */
function chosen(learned: LearnedParts, at: number): LearnedParts {
  const { recurrent, input, readout, readoutBias, ...perNeuron } = learned;
  return [learned, perNeuron, { recurrent }, { input, readout, readoutBias }][Math.floor(at / 5) % 4];
}

/** Losses, gradients, rates and outputs to 1e-5 of the largest number of each array. */
function compare(backend: KernelBackend, example: Example, what: string, window?: number): void {
  const { shape, parameters, sequences, learned } = example,
    settings = { rule: 'adam', batch: sequences.trials, learned, window } as const;
  const order = stream(3, what, 'trials').permutation(sequences.trials);
  const outcome = (learner: RateLearner) => {
    const lesson = learner.load(sequences);
    const { loss, diverged } = learner.differentiate(lesson, order, key);
    const found = { loss: [loss], norm: [learner.norm()], ...learner.gradients() };
    const { rates, outputs } = learner.run(lesson),
      scores = learner.evaluate(lesson);
    assert.equal(diverged, undefined, what);
    learner.release();
    return { ...found, rates, outputs, mean: [scores.loss], accuracy: [scores.accuracy ?? 0] };
  };
  const expected = outcome(referenceLearner(shape, parameters, settings)),
    found = outcome(backend.rateLearner(shape, parameters, settings));
  nearEach(found, expected, 1e-5, what);
}

type Outcome = Readonly<Record<string, ArrayLike<number>>>;
function nearEach(found: Outcome, expected: Outcome, tolerance: number, what: string): void {
  assert.deepEqual(Object.keys(found).sort(), Object.keys(expected).sort(), what);
  for (const [name, values] of Object.entries(expected)) {
    assert.equal(found[name].length, values.length, `${what} ${name}`);
    let largest = 1e-3;
    for (let at = 0; at < values.length; at++) largest = Math.max(largest, Math.abs(values[at]));
    for (let at = 0; at < values.length; at++)
      near(found[name][at], values[at], tolerance * largest, `${what} ${name}[${at}]`);
  }
}
