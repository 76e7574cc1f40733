import { heldAgainst } from '../results/baseline-list.ts';
import { mean, summarise } from '../engine/statistics/index.ts';
import type { ExpectationSpec, ExperimentSpec } from '../language/specification.ts';
import type { BaselineSummary, MeasureSummary, Results, Row } from '../results/contract.ts';
import type { IntervalKind } from '../results/interval-kinds.ts';
import { canBeDrawn, drawableInterval, extent } from './axis-range.ts';
import type { Axis, Reference } from './figure.ts';
import { type ShownVerdict, shownVerdict } from '../results/shown-verdict.ts';
import { withinLimits } from '../results/quantity.ts';
import { replicatesOf } from '../results/replicates.ts';
import { formatValue, type Quantity, quantityOf } from './number-text.ts';
import type { Replicate } from './replicate-text.ts';
import type { SweepPoint } from '../results/sweep.ts';

export function samePoint(a: SweepPoint, b: SweepPoint): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
/**
 * Final values of a measure in a condition at a sweep point, by seed: those that an axis can show. Of subjects one
 * each, the mean over its seeds.
 */
export function finalValues(
  results: Results,
  measure: string,
  condition: string,
  at: SweepPoint,
): (Replicate & { readonly value: number })[] {
  const rows = results.rows.filter(
    (row) =>
      row.measure === measure &&
      row.step === null &&
      row.condition === condition &&
      samePoint(row.at, at) &&
      canBeDrawn(row.value),
  );
  const subjects = (results.experiment.subjects ?? []).map(({ name }) => name);
  const isOfSubjects = rows.some(({ subject }) => subject !== undefined);
  const whose = (one: number): Replicate => ({ seed: one, ...(isOfSubjects && { subject: subjects[one - 1] }) });
  const each = new Map<number, number[]>();
  for (const { seed, subject, value } of rows) {
    const one = subject === undefined ? seed : subjects.indexOf(subject) + 1;
    each.set(one, [...(each.get(one) ?? []), value]);
  }
  return [...each]
    .map(([seed, values]) => ({ ...whose(seed), value: values.length === 1 ? values[0] : mean(values) }))
    .sort((a, b) => a.seed - b.seed);
}
/** Of a condition, null before its first value. */
export interface Estimate {
  readonly mean: number | null;
  readonly interval: readonly [number, number] | null;
  /** What it is an interval of. */
  readonly kind?: IntervalKind;
}
/** The run's own mean and interval where it has them for these very seeds; otherwise those of the values at hand. */
export function describeValues(
  results: Results,
  measure: string,
  condition: string,
  at: SweepPoint,
  values: readonly { readonly value: number }[],
): Estimate {
  if (values.length === 0) return { mean: null, interval: null };
  const said = results.summary.measures.find(
    (each) =>
      each.measure === measure && each.condition === condition && samePoint(each.at, at) && each.n === values.length,
  );
  if (said) return { mean: said.mean, ...shownInterval(said.ci, said.interval) };
  const { mean: own, ci } = summarise(values.map((each) => each.value));
  const interval = withinLimits(ci, quantityOf(results.experiment, measure));
  return { mean: own, ...shownInterval(interval, replicatesOf(results.experiment, condition)) };
}
const shownInterval = (ci: MeasureSummary['ci'], kind: IntervalKind | undefined): Omit<Estimate, 'mean'> =>
  drawableInterval(ci) ? { interval: ci, kind } : { interval: null };
/** The values of that measure that no axis can show, in whatever condition, final or on the way there. */
export const notDrawnOf = (rows: readonly Row[], measure: string, isSeries: boolean): number =>
  rows.filter((row) => row.measure === measure && (row.step !== null) === isSeries && !canBeDrawn(row.value)).length;
export function isLearningRow(row: Row): boolean {
  return row.step !== null;
}

/**
 * Widens `domain` to the references that lie within three quarters of its length; the others are named in a sentence
 * instead of flattening the data.
 */
export function withReferences(
  domain: readonly [number, number],
  references: readonly Reference[],
  quantity: Quantity,
): { domain: readonly [number, number]; shown: Reference[]; sentence: string | undefined } {
  const reach = 0.75 * (domain[1] - domain[0]);
  const near = (value: number) => value >= domain[0] - reach && value <= domain[1] + reach;
  const shown = references.filter((each) => near(each.value) && near(each.to ?? each.value));
  const far = references.filter((each) => !shown.includes(each));
  const [low, high] = extent([...domain, ...shown.flatMap((each) => [each.value, each.to ?? each.value])]);
  const margin = (high - low) / 24;
  const widened: [number, number] = [
    low < domain[0] ? low - margin : domain[0],
    high > domain[1] ? high + margin : domain[1],
  ];
  const span = domain[1] - domain[0];
  const said = far.map((each) => {
    const value = formatValue(each.value, quantity, span * 4);
    return each.label.endsWith(value) || /\d/.test(each.label) ? each.label : `${each.label} ${value}`;
  });
  return { domain: widened, shown, sentence: said.length ? `Outside the axis: ${said.join('; ')}.` : undefined };
}

