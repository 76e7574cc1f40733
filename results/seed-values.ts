import { mean } from '../engine/statistics/index.ts';
import type { ExperimentSpec } from '../language/specification.ts';
import type { Row } from './contract.ts';
import { pointName } from './rows.ts';
import { curveNameOf } from './series.ts';

/** What a series is made into one number by; `final` of a measure without a series is its value. */
export type Reduction = 'final' | 'max' | 'mean' | { readonly step: number };
/** One finite number per seed that has one: the final value of a measure, or its series reduced to one. */
export type Values = (
  measure: string,
  condition: string,
  at: Row['at'],
  reduction?: Reduction,
) => ReadonlyMap<number, number>;

export function valuesOf(rows: readonly Row[], experiment: ExperimentSpec): Values {
  const key = (measure: string, condition: string, at: Row['at']) =>
    JSON.stringify([measure, condition, pointName(experiment, at)]);
  const finals = new Map<string, Map<number, number>>();
  const series = new Map<string, Map<number, Row[]>>();
  for (const row of rows) {
    if (!Number.isFinite(row.value)) continue;
    const place = key(row.measure, row.condition, row.at);
    if (row.step === null) finals.set(place, (finals.get(place) ?? new Map()).set(row.seed, row.value));
    else {
      const bySeed = series.get(place) ?? new Map<number, Row[]>();
      series.set(place, bySeed);
      const points = bySeed.get(row.seed);
      if (points) points.push(row);
      else bySeed.set(row.seed, [row]);
    }
  }
  return (measure, condition, at, reduction) => {
    const curve = series.get(key(curveNameOf(measure, experiment) ?? '', condition, at));
    if (reduction === undefined || (reduction === 'final' && !curve))
      return finals.get(key(measure, condition, at)) ?? new Map();
    return new Map(
      [...(curve ?? [])].flatMap(([seed, points]) => {
        const value = reduce(points, reduction);
        return value === undefined ? [] : [[seed, value]];
      }),
    );
  };
}

function reduce(points: readonly Row[], reduction: Reduction): number | undefined {
  const values = [...points].sort((a, b) => (a.step as number) - (b.step as number)).map(({ value }) => value);
  if (reduction === 'final') return values.at(-1);
  if (reduction === 'max') return Math.max(...values);
  if (reduction === 'mean') return mean(values);
  return points.find(({ step }) => Math.abs((step as number) - reduction.step) < 1e-9)?.value;
}

export const average = (found: readonly number[]): number | null => (found.length === 0 ? null : mean(found));
