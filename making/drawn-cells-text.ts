/** What is said of the cells that neurons draw, though nobody asked. */
import { shownAsWritten } from '../catalogue/quantities.ts';
import { type Fit, fitted, fittedLaws } from '../engine/statistics/index.ts';
import { type CellPools, summaryOfColumn } from '../language/cell-pools.ts';
import { tableValuesIn } from '../language/nouns/table-values.ts';
import type { Noun, TableValues } from '../language/specification.ts';
import { type CellSources, fitOf, mended, poolsOf } from './cell-values.ts';

/** One sentence for each column that is drawn. @throws Failure where it cannot be */
export const drawnCellsTexts = (noun: Noun, neurons: number, sources: CellSources): readonly string[] =>
  mended(() => [...new Set(tableValuesIn(noun).map((values) => textOf(noun, values, neurons, sources)))]);

function textOf(noun: Noun, values: TableValues, neurons: number, sources: CellSources): string {
  const { cells, column, fit } = values,
    rows = sources.tableOf(cells),
    pools = poolsOf(noun, values, neurons, sources),
    all = rows.quantity(column);
  const show = inUnitOf(values);
  const drawnFrom = new Set(pools.pools.flatMap(({ rows: among }) => [...among])).size,
    { missing } = summaryOfColumn(all);
  const left = missing > 0 ? `, ${missing.toLocaleString('en')} without a value left out` : '';
  const whole = `${cells.name}.${column} of ${neurons.toLocaleString('en')} neurons is drawn ${
    fit ? `from a ${fit} distribution fitted to` : 'with replacement from'
  } ${drawnFrom.toLocaleString('en')} of ${rows.count.toLocaleString('en')} cells${left}`;
  const parts = pools.pools.map((pool) => ofPool(pool, all, values, show));
  const few = parts.slice(0, mostTypes).join('; ');
  return `${whole}: ${few}${parts.length > mostTypes ? `; and ${parts.length - mostTypes} more types` : ''}.`;
}
const mostTypes = 8;

function ofPool(
  { type, rows }: CellPools['pools'][number],
  all: Float64Array,
  { cells, column, fit }: TableValues,
  show: (value: number) => string,
): string {
  const values = Float64Array.from(rows, (row) => all[row]);
  const who = type === undefined ? '' : `${type} (${rows.length.toLocaleString('en')} cells) `;
  if (fit) return `${who}${fitText(fitOf(rows, all, { cells, column, fit }, type), values, show)}`;
  const [low, middle, high] = summaryOfColumn(values).quartiles;
  return `${who}median ${show(middle)}, quartiles ${show(low)} and ${show(high)}`;
}
/** The parameters, how far the fit is from the cells, and how the other families do. */
function fitText(fit: Fit, values: Float64Array, show: (value: number) => string): string {
  const others = fittedLaws.flatMap((law) => {
    if (law === fit.distribution) return [];
    try {
      const difference = fit.aic - fitted(law, values).aic;
      return [`${rounded(Math.abs(difference))} ${difference > 0 ? 'above' : 'below'} that of a ${law}`];
    } catch (error) {
      if (error instanceof RangeError) return [];
      throw error;
    }
  });
  const beside = others.length > 0 ? `, AIC ${others.join(' and ')}` : '';
  const far = `largest distance of the distribution functions ${rounded(fit.distance)}`;
  return `${parametersText(fit, show)}, ${far}${beside}`;
}
function parametersText(fit: Fit, show: (value: number) => string): string {
  switch (fit.distribution) {
    case 'normal':
      return `mean ${show(fit.takes.mean)}, deviation ${show(fit.takes.deviation)}`;
    case 'lognormal':
      return `median ${show(Math.exp(fit.takes.mu))}, deviation of the logarithm ${rounded(fit.takes.sigma)}`;
    case 'gamma':
      return `shape ${rounded(fit.takes.shape)}, scale ${show(fit.takes.scale)}`;
  }
}
const rounded = (value: number): string => String(Number(value.toPrecision(3))).replace('-', '−');
function inUnitOf({ cells, column }: TableValues): (value: number) => string {
  const written = cells.table?.columns.find(({ name }) => name === column)?.unit;
  const { unit, factor } = shownAsWritten(written === '1' ? undefined : written);
  return (value) => `${rounded(value * factor)}${unit === '' ? '' : ` ${unit}`}`;
}