/**
 * Chance, the raw input, and what the file expects of this measure at this point; along `variable`, each expectation
 * at the value that it names.
 */
export function referencesFor(results: Results, measure: string, at: SweepPoint, variable?: string): Reference[] {
  const baseline = results.summary.baselines[measure];
  const expected = results.experiment.expectations
    .filter(
      (each) =>
        measureOf(each) === measure &&
        Object.entries(each.at).every(([name, value]) => name === variable || at[name] === value),
    )
    .flatMap((each): Reference[] => {
      const range = rangeOf(each);
      const x = variable === undefined ? undefined : placeOn(results.experiment, variable, each.at[variable]);
      const condition = conditionOf(each);
      const unjudged = unjudgedAs(each, results);
      return range
        ? [
            {
              label: unjudged ? `${each.text} (${unjudged.word})` : each.text,
              ...(unjudged && { isUnjudged: true as const }),
              ...range,
              ...(x !== undefined && { only: { x, ...(condition !== undefined && { condition }) } }),
            },
          ]
        : [];
    });
  return [...baselinesAsReferences(baseline), ...expected].filter(
    ({ value, to = value }) => canBeDrawn(value) && canBeDrawn(to),
  );
}
/** Where a value of a variable stands on an axis: a choice by its turn. */
export function placeOn(
  { vary }: ExperimentSpec,
  variable: string,
  value: SweepPoint[string] | undefined,
): number | undefined {
  if (typeof value !== 'string') return value;
  const place = (vary.find(({ name }) => name === variable)?.values ?? []).indexOf(value as never);
  return place < 0 ? undefined : place;
}
/** How a claim is shown that could be judged at no point of the sweep; none of it, while nothing is judged. */
function unjudgedAs({ text, line }: ExpectationSpec, { summary }: Results): ShownVerdict | undefined {
  const judged = summary.expectations.filter((each) => each.text === text && each.line === line);
  return judged.length > 0 && judged.every(({ verdict }) => verdict === 'unknown')
    ? shownVerdict(judged[0])
    : undefined;
}
/** What a figure says of them, where it shows some. */
export const unjudgedSentence = (shown: readonly Reference[]): string | undefined =>
  shown.some(({ isUnjudged }) => isUnjudged)
    ? `Dash-dotted, not filled: expected by a claim whose verdict is ${shownVerdict({ verdict: 'unknown' }).word}.`
    : undefined;
export const baselinesAsReferences = (baseline: BaselineSummary | undefined): Reference[] =>
  baseline
    ? heldAgainst(baseline).map(([name, value]) => ({
        label: name === 'the raw input alone' ? 'raw input' : name,
        value,
      }))
    : [];
function rangeOf({ test }: ExpectationSpec): Pick<Reference, 'value' | 'to'> | undefined {
  if (test.kind === 'in') return { value: test.from, to: test.to };
  const { right, within } = test;
  if (typeof right !== 'number') return undefined;
  return within ? { value: right - within, to: right + within } : { value: right };
}
export const isSameReference = (a: Reference, b: Reference): boolean => a.label === b.label && a.value === b.value;
export const distinct = (references: readonly Reference[]): Reference[] =>
  references.filter((each, index) => references.findIndex((other) => isSameReference(each, other)) === index);
/** What stands before and after `of` on the left side. */
function namesIn({ left }: ExpectationSpec): readonly (string | undefined)[] {
  const parts = typeof left === 'object' && 'call' in left && left.call === 'of' ? left.arguments : [left];
  return parts.map((part) => (typeof part === 'object' && 'name' in part ? part.name : undefined));
}
const measureOf = (expectation: ExpectationSpec): string | undefined => namesIn(expectation)[0];
const conditionOf = (expectation: ExpectationSpec): string | undefined => namesIn(expectation)[1];

/** An axis that ends a little past the limits of its quantity at most. */
export function axisFor(quantity: Quantity, domain: readonly [number, number], scale: Axis['scale'] = 'linear'): Axis {
  const beyond = 0.02 * (domain[1] - domain[0]);
  const shown = quantity.limits
    ? ([Math.max(domain[0], quantity.limits[0] - beyond), Math.min(domain[1], quantity.limits[1] + beyond)] as const)
    : domain;
  const { label, words, unit, factor } = quantity;
  return { label, ...(words && { words }), unit, factor, scale, domain: shown };
}
