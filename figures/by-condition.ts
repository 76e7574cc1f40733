import type { Results } from '../results/contract.ts';
import type { DotsPanel, DotsRow, Figure } from './figure.ts';
import { intervalKinds, intervalsSaid } from '../results/interval-kinds.ts';
import { canBeDrawn, domainOf } from './axis-range.ts';
import { noSeedYet, notDrawnSentence, pointsSentence, seedCount } from './caption.ts';
import { formatValue, quantityOf } from './number-text.ts';
import {
  axisFor,
  describeValues,
  distinct,
  finalValues,
  isSameReference,
  referencesFor,
  notDrawnOf,
  unjudgedSentence,
  withReferences,
} from './final-values.ts';
import { placesOfMeasure } from '../results/measures-shown.ts';
import { pointText, type SweepPoint, sweepPoints } from '../results/sweep.ts';

/**
 * `plot MEASURE by condition`: every seed a point, the mean and its interval beside them, one panel per sweep point on
 * one shared axis.
 */
export function byCondition(results: Results, measure: string): Figure {
  const { experiment } = results;
  const quantity = quantityOf(experiment, measure);
  const points = sweepPoints(experiment);
  const rowsAt = points.map((at) =>
    placesOfMeasure(experiment, measure).map((condition, index, all) =>
      rowOf(results, measure, condition, index === 0 && all.length > 1, at),
    ),
  );
  const drawn = rowsAt.flat();
  const name = `${measure}-by-condition`;
  const title = `${quantity.label} by condition`;
  if (drawn.every((row) => row.points.length === 0)) {
    return {
      name,
      title,
      summary: `No value of ${measure} yet.`,
      caption: [`No value of ${measure} yet.`],
      panels: [],
    };
  }
  const around = domainOf(drawn.flatMap((row) => [...row.points.map((point) => point.value), ...(row.interval ?? [])]));
  const referencesAt = points.map((at) => referencesFor(results, measure, at));
  const { domain, shown, sentence } = withReferences(around, distinct(referencesAt.flat()), quantity);
  const untrained = drawableOnly(results.summary.baselines[measure]?.untrained ?? {});
  const fits = (value: number | undefined) => value !== undefined && value >= domain[0] && value <= domain[1];
  const panels = points.map(
    (at, index): DotsPanel => ({
      kind: 'dots',
      at,
      ...(experiment.vary.length ? { title: pointText(experiment, at) } : {}),
      axis: axisFor(quantity, domain),
      rows: rowsAt[index].map((row) =>
        fits(untrained[row.condition]) ? { ...row, untrained: untrained[row.condition] } : row,
      ),
      references: referencesAt[index].filter((each) => shown.some((other) => isSameReference(each, other))),
    }),
  );
  const span = domain[1] - domain[0];
  const caption = [
    pointsSentence(
      experiment,
      drawn.map((row) => ({ condition: row.condition, count: row.points.length, kind: row.kind })),
    ),
    ...intervalSentences(drawn),
    drawn.some((row) => row.isReference && row.mean !== null) ? 'Dotted line: mean of the reference.' : undefined,
    panels.some((panel) => panel.rows.some((row) => row.untrained !== undefined))
      ? 'Open squares: the untrained network.'
      : undefined,
    unjudgedSentence(shown),
    sentence,
    notDrawnSentence(notDrawnOf(results.rows, measure, false)),
    untrainedSentence(
      Object.values(untrained).filter((value) => !fits(value)),
      (value) => formatValue(value, quantity, span * 4),
    ),
  ].filter((each) => each !== undefined);
  return {
    name,
    title,
    summary: summaryOf(title, results, measure, rowsAt, (value) => formatValue(value, quantity, span)),
    caption,
    panels,
  };
}

const drawableOnly = (values: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => canBeDrawn(value)));
function rowOf(results: Results, measure: string, condition: string, isReference: boolean, at: SweepPoint): DotsRow {
  const values = finalValues(results, measure, condition, at);
  return { condition, isReference, points: values, ...describeValues(results, measure, condition, at, values) };
}
function intervalSentences(rows: readonly DotsRow[]): string[] {
  const said = intervalsSaid(rows.flatMap(({ condition, interval, kind }) => (interval ? [{ condition, kind }] : [])));
  const without = rows.filter((row) => row.mean !== null && !row.interval);
  const why = without.some((row) => row.points.length > 1)
    ? 'mean; no interval, as the seeds do not differ.'
    : 'the value; one seed has no interval.';
  return [
    ...(said ? [`Diamond and bar: mean and its ${said}.`] : []),
    ...(without.length > 0 ? [`Diamond${said ? ' alone' : ''}: ${why}`] : []),
  ];
}
function untrainedSentence(values: readonly number[], format: (value: number) => string): string | undefined {
  if (values.length === 0) return undefined;
  const [low, high] = [format(Math.min(...values)), format(Math.max(...values))];
  return `Untrained, outside the axis: ${low === high ? low : `${low} to ${high}`}.`;
}
function summaryOf(
  title: string,
  results: Results,
  measure: string,
  rowsAt: readonly (readonly DotsRow[])[],
  format: (value: number) => string,
): string {
  if (rowsAt.length > 1)
    return (
      `${title}, in ${rowsAt.length} panels, one for each combination of ` +
      `${results.experiment.vary.map((each) => each.name).join(' and ')}.`
    );
  const finished = rowsAt[0].filter((row) => row.mean !== null);
  if (finished.length === 0) return noSeedYet;
  const said = finished.map(
    (row) => `${row.condition} ${format(row.mean!)}${row.isReference ? ' (the reference)' : ''}`,
  );
  const overSeeds = finished.filter(({ kind }) => !kind || intervalKinds[kind].isOverSeeds);
  const over = overSeeds.length > 0 ? ` over ${seedCount(overSeeds.map((row) => row.points.length))}` : '';
  return `${measure}${over}: mean ${said.join(', ')}.`;
}
