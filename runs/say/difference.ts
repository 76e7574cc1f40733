import { compare } from '../../engine/statistics/index.ts';
import { canonical } from '../../making/canonical-json.ts';
import type { MeasureSummary, Results, Row } from '../../results/contract.ts';
import { specificationText, valueText } from './specification-text.ts';
import { valuesOf } from '../../results/seed-values.ts';

/** A setting that differs: where, as a person would say it, and what it is on each side; null where a side has none. */
export interface SettingDifference {
  readonly where: string;
  readonly a: string | null;
  readonly b: string | null;
}
type Side = Pick<MeasureSummary, 'mean' | 'ci' | 'n'>;
/**
 * A measure of both runs, b − a over the seeds that both have; the same seed draws the same in both. Null where a side
 * has no value.
 */
export interface MeasureDifference {
  readonly measure: string;
  readonly condition: string;
  readonly at: Row['at'];
  readonly a: Side | null;
  readonly b: Side | null;
  readonly n: number;
  readonly difference: number | null;
  readonly ci: readonly [number, number] | null;
}
export interface RunDifference {
  readonly specification: readonly SettingDifference[];
  readonly run: readonly SettingDifference[];
  readonly measures: readonly MeasureDifference[];
}

/** What differs between two runs, a being the earlier: in what was asked, in what computed it, and in each measure. */
export function differenceOf(a: Results, b: Results): RunDifference {
  return { ...settingsBetween(a, b), measures: measuresOf(a, b) };
}
/** The same without the measures, of which the numbers need not be read. */
export function settingsBetween(a: Asked, b: Asked): Omit<RunDifference, 'measures'> {
  return {
    specification: settingsThatDiffer(specificationText(a.experiment), specificationText(b.experiment)),
    run: settingsThatDiffer(surroundingsOf(a), surroundingsOf(b)),
  };
}
type Asked = Pick<Results, 'run' | 'experiment'>;

function settingsThatDiffer(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): SettingDifference[] {
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((where) => {
    const [before, after] = [a.get(where) ?? null, b.get(where) ?? null];
    return before === after ? [] : [{ where, a: before, b: after }];
  });
}

function surroundingsOf({ run, experiment }: Asked): Map<string, string> {
  return new Map([
    ['engine', run.engine],
    ['backend', run.backend],
    ['machine', run.machine],
    ['status', run.status === 'cached' ? 'done' : run.status],
    ['seeds', valueText(experiment.seeds)],
    ...run.files.map(({ reference, sha256 }): [string, string] => [`contents of ${reference}`, sha256.slice(0, 12)]),
  ]);
}

function measuresOf(a: Results, b: Results): MeasureDifference[] {
  const keyOf = ({ measure, condition, at }: MeasureSummary) => canonical([measure, condition, at]);
  const [before, after] = [a, b].map(({ summary }) => new Map(summary.measures.map((one) => [keyOf(one), one])));
  const [left, right] = [a, b].map(({ rows, experiment }) => valuesOf(rows, experiment));
  return [...new Map([...before, ...after]).entries()].map(([key, { measure, condition, at }]) => {
    const [was, is] = [left(measure, condition, at), right(measure, condition, at)];
    const seeds = [...was.keys()].filter((seed) => is.has(seed));
    const compared =
      seeds.length > 0
        ? compare(
            seeds.map((seed) => is.get(seed) as number),
            seeds.map((seed) => was.get(seed) as number),
            `difference ${key}`,
          )
        : undefined;
    return {
      measure,
      condition,
      at,
      a: sideOf(before.get(key)),
      b: sideOf(after.get(key)),
      n: seeds.length,
      difference: compared?.difference ?? null,
      ci: compared?.ci ?? null,
    };
  });
}
const sideOf = (found: MeasureSummary | undefined): Side | null =>
  found ? { mean: found.mean, ci: found.ci, n: found.n } : null;
