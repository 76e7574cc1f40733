import { compare, compareUnpaired } from '../../engine/statistics/index.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import { canonical } from '../../making/canonical-json.ts';
import type { MeasureSummary, Results } from '../../results/contract.ts';
import { intervalKinds } from '../../results/interval-kinds.ts';
import { readableRanges } from '../../results/number-ranges.ts';
import { quantityOf } from '../../results/quantity.ts';
import { replicatesOf } from '../../results/replicates.ts';
import type {
  ComparedMeasure,
  ComparedSetting,
  ComparedSide,
  RunsComparison,
  SideDifference,
} from '../../results/run-comparison.ts';
import { measureNames, placesOfMeasure } from '../../results/measures-shown.ts';
import { pointText, sweepPoints } from '../../results/sweep.ts';
import { type Values, valuesOf } from '../../results/seed-values.ts';
import { changedLines } from './changed-lines.ts';
import { intervalOfDifference } from './sampled.ts';
import { specificationText } from './specification-text.ts';

/** What two or more runs are compared by. */
export interface RunToCompare {
  readonly folder: string;
  readonly results: Pick<Results, 'experiment' | 'run' | 'rows' | 'summary'>;
  /** The text that was run. */
  readonly source: string;
}

/** Runs beside each other, in the order given: what was asked, what computed it, and each measure. */
export function compareRuns(given: readonly RunToCompare[]): RunsComparison {
  const [first, ...others] = given;
  const results = given.map((each) => each.results);
  return {
    runs: given.map(({ folder, results: { experiment, run } }, place) => ({
      label: labelOf(place),
      experiment: experiment.name,
      folder,
      started: run.started,
      key: run.key,
    })),
    lines: [[], ...others.map(({ source }) => changedLines(first.source, source))],
    specification: settingsThatDiffer(results.map(({ experiment }) => specificationText(experiment))),
    computed: settingsThatDiffer(results.map(surroundingsOf)),
    measures: measuresOf(results),
  };
}
const labelOf = (place: number): string =>
  place < 26 ? String.fromCharCode(65 + place) : `${labelOf(Math.floor(place / 26) - 1)}${labelOf(place % 26)}`;

/** What is not the same in all, in the order in which it is first said. */
export function settingsThatDiffer(sides: readonly ReadonlyMap<string, string>[]): ComparedSetting[] {
  return [...new Set(sides.flatMap((side) => [...side.keys()]))].flatMap((where) => {
    const values = sides.map((side) => side.get(where) ?? null);
    return values.every((value) => value === values[0]) ? [] : [{ where, values }];
  });
}

/** What computed a run, and what it was computed from. */
export function surroundingsOf({ run, experiment }: Pick<Results, 'run' | 'experiment'>): Map<string, string> {
  return new Map([
    ...(run.version ? [['Anlage', run.version] as const] : []),
    ['engine', run.engine],
    ['backend', run.backend],
    ['machine', run.machine],
    ['status', run.status === 'cached' ? 'done' : run.status],
    ['seeds', readableRanges(experiment.seeds)],
    ...(run.changes?.length ? [['changed on the command line', run.changes.join('; ')] as const] : []),
    ...run.files.map(({ reference, sha256 }): [string, string] => [`contents of ${reference}`, sha256.slice(0, 12)]),
  ]);
}

function measuresOf(given: readonly Pick<Results, 'experiment' | 'rows' | 'summary'>[]): ComparedMeasure[] {
  const keyOf = ({ measure, condition, at }: MeasureSummary) => canonical([measure, condition, at]);
  const summaries = given.map(({ summary }) => new Map(summary.measures.map((one) => [keyOf(one), one])));
  const values = given.map(({ rows, experiment }) => valuesOf(rows, experiment));
  return [...new Map(summaries.flatMap((each) => [...each])).entries()].map(([key, { measure, condition, at }]) => {
    const { experiment } = given[summaries.findIndex((each) => each.has(key))];
    const { unit, factor } = quantityOf(experiment, measure);
    const over = replicatesOf(experiment, condition);
    const found = summaries.map((each) => each.get(key));
    return {
      measure,
      unit,
      factor,
      condition,
      over,
      point: pointText(experiment, at),
      asked: given.map(({ experiment: asking }) => isAsked(asking, { measure, condition, at })),
      sides: found.map((side, place): ComparedSide | null => {
        if (!side) return null;
        const { n, mean, ci } = side;
        const difference =
          place > 0 && found[0] && differenceBetween([found[0], side], [values[0], values[place]], { key, over });
        return { n, mean, ci, ...(difference && { difference }) };
      }),
    };
  });
}

/** Whether an experiment has this measure, in this condition, at this point of its sweep. */
function isAsked(
  experiment: ExperimentSpec,
  { measure, condition, at }: Pick<MeasureSummary, 'measure' | 'condition' | 'at'>,
) {
  return (
    measureNames(experiment).includes(measure) &&
    placesOfMeasure(experiment, measure).includes(condition) &&
    sweepPoints(experiment).some((point) => canonical(point) === canonical(at))
  );
}

/**
 * The second − the first: over the seeds, or subjects, that both have, where there are two or as many as either has,
 * for the same seed draws the same in both; else of two samples that share nothing.
 */
function differenceBetween(
  [before, after]: readonly [MeasureSummary, MeasureSummary],
  [first, second]: readonly [Values, Values],
  { key, over }: { readonly key: string; readonly over: ComparedMeasure['over'] },
): SideDifference | undefined {
  const { measure, condition, at } = after;
  const [was, is] = [first(measure, condition, at), second(measure, condition, at)];
  if (was.size === 0 || is.size === 0) return undefined;
  const shared = [...was.keys()].filter((seed) => is.has(seed));
  if (shared.length < Math.min(2, was.size, is.size)) {
    const { difference, ci } = compareUnpaired([...is.values()], [...was.values()]);
    return { pairing: 'none', n: Math.min(was.size, is.size), value: difference, ci };
  }
  const { difference, ci } = compare(
    shared.map((seed) => is.get(seed) as number),
    shared.map((seed) => was.get(seed) as number),
    `difference ${key}`,
  );
  return { pairing: over, n: shared.length, value: difference, ci: ci ?? ofEstimates(before, after) ?? null };
}
/** Of two estimates that each have an interval of their own, such as those of samples. */
function ofEstimates(before: MeasureSummary, after: MeasureSummary): readonly [number, number] | undefined {
  const own = ({ ci, interval }: MeasureSummary) =>
    ci && interval && !intervalKinds[interval].isOverSeeds ? ci : undefined;
  return intervalOfDifference(after.mean, own(after), before.mean, own(before));
}
