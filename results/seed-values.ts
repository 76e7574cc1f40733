import { mean } from '../engine/statistics/index.ts';
import type { ExperimentSpec } from '../language/specification.ts';
import type { Row } from './contract.ts';
import { pointName } from './rows.ts';
import { curveNameOf } from './series.ts';

/** What a series is made into one number by; `final` of a measure without a series is its value. */
export type Reduction = 'final' | 'max' | 'mean' | { readonly step: number };
/** What values are repeated over, and paired by: seeds; or subjects, in which seeds are nested. */
export type Replicate = number | string;
/**
 * One finite number per replicate that has one: the final value of a measure, or its series reduced to one; of a
 * subject the mean over the seeds.
 */
export type Values = (
  measure: string,
  condition: string,
  at: Row['at'],
  reduction?: Reduction,
) => ReadonlyMap<Replicate, number>;

export function valuesOf(rows: readonly Row[], experiment: ExperimentSpec): Values {
  const key = (measure: string, condition: string, at: Row['at']) =>
    JSON.stringify([measure, condition, pointName(experiment, at)]);
  const finals = new Map<string, Map<string, Found>>();
  const series = new Map<string, Map<string, { readonly replicate: Replicate; readonly points: Row[] }>>();
  for (const row of rows) {
    if (!Number.isFinite(row.value)) continue;
    const place = key(row.measure, row.condition, row.at);
    const replicate = row.subject ?? row.seed,
      one = `${row.seed} ${row.subject ?? ''}`;
    if (row.step === null)
      finals.set(place, (finals.get(place) ?? new Map<string, Found>()).set(one, { replicate, value: row.value }));
    else {
      const each = series.get(place) ?? new Map<string, { replicate: Replicate; points: Row[] }>();
      series.set(place, each);
      const known = each.get(one);
      if (known) known.points.push(row);
      else each.set(one, { replicate, points: [row] });
    }
  }
  return (measure, condition, at, reduction) => {
    const curve = series.get(key(curveNameOf(measure, experiment) ?? '', condition, at));
    if (reduction === undefined || (reduction === 'final' && !curve))
      return meanOfEach([...(finals.get(key(measure, condition, at))?.values() ?? [])]);
    return meanOfEach(
      [...(curve?.values() ?? [])].flatMap(({ replicate, points }) => {
        const value = reduce(points, reduction);
        return value === undefined ? [] : [{ replicate, value }];
      }),
    );
  };
}

interface Found {
  readonly replicate: Replicate;
  readonly value: number;
}
/** Several seeds of a subject are one value. */
function meanOfEach(found: readonly Found[]): ReadonlyMap<Replicate, number> {
  const each = new Map<Replicate, number[]>();
  for (const { replicate, value } of found) {
    const known = each.get(replicate);
    if (known) known.push(value);
    else each.set(replicate, [value]);
  }
  return new Map([...each].map(([replicate, values]) => [replicate, values.length === 1 ? values[0] : mean(values)]));
}

function reduce(points: readonly Row[], reduction: Reduction): number | undefined {
  const values = [...points].sort((a, b) => (a.step as number) - (b.step as number)).map(({ value }) => value);
  if (reduction === 'final') return values.at(-1);
  if (reduction === 'max') return Math.max(...values);
  if (reduction === 'mean') return mean(values);
  return points.find(({ step }) => Math.abs((step as number) - reduction.step) < 1e-9)?.value;
}

export const average = (found: readonly number[]): number | null => (found.length === 0 ? null : mean(found));
