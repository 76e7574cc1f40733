import type { ComparisonSummary, MeasureSummary, Summary } from './contract.ts';
import { groupedBy } from './grouped.ts';

/** What a summary says of a measure at a point of the sweep. */
export interface OfMeasure {
  readonly measures: readonly MeasureSummary[];
  readonly comparisons: readonly ComparisonSummary[];
}

/** A summary by measure and point; a large sweep has thousands. */
export function summaryByPoint({
  measures,
  comparisons,
}: Summary): (measure: string, at: MeasureSummary['at']) => OfMeasure {
  const keyOf = ({ measure, at }: Pick<MeasureSummary, 'measure' | 'at'>): string => JSON.stringify([measure, at]);
  const found = groupedBy(measures, keyOf);
  const compared = groupedBy(comparisons, keyOf);
  return (measure, at) => {
    const key = keyOf({ measure, at });
    return { measures: found.get(key) ?? [], comparisons: compared.get(key) ?? [] };
  };
}
