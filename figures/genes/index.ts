import type { NetworkAnalysis, TransitionGraph } from '../../engine/genes/index.ts';
import type { Figure } from '../figure.ts';
import { attractorsFigure } from './attractors.ts';
import type { NamedNetwork } from './subject.ts';
import { transitionsFigure } from './transitions.ts';
import { wiringFigure } from './wiring.ts';

export { attractorsFigure } from './attractors.ts';
export { fatesFigure } from './population.ts';
export { attractorsOf, transitionsOf, wiringOf } from './results.ts';
export { screenFigure } from './screen.ts';
export type { NamedNetwork } from './subject.ts';
export { mostStates, transitionsFigure } from './transitions.ts';
export { wiringFigure } from './wiring.ts';

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
