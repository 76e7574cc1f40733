import { formatNumber, quantityOf } from '../figures/index.ts';
import {
  differenceOf,
  loadNumbers,
  type MeasureDifference,
  type Results,
  type SettingDifference,
} from '../runs/index.ts';
import { paint, type Paint, print, type Speech, table, tableWidth, textWidth, wrapped } from './terminal.ts';
import { atPoint } from '../results/sweep.ts';

/** `anlage diff`: what differs between two runs; 0 also where much does. */
export async function diff(one: string, other: string, { json, colour }: Speech): Promise<number> {
  const [a, b] = [await loadNumbers(one), await loadNumbers(other)];
  const found = differenceOf(a, b);
  if (json) {
    print(JSON.stringify(found));
    return 0;
  }
  const style = paint(colour);
  const blocks = [
    ...(a.experiment.name === b.experiment.name
      ? []
      : [
          wrapped(
            style.doubtful(`These are runs of two experiments, ${a.experiment.name} and ${b.experiment.name}.`),
            textWidth(),
          ),
        ]),
    settings('asked', found.specification, style),
    settings('computed', found.run, style),
    ...measures(found.measures, b, style),
  ].filter((block) => block !== '');
  print(blocks.length === 0 ? 'Nothing differs.' : blocks.join('\n\n'));
  return 0;
}
function settings(title: string, differences: readonly SettingDifference[], { quiet, bad, good }: Paint): string {
  if (differences.length === 0) return '';
  return [
    quiet(title),
    ...differences.flatMap(({ where, a, b }) => [
      `  ${where}`,
      ...(a === null ? [] : [bad(`    − ${a}`)]),
      ...(b === null ? [] : [good(`    + ${b}`)]),
    ]),
  ].join('\n');
}

/**
 * A table of each measure at each point of the sweep, of what both have and what differs; then how much is the same, or
 * in one run only.
 */
function measures(found: readonly MeasureDifference[], { experiment }: Results, { quiet }: Paint): string[] {
  const isSame = ({ a, b, difference, n }: MeasureDifference) =>
    a !== null && b !== null && difference === 0 && a.mean === b.mean && n === a.n && n === b.n;
  const tables = new Map<string, MeasureDifference[]>();
  const inBoth = found.filter(({ a, b }) => a !== null && b !== null);
  for (const one of inBoth.filter((each) => !isSame(each))) {
    const title = `${one.measure}${unitText(experiment, one.measure)}${atPoint(experiment, one.at)}`;
    tables.set(title, [...(tables.get(title) ?? []), one]);
  }
  const same = found.filter(isSame).length;
  const [before, after] = [found.filter(({ b }) => b === null).length, found.filter(({ a }) => a === null).length];
  return [
    ...[...tables].map(([title, rows]) => {
      const { head, body } = table(
        [
          [title, 'before', '95 % interval', 'after', '95 % interval', 'difference', '95 % interval', 'shared seeds'],
          ...rows.map((row) => [row.condition, ...cellsOf(row, experiment)]),
        ],
        new Set([1, 2, 3, 4, 5, 6, 7]),
        tableWidth(),
      );
      return [quiet(head), ...body].join('\n');
    }),
    ...(same === 0
      ? []
      : [
          quiet(
            tables.size === 0 && before + after === 0
              ? `All ${same} measured values are the same.`
              : `${same} measured values are the same.`,
          ),
        ]),
    ...(before + after === 0 ? [] : [quiet(`Measured only before: ${before} values; only after: ${after}.`)]),
  ];
}

function cellsOf({ measure, a, b, n, difference, ci }: MeasureDifference, experiment: Results['experiment']): string[] {
  const { factor } = quantityOf(experiment, measure);
  const spread = [a, b].flatMap((side) => (side?.ci ? [(side.ci[1] - side.ci[0]) * factor] : []));
  const decimals = spread.length > 0 ? Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(Math.min(...spread))))) : 3;
  const show = (value: number | undefined | null) => (value == null ? '—' : formatNumber(value * factor, decimals));
  const interval = (bounds: readonly [number, number] | null | undefined) =>
    bounds ? `[${show(bounds[0])}, ${show(bounds[1])}]` : '';
  return [
    show(a?.mean),
    interval(a?.ci),
    show(b?.mean),
    interval(b?.ci),
    `${difference !== null && difference > 0 ? '+' : ''}${show(difference)}`,
    interval(ci),
    String(n),
  ];
}
function unitText(experiment: Results['experiment'], measure: string): string {
  const { unit } = quantityOf(experiment, measure);
  return unit ? ` (${unit})` : '';
}
