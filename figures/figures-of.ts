import type { PlotSpec } from '../language/specification.ts';
import type { Results } from '../results/contract.ts';
import { byCondition } from './by-condition.ts';
import { byStep } from './by-step.ts';
import { byVariable } from './by-variable.ts';
import { circuit, matrix } from './circuit-figure.ts';
import type { Figure } from './figure.ts';
import { attractorsOf, fatesFigure, screenFigure, transitionsOf, wiringOf } from './genes/index.ts';
import { byEpoch, learning } from './learning-figure.ts';
import {
  componentsFigure,
  eigenvaluesFigure,
  rasterFigure,
  spectrumFigure,
  timescalesFigure,
} from './spectra/index.ts';

/**
 * One figure per `plot` statement, in their order. A plot that cannot be drawn (yet) becomes a figure without panels
 * that says why.
 */
export function figuresOf(results: Results): Figure[] {
  const named = new Map<string, number>();
  return results.experiment.plots.map((plot) => {
    const figure = figureOf(results, plot);
    const times = (named.get(figure.name) ?? 0) + 1;
    named.set(figure.name, times);
    return times === 1 ? figure : { ...figure, name: `${figure.name}-${times}` };
  });
}
function figureOf(results: Results, plot: PlotSpec): Figure {
  const { what, by } = plot;
  if (by === undefined) {
    if (what === 'learning') return learning(results);
    if (what === 'circuit') return circuit(results);
    if (what === 'matrix') return matrix(results);
    if (what === 'attractors') return attractorsOf(results);
    if (what === 'transitions') return transitionsOf(results);
    if (what === 'wiring') return wiringOf(results);
    if (what === 'fates') return fatesFigure(results);
    if (what === 'screen') return screenFigure(results);
    if (what === 'spectrum') return spectrumFigure(results);
    if (what === 'eigenvalues') return eigenvaluesFigure(results);
    if (what === 'timescales') return timescalesFigure(results);
    if (what === 'raster') return rasterFigure(results);
    if (what === 'pcs') return componentsFigure(results);
    return notDrawn(plot, `\`plot ${what}\` is not drawn by this version; its numbers are in the run's folder.`);
  }
  if (by === 'condition') return byCondition(results, what);
  if (by === 'epoch') return byEpoch(results, what);
  if (by === 'step') return byStep(results, what);
  if (results.experiment.vary.some((each) => each.name === by)) return byVariable(results, what, by);
  return notDrawn(plot, `Nothing named \`${by}\` is varied: write \`vary ${by} in …\`, or plot by condition.`);
}
function notDrawn(plot: PlotSpec, why: string): Figure {
  const name = (plot.by === undefined ? plot.what : `${plot.what}-by-${plot.by}`).replace(/[^A-Za-z0-9_-]+/g, '-');
  return { name, title: plot.text.replace(/^plot\s+/, ''), summary: why, caption: [why], panels: [] };
}
