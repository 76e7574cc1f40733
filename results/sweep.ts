import { shownAsWritten, type ShownUnit } from '../catalogue/quantities.ts';
import type { ExperimentSpec } from '../language/specification.ts';
import { plainQuantity } from './readable-numbers.ts';

/** A value for each variable of `vary`, in SI units; empty without a sweep. */
export type SweepPoint = Readonly<Record<string, number>>;
type Swept = Pick<ExperimentSpec, 'vary'>;

/** Every combination of the sweep's values, the last variable fastest; one empty point without a sweep. */
export function sweepPoints({ vary }: Swept): SweepPoint[] {
  return vary.reduce<SweepPoint[]>(
    (points, { name, values }) => points.flatMap((point) => values.map((value) => ({ ...point, [name]: value }))),
    [{}],
  );
}

export const samePoint = (one: SweepPoint, other: SweepPoint): boolean =>
  Object.entries(other).every(([name, value]) => one[name] === value);

/** The unit that a variable is read in: the one that the file writes. */
export const unitOfVariable = ({ vary }: Swept, name: string): ShownUnit =>
  shownAsWritten(vary.find((each) => each.name === name)?.unit);

/** `size = 16, width = 50 µm`: a point as a person reads it; empty where nothing is varied. */
export const pointText = (experiment: Swept, at: SweepPoint): string =>
  Object.entries(at)
    .map(([name, value]) => `${name} = ${plainQuantity(value, unitOfVariable(experiment, name))}`)
    .join(', ');
/** ` at size = 16`, behind what is said of the point. */
export function atPoint(experiment: Swept, at: SweepPoint): string {
  const point = pointText(experiment, at);
  return point && ` at ${point}`;
}
