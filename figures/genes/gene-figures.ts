import { transitionGraph } from '../../engine/genes/index.ts';
import type { GenesResult, Results } from '../../results/contract.ts';
import type { Figure } from '../figure.ts';
import { attractorsFigure } from './attractors-figure.ts';
import { attractorsTogether } from './several.ts';
import { mostStates, transitionsFigure } from './transitions-figure.ts';
import { wiringFigure } from './wiring-figure.ts';

/** More state graphs than this fill more than a page. */
const mostDrawn = 3;
const noNetwork = 'No gene network at hand: a run keeps those that its conditions depend on.';

/** `plot attractors`: of every network of the experiment. */
export function attractorsOf({ genes = [] }: Results): Figure {
  if (genes.length === 0) return without('attractors', 'Attractors');
  return genes.length === 1 ? attractorsFigure(genes[0].network, genes[0].analysis) : attractorsTogether(genes);
}
/** `plot transitions`: of the first networks of the experiment, where they have few states. */
export function transitionsOf({ genes = [] }: Results): Figure {
  if (genes.length === 0) return without('transitions', 'State transitions');
  const parts = genes
    .slice(0, mostDrawn)
    .map((result) => ({ condition: result.condition, figure: laidOutOnce(result) }));
  if (genes.length === 1) return parts[0].figure;
  const sentences = new Map<string, string[]>();
  for (const { condition, figure } of parts)
    for (const sentence of figure.caption) sentences.set(sentence, [...(sentences.get(sentence) ?? []), condition]);
  const left = genes.slice(mostDrawn).map(({ condition }) => condition);
  return {
    name: 'transitions',
    title: 'State transitions',
    summary:
      `State transitions of ${parts.length} networks. ` +
      `${parts.map(({ condition, figure }) => `${condition}: ${figure.summary}`).join(' ')}`,
    panels: parts.flatMap(({ condition, figure }) => figure.panels.map((panel) => ({ ...panel, title: condition }))),
    caption: [
      ...[...sentences].map(([sentence, conditions]) =>
        conditions.length === parts.length ? sentence : `${conditions.join(', ')}: ${sentence}`,
      ),
      ...(left.length > 0
        ? [
            `Not drawn: ${left.join(', ')}; compare them by themselves, or put the cursor on one in the editor, ` +
              `to see them.`,
          ]
        : []),
    ],
  };
}
/** A view draws its figures many times; the places of up to 256 states are worth keeping. */
const laidOut = new WeakMap<GenesResult, Figure>();
function laidOutOnce(result: GenesResult): Figure {
  const { network, analysis } = result;
  const figure =
    laidOut.get(result) ?? transitionsFigure(network, transitionGraph(network, analysis.update, mostStates), analysis);
  laidOut.set(result, figure);
  return figure;
}
/**
 * `plot wiring`: of the reference's network; what is held at a value in another is a matter of its rules, not of its
 * wiring.
 */
export function wiringOf({ genes = [] }: Results): Figure {
  return genes.length > 0 ? wiringFigure(genes[0].network) : without('wiring', 'Wiring');
}
function without(name: string, title: string): Figure {
  return { name, title, summary: noNetwork, caption: [noNetwork], panels: [] };
}
