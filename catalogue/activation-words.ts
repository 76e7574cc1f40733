/** The activations of a layer, by their name in the engine: one without a record does not compile. */
import type { Activation } from '../engine/learning/index.ts';
import { choice, type FunctionEntry, flag, type Slot, type Type } from './entry.ts';
import { entryOf, number } from './parameters.ts';

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
/** `activation relu`, of every neuron: of a later version. */
export const activationChoice: Type = choice(
  ...Object.entries(activations).map(([word, documentation]) => [word, documentation, 'later'] as const),
);
/** Activations with parameters of their own: of a later version. */
export const activationEntries: readonly FunctionEntry[] = [
  entryOf(
    { name: 'softplus', status: 'later', documentation: 'log(1 + e^(βx)) / β.', example: 'softplus(beta: 0.5)' },
    'activation',
    { beta: number('The smoothness β.', '0.5', 0) },
  ),
];
