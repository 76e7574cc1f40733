import { transitionGraph } from '../../engine/genes/index.ts';
import type { GenesResult, Results } from '../../runs/results.ts';
import type { Figure, Panel } from '../figure.ts';
import { attractorPanels, attractorsFigure } from './attractors.ts';
import { mostStates, transitionsFigure } from './transitions.ts';
import { wiringFigure } from './wiring.ts';

/** Of more networks than this only the basins are drawn. */
const mostTables = 4;
const mostDrawn = 6;
const noNetwork = 'No gene network at hand: a run keeps those that its conditions depend on.';

/** `plot attractors`: of every network of the experiment. */
export function attractorsOf({ genes = [] }: Results): Figure {
  if (genes.length === 1) return attractorsFigure(genes[0].network, genes[0].analysis);
  return together('attractors', 'Attractors', genes, ({ network, analysis }, index) => {
    const { areas, grid, sentences, summary } = attractorPanels(network, analysis);
    return { panels: [...(areas ? [areas] : []), ...(grid && index < mostTables ? [grid] : [])], caption: sentences, summary };
  }, Infinity);
}
/** `plot transitions`: of every network of the experiment that has few states. */
export function transitionsOf({ genes = [] }: Results): Figure {
  const drawn = ({ network, analysis }: GenesResult) => transitionsFigure(network, transitionGraph(network, analysis.update, mostStates), analysis);
  if (genes.length === 1) return drawn(genes[0]);
  return together('transitions', 'State transitions', genes, drawn, mostDrawn);
}
/** `plot wiring`: of the reference's network; what is held at a value in another is a matter of its rules, not of its wiring. */
export function wiringOf({ genes = [] }: Results): Figure {
  return genes.length > 0 ? wiringFigure(genes[0].network) : together('wiring', 'Wiring', [], () => ({ panels: [], caption: [], summary: '' }), 1);
}

type Part = Pick<Figure, 'panels' | 'caption' | 'summary'>;
/** One figure of several networks: panels named by the condition, sentences that are the same said once. */
function together(name: string, title: string, genes: readonly GenesResult[], partOf: (result: GenesResult, index: number) => Part, most: number): Figure {
  if (genes.length === 0) return { name, title, summary: noNetwork, caption: [noNetwork], panels: [] };
  const shown = genes.slice(0, most);
  const parts = shown.map((result, index) => ({ condition: result.condition, ...partOf(result, index) }));
  const sentences = new Map<string, string[]>();
  for (const { condition, caption } of parts) for (const sentence of caption) sentences.set(sentence, [...(sentences.get(sentence) ?? []), condition]);
  const left = genes.length - shown.length;
  return {
    name, title,
    summary: `${title} of ${genes.length} networks. ${parts.slice(0, 3).map((part) => `${part.condition}: ${part.summary}`).join(' ')}`,
    panels: parts.flatMap(({ condition, panels }) => panels.map((panel, index): Panel => (index === 0 ? { ...panel, title: condition } : panel))),
    caption: [
      ...[...sentences].map(([sentence, conditions]) => (conditions.length === parts.length ? sentence : `${listed(conditions)}: ${sentence}`)),
      ...(left > 0 ? [`${left} more networks not drawn.`] : []),
    ],
  };
}
function listed(names: readonly string[]): string {
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}
