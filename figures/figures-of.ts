import { curvePlotNamed, isPicture, type PictureName, type pictures } from '../catalogue/plots/index.ts';
import type { PlotSpec } from '../language/specification.ts';
import type { Results } from '../results/contract.ts';
import { byCondition } from './by-condition.ts';
import { byFactor } from './by-factor.ts';
import { byStep, curveFigure } from './by-step.ts';
import { byVariable } from './by-variable.ts';
import { avalanchesFigure, shapesFigure } from './criticality/index.ts';
import { circuit, matrix } from './circuit-figure.ts';
import type { Figure } from './figure.ts';
import { attractorsOf, fatesFigure, screenFigure, transitionsOf, wiringOf } from './genes/index.ts';
import { landscapeFigure, stiffnessFigure } from './students/index.ts';
import { byEpoch, learning } from './learning-figure.ts';
import {
  componentsFigure,
  eigenvaluesFigure,
  orderedMatrices,
  rasterFigure,
  spectrumFigure,
  timescalesFigure,
} from './spectra/index.ts';
import { taskFigure } from './task-figure.ts';
import { distanceFigure, tissueFigure } from './wiring/index.ts';

/**
 * One figure per `plot` statement, in their order. A plot that cannot be drawn (yet) becomes a figure without panels
 * that says why.
 */
export function figuresOf(results: Results): Figure[] {
  const taken = new Set<string>();
  return results.experiment.plots.map((plot) => {
    const figure = figureOf(results, plot);
    let name = figure.name;
    for (let times = 2; taken.has(name); times++) name = `${figure.name}-${times}`;
    taken.add(name);
    return { ...figure, name };
  });
}
type Draw = (results: Results) => Figure;
type ByOf<Name extends PictureName> = (typeof pictures)[Name] extends { readonly by: infer By } ? keyof By : never;
/** How each picture of the catalogue is drawn by itself. */
const drawn: { readonly [Name in PictureName as (typeof pictures)[Name] extends OnlyBy ? never : Name]: Draw } = {
  learning,
  landscape: landscapeFigure,
  stiffness: stiffnessFigure,
  avalanches: avalanchesFigure,
  shapes: shapesFigure,
  circuit,
  matrix,
  attractors: attractorsOf,
  transitions: transitionsOf,
  wiring: wiringOf,
  fates: fatesFigure,
  screen: screenFigure,
  spectrum: spectrumFigure,
  eigenvalues: eigenvaluesFigure,
  timescales: timescalesFigure,
  raster: rasterFigure,
  pcs: componentsFigure,
  task: taskFigure,
  network: tissueFigure,
};
type OnlyBy = { readonly onlyBy: true };
/** And by what it can be drawn. */
const drawnBy: { readonly [Name in PictureName as ByOf<Name> extends never ? never : Name]: Record<ByOf<Name>, Draw> } =
  {
    matrix: {
      module: (results) => orderedMatrices(results, 'module'),
      place: (results) => orderedMatrices(results, 'place'),
    },
    weight: { distance: distanceFigure },
  };
const drawing = (what: string, by: string | undefined): Draw | undefined => {
  if (!isPicture(what)) return undefined;
  if (by === undefined) return (drawn as Readonly<Partial<Record<PictureName, Draw>>>)[what];
  const each: Readonly<Record<string, Draw>> | undefined = (
    drawnBy as Readonly<Partial<Record<PictureName, Readonly<Record<string, Draw>>>>>
  )[what];
  return each && Object.hasOwn(each, by) ? each[by] : undefined;
};
function figureOf(results: Results, plot: PlotSpec): Figure {
  const { what, by } = plot;
  const curve = curvePlotNamed(what),
    isVaried = results.experiment.vary.some((each) => each.name === by),
    draw = isVaried ? undefined : drawing(what, by);
  if (draw) return draw(results);
  if (by === undefined && curve) return curveFigure(results, curve);
  if (by === undefined) return notDrawn(plot, `There is no plot \`${what}\` in this version.`);
  if (by === 'condition') return byCondition(results, what);
  if (by === 'epoch') return byEpoch(results, what);
  if (by === 'step') return byStep(results, what);
  if (isVaried) return byVariable(results, what, by);
  const factor = results.experiment.factors?.find((each) => each.name === by);
  if (factor) return byFactor(results, what, factor);
  return notDrawn(plot, `Nothing named \`${by}\` is varied: write \`vary ${by} in …\`, or plot by condition.`);
}
function notDrawn(plot: PlotSpec, why: string): Figure {
  const name = plot.by === undefined ? plot.what : `${plot.what}-by-${plot.by}`;
  return { name, title: plot.text.replace(/^plot\s+/, ''), summary: why, caption: [why], panels: [] };
}
