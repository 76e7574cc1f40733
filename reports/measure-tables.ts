import { heldAgainst } from '../results/baseline-list.ts';
import { effectTables, formatNumber, probabilityText, quantityOf } from '../figures/index.ts';
import type { MeasureSummary, Results } from '../runs/index.ts';
import { measureNames } from '../results/measures-shown.ts';
import { type OfMeasure, summaryByPoint } from '../results/summary-by-point.ts';
import { atPoint } from '../results/sweep.ts';

/** The table of one measure at one point of the sweep, as text; columns that say nothing are left out. */
export interface MeasureTable {
  readonly measure: string;
  /** `accuracy (%) at size = 16`. */
  readonly title: string;
  /** What the first column names, where it is no condition. */
  readonly rowsAre?: string;
  readonly header: readonly string[];
  readonly rows: readonly {
    readonly condition: string;
    readonly isReference: boolean;
    readonly cells: readonly string[];
  }[];
}

/**
 * Each written condition's mean and interval, its difference from the reference, and the corrected p; values in the
 * measure's unit.
 */
export function measureTables(results: Results): MeasureTable[] {
  const points = [...new Map(results.summary.measures.map(({ at }) => [JSON.stringify(at), at])).values()];
  const of = summaryByPoint(results.summary);
  return measureNames(results.experiment).flatMap((name) =>
    points.flatMap((at) => measureTable(results, of(name, at), name, at) ?? []),
  );
}

function measureTable(
  { experiment }: Results,
  { measures, comparisons }: OfMeasure,
  measure: string,
  at: MeasureSummary['at'],
): MeasureTable | undefined {
  const screened = new Set(experiment.conditions.flatMap((condition) => (condition.screened ? [condition.name] : [])));
  const found = measures.filter(({ condition }) => !screened.has(condition));
  if (found.length === 0) return undefined;
  const { unit, factor } = quantityOf(experiment, measure);
  const [reference] = experiment.conditions.map(({ name }) => name);
  const decimals = decimalsFor(found, factor);
  const show = (value: number | null | undefined, sign = false) =>
    value == null ? '' : `${sign && value > 0 ? '+' : ''}${formatNumber(value * factor, decimals)}`;
  const interval = (ci: readonly [number, number] | null | undefined) => (ci ? `[${show(ci[0])}, ${show(ci[1])}]` : '');
  const against = (condition: string) => comparisons.find(({ a, b }) => a === condition && b === reference);
  const columns: readonly { readonly name: string; readonly cell: (one: MeasureSummary) => string }[] = [
    { name: 'mean', cell: ({ mean }) => show(mean) },
    { name: '95 % interval', cell: ({ ci }) => interval(ci) },
    { name: `− ${reference}`, cell: ({ condition }) => show(against(condition)?.difference, true) },
    { name: '95 % interval', cell: ({ condition }) => interval(against(condition)?.ci) },
    {
      name: 'd_z',
      cell: ({ condition }) => {
        const size = against(condition)?.d_z;
        return size == null ? '' : formatNumber(size, 1);
      },
    },
    {
      name: 'p, Holm',
      cell: ({ condition }) => {
        const p = against(condition)?.p_corrected;
        return p == null ? '' : probabilityText(p);
      },
    },
    { name: 'n', cell: ({ n }) => String(n) },
  ];
  const used = columns.filter(({ cell }) => found.some((one) => cell(one) !== ''));
  return {
    measure,
    title: `${measure}${unit ? ` (${unit})` : ''}${atPoint(experiment, at)}`,
    header: used.map(({ name }) => name),
    rows: found.map((one) => ({
      condition: one.condition,
      isReference: one.condition === reference,
      cells: used.map(({ cell }) => cell(one)),
    })),
  };
}

/** Every baseline of a measure by name, in its unit. */
export function baselineTables({
  experiment,
  summary,
}: Results): { readonly measure: string; readonly rows: readonly (readonly [name: string, value: string])[] }[] {
  return Object.entries(summary.baselines).map(([measure, baseline]) => {
    const { unit, factor } = quantityOf(experiment, measure);
    const show = (value: number) => `${formatNumber(value * factor, factor === 100 ? 1 : 3)}${unit ? ` ${unit}` : ''}`;
    return {
      measure,
      rows: [
        ...heldAgainst(baseline).map(([name, value]) => [name, show(value)] as const),
        ...Object.entries(baseline.untrained).map(
          ([condition, value]) => [`${condition}, untrained`, show(value)] as const,
        ),
      ] as const,
    };
  });
}

/**
 * Two digits of the narrowest spread between seeds; none for whole numbers that are all equal. Where there is no
 * spread, so many that the smallest number keeps three digits; those below 0.0001 are written in powers of ten.
 */
export function decimalsFor(found: readonly Pick<MeasureSummary, 'sd' | 'mean'>[], factor: number): number {
  const spreads = found.flatMap(({ sd, mean }) => (sd !== null && sd > 1e-12 * Math.abs(mean) ? [sd * factor] : []));
  if (spreads.length > 0) return Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(Math.min(...spreads)))));
  if (found.every(({ mean }) => Number.isInteger(mean))) return 0;
  const least = Math.min(...found.map(({ mean }) => Math.abs(mean * factor)).filter((size) => size >= 1e-4));
  return least < 0.01 ? 2 - Math.floor(Math.log10(least)) : factor === 100 ? 2 : 3;
}
/** The effects of factors, where there are some. */
export const effectsAsTables = (results: Results): MeasureTable[] =>
  effectTables(results).map(({ rows, ...table }) => ({
    ...table,
    rowsAre: 'effect',
    rows: rows.map(({ name, cells }) => ({ condition: name, isReference: false, cells })),
  }));
