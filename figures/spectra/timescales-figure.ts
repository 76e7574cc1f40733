import { resultUnits } from '../../catalogue/quantities.ts';
import type { Results } from '../../results/contract.ts';
import type { CurvesPanel, Figure, Series } from '../figure.ts';
import { linesSentence } from '../caption.ts';
import { canBeDrawn, logDomain } from '../axis-range.ts';
import { byPoint, geometricMean, notDrawn, ranksShown, seriesByRank } from './ranks-panel.ts';
import { pointText } from '../../results/sweep.ts';

/** Seconds that a logarithmic axis has a place for: not undefined, not without an end. */
const isTold = (seconds: number): boolean => canBeDrawn(seconds, 'log');
/** `plot timescales`: how long the activity along each component lasts, against its rank, on logarithmic axes. */
export function timescalesFigure(results: Results): Figure {
  const all = results.timescales ?? [];
  if (!all.some(({ seconds }) => seconds.some(isTold)))
    return notDrawn(
      'timescales',
      'Timescales',
      'There is no timescale to draw: measure `timescales(pcs: 1 .. 100)` of a simulation or a recording.',
    );
  const { conditions } = results.experiment;
  const shown = all
    .flatMap(({ seconds, theory }) => [...seconds, ...(theory?.subarray(0, seconds.length) ?? [])])
    .filter(isTold);
  const { unit, factor } = resultUnits.seconds;
  const { domain } = logDomain(shown, 6);
  const points = byPoint(results.experiment, all);
  const panels = points.map(
    (point): CurvesPanel => ({
      kind: 'curves',
      at: point.at,
      ...(point.isOnly ? {} : { title: pointText(results.experiment, point.at) }),
      measure: 'time constant',
      isSquare: true,
      seeds: 'lines',
      references: [],
      series: conditions.map(({ name }, index): Series => {
        const found = point.of(name);
        const theories = found.flatMap(({ seconds, theory }) => (theory ? [theory.subarray(0, seconds.length)] : []));
        const ranks = ranksShown(Math.min(...theories.map((each) => each.length))).filter(
          (rank) => theories.length > 0 && theories.every((each) => isTold(each[rank - 1])),
        );
        return {
          ...seriesByRank(
            name,
            index === 0 && conditions.length > 1,
            found.map(({ seed, seconds }) => ({ seed, values: seconds })),
          ),
          ...(ranks.length > 0
            ? { theory: { x: ranks, y: ranks.map((rank) => geometricMean(theories.map((each) => each[rank - 1]))) } }
            : {}),
        };
      }),
      x: {
        label: 'Rank of the component',
        unit: '',
        factor: 1,
        scale: 'log',
        domain: [1, Math.max(2, ...point.all.map(({ seconds }) => seconds.length)) * 1.05],
      },
      y: { label: 'Time constant', unit, factor, scale: 'log', domain },
    }),
  );
  const hasTheory = panels.some((panel) => panel.series.some(({ theory }) => theory));
  const counts = points.flatMap((point) =>
    conditions.flatMap(({ name }) => {
      const n = point.of(name).length;
      return n > 0 ? [{ condition: name, count: n }] : [];
    }),
  );
  const missing = conditions.flatMap(({ name }) => {
    const own = all.filter(({ condition }) => condition === name);
    const count = own.reduce((sum, { seconds }) => sum + seconds.filter((each) => !isTold(each)).length, 0);
    return count > 0 ? [`${count.toLocaleString('en')} of ${name}`] : [];
  });
  const leading = panels.flatMap((panel) =>
    panel.series.flatMap(({ condition, mean }) =>
      mean.y.length > 0
        ? [
            `${[pointText(results.experiment, panel.at), condition].filter(Boolean).join(', ')}: ` +
              `${Number((mean.y[0] * factor).toPrecision(3))} ${unit}`,
          ]
        : [],
    ),
  );
  return {
    name: 'timescales',
    title: 'Timescales of components',
    panels,
    summary:
      `Time constant against rank of the component on logarithmic axes; of the first component, ` +
      `${leading.join('; ')}.`,
    caption: [
      'Time constant of the autocorrelation along each component that two halves of the neurons share, in ' +
        'times that were not used to find it.',
      `${
        counts.some(({ count }) => count > 1)
          ? 'Thin lines: one per seed; thick lines: their geometric mean.'
          : 'One line per condition.'
      } ${linesSentence(results.experiment, counts)}`,
      ...(hasTheory ? ['Dotted: tau / (1 − λ), from the eigenvalues λ of the weights.'] : []),
      ...(missing.length > 0
        ? [
            `Not drawn: components without a finite time constant (${missing.join(', ')}); a line goes on at the ` +
              'next that has one.',
          ]
        : []),
    ],
  };
}
