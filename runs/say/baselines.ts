import type { ExperimentSpec } from '../../language/specification.ts';
import { measureNamed } from '../../catalogue/measures/index.ts';
import type { StudentControl } from '../../making/learnt.ts';
import type { BaselineSummary, Row } from '../../results/contract.ts';
import { isTestAccuracy } from '../../results/series.ts';
import type { Finished } from '../plan/outcome.ts';
import { average } from '../../results/seed-values.ts';

/** Names of the students that an error is held against. */
const controlNames: Readonly<Record<StudentControl, string>> = {
  wrong_connectome: 'wrong connectome',
  no_connectome: 'no connectome',
  readout_only: 'read-out only',
};

/**
 * What networks that learn over trials are held against: of accuracies chance, the best there can be and each network
 * before it learned; of a student's errors the same student untrained, with a wrong connectome or none, and one that
 * hears the read-out alone. Means over seeds.
 */
function baselinesOverTrials(
  experiment: ExperimentSpec,
  rows: readonly Row[],
  finished: readonly Finished[],
): Record<string, BaselineSummary> {
  const factAt = (condition: string, fact: string): number | null =>
    average(
      finished.flatMap(({ job, outcome }) =>
        job.kind === 'condition' && job.condition === condition && outcome.facts[fact] !== undefined
          ? [outcome.facts[fact]]
          : [],
      ),
    );
  const known = <Value>(pairs: readonly (readonly [string, Value | null])[]): Record<string, Value> =>
    Object.fromEntries(pairs.filter((pair): pair is [string, Value] => pair[1] !== null));
  const names = experiment.conditions.map(({ name }) => name);
  return Object.fromEntries(
    experiment.measures.flatMap((spec): [string, BaselineSummary][] => {
      const { name } = spec;
      if (isTestAccuracy(spec)) {
        const ceiling = average(names.flatMap((condition) => factAt(condition, 'ceiling') ?? []));
        return [
          [
            name,
            {
              chance: average(names.flatMap((condition) => factAt(condition, 'chance') ?? [])),
              raw_input: null,
              untrained: known(names.map((condition) => [condition, untrainedAccuracy(rows, condition)])),
              ...(ceiling !== null && { others: { 'the best there can be': ceiling } }),
            },
          ],
        ];
      }
      if (!measureNamed(spec.call.call)?.needs.includes('teacher')) return [];
      const controls = (Object.keys(controlNames) as StudentControl[]).map((control): [string, number | null] => [
        controlNames[control],
        average(
          finished
            .filter(({ job }) => job.kind === 'control_student' && job.control === control)
            .flatMap(({ outcome }) => outcome.points)
            .flatMap((point) => (point.measure === name && point.step === null ? [point.value] : [])),
        ),
      ]);
      const shuffled = average(names.flatMap((condition) => factAt(condition, `${name}.shuffled`) ?? []));
      return [
        [
          name,
          {
            chance: null,
            raw_input: null,
            untrained: known(names.map((condition) => [condition, factAt(condition, `${name}.untrained`)])),
            others: known([...controls, ['neurons shuffled', shuffled]]),
          },
        ],
      ];
    }),
  );
}
const untrainedAccuracy = (rows: readonly Row[], condition: string): number | null =>
  average(
    rows
      .filter((row) => row.condition === condition && row.measure === 'accuracy' && row.step === 0)
      .map((row) => row.value),
  );

/**
 * What any classifier of these data must be held against: chance, the linear softmax on the input, each network before
 * training. Means over seeds.
 */
export function baselinesOf(
  experiment: ExperimentSpec,
  rows: readonly Row[],
  finished: readonly Finished[],
): Record<string, BaselineSummary> {
  if (!experiment.train) return experiment.trainings ? baselinesOverTrials(experiment, rows, finished) : {};
  const raw = finished.filter(({ job }) => job.kind === 'raw_input').flatMap(({ outcome }) => outcome.points);
  const final = (measure: string) =>
    raw.filter((point) => point.measure === measure && point.step === null).map(({ value }) => value);
  const chance = average(final('chance'));
  if (chance === null) return {};
  const untrained = Object.fromEntries(
    experiment.conditions.flatMap(({ name }) => {
      const value = untrainedAccuracy(rows, name);
      return value === null ? [] : [[name, value]];
    }),
  );
  const baseline = { chance, raw_input: average(final('accuracy')), untrained };
  const measures = experiment.measures.filter(isTestAccuracy).map(({ name }) => name);
  return Object.fromEntries((measures.length > 0 ? measures : ['accuracy']).map((name) => [name, baseline]));
}
