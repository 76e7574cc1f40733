import { curvePlotNamed } from '../catalogue/plots/index.ts';
import type { ExperimentSpec } from '../language/specification.ts';

/** The curves that an experiment's plots draw of each condition, each once. */
export const curvesPlotted = ({ plots }: ExperimentSpec): readonly string[] => [
  ...new Set(plots.flatMap(({ what, by }) => (by === undefined && curvePlotNamed(what) ? [what] : []))),
];
/** The table of a curve in a run's folder: `x` and `y`, in SI units. */
export const curveFile = (plot: string): string => `plot-${plot}.csv`;
