import { columnOfUnit, type Gives, learningCurves, measureNamed } from '../catalogue/measures/index.ts';
import { type Limits, proportion, resultUnits, shownAsWritten } from '../catalogue/quantities.ts';
import type { DerivedSpec, ExperimentSpec, MeasureSpec } from '../language/specification.ts';
import { unitOfShares } from './unit-of-shares.ts';

/**
 * How a person reads a measure: its label, its unit, what a value is multiplied by to be in that unit, and the limits
 * no value can pass.
 */
export interface Quantity extends Unit {
  /** As the file calls it. */
  readonly label: string;
  /** What it is, where the name does not say it. */
  readonly words?: string;
  readonly limits?: Limits;
}
export interface Unit {
  readonly unit: string;
  readonly factor: number;
}

export function quantityOf(experiment: ExperimentSpec, measure: string): Quantity {
  const derived = experiment.derived?.find(({ name }) => name === measure);
  if (derived) return { label: measure, ...unitOfDerived(experiment, derived) };
  const declared = experiment.measures.find(({ name }) => name === measure);
  const record = declared && measureNamed(declared.call.call);
  const words = record && (record.quantity ?? record.name.replaceAll('_', ' '));
  const isSaid = words === undefined || words === measure.replaceAll('_', ' ').toLowerCase();
  return {
    label: measure,
    ...(!isSaid && { words }),
    ...shownAs(ofTrials(experiment, declared ? record?.gives : curveGives(measure))),
    ...(declared && unitOfColumn(declared)),
  };
}
/** The unit of what it is made of, where that is one. */
function unitOfDerived(experiment: ExperimentSpec, { value, like = [], unit }: DerivedSpec): Unit {
  const [first, ...others] = like.map((part) => quantityOf(experiment, part));
  if (!first || others.some((other) => other.unit !== first.unit)) return shownAsWritten(unit);
  if (first.unit !== '%') return { unit: first.unit, factor: first.factor };
  const made = unitOfShares(value);
  return { unit: made, factor: made === '' ? 1 : first.factor };
}
/** Of a column of a table, as its noun has it. */
function unitOfColumn({ call, nouns }: MeasureSpec): Unit | undefined {
  const column = columnOfUnit(call),
    data = column && nouns[column.named];
  if (data?.noun !== 'data') return undefined;
  const unit = data.table?.columns.find(({ name }) => name === column?.column)?.unit;
  return shownAsWritten(unit === '1' ? undefined : unit);
}
/** What is lost over trials is squared activity as often as it is nats. */
const ofTrials = (experiment: ExperimentSpec, gives: Gives | undefined): Gives | undefined =>
  experiment.trainings && gives?.unit === 'nats' ? { ...gives, unit: 'amount' } : gives;
/** What stands in results though no measure is called so: learning curves, by their own names. */
const curveGives = (name: string): Gives | undefined => (isLearningCurve(name) ? learningCurves[name] : undefined);
const isLearningCurve = (name: string): name is keyof typeof learningCurves => Object.hasOwn(learningCurves, name);
function shownAs(gives: Gives | undefined): Omit<Quantity, 'label'> {
  if (gives?.share) return proportion;
  const { unit, factor, limits } = resultUnits[gives?.unit ?? 'number'];
  return { unit, factor, limits: gives?.limits ?? limits };
}
export function capitalised(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** An interval without what lies beyond the limits: no accuracy is above 100 %, no count below 0. */
export function withinLimits(
  interval: readonly [number, number] | null,
  { limits }: Pick<Quantity, 'limits'>,
): readonly [number, number] | null {
  return interval && limits ? [Math.max(interval[0], limits[0]), Math.min(interval[1], limits[1])] : interval;
}
/** Of differences of two values within the limits. */
export const differenceLimits = ({ limits }: Pick<Quantity, 'limits'>): Pick<Quantity, 'limits'> => ({
  limits: limits && [limits[0] - limits[1], limits[1] - limits[0]],
});
