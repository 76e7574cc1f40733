import { summarise } from '../engine/statistics/index.ts';
import type { ExperimentSpec, ExpectationSpec } from '../language/specification.ts';
import type { Results, Row } from '../results/contract.ts';
import type { Axis, Reference } from './figure.ts';
import { withinLimits } from '../results/quantity.ts';
import { formatValue, type Quantity, quantityOf } from './number-text.ts';

export type Point = Readonly<Record<string, number>>;

/** Every combination of the sweep's variables, the last varying fastest; one empty point where nothing is varied. */
export function sweepPoints(vary: ExperimentSpec['vary']): readonly Point[] {
  return vary.reduce<Point[]>(
    (points, { name, values }) => points.flatMap((point) => values.map((value) => ({ ...point, [name]: value }))),
    [{}],
  );
}
export function samePoint(a: Point, b: Point): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
/** Final values of a measure in a condition at a sweep point, by seed. */
export function finalValues(
  results: Results,
  measure: string,
  condition: string,
  at: Point,
): { seed: number; value: number }[] {
  return results.rows
    .filter(
      (row) =>
        row.measure === measure &&
        row.step === null &&
        row.condition === condition &&
        samePoint(row.at, at) &&
        Number.isFinite(row.value),
    )
    .map(({ seed, value }) => ({ seed, value }))
    .sort((a, b) => a.seed - b.seed);
}
/** The run's own mean and interval where it has them for these very seeds; otherwise those of the values at hand. */
export function describeValues(
  results: Results,
  measure: string,
  condition: string,
  at: Point,
  values: readonly { readonly value: number }[],
): { mean: number | null; interval: readonly [number, number] | null } {
  if (values.length === 0) return { mean: null, interval: null };
  const said = results.summary.measures.find(
    (each) =>
      each.measure === measure && each.condition === condition && samePoint(each.at, at) && each.n === values.length,
  );
  if (said) return { mean: said.mean, interval: said.ci };
  const { mean, ci } = summarise(values.map((each) => each.value));
  return { mean, interval: withinLimits(ci, quantityOf(results.experiment, measure)) };
}
export function isLearningRow(row: Row): boolean {
  return row.step !== null;
}

/**
 * The range of the values, widened by a twelfth on either side; around a single value, by as much as can be told apart
 * from it.
 */
export function domainOf(values: readonly number[]): readonly [number, number] {
  const [low, high] = extent(values);
  const margin = high > low ? (high - low) / 12 : Math.max(Math.abs(low) * 0.05, 1e-6);
  return [low - margin, high + margin];
}
export function extent(values: Iterable<number>): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
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

/** Chance, the raw input, and what the file expects of this measure at this point. */
export function referencesFor(results: Results, measure: string, at: Point): Reference[] {
  const baseline = results.summary.baselines[measure];
  const baselines: Reference[] = baseline
    ? [
        { label: 'chance', value: baseline.chance },
        ...(baseline.raw_input === null ? [] : [{ label: 'raw input', value: baseline.raw_input }]),
      ]
    : [];
  const expected = results.experiment.expectations
    .filter(
      (each) =>
        measureOf(each) === measure &&
        Object.entries(each.at).every(([name, value]) => at[name] === undefined || at[name] === value),
    )
    .flatMap((each): Reference[] => {
      const label = each.text.replace(/^expect\s+/, '');
      if (each.test.kind === 'in') return [{ label, value: each.test.from, to: each.test.to }];
      return typeof each.test.right === 'number' ? [{ label, value: each.test.right }] : [];
    });
  return [...baselines, ...expected];
}
function measureOf(expectation: ExpectationSpec): string | undefined {
  const left = expectation.left;
  const name = typeof left === 'object' && 'call' in left && left.call === 'of' ? left.arguments[0] : left;
  return typeof name === 'object' && 'name' in name ? name.name : undefined;
}

/** An axis that ends a little past the limits of its quantity at most. */
export function axisFor(quantity: Quantity, domain: readonly [number, number], scale: Axis['scale'] = 'linear'): Axis {
  const beyond = 0.02 * (domain[1] - domain[0]);
  const shown = quantity.limits
    ? ([Math.max(domain[0], quantity.limits[0] - beyond), Math.min(domain[1], quantity.limits[1] + beyond)] as const)
    : domain;
  return { label: quantity.label, unit: quantity.unit, factor: quantity.factor, scale, domain: shown };
}
/** `n = 10 seeds per condition`, or the range where conditions differ. */
export const seedsSentence = (counts: readonly number[]): string =>
  Math.max(0, ...counts) === 0 ? noSeedYet : `n = ${seedCount(counts)} per condition.`;
export const noSeedYet = 'No seed has finished yet.';
/** `10 seeds`, or `8 to 10 seeds`: how many a value rests on, not how many were asked for. */
export function seedCount(counts: readonly number[]): string {
  const [fewest, most] = extent(counts);
  return `${fewest === most ? most : `${fewest} to ${most}`} ${most === 1 ? 'seed' : 'seeds'}`;
}
