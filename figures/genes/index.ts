import type { NetworkAnalysis, TransitionGraph } from '../../engine/genes/index.ts';
import type { Figure } from '../figure.ts';
import { attractorsFigure } from './attractors-figure.ts';
import type { NamedNetwork } from './named-network.ts';
import { transitionsFigure } from './transitions-figure.ts';
import { wiringFigure } from './wiring-figure.ts';

export { attractorsFigure } from './attractors-figure.ts';
export { fatesFigure } from './population-figure.ts';
export { attractorsOf, transitionsOf, wiringOf } from './gene-figures.ts';
export { screenFigure } from './screen-figure.ts';
export type { NamedNetwork } from './named-network.ts';
export { mostStates, transitionsFigure } from './transitions-figure.ts';
export { wiringFigure } from './wiring-figure.ts';

/**
 * What an editor shows of the network at the cursor: its wiring, where it ends and, where a graph of few states is
 * given, how it gets there.
 */
export function previewFigures(network: NamedNetwork, analysis: NetworkAnalysis, graph?: TransitionGraph): Figure[] {
  return [
    wiringFigure(network),
    attractorsFigure(network, analysis),
    ...(graph && graph.states.length <= mostPreviewed ? [transitionsFigure(network, graph, analysis)] : []),
  ];
}
/** More states than this are seen better in a figure of their own. */
const mostPreviewed = 64;
