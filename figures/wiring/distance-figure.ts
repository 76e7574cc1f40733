import type { Results, WeightByDistanceResult } from '../../results/contract.ts';
import { pointText, type SweepPoint, sweepPoints } from '../../results/sweep.ts';
import { canBeDrawn, domainOf, extent, logDomain } from '../axis-range.ts';
import { seedsSentence } from '../caption.ts';
import type { Axis, CurvesPanel, Figure, Series } from '../figure.ts';
import { samePoint } from '../final-values.ts';
import { formatNumber } from '../number-text.ts';

interface Shown {
  readonly measure: 'mean' | 'median' | 'share';
  readonly label: string;
  readonly unit: string;
  readonly factor: number;
}
const shown: readonly Shown[] = [
  { measure: 'mean', label: 'Mean |w|, absent ones as 0', unit: '', factor: 1 },
  { measure: 'median', label: 'Median |w| of the connected', unit: '', factor: 1 },
  { measure: 'share', label: 'Share of the sum of |w|', unit: '%', factor: 100 },
];
const named = { name: 'weight-by-distance', title: 'Weight by distance' };
/** Values further apart than this stand on a logarithmic axis. */
const wide = 30;

/** `plot weight by distance`: weights against the distance of their neurons, after training and, faintly, before. */
export function distanceFigure(results: Results): Figure {
  const found = results.weightsByDistance ?? [];
  if (found.length === 0) {
    const nothing =
      'No weights by distance are kept: they are of matrices and of networks that are trained over trials, up to ' +
      '1,000 neurons, which have places (`place` in a `connect`).';
    return { ...named, summary: nothing, caption: [nothing], panels: [] };
  }
  const { experiment } = results,
    points = sweepPoints(experiment);
  const panels = points.flatMap((at) => {
    const here = found.filter((each) => samePoint(each.at, at));
    return shown.flatMap((what) => panelOf(results, what, here, at, points.length > 1));
  });
  const counts = experiment.conditions.map(
    ({ name }) => new Set(found.filter(({ condition }) => condition === name).map(({ seed }) => seed)).size,
  );
  return {
    ...named,
    panels,
    summary:
      `Weights by the distance of the two neurons, for ${experiment.conditions.length} ` +
      `conditions: their mean, their median, and what each distance has of the whole.`,
    caption: [
      `${Math.max(...counts) > 1 ? 'Thin lines: one per seed. Thick lines: their mean.' : 'One line per condition.'} ` +
        seedsSentence(counts.filter((count) => count > 0)),
      ...(found.some(({ when }) => when === 'before')
        ? ['Dotted and pale: before training, the mean of the seeds.']
        : []),
      'Pairs of different neurons, in bins of distance; a point stands in the middle of its bin.',
      ...ownSentence(results, found),
    ],
  };
}

function ownSentence({ experiment }: Results, found: readonly WeightByDistanceResult[]): string[] {
  const shares = experiment.conditions.flatMap(({ name }) => {
    const own = found
      .filter(({ condition, when, ownShare }) => condition === name && when === 'after' && Number.isFinite(ownShare))
      .map((each) => each.ownShare);
    return own.length === 0
      ? []
      : [`${name} ${formatNumber((100 * own.reduce((sum, share) => sum + share, 0)) / own.length, 1)} %`];
  });
  if (shares.length === 0) return [];
  return [`Not drawn, and part of the sum: weights of neurons onto themselves, ${shares.join(', ')}.`];
}

function panelOf(
  { experiment }: Results,
  { measure, label, unit, factor }: Shown,
  found: readonly WeightByDistanceResult[],
  at: SweepPoint,
  isTitled: boolean,
): CurvesPanel[] {
  const curves = found.map((each) => ({
    ...each,
    x: Array.from(each.from, (from, bin) => (from + each.to[bin]) / 2),
    y: Array.from(each[measure]),
  }));
  const values = curves.flatMap(({ y }) => y.filter((value) => canBeDrawn(value)));
  const positive = values.filter((value) => value > 0);
  if (positive.length === 0) return [];
  const [low, high] = extent(positive, 'log');
  const scale: Axis['scale'] = measure !== 'share' && high / low > wide ? 'log' : 'linear';
  const series = experiment.conditions.map(({ name }, index): Series => {
    const of = (when: WeightByDistanceResult['when']) =>
      curves
        .filter(({ condition, when: then }) => condition === name && then === when)
        .map(({ seed, x, y }) => ({ seed, ...drawn(x, y, scale) }));
    const lines = of('after'),
      before = of('before'),
      mean = meanOf(lines);
    return {
      condition: name,
      isReference: index === 0 && experiment.conditions.length > 1,
      lines,
      mean: { ...mean, interval: mean.x.map(() => null) },
      ...(before.length > 0 && { before: meanOf(before) }),
    };
  });
  const [, furthest] = extent(curves.flatMap(({ to }) => Array.from(to)));
  return [
    {
      kind: 'curves',
      at,
      ...(isTitled && { title: pointText(experiment, at) }),
      measure: `${measure} of |w|`,
      seeds: 'lines',
      x: { label: 'Distance', unit: 'µm', factor: 1e6, scale: 'linear', domain: [0, furthest] },
      y: {
        label,
        unit,
        factor,
        scale,
        domain: scale === 'log' ? logDomain(positive).domain : [0, domainOf([0, ...values])[1]],
      },
      references: [],
      series,
    },
  ];
}
function drawn(x: readonly number[], y: readonly number[], scale: Axis['scale']) {
  const there = [...x.keys()].filter((bin) => canBeDrawn(y[bin], scale));
  return { x: there.map((bin) => x[bin]), y: there.map((bin) => y[bin]) };
}
/** At the distances that every line has. */
function meanOf(lines: readonly { readonly x: readonly number[]; readonly y: readonly number[] }[]) {
  const shared = (lines[0]?.x ?? []).filter((x) => lines.every((line) => line.x.includes(x)));
  return {
    x: shared,
    y: shared.map((x) => lines.reduce((sum, line) => sum + line.y[line.x.indexOf(x)], 0) / lines.length),
  };
}
