import type { Results } from '../../results/contract.ts';
import { canBeDrawn } from '../axis-range.ts';
import type { Figure, RasterPanel } from '../figure.ts';
import { unknownSentence } from '../draw/colour-scale.ts';
import { byPoint, notDrawn } from './ranks-panel.ts';
import { pointText } from '../../results/sweep.ts';

/** `plot raster`: the activity of all neurons in time, of the first seed. */
export function rasterFigure(results: Results): Figure {
  const rasters = results.rasters ?? [];
  if (rasters.length === 0)
    return notDrawn(
      'raster',
      'Activity',
      'There is no activity to draw: compare simulations (`dynamics`) or recordings (`data`).',
    );
  const { conditions } = results.experiment;
  const shown = byPoint(results.experiment, rasters).flatMap((point) =>
    conditions.flatMap(({ name }) =>
      point
        .of(name)
        .slice(0, 1)
        .map((raster) => ({
          raster,
          title: [pointText(results.experiment, point.at), conditions.length > 1 ? name : '']
            .filter(Boolean)
            .join(', '),
        })),
    ),
  );
  const panels = shown.map(({ raster, title }): RasterPanel => {
    const { neurons, bin, from, shown: frames, rows, columns, values } = raster;
    const axis = { factor: 1, scale: 'linear' as const };
    const isShort = frames * bin < 1;
    return {
      kind: 'raster',
      ...(title ? { title } : {}),
      rows,
      columns,
      values,
      most: quantileOfSizes(values, 0.99),
      label: 'SD',
      x: {
        ...axis,
        label: 'Time',
        unit: isShort ? 'ms' : 's',
        factor: isShort ? 1000 : 1,
        domain: [from * bin, (from + frames) * bin],
      },
      y: { ...axis, label: 'Neuron', unit: '', domain: [0, neurons] },
    };
  });
  const said = shown.map(
    ({ raster, title }) =>
      `${title ? `${title}: ` : ''}${raster.neurons.toLocaleString('en')} neurons, ` +
      `${Number((raster.shown * raster.bin).toPrecision(3))} s`,
  );
  const reduced = shown.some(({ raster }) => raster.rows < raster.neurons || raster.columns < raster.shown);
  return {
    name: 'raster',
    title: `Activity of seed ${rasters[0].seed}`,
    panels,
    summary: `Activity of neurons in time, seed ${rasters[0].seed}. ${said.join('; ')}.`,
    caption: [
      'Each neuron minus its mean and divided by its standard deviation; red above, blue below, white at ' +
        'the mean. The largest 1 % of values have the last colour of the bar.',
      ...unknownSentence(panels.map(({ values }) => values)),
      ...(reduced
        ? [
            `Reduced to ${Math.max(...panels.map(({ rows }) => rows))} × ` +
              `${Math.max(...panels.map(({ columns }) => columns))} means of neighbouring neurons and time bins.`,
          ]
        : []),
    ],
  };
}
function quantileOfSizes(values: Float32Array, share: number): number {
  const sizes = values
    .map(Math.abs)
    .filter((each) => canBeDrawn(each))
    .sort();
  return sizes[Math.min(sizes.length - 1, Math.floor(share * sizes.length))] || 1;
}
