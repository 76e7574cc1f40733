import { formatNumber, probabilityText, quantityOf } from '../figures/index.ts';
import type { ConditionSpec } from '../language/index.ts';
import type { ComparisonSummary, MeasureSummary, Results } from '../runs/index.ts';
import { decimalsFor, type MeasureTable } from './measure-tables.ts';
import { changeText, searchText } from '../results/screened-text.ts';
import { type OfMeasure, summaryByPoint } from '../results/summary-by-point.ts';
import { atPoint } from '../results/sweep.ts';

type ScreenTable = Pick<MeasureTable, 'title' | 'rowsAre' | 'header' | 'rows'>;
type Screened = ConditionSpec & Required<Pick<ConditionSpec, 'screened'>>;
/** One measure as a column: under its name the reference's mean, then what each gene changes. */
interface Column {
  readonly name: string;
  readonly cells: readonly string[];
}

/**
 * Of each screen at each point of the sweep, genes by measures: the difference from the reference, its interval and p.
 * Columns that do not fit into `width` go into a table of their own.
 */
export function screenTables(results: Results, width = Number.POSITIVE_INFINITY): ScreenTable[] {
  const points = [...new Map(results.summary.measures.map(({ at }) => [JSON.stringify(at), at])).values()];
  const of = summaryByPoint(results.summary);
  return screensOf(results).flatMap((screen) => points.flatMap((at) => screenTable(results, of, screen, at, width)));
}

/** The conditions of each kind of search: knock-outs, over-expressions, pairs, those that force a fate. */
function screensOf({ experiment }: Results): (readonly Screened[])[] {
  const screens = new Map<string, Screened[]>();
  for (const condition of experiment.conditions) {
    if (!condition.screened) continue;
    const kind = searchText(condition.screened);
    screens.set(kind, [...(screens.get(kind) ?? []), condition as Screened]);
  }
  return [...screens.values()];
}

function screenTable(
  results: Results,
  of: ReturnType<typeof summaryByPoint>,
  screen: readonly Screened[],
  at: MeasureSummary['at'],
  width: number,
): ScreenTable[] {
  const [reference] = results.experiment.conditions;
  const columns = results.experiment.measures.flatMap(
    ({ name }) => columnOf(results, of(name, at), name, screen) ?? [],
  );
  const title = `${searchText(screen[0].screened)}${atPoint(results.experiment, at)}`;
  const names = screen.map((condition) => changeText(condition.screened));
  const first = Math.max(title.length, reference.name.length, ...names.map((name) => name.length));
  return packed(columns, width - first).map((some) => ({
    title,
    header: some.map(({ name }) => name),
    rows: [reference.name, ...names].map((condition, row) => ({
      condition,
      isReference: row === 0,
      cells: some.map(({ cells }) => cells[row]),
    })),
  }));
}

function columnOf(
  { experiment }: Results,
  { measures, comparisons }: OfMeasure,
  measure: string,
  screen: readonly Screened[],
): Column | undefined {
  const [reference] = experiment.conditions;
  const found = new Map(measures.map((one) => [one.condition, one]));
  const against = new Map(comparisons.filter(({ b }) => b === reference.name).map((one) => [one.a, one]));
  const shown = [reference, ...screen].flatMap(({ name }) => found.get(name) ?? []);
  if (shown.length === 0) return undefined;
  const { unit, factor } = quantityOf(experiment, measure);
  const decimals = decimalsFor(shown, factor);
  const show = (value: number, sign = false) => `${sign && value > 0 ? '+' : ''}${fixed(value * factor, decimals)}`;
  const interval = (ci: ComparisonSummary['ci']) => (ci ? `[${show(ci[0])}, ${show(ci[1])}]` : '');
  const mean = found.get(reference.name);
  const parts = [
    mean && !Number.isNaN(mean.mean) ? [show(mean.mean), interval(mean.ci), ''] : [noValue, '', ''],
    ...screen.map(({ name }) => {
      const compared = against.get(name);
      return compared && !Number.isNaN(compared.difference)
        ? [
            show(compared.difference, true),
            interval(compared.ci),
            compared.p_corrected === null ? '' : probabilityText(compared.p_corrected),
          ]
        : [noValue, '', ''];
    }),
  ];
  const used = [0, 1, 2].filter((part) => parts.some((cells) => cells[part] !== ''));
  const name =
    `${measure}${unit ? ` (${unit})` : ''} − ` +
    `${reference.name}${used.includes(1) ? ', 95 % interval' : ''}${used.includes(2) ? ', p' : ''}`;
  return { name, cells: aligned(parts.map((cells) => used.map((part) => cells[part]))) };
}
const noValue = '—';
/** The same number of decimals all the way down a column. */
const fixed = (value: number, decimals: number): string =>
  Math.abs(value) >= 1e9
    ? formatNumber(value, decimals)
    : value
        .toFixed(decimals)
        .replace(/^-(?=0(\.0*)?$)/, '')
        .replace('-', '−');

/** Parts of a cell side by side, each as wide as the widest below or above it. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, part) => Math.max(...rows.map((row) => row[part].length)));
  return rows.map((row) => row.map((part, i) => part.padStart(widths[i])).join('  '));
}

/** As many columns in each table as its width holds, at least one. */
function packed(columns: readonly Column[], width: number): Column[][] {
  const tables: Column[][] = [];
  let left = 0;
  for (const column of columns) {
    const needed = 2 + Math.max(column.name.length, ...column.cells.map((cell) => cell.length));
    if (tables.length === 0 || needed > left) {
      tables.push([]);
      left = width;
    }
    tables[tables.length - 1].push(column);
    left -= needed;
  }
  return tables;
}
