import type { ComponentsResult, Results } from '../../results/contract.ts';
import type { Figure, MapsPanel } from '../figure.ts';
import { canBeDrawn, extent, spanOf } from '../axis-range.ts';
import { unknownSentence } from '../draw/colour-scale.ts';
import { byPoint, notDrawn } from './ranks-panel.ts';
import { pointText } from '../../results/sweep.ts';

const mostPoints = 4000;
const mostComponents = 8;

/** `plot pcs`: the weights of the leading principal components where the neurons lie, of the first seed. */
export function componentsFigure(results: Results): Figure {
  const all = results.components ?? [];
  if (all.length === 0)
    return notDrawn(
      'pcs',
      'Principal components',
      'There is no map to draw: it needs neurons with positions, in a simulation of a matrix with `place`, ' +
        'or in a recording with `positions`.',
    );
  const { conditions } = results.experiment;
  const shown = byPoint(results.experiment, all).flatMap((point) =>
    conditions.flatMap(({ name }) =>
      point
        .of(name)
        .slice(0, 1)
        .map((found) => ({
          found,
          title: [pointText(results.experiment, point.at), conditions.length > 1 ? name : '']
            .filter(Boolean)
            .join(', '),
        })),
    ),
  );
  const without = conditions
    .filter(({ name }) => !all.some(({ condition }) => condition === name))
    .map(({ name }) => name);
  const isSampled = shown.some(({ found }) => found.positions.length / found.dimensions > mostPoints);
  return {
    name: 'pcs',
    title: `Principal components in space, seed ${all[0].seed}`,
    panels: shown.map(({ found, title }) => mapsPanel(found, title)),
    summary:
      `Maps of the leading principal components where the neurons lie. ` +
      `${shown
        .map(
          ({ found, title }) =>
            `${title ? `${title}: ` : ''}${found.components.length} components of ` +
            `${(found.positions.length / found.dimensions).toLocaleString('en')} neurons`,
        )
        .join('; ')}.`,
    caption: [
      'Colour: the weight of each neuron, red positive, blue negative, each map on its own scale (the sign ' +
        'of a component means nothing). Percent: its share of the variance.',
      ...(shown.some(({ found }) => found.dimensions === 3) ? ['Seen along the third axis.'] : []),
      ...(without.length > 0 ? [`Without positions: ${without.join(', ')}.`] : []),
      ...unknownSentence(shown.flatMap(({ found }) => found.components.map(({ weights }) => weights))),
      ...(isSampled ? [`${mostPoints.toLocaleString('en')} of the neurons are drawn, evenly taken.`] : []),
    ],
  };
}
function mapsPanel({ dimensions, positions, components }: ComponentsResult, title: string): MapsPanel {
  const neurons = positions.length / dimensions,
    drawn = Math.min(neurons, mostPoints);
  const which = Int32Array.from({ length: drawn }, (_, index) => Math.floor((index * neurons) / drawn));
  const coordinate = (axis: number): Float64Array =>
    axis < dimensions
      ? Float64Array.from(which, (neuron) => positions[neuron * dimensions + axis])
      : new Float64Array(drawn);
  const [x, y] = [coordinate(0), coordinate(1)];
  const across = extent(x),
    up = extent(y);
  return {
    kind: 'maps',
    ...(title ? { title } : {}),
    label: 'Weight',
    x,
    y,
    extent: [across[0], up[0], spanOf(across), spanOf(up)],
    maps: components.slice(0, mostComponents).map(({ rank, weights, share }) => {
      const values = Float64Array.from(which, (neuron) => weights[neuron]);
      return {
        name: `PC ${rank}`,
        note: share === undefined || !canBeDrawn(share) ? '' : `${Number((share * 100).toPrecision(2))} %`,
        values,
        most: Math.max(...extent(values).map(Math.abs)) || 1,
      };
    }),
  };
}
