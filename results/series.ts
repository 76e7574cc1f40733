import type { Expression } from '../engine/expressions/expression.ts';
import { findMeasure } from '../engine/measures/index.ts';
import type { ExperimentSpec } from '../language/specification.ts';
import { isCall } from '../language/calls.ts';

/**
 * The series that ends in a measure: a learning curve, whatever the file calls the measure (`accuracy` for `right =
 * accuracy(test)`), or that of a measure of a growth as it went, by the measure's own name. Undefined for a measure
 * without a series. What is no measure of the experiment (`training_loss`) is its own curve.
 */
export function curveNameOf(measure: string, { measures }: ExperimentSpec): string | undefined {
  const declared = measures.find(({ name }) => name === measure);
  return declared
    ? (curveOf(declared.call) ?? (isOfGrowth(declared.call) || isSpectralSeries(declared.call) ? measure : undefined))
    : measure;
}

/** Whether a measure is the share of the test set classified correctly. */
export const isTestAccuracy = (call: Expression): boolean => curveOf(call) === 'accuracy';

/** Series over rank, distance or delay. */
const spectral: ReadonlySet<string> = new Set([
  'timescales',
  'globality',
  'odds_by_distance',
  'delayed_choice',
  'zero_shot_recall',
]);
const isSpectralSeries = (call: Expression): boolean => isCall(call) && spectral.has(call.call);
const isOfGrowth = (call: Expression): boolean =>
  typeof call === 'object' && 'call' in call && findMeasure(call.call, 'growth') !== undefined;
function curveOf(call: Expression): 'accuracy' | 'loss' | undefined {
  if (typeof call !== 'object' || !('call' in call) || (call.call !== 'accuracy' && call.call !== 'loss'))
    return undefined;
  const [set] = call.arguments;
  const isTest =
    set === undefined || set === 'test' || (typeof set === 'object' && 'name' in set && set.name === 'test');
  return isTest ? call.call : undefined;
}
