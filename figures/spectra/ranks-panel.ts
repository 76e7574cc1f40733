import type { ExperimentSpec } from '../../language/specification.ts';
import type { Origin } from '../../results/contract.ts';
import type { Figure, Series } from '../figure.ts';
import { canBeDrawn } from '../axis-range.ts';
import { samePoint } from '../final-values.ts';
import { type SweepPoint, sweepPoints } from '../../results/sweep.ts';

/** Ranks drawn of a curve of thousands: each up to 20, then evenly spaced in their logarithm. */
export function ranksShown(count: number): number[] {
  const most = 160;
  if (count <= most) return Array.from({ length: count }, (_, index) => index + 1);
  const few = 20;
  const step = (count / few) ** (1 / (most - few));
  return [
    ...new Set(
      Array.from({ length: most }, (_, index) =>
        index < few ? index + 1 : Math.min(count, Math.round(few * step ** (index - few + 1))),
      ),
    ),
  ];
}

/**
 * A line per seed against rank on logarithmic axes, what has no place there left out, and their geometric mean where
 * every seed has a value.
 */
export function seriesByRank(
  condition: string,
  isReference: boolean,
  found: readonly { readonly seed: number; readonly values: Float64Array }[],
): Series {
  const lines = found.map(({ seed, values }) => {
    const ranks = ranksShown(values.length).filter((rank) => canBeDrawn(values[rank - 1], 'log'));
    return { seed, x: ranks, y: ranks.map((rank) => values[rank - 1]) };
  });
  const shared = (lines[0]?.x ?? []).filter((rank) => found.every(({ values }) => canBeDrawn(values[rank - 1], 'log')));
  const mean = {
    x: shared,
    y: shared.map((rank) => geometricMean(found.map(({ values }) => values[rank - 1]))),
    interval: shared.map(() => null),
  };
  return { condition, isReference, lines, mean };
}
export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** The results at each point of the sweep that has some, those of each condition together, by seed. */
export function byPoint<Result extends Origin>(
  experiment: ExperimentSpec,
  results: readonly Result[],
): {
  readonly at: SweepPoint;
  readonly isOnly: boolean;
  readonly of: (condition: string) => readonly Result[];
  readonly all: readonly Result[];
}[] {
  const points = sweepPoints(experiment);
  return points.flatMap((at) => {
    const all = results.filter((each) => samePoint(each.at, at)).sort((a, b) => a.seed - b.seed);
    return all.length > 0
      ? [
          {
            at,
            isOnly: points.length === 1,
            of: (condition) => all.filter((each) => each.condition === condition),
            all,
          },
        ]
      : [];
  });
}

export function notDrawn(name: string, title: string, why: string): Figure {
  return { name, title, summary: why, caption: [why], panels: [] };
}
