import type { AvalanchesResult, Results } from '../../results/contract.ts';
import { pointText } from '../../results/sweep.ts';
import { extent } from '../axis-range.ts';
import type { CurvesPanel, Figure, Series } from '../figure.ts';
import { readableNumber, withError } from '../../results/readable-numbers.ts';
import { byPoint, notDrawn } from '../spectra/ranks-panel.ts';

const title = 'Sizes and durations of avalanches';

/** `plot avalanches`: shares of avalanches at least so large or long, each condition with the law fitted to it. */
export function avalanchesFigure(results: Results): Figure {
  const { experiment, avalanches = [] } = results;
  if (avalanches.length === 0)
    return notDrawn(
      'avalanches',
      title,
      'There is nothing to draw: `measure tau = avalanche_exponent(of: size)` found no avalanches in any condition.',
    );
  const several = experiment.conditions.length > 1;
  const panels = (['size', 'duration'] as const).flatMap((of) => {
    const found = avalanches.filter((each) => each.of === of);
    return found.length === 0
      ? []
      : byPoint(experiment, found).map(({ at, isOnly, of: by }): CurvesPanel => {
          const series = experiment.conditions.flatMap(({ name }, index) => {
            const all = by(name);
            return all.length === 0 ? [] : [seriesOf(name, several && index === 0, all)];
          });
          const lines = series.flatMap((each) => each.lines);
          return {
            kind: 'curves',
            at,
            ...(isOnly ? {} : { title: pointText(experiment, at) }),
            measure: of,
            seeds: 'lines',
            x: {
              label: of === 'size' ? 'Size' : 'Duration (bins)',
              unit: '',
              factor: 1,
              scale: 'log',
              domain: extent(
                lines.flatMap(({ x }) => x),
                'log',
              ),
            },
            y: {
              label: of === 'size' ? 'Share at least so large' : 'Share at least so long',
              unit: '',
              factor: 1,
              scale: 'log',
              domain: extent(
                lines.flatMap(({ y }) => y),
                'log',
              ),
            },
            series,
            references: [],
          };
        });
  });
  const said = experiment.conditions.map(({ name }) => name).join(', ');
  return {
    name: 'avalanches',
    title,
    summary: `Shares of avalanches at least so large or long, of ${said}, with the laws fitted to them.`,
    caption: [
      'Complementary distributions of all avalanches; a line for each seed, and the first one’s law over the ' +
        'range that ' +
        'it was fitted to (dotted). Exponents are those of the density, so that a slope here is one less.',
      ...cutOffs(
        experiment.conditions.map(({ name }) => name),
        avalanches,
      ),
    ],
    panels,
  };
}

function seriesOf(condition: string, isReference: boolean, found: readonly AvalanchesResult[]): Series {
  const [{ law }] = found;
  const lines = found.map(({ seed, seen }) => ({ seed, x: Array.from(seen.x), y: Array.from(seen.y) }));
  return {
    condition,
    note: law ? withError(law.exponent, law.error) : 'no power law',
    isReference,
    ...(law && { theory: { x: Array.from(law.x), y: Array.from(law.y) } }),
    lines,
    mean: { x: lines[0].x, y: lines[0].y, interval: lines[0].x.map(() => null) },
  };
}
function cutOffs(conditions: readonly string[], found: readonly AvalanchesResult[]): string[] {
  const said = conditions.flatMap((condition) =>
    (['size', 'duration'] as const).flatMap((what) => {
      const first = found.find((each) => each.condition === condition && each.of === what)?.law;
      if (!first) return [];
      const end =
        first.cutOff !== undefined
          ? `, cut off exponentially at ${readableNumber(first.cutOff)}`
          : first.to !== undefined
            ? ` to ${readableNumber(first.to)}`
            : '';
      return [`${condition} ${what} from ${readableNumber(first.from)}${end}`];
    }),
  );
  return said.length === 0 ? [] : [`Fitted: ${said.join('; ')}.`];
}
