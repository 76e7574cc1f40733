import { heldAgainst } from '../results/baseline-list.ts';
import {
  describeValues,
  finalValues,
  formatNumber,
  formatValue,
  type Quantity,
  quantityOf,
  samePoint,
} from '../figures/index.ts';
import type { ComparisonSummary, MeasureSummary, Results } from '../results/contract.ts';
import { measureNames, measureText, placesOfMeasure } from '../results/measures-shown.ts';
import { h } from './element.ts';
import type { FromView } from './view-messages.ts';
import { pointText, type SweepPoint, sweepPoints } from '../results/sweep.ts';

export interface TableActions {
  readonly post: (message: FromView) => void;
  readonly select: (condition: string) => void;
  readonly selected: string | undefined;
  /** Measures whose screened conditions are listed too. */
  readonly opened: readonly string[];
  readonly toggle: (measure: string) => void;
}

/**
 * One table per measure: condition, n, mean and interval, difference from the reference, p; under it what else the
 * numbers are held against.
 */
export function measureTables(results: Results, actions: TableActions): HTMLElement | undefined {
  const tables = measureNames(results.experiment)
    .map((name) => measureTable(results, name, actions))
    .filter((table) => table !== undefined);
  return tables.length > 0 ? h('section', { 'aria-label': 'Measures', class: 'measures' }, ...tables) : undefined;
}

interface Line {
  readonly condition: string;
  readonly at: SweepPoint;
  readonly n: number;
  readonly mean: number;
  readonly ci: MeasureSummary['ci'];
  readonly comparison: ComparisonSummary | undefined;
}

function measureTable(
  results: Results,
  measure: string,
  { post, select, selected, opened, toggle }: TableActions,
): HTMLElement | undefined {
  const lines = linesOf(results, measure);
  if (lines.length === 0) return undefined;
  const { experiment, summary } = results;
  const quantity = quantityOf(experiment, measure);
  const span = shownSpan(lines);
  const compared = lines.some((line) => line.comparison);
  const swept = experiment.vary.length > 0;
  const baseline = summary.baselines[measure];
  const untrained = baseline && Object.keys(baseline.untrained).length > 0;
  const columns = 3 + Number(swept) + (compared ? 3 : 0) + Number(Boolean(untrained));
  const held = baseline ? heldAgainst(baseline) : [];
  const screened = new Set(experiment.conditions.flatMap((condition) => (condition.screened ? [condition.name] : [])));
  const inScreen = lines.filter((line) => screened.has(line.condition));
  const isOpen = opened.includes(measure);
  const numbers = (line: Line) => [
    h('strong', {}, formatValue(line.mean, quantity, span)),
    intervalText(line.ci, quantity, span),
  ];
  const rowOf = (line: Line) =>
    h(
      'tr',
      { class: line.condition === selected ? 'selected' : undefined },
      h(
        'th',
        { scope: 'row' },
        h(
          'button',
          {
            type: 'button',
            class: 'plain',
            'aria-pressed': line.condition === selected ? 'true' : 'false',
            title: 'Bring out in the figures',
            onclick: () => select(line.condition),
          },
          line.condition,
        ),
        line.condition === experiment.conditions[0].name && experiment.conditions.length > 1
          ? h('span', { class: 'quiet' }, ' reference')
          : null,
      ),
      swept ? cell(pointText(experiment, line.at)) : null,
      cell(String(line.n)),
      h(
        'td',
        { class: 'number' },
        ...(screened.has(line.condition)
          ? numbers(line)
          : [
              h(
                'button',
                {
                  type: 'button',
                  class: 'plain',
                  title: `Show where ${line.condition} is declared`,
                  onclick: () => post({ type: 'revealName', kind: 'condition', name: line.condition }),
                },
                ...numbers(line),
              ),
            ]),
      ),
      ...(compared ? comparisonCells(line, quantity, span) : []),
      untrained
        ? cell(
            baseline.untrained[line.condition] === undefined
              ? ''
              : formatValue(baseline.untrained[line.condition], quantity, span),
          )
        : null,
    );
  const whole = h(
    'div',
    { class: 'scrolling', tabindex: 0, role: 'group', 'aria-label': `Table of ${measure}` },
    h(
      'table',
      { class: 'measure' },
      h(
        'caption',
        {},
        h(
          'button',
          {
            type: 'button',
            class: 'plain',
            title: 'Show where it is measured',
            onclick: () => post({ type: 'revealName', kind: 'measure', name: measure }),
          },
          measure,
        ),
        ` ${measureText(experiment, measure) ?? ''}`,
      ),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          heading('condition'),
          swept ? heading('at') : null,
          heading('n', true),
          heading('mean [95 % CI]', true),
          ...(compared
            ? [
                heading(`difference${quantity.unit === '%' ? ' (points)' : ''} [95 % CI]`, true),
                heading('d_z', true),
                heading('p, corrected', true),
              ]
            : []),
          untrained ? heading('untrained', true) : null,
        ),
      ),
      h(
        'tbody',
        {},
        ...lines.filter((line) => !screened.has(line.condition)).map(rowOf),
        inScreen.length > 0
          ? h(
              'tr',
              {},
              h(
                'th',
                { scope: 'row', colspan: columns },
                h(
                  'button',
                  {
                    type: 'button',
                    class: 'plain',
                    'aria-expanded': isOpen ? 'true' : 'false',
                    onclick: () => toggle(measure),
                  },
                  `${isOpen ? '▾' : '▸'} ${inScreen.length} of the screen (exploratory: p after ` +
                    `Benjamini–Hochberg, outside the correction of the other comparisons)`,
                ),
              ),
            )
          : null,
        ...(isOpen ? inScreen.map(rowOf) : []),
        ...held.map(([label, value]) =>
          h(
            'tr',
            { class: 'held' },
            h('th', { scope: 'row' }, label),
            swept ? h('td') : null,
            h('td'),
            cell(formatValue(value, quantity, span)),
            ...Array.from({ length: columns - 3 - Number(swept) }, () => h('td')),
          ),
        ),
      ),
    ),
  );
  nameCells(whole);
  return whole;
}
/** Each value knows the name of its column, for pages too narrow for a head. */
export function nameCells(table: HTMLElement): void {
  const heads = [...table.querySelectorAll('thead th')].map(({ textContent }) => textContent ?? '');
  for (const row of table.querySelectorAll('tbody tr'))
    for (const [column, each] of [...row.children].entries())
      if (each.localName === 'td') each.setAttribute('data-column', heads[column]);
}

