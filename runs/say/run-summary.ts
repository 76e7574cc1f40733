import { summarise } from '../../engine/statistics/index.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import { baselinesOf } from './baselines.ts';
import { comparedOnce } from './compared-once.ts';
import { comparisonsOf } from './comparisons.ts';
import { effectsOn } from './effects.ts';
import { expectationsOf } from './expectations.ts';
import { sweepPoints } from '../../results/sweep.ts';
import { jobsAtPlaces } from './jobs-at.ts';
import { measureNames, placesOfMeasure } from '../../results/measures-shown.ts';
import { notesOf } from './notes.ts';
import { ownIntervalOf } from '../../results/own-interval.ts';
import { replicatesOf } from '../../results/replicates.ts';
import { quantityOf, withinLimits } from '../../results/quantity.ts';
import type { MeasureSummary, Row, RunState, Summary } from '../../results/contract.ts';
import { type Sampled, sampledOf } from './sampled.ts';
import type { Finished } from '../plan/outcome.ts';
import { valuesOf, type Values } from '../../results/seed-values.ts';

/**
 * Everything that is said about the numbers of an experiment; also of those there are so far: while it is running, what
 * cannot be judged yet is left out.
 */
export function summaryOf(
  experiment: ExperimentSpec,
  rows: readonly Row[],
  finished: readonly Finished[],
  status: RunState = 'done',
): Summary {
  const values = valuesOf(rows, experiment);
  const sampled = sampledOf(experiment, finished);
  const compare = comparedOnce();
  const comparisons = comparisonsOf(experiment, { values, sampled, compare });
  const jobsAt = jobsAtPlaces(experiment, finished);
  const isWhole = status === 'done' || status === 'cached';
  const judged = expectationsOf(experiment, {
    values,
    sampled,
    compare,
    jobsAt,
    isCutShort: !isWhole,
  });
  const effects = effectsOn(experiment, values);
  const expectations = status === 'running' ? judged.filter(({ verdict }) => verdict !== 'unknown') : judged;
  return {
    measures: measuresOf(experiment, values, sampled),
    comparisons,
    ...(experiment.factors && { effects }),
    expectations,
    baselines: baselinesOf(experiment, rows, finished),
    notes: notesOf(experiment, { values, sampled, comparisons, effects, expectations, finished, jobsAt, isWhole }),
  };
}

/** Over seeds; of what was sampled once for all of them, with the interval of the sample. */
function measuresOf(experiment: ExperimentSpec, values: Values, sampled: Sampled): MeasureSummary[] {
  return measureNames(experiment).flatMap((measure) =>
    sweepPoints(experiment).flatMap((at) =>
      placesOfMeasure(experiment, measure).flatMap((condition) => {
        const found = [...values(measure, condition, at).values()];
        if (found.length === 0) return [];
        const { ci, ...rest } = summarise(found);
        const ofSample = sampled(measure, condition, at);
        const interval = ci ? replicatesOf(experiment, condition) : ofSample && ownIntervalOf(experiment, measure);
        return [
          {
            measure,
            condition,
            at,
            ...rest,
            ci: withinLimits(ci ?? ofSample ?? null, quantityOf(experiment, measure)),
            ...(interval && { interval }),
          },
        ];
      }),
    ),
  );
}
