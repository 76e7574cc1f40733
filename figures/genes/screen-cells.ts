import type { ExperimentSpec } from '../../language/specification.ts';
import type { ComparisonSummary, Results } from '../../results/contract.ts';
import type { HeatmapCell } from '../figure.ts';
import { decimalsFor, fixedNumber, type Quantity, quantityOf } from '../number-text.ts';
import { extent } from '../axis-range.ts';
import { describeValues, finalValues } from '../final-values.ts';
import type { SweepPoint } from '../../results/sweep.ts';

/** Corrected p below which a difference is marked. */
export const level = 0.05;
export type Measure = ExperimentSpec['measures'][number];

/** `value`: the difference from the reference, of the reference itself its mean. */
type Measured = Omit<HeatmapCell, 'text'> & { readonly mean: number; readonly isReference: boolean };
export function columnOf(results: Results, measure: Measure, at: SweepPoint): (Measured | null)[] {
  const { conditions } = results.experiment;
  const found = conditions.map(({ name }) => {
    const values = finalValues(results, measure.name, name, at);
    return {
      mean: describeValues(results, measure.name, name, at, values).mean,
      n: values.length,
      comparison: comparisonOf(results, measure.name, name, at),
    };
  });
  const reference = found[0].mean;
  return found.map(({ mean, n, comparison }, row) => {
    if (mean === null) return null;
    const p = row === 0 ? null : (comparison?.p_corrected ?? null);
    const difference = comparison?.difference ?? (reference === null ? undefined : mean - reference);
    if (row > 0 && difference === undefined) return null;
    return {
      value: row === 0 ? mean : difference!,
      mean,
      n,
      p,
      isSignificant: p !== null && p < level,
      isReference: row === 0,
    };
  });
}
/** With as many decimals as tell the largest and the smallest of them apart. */
export function written(
  column: readonly (Measured | null)[],
  quantity: Quantity,
  isRelative: boolean,
): (HeatmapCell | null)[] {
  const shown = column.flatMap((each) => (each && !(isRelative && each.isReference) ? [each.value] : []));
  const [low, high] = extent(shown);
  const isWhole = column.every((each) => each === null || Number.isInteger(each.value * quantity.factor));
  const span = isRelative
    ? largest(shown) / 5 || 1 / quantity.factor
    : (high - low || Math.abs(high)) / 10 || 1 / quantity.factor;
  const decimals = isWhole ? 0 : decimalsFor(span * quantity.factor);
  return column.map((each) => {
    if (!each) return null;
    const { mean, isReference, ...cell } = each;
    const text = fixedNumber(cell.value * quantity.factor, decimals);
    return { ...cell, text: isRelative && !isReference && /[1-9]/.test(text) && cell.value > 0 ? `+${text}` : text };
  });
}
/**
 * Against the reference, whichever of the two the run names first: the difference is the condition's minus the
 * reference's.
 */
function comparisonOf(
  { experiment, summary }: Results,
  measure: string,
  condition: string,
  at: SweepPoint,
): Pick<ComparisonSummary, 'difference' | 'p_corrected' | 'exploratory'> | undefined {
  const reference = experiment.conditions[0].name;
  const isHere = (each: ComparisonSummary) =>
    each.measure === measure &&
    Object.keys(each.at).length === Object.keys(at).length &&
    Object.entries(at).every(([name, value]) => each.at[name] === value);
  const forward = summary.comparisons.find((each) => isHere(each) && each.a === condition && each.b === reference);
  if (forward) return forward;
  const backward = summary.comparisons.find((each) => isHere(each) && each.a === reference && each.b === condition);
  return backward && { ...backward, difference: -backward.difference };
}

export function unitOf(results: Results, measure: string): { unit: string; factor: number } {
  const { unit, factor } = quantityOf(results.experiment, measure);
  return { unit, factor };
}
export function largest(values: readonly number[]): number {
  return Math.max(0, ...values.map(Math.abs));
}
