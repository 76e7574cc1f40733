import { shownAsWritten, type ShownUnit } from '../catalogue/quantities.ts';
import type { ExperimentSpec, SweepPoint } from '../language/specification.ts';
import { plainQuantity } from './readable-numbers.ts';

export type { SweepPoint };
type Swept = Pick<ExperimentSpec, 'vary'>;

/** How many combinations of the sweep's values there are: one without a sweep. */
export const pointCount = ({ vary }: Swept): number => vary.reduce((count, { values }) => count * values.length, 1);

/** One of these combinations, the last variable fastest; empty without a sweep. */
export function sweepPoint({ vary }: Swept, index: number): SweepPoint {
  let left = index;
  const digits = vary.map(() => 0);
  for (let i = vary.length - 1; i >= 0; i--) {
    digits[i] = left % vary[i].values.length;
    left = Math.floor(left / vary[i].values.length);
  }
  return Object.fromEntries(vary.map(({ name, values }, i) => [name, values[digits[i]]]));
}
/** Every combination, in order; one empty point without a sweep. */
export const sweepPoints = (swept: Swept): SweepPoint[] =>
  Array.from({ length: pointCount(swept) }, (_, index) => sweepPoint(swept, index));

/** The experiment as it is at a point: with what is chosen there. */
export function experimentAt(experiment: ExperimentSpec, at: SweepPoint): ExperimentSpec {
  const chosen = experiment.choices?.find((choice) => samePoint(at, choice.at));
  return chosen ? { ...experiment, ...chosen } : experiment;
}

export const samePoint = (one: SweepPoint, other: SweepPoint): boolean =>
  Object.entries(other).every(([name, value]) => one[name] === value);

/** The unit that a variable is read in: the one that the file writes. */
export const unitOfVariable = ({ vary }: Swept, name: string): ShownUnit =>
  shownAsWritten(vary.find((each) => each.name === name)?.unit);

/** `size = 16, width = 50 µm`: a point as a person reads it; empty where nothing is varied. */
export const pointText = (experiment: Swept, at: SweepPoint): string =>
  Object.entries(at)
    .map(([name, value]) => `${name} = ${levelText(experiment, name, value)}`)
    .join(', ');
/** One value of a variable as a person reads it. */
export const levelText = (experiment: Swept, name: string, value: SweepPoint[string]): string =>
  typeof value === 'string' ? value : plainQuantity(value, unitOfVariable(experiment, name));
/** ` at size = 16`, behind what is said of the point. */
export function atPoint(experiment: Swept, at: SweepPoint): string {
  const point = pointText(experiment, at);
  return point && ` at ${point}`;
}
