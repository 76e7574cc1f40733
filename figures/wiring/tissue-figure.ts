import type { Results } from '../../results/contract.ts';
import { pointText } from '../../results/sweep.ts';
import type { Figure, TissuePanel, TissuePlot } from '../figure.ts';
import { canBeDrawn } from '../axis-range.ts';
import { plainNumber } from '../number-text.ts';
import { byPoint } from '../spectra/index.ts';
import { spaceAround } from '../turned-space.ts';

/** More lines than these hide each other: of one or two networks, of each of more, and of a small network. */
const mostLines = 500;
const mostOfMany = 250;
const linesOfNeuron = 3;
const named = { name: 'network', title: 'Network in its tissue' };

/** `plot network`: neurons where they stand, with their strongest connections. */
export function tissueFigure(results: Results): Figure {
  const found = (results.tissues ?? []).filter(({ positions }) => positions.every((place) => canBeDrawn(place)));
  if (found.length === 0) {
    const nothing =
      'No network with places is kept: the neurons of a matrix, or of a network that is trained over trials, have ' +
      'places where a `connect` says `place` or a file tells them.';
    return { ...named, summary: nothing, caption: [nothing], panels: [] };
  }
  const { conditions } = results.experiment;
  const panels = byPoint(results.experiment, found).map((point): TissuePanel => {
    const here = conditions.flatMap(({ name }) => point.of(name).slice(0, 1)),
      most = here.length > 2 ? mostOfMany : mostLines;
    return {
      kind: 'tissue',
      ...(point.isOnly ? {} : { title: pointText(results.experiment, point.at) }),
      space: spaceAround(here),
      plots: here.map((tissue): TissuePlot => {
        const { condition, dimensions, positions, connections } = tissue,
          neurons = positions.length / dimensions,
          chosen = [...tissue.weight.keys()]
            .filter((k) => canBeDrawn(tissue.weight[k]))
            .slice(0, Math.min(most, linesOfNeuron * neurons)),
          weight = Float64Array.from(chosen, (k) => tissue.weight[k]);
        return {
          condition,
          isReference: condition === conditions[0].name && conditions.length > 1,
          note: noteOf(weight, connections),
          dimensions,
          positions,
          pre: Int32Array.from(chosen, (k) => tissue.pre[k]),
          post: Int32Array.from(chosen, (k) => tissue.post[k]),
          weight,
          connections,
        };
      }),
    };
  });
  const [{ seed }] = found;
  const isDeep = found.some(({ dimensions }) => dimensions > 2);
  const plots = panels.flatMap((panel) => panel.plots);
  const isSelected = plots.some(({ weight, connections }) => weight.length < connections);
  return {
    ...named,
    title: `${named.title}, seed ${seed}`,
    panels,
    summary:
      `Neurons in their places with their ${isSelected ? 'strongest ' : ''}connections, seed ${seed}: ` +
      `${plots.map(({ condition, note }) => `${condition}, ${note}`).join('; ')}.`,
    caption: [
      `Dots: neurons${isDeep ? ', the nearer the larger; seen from one side, without perspective' : ''}. ` +
        `Lines: ${isSelected ? 'the strongest connections' : 'the connections'} of different neurons, red positive, ` +
        'blue negative, wider the larger |w| is in its network; their direction is not shown.',
      ...(found.some(({ learned }) => learned) ? ['Weights of networks are those after training.'] : []),
    ],
  };
}
function noteOf(weight: Float64Array, connections: number): string {
  if (connections === 0) return 'no connections';
  const drawn = weight.length,
    all = connections.toLocaleString('en'),
    range = [...new Set([weight[0], weight[drawn - 1]].map((each) => plainNumber(rounded(each))))];
  const count = drawn < connections ? `${drawn.toLocaleString('en')} of ${all}` : `all ${all}`;
  return drawn === 0 ? count : `${count}, |w| ${range.join(' to ')}`;
}
const rounded = (weight: number): number => Number(Math.abs(weight).toPrecision(2));
