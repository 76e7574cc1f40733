import type { Expression } from '../engine/expressions/expression.ts';
import type { ExperimentSpec } from '../language/specification.ts';

/**
 * The learning curve that ends in a measure, whatever the file calls the measure: `accuracy` for `right = accuracy(test)`.
 * Undefined for a measure without a curve. What is no measure of the experiment (`training_loss`) is its own curve.
 */
export function curveNameOf(measure: string, { measures }: ExperimentSpec): string | undefined {
  const declared = measures.find(({ name }) => name === measure);
  return declared ? curveOf(declared.call) : measure;
}

/** Whether a measure is the share of the test set classified correctly. */
export const isTestAccuracy = (call: Expression): boolean => curveOf(call) === 'accuracy';

function curveOf(call: Expression): 'accuracy' | 'loss' | undefined {
  if (typeof call !== 'object' || !('call' in call) || (call.call !== 'accuracy' && call.call !== 'loss')) return undefined;
  const [set] = call.arguments;
  const isTest = set === undefined || set === 'test' || (typeof set === 'object' && 'name' in set && set.name === 'test');
  return isTest ? call.call : undefined;
}
