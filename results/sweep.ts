import type { ExperimentSpec } from '../language/specification.ts';

/** A value for each variable of `vary`; empty without a sweep. */
export type SweepPoint = Readonly<Record<string, number>>;

/** Every combination of the sweep's values, the last variable fastest; one empty point without a sweep. */
export function sweepPoints(experiment: ExperimentSpec): SweepPoint[] {
  return experiment.vary.reduce<SweepPoint[]>(
    (points, { name, values }) => points.flatMap((point) => values.map((value) => ({ ...point, [name]: value }))),
    [{}],
  );
}
