import type { Results } from '../results/contract.ts';
import type { DotsPanel, DotsRow, Figure, Reference } from './figure.ts';
import { capitalised, formatPoint, formatValue, quantityOf } from './number-text.ts';
import {
  axisFor,
  describeValues,
  domainOf,
  finalValues,
  referencesFor,
  noSeedYet,
  seedCount,
  seedsSentence,
  sweepPoints,
  withReferences,
} from './final-values.ts';

/**
 * `plot MEASURE by condition`: every seed a point, the mean and its interval beside them, one panel per sweep point on
 * one shared axis.
 */
export function byCondition(results: Results, measure: string): Figure {
  const { experiment } = results;
  const quantity = quantityOf(experiment, measure);
  const points = sweepPoints(experiment.vary);
  const rowsAt = points.map((at) =>
    experiment.conditions.map((condition, index) =>
      rowOf(results, measure, condition.name, index === 0 && experiment.conditions.length > 1, at),
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
  const references = distinct(points.flatMap((at) => referencesFor(results, measure, at)));
  const { domain, shown, sentence } = withReferences(around, references, quantity);
  const untrained = results.summary.baselines[measure]?.untrained ?? {};
  const fits = (value: number | undefined) => value !== undefined && value >= domain[0] && value <= domain[1];
  const panels = points.map(
    (at, index): DotsPanel => ({
      kind: 'dots',
      at,
      ...(experiment.vary.length ? { title: formatPoint(at) } : {}),
      axis: axisFor(quantity, domain),
      rows: rowsAt[index].map((row) =>
        fits(untrained[row.condition]) ? { ...row, untrained: untrained[row.condition] } : row,
      ),
      references: shown,
    }),
  );
  const span = domain[1] - domain[0];
  const counts = drawn.map((row) => row.points.length);
  const caption = [
    `Each point is one seed. ${seedsSentence(counts)}`,
    intervalSentence(drawn),
    drawn.some((row) => row.isReference && row.mean !== null) ? 'Dotted line: mean of the reference.' : undefined,
    panels.some((panel) => panel.rows.some((row) => row.untrained !== undefined))
      ? 'Open squares: the untrained network.'
      : undefined,
    sentence,
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

function rowOf(
  results: Results,
  measure: string,
  condition: string,
  isReference: boolean,
  at: Readonly<Record<string, number>>,
): DotsRow {
  const values = finalValues(results, measure, condition, at);
  return { condition, isReference, points: values, ...describeValues(results, measure, condition, at, values) };
}
function intervalSentence(rows: readonly DotsRow[]): string {
  if (rows.some((row) => row.interval)) return 'Diamond and bar: mean and its 95 % t interval over seeds.';
  return rows.some((row) => row.points.length > 1)
    ? 'Diamond: mean; no interval, as the seeds do not differ.'
    : 'Diamond: the value; one seed has no interval.';
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
  const seeds = seedCount(finished.map((row) => row.points.length));
  return `${capitalised(measure)} over ${seeds}: mean ${said.join(', ')}.`;
}
function distinct(references: readonly Reference[]): Reference[] {
  return references.filter(
    (each, index) =>
      references.findIndex((other) => other.label === each.label && other.value === each.value) === index,
  );
}
