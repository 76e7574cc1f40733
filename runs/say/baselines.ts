import type { ExperimentSpec } from '../../language/specification.ts';
import type { BaselineSummary, Row } from '../../results/contract.ts';
import { isTestAccuracy } from '../../results/series.ts';
import type { Finished } from '../plan/outcome.ts';
import { average } from '../../results/seed-values.ts';

/**
 * What any classifier of these data must be held against: chance, the linear softmax on the input, each network before
 * training. Means over seeds.
 */
export function baselinesOf(
  experiment: ExperimentSpec,
  rows: readonly Row[],
  finished: readonly Finished[],
): Record<string, BaselineSummary> {
  if (!experiment.train) return {};
  const raw = finished.filter(({ job }) => job.kind === 'raw_input').flatMap(({ outcome }) => outcome.points);
  const final = (measure: string) =>
    raw.filter((point) => point.measure === measure && point.step === null).map(({ value }) => value);
  const chance = average(final('chance'));
  if (chance === null) return {};
  const untrained = Object.fromEntries(
    experiment.conditions.flatMap(({ name }) => {
      const value = average(
        rows
          .filter((row) => row.condition === name && row.measure === 'accuracy' && row.step === 0)
          .map((row) => row.value),
      );
      return value === null ? [] : [[name, value]];
    }),
  );
  const baseline = { chance, raw_input: average(final('accuracy')), untrained };
  const measures = experiment.measures.filter(isTestAccuracy).map(({ name }) => name);
  return Object.fromEntries((measures.length > 0 ? measures : ['accuracy']).map((name) => [name, baseline]));
}
