import { measureNamed } from '../catalogue/measures/index.ts';
import type { ExperimentSpec, MeasureSpec } from '../language/specification.ts';

/**
 * The series that ends in a measure: a learning curve, whatever the file calls the measure (`accuracy` for `right =
 * accuracy(test)`), or that of a measure that is a series, by the measure's own name. Undefined for a measure without a
 * series. What is no measure of the experiment (`training_loss`) is its own curve.
 */
export function curveNameOf(measure: string, { measures }: ExperimentSpec): string | undefined {
  const declared = measures.find(({ name }) => name === measure);
  if (!declared) return measure;
  const isSeries = measureNamed(declared.call.call)?.gives.series !== undefined;
  return learningCurveOf(declared) ?? (isSeries ? measure : undefined);
}

const learningCurveOf = ({ call }: MeasureSpec): string | undefined => measureNamed(call.call)?.curve?.(call.takes);
/** Whether a measure is the share of the test set classified correctly. */
export const isTestAccuracy = (spec: MeasureSpec): boolean => learningCurveOf(spec) === 'accuracy';