function linesOf(results: Results, measure: string): Line[] {
  const { experiment, summary } = results;
  const reference = experiment.conditions[0]?.name;
  return sweepPoints(experiment).flatMap((at) =>
    placesOfMeasure(experiment, measure).flatMap((condition) => {
      const values = finalValues(results, measure, condition, at);
      const { mean, interval } = describeValues(results, measure, condition, at, values);
      if (mean === null) return [];
      const here = summary.comparisons.filter((each) => each.measure === measure && samePoint(each.at, at));
      const forward = here.find((each) => each.a === condition && each.b === reference);
      const backward = here.find((each) => each.a === reference && each.b === condition);
      return [
        {
          condition,
          at,
          n: values.length,
          mean,
          ci: interval,
          comparison: forward ?? (backward && reversed(backward)),
        },
      ];
    }),
  );
}
function reversed(comparison: ComparisonSummary): ComparisonSummary {
  const { a, b, difference, ci, d_z } = comparison;
  return {
    ...comparison,
    a: b,
    b: a,
    difference: -difference,
    ci: ci && [-ci[1], -ci[0]],
    d_z: d_z === null ? null : -d_z,
  };
}
/** Numbers tell apart the means and the widths of their intervals. */
function shownSpan(lines: readonly Line[]): number {
  const widths = lines.flatMap((line) => (line.ci && line.ci[1] > line.ci[0] ? [3 * (line.ci[1] - line.ci[0])] : []));
  const means = lines.map((line) => line.mean);
  if (widths.length === 0 && means.every(Number.isInteger)) return Number.MAX_SAFE_INTEGER;
  return widths.length > 0 ? Math.min(...widths) : Math.max(...means) - Math.min(...means) || Math.abs(means[0]) / 10;
}
function comparisonCells({ comparison }: Line, quantity: Quantity, span: number): HTMLElement[] {
  if (!comparison) return [h('td'), h('td'), h('td')];
  const bare = { unit: '', factor: quantity.factor };
  const sign = comparison.difference > 0 ? '+' : '';
  return [
    h(
      'td',
      { class: 'number' },
      h('strong', {}, `${sign}${formatValue(comparison.difference, bare, span)}`),
      intervalText(comparison.ci, bare, span),
    ),
    cell(comparison.d_z === null ? '–' : formatNumber(comparison.d_z, 2)),
    cell(probability(comparison.p_corrected ?? comparison.p)),
  ];
}
function intervalText(ci: MeasureSummary['ci'], quantity: { readonly factor: number }, span: number): string {
  return ci ? ` [${ci.map((end) => formatValue(end, { unit: '', factor: quantity.factor }, span)).join(', ')}]` : '';
}
function probability(p: number | null): string {
  if (p === null) return '–';
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}
function heading(text: string, number = false): HTMLElement {
  return h('th', { scope: 'col', class: number ? 'number' : undefined }, text);
}
function cell(text: string): HTMLElement {
  return h('td', { class: 'number' }, text);
}
