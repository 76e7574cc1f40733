/** The activations of a layer, by their name in the engine: one without a record does not compile. */
import type { Activation } from '../engine/learning/index.ts';
import { choice, type FunctionEntry, flag, over, type Slot, type Type } from './entry.ts';
import { defaulting, entryOf, numberOf, parameter } from './parameters.ts';
import { number as plain } from './units.ts';

/** What stands where a text names none; it has no word. */
export const unwrittenActivation = 'identity' satisfies Activation;
type WrittenActivation = Exclude<Activation, typeof unwrittenActivation>;

/** What each computes. */
const activations: Readonly<Record<WrittenActivation, string>> = {
  relu: 'max(0, x).',
  tanh: 'tanh x.',
  sigmoid: '1 / (1 + e^−x).',
  softplus: 'log(1 + e^x).',
};
export const writtenActivations = Object.keys(activations) as readonly WrittenActivation[];

/** A word of its own behind a layer: `input 784, relu`. */
export const activationFlags: readonly Slot[] = Object.entries(activations).map(([name, documentation]) => ({
  name,
  optional: true,
  type: flag,
  documentation,
  oneOf: 'activation',
}));
/** `activation relu`, of every neuron. */
export const activationChoice: Type = choice(
  ...Object.entries(activations).map(([word, documentation]) => [word, documentation] as const),
);
/** β of softplus: the larger, the sharper its bend. */
export const smoothness = defaulting(
  parameter(
    { ...over(plain, '0.5', [], { positive: true }), says: 'a positive number' },
    'The smoothness β.',
    numberOf,
  ),
  1,
  'Beiran & Litwin-Kumar (2025)',
);
/** Activations with parameters of their own. */
export const activationEntries: readonly FunctionEntry[] = [
  entryOf({ name: 'softplus', documentation: 'log(1 + e^(βx)) / β.', example: 'softplus(beta: 0.5)' }, 'activation', {
    beta: smoothness,
  }),
];
