import type { Results, ShapesResult } from '../../results/contract.ts';
import { pointText } from '../../results/sweep.ts';
import { extent } from '../axis-range.ts';
import type { CurvesPanel, Figure, Series } from '../figure.ts';
import { withError } from '../../results/readable-numbers.ts';
import { byPoint, notDrawn } from '../spectra/ranks-panel.ts';

const title = 'Shapes of avalanches, collapsed';

/** `plot shapes`: mean courses by duration, each over its duration to the power γ − 1; a panel for each condition. */
export function shapesFigure(results: Results): Figure {
  const { experiment, shapes = [] } = results;
  if (shapes.length === 0)
    return notDrawn(
      'shapes',
      title,
      'There is nothing to draw: `measure gamma = shape_collapse()` found no shapes of three durations in any ' +
        'condition.',
    );
  const panels = byPoint(experiment, shapes).flatMap(({ at, isOnly, of }) =>
    experiment.conditions.flatMap(({ name }): CurvesPanel[] => {
      const [first] = of(name);
      if (!first) return [];
      const series = seriesOf(first),
        heights = series.flatMap(({ mean }) => mean.y),
        found = withError(first.gamma, first.error);
      return [
        {
          kind: 'curves',
          at,
          title: `${isOnly ? '' : `${pointText(experiment, at)}, `}${name}: γ = ${found}`,
          measure: name,
          seeds: 'lines',
          seriesAre: 'duration in bins',
          x: { label: 'Part of the duration', unit: '', factor: 1, scale: 'linear', domain: [0, 1] },
          y: {
            label: 'Activity over duration to the power γ − 1',
            unit: '',
            factor: 1,
            scale: 'linear',
            domain: [Math.min(0, extent(heights, 'linear')[0]), extent(heights, 'linear')[1]],
          },
          series,
          references: [],
        },
      ];
    }),
  );
  const said = experiment.conditions.map(({ name }) => name).join(', ');
  return {
    name: 'shapes',
    title,
    summary: `Mean courses of avalanches by duration, scaled, of ${said}.`,
    caption: [
      'Of the first seed; at most six of the durations that have at least ten avalanches, evenly in logarithm. ' +
        'Shapes ' +
        'that fall on one another are those of one process at every scale.',
    ],
    panels,
  };
}
/** At most so many shapes are told apart. */
const most = 6;
function seriesOf({ seed, gamma, shapes }: ShapesResult): Series[] {
  const first = shapes[0].duration,
    last = shapes[shapes.length - 1].duration;
  const wanted = Array.from({ length: most }, (_, i) => first * (last / first) ** (i / (most - 1)));
  const chosen = new Set(
    wanted.map((duration) =>
      shapes.reduce((best, each) =>
        Math.abs(Math.log(each.duration / duration)) < Math.abs(Math.log(best.duration / duration)) ? each : best,
      ),
    ),
  );
  return [...chosen].map(({ duration, values }) => {
    const x = Array.from(values, (_, i) => i / (values.length - 1)),
      y = Array.from(values, (value) => value * duration ** (1 - gamma));
    return {
      condition: String(duration),
      isReference: false,
      lines: [{ seed, x, y }],
      mean: { x, y, interval: x.map(() => null) },
    };
  });
}
