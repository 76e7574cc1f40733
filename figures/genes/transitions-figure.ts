import type { GeneNetwork, NetworkAnalysis, TransitionGraph } from '../../engine/genes/index.ts';
import type { Figure, TransitionsPanel } from '../figure.ts';
import { graphLayout } from './graph-layout.ts';
import { chosen, tintOfAttractor } from './landscape-figure.ts';
import { counted, heldSentence, type NamedNetwork, titled } from './named-network.ts';

/** More states than this cannot be told apart on a page. */
export const mostStates = 256;

/**
 * Every state and where it leads: for networks of few states. `graph` is undefined where there are too many to list.
 */
export function transitionsFigure(
  network: NamedNetwork,
  graph: TransitionGraph | undefined,
  analysis: NetworkAnalysis,
): Figure {
  const name = 'transitions';
  const title = titled('State transitions', network);
  if (!graph || graph.states.length > mostStates) {
    const states = analysis.free <= 53 ? counted(2 ** analysis.free, 'state') : `2^${analysis.free} states`;
    const why =
      `${states} are too many to draw one by one (at most ${mostStates}): \`plot attractors\` shows where ` +
      `they lead.`;
    return { name, title, summary: why, caption: [why], panels: [] };
  }
  const { panel, sentences } = transitionsPanel(network, graph, analysis);
  const ends = panel.states.filter((state) => state.attractor).length;
  return {
    name,
    title,
    panels: [panel],
    caption: sentences,
    summary:
      `${title} under ${analysis.update} update: ${counted(graph.states.length, 'state')}, ` +
      `${counted(graph.edges.length, 'transition')} between different states; ` +
      `${counted(ends, 'state is in an attractor', 'states are in attractors')}.`,
  };
}

export function transitionsPanel(
  network: GeneNetwork,
  graph: TransitionGraph,
  analysis: NetworkAnalysis,
): { readonly panel: TransitionsPanel; readonly sentences: readonly string[] } {
  const isPlain = network.fates.length === 0;
  const attractors = new Map(
    chosen(analysis, Infinity).flatMap(({ number, attractor }) =>
      attractor.states.map(
        (state) =>
          [
            state,
            {
              number,
              name: isPlain ? '' : attractor.fate,
              tint: tintOfAttractor(network, analysis, { number, attractor }),
            },
          ] as const,
      ),
    ),
  );
  const text = shownVariables(network, graph, analysis);
  const { extent, x, y } = graphLayout(graph);
  return {
    panel: {
      kind: 'transitions',
      extent,
      edges: graph.edges,
      states: graph.states.map((state, index) => {
        const attractor = attractors.get(text(state));
        return { text: text(state), x: x[index], y: y[index], ...(attractor ? { attractor } : {}) };
      }),
    },
    sentences: [
      `${graph.states.length === 1 ? 'The only state' : `All ${counted(graph.states.length, 'state')}`}, ` +
        `each written as ${[...analysis.genes, ...analysis.inputs].join(', ')} (0 off, 1 on).`,
      analysis.update === 'synchronous'
        ? 'Each leads to one other, all genes at once; a state without an arrow stays.'
        : 'An arrow for each gene that can turn next; a state without an arrow stays.',
      'Large and coloured: states of attractors. A passing state is named where there is room.',
      ...[heldSentence(network)].filter((each) => each !== undefined),
    ],
  };
}
/** Inputs that are held are the same in every state, and left out as in the analysis. */
function shownVariables(
  network: GeneNetwork,
  graph: TransitionGraph,
  analysis: NetworkAnalysis,
): (state: string) => string {
  const shown = analysis.genes.length + analysis.inputs.length;
  if (graph.states.length === 0 || graph.states[0].length === shown) return (state) => state;
  const free = new Set(analysis.inputs);
  const kept = [
    ...analysis.genes.keys(),
    ...network.inputs.flatMap((name, index) => (free.has(name) ? [analysis.genes.length + index] : [])),
  ];
  return (state) => kept.map((index) => state[index]).join('');
}
