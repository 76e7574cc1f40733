import type { CurvatureResult, Results } from '../../results/contract.ts';
import { pointText } from '../../results/sweep.ts';
import { extent } from '../axis-range.ts';
import type { CurvesPanel, Figure, Series } from '../figure.ts';
import { byPoint, notDrawn, seriesByRank } from '../spectra/ranks-panel.ts';

/** Modes less curved than this share of the stiffest are those of rounding. */
const least = 1e-10;

/** `plot stiffness`: curvature by mode, and what training leaves of the error of the parameters along the modes. */
export function stiffnessFigure(results: Results): Figure {
  const { experiment, curvatures = [] } = results;
  if (curvatures.length === 0)
    return notDrawn(
      'stiffness',
      'Stiff and sloppy modes',
      'There are no modes to draw: `measure stiff = stiff_modes(share: 90 %)` finds them, of a student that follows ' +
        'a teacher.',
    );
  const several = experiment.conditions.length > 1;
  const panels = byPoint(experiment, curvatures).flatMap((point): CurvesPanel[] => {
    const drawn = (make: (name: string, isReference: boolean, found: readonly CurvatureResult[]) => Series) =>
      experiment.conditions.map(({ name }, index) => make(name, several && index === 0, point.of(name)));
    const curved = drawn((name, isReference, found) =>
        seriesByRank(
          name,
          isReference,
          found.map(({ seed, values }) => ({
            seed,
            values: values.map((value) => (value > least * values[0] ? value : 0)),
          })),
        ),
      ),
      left = drawn(leftBy);
    const title = point.isOnly ? {} : { title: pointText(experiment, point.at) };
    const size = Math.max(...point.all.map(({ values }) => values.length));
    const common = {
      kind: 'curves' as const,
      at: point.at,
      seeds: 'lines' as const,
      x: { label: 'Mode by rank', unit: '', factor: 1, scale: 'log' as const, domain: [1, size] as const },
    };
    const heights = (of: readonly Series[]) => of.flatMap(({ lines }) => lines.flatMap(({ y }) => y));
    return [
      {
        ...common,
        ...title,
        measure: 'curvature',
        y: {
          label: 'Curvature of the loss',
          unit: '',
          factor: 1,
          scale: 'log',
          domain: extent(heights(curved), 'log'),
        },
        series: curved,
        references: [],
      },
      {
        ...common,
        measure: 'error left',
        y: {
          label: 'Squared error along modes, as a share of that before training',
          unit: '',
          factor: 1,
          scale: 'linear',
          domain: [0, Math.max(1.1, ...heights(left))],
        },
        series: left,
        references: [{ label: 'as before', value: 1 }],
      },
    ];
  });
  const said = experiment.conditions.map(({ name }) => name).join(', ');
  return {
    name: 'stiffness',
    title: 'Stiff and sloppy modes of students',
    summary: `Curvature of the loss by mode of ${said}, and what is left of the error along the modes.`,
    caption: [
      'Modes of the Gauss–Newton Hessian of the loss of the recorded activity over gains and biases, at the trained ' +
        'student, from the stiffest; modes below 1e−10 of the stiffest are not drawn above.',
      'Below: squared error of gains and biases after training over that before, of modes whose ranks lie within ' +
        'half as much again.',
      'Thin lines: one per seed. Thick lines: their mean.',
    ],
    panels,
  };
}

/** Ranks from `from` to `to`, their number growing with the rank. */
function rankGroups(size: number): readonly { readonly from: number; readonly to: number }[] {
  const groups: { readonly from: number; readonly to: number }[] = [];
  for (let from = 1; from <= size; ) {
    const to = Math.min(size, Math.max(from, Math.floor(1.5 * from)));
    groups.push({ from, to });
    from = to + 1;
  }
  return groups;
}
function leftBy(condition: string, isReference: boolean, found: readonly CurvatureResult[]): Series {
  const lines = found.map(({ seed, before, after }) => {
    const groups = rankGroups(before.length).flatMap(({ from, to }) => {
      const sum = (of: Float64Array): number => of.subarray(from - 1, to).reduce((all, value) => all + value, 0);
      return sum(before) > 0 ? [{ x: Math.sqrt(from * to), y: sum(after) / sum(before) }] : [];
    });
    return { seed, x: groups.map(({ x }) => x), y: groups.map(({ y }) => y) };
  });
  const shared = (lines[0]?.x ?? []).filter((x) => lines.every((line) => line.x.includes(x)));
  const meanAt = (x: number): number => lines.reduce((sum, line) => sum + line.y[line.x.indexOf(x)], 0) / lines.length;
  return {
    condition,
    isReference,
    lines,
    mean: { x: shared, y: shared.map(meanAt), interval: shared.map(() => null) },
  };
}
