import { bandOpacity, referenceStroke } from './curve-references.ts';
import { intervalKinds } from '../../results/interval-kinds.ts';
import type { DotsPanel, DotsRow } from '../figure.ts';
import { formatNumber, decimalsFor, formatValue } from '../number-text.ts';
import { replicateText } from '../replicate-text.ts';
import { bottomAxis, bottomAxisHeight, gridStroke, placeAxis } from './axis.ts';
import { type Drawn, panelTitle, type Place } from './panel-place.ts';
import { conditionStyle } from './palette.ts';
import { element, escaped, line } from './svg.ts';
import { shortened, size, text, textWidth, wrapped } from './svg-text.ts';

const nameLine = 9.5;
const noteLine = 8.5;
const gap = 10;
/**
 * How large points may be and how far a row's swarm may reach to either side, in the order of preference: the first
 * that keeps all points apart is taken.
 */
const swarms = [
  { radius: 2, reach: 7 },
  { radius: 1.8, reach: 9 },
  { radius: 1.6, reach: 12 },
  { radius: 1.3, reach: 14 },
  { radius: 1.1, reach: 18 },
] as const;
type Swarm = (typeof swarms)[number];

/**
 * Names on the left, seeds and interval in the middle, mean and interval in figures on the right: nothing to look up in
 * a legend. The panels of a figure share the axis under the last: `beside`, itself among them, gives all the same
 * columns.
 */
export function dotsPanel(panel: DotsPanel, place: Place, beside: readonly DotsPanel[]): Drawn {
  const { axis, rows } = panel;
  const span = axis.domain[1] - axis.domain[0];
  const names = nameColumn(rows, place.width * 0.34);
  const namesWidth = Math.max(...beside.map((each) => nameColumn(each.rows, place.width * 0.34).width));
  const figures = figuresOf(panel, place);
  const figuresWidth = Math.max(
    ...beside.flatMap((each) => figuresOf(each, place).flat()).map((each) => textWidth(each, size.label)),
  );
  const left = namesWidth + gap;
  const right = place.width - figuresWidth - gap;
  const placed = placeAxis(axis, [left, right], Math.max(2, Math.min(9, Math.floor((right - left) / 24))));
  const { content, below } = panelTitle(panel.title, place.top);
  let y = below;
  const labels = referenceLabels(panel, placed.at, left, place.width);
  const top = y + labels.height;
  const swarm =
    swarms.find((each) =>
      rows.every(
        (row) =>
          beeswarm(
            row.points.map((point) => placed.at(point.value)),
            each,
          ).apart,
      ),
    ) ?? swarms[swarms.length - 1];
  const heights = names.lines.map((lines) => Math.max(2 * swarm.reach + 13, lines.length * nameLine + noteLine + 7));
  const bottom = top + heights.reduce((sum, each) => sum + each, 0);
  content.push(
    ...placed.ticks.map((tick) => line(placed.at(tick.value), top, placed.at(tick.value), bottom, gridStroke)),
  );
  content.push(labels.draw(y, top, bottom));
  const reference = rows.find((row) => row.isReference && row.mean !== null);
  if (reference)
    content.push(
      line(placed.at(reference.mean!), top, placed.at(reference.mean!), bottom, {
        stroke: '#7a7a7a',
        'stroke-width': 0.7,
        'stroke-dasharray': '1 2',
        class: 'axis',
      }),
    );
  y = top;
  rows.forEach((row, index) => {
    if (index > 0) content.push(line(0, y, place.width, y, gridStroke));
    content.push(
      nameOf(row, names.lines[index], y, namesWidth),
      drawRow(row, index, axis, span, placed.at, y, heights[index], swarm),
    );
    content.push(
      ...figures[index].map((each, at) =>
        text(each, place.width, y + 11 + at * nameLine, {
          size: at ? size.small : size.label,
          anchor: 'end',
          quiet: at > 0,
        }),
      ),
    );
    y += heights[index];
  });
  if (!place.isLast) return { height: bottom - place.top, content: content.join('') };
  content.push(bottomAxis(axis, placed, left, right, bottom + 2, place.width));
  return { height: bottom + 2 + bottomAxisHeight - place.top, content: content.join('') };
}

function figuresOf({ rows, axis }: DotsPanel, { width }: Place): string[][] {
  const span = axis.domain[1] - axis.domain[0];
  return rows.map((row) => numbersOf(row, axis, told(rows, span), width > 300));
}
function nameColumn(rows: readonly DotsRow[], most: number): { width: number; lines: string[][] } {
  const lines = rows.map((row) => wrapped(row.condition, most, size.label, row.isReference, 2));
  const widths = rows.flatMap((row, index) => [
    ...lines[index].map((each) => textWidth(each, size.label, row.isReference)),
    textWidth(rowNote(row), size.small),
  ]);
  return { width: Math.max(...widths), lines };
}
/** How many seeds it rests on, where they have values of their own. */
function rowNote({ kind, points, isReference }: DotsRow): string {
  const rests = kind && !intervalKinds[kind].isOverSeeds ? 'one value' : `n = ${points.length}`;
  return `${rests}${isReference ? ', reference' : ''}`;
}
function nameOf(row: DotsRow, lines: readonly string[], top: number, right: number): string {
  return (
    lines
      .map((each, index) =>
        text(each, right, top + 11 + index * nameLine, {
          anchor: 'end',
          bold: row.isReference,
          whole: lines.join('') === row.condition ? undefined : row.condition,
        }),
      )
      .join('') +
    text(rowNote(row), right, top + 11 + (lines.length - 1) * nameLine + noteLine + 0.5, {
      size: size.small,
      quiet: true,
      anchor: 'end',
    })
  );
}
/** The length that the written numbers must tell apart: that of the axis, or three times the shortest interval. */
function told(rows: readonly DotsRow[], span: number): number {
  return Math.min(
    span,
    ...rows.flatMap((row) => (row.interval ? [Math.max(3 * (row.interval[1] - row.interval[0]), span / 100)] : [])),
  );
}
function numbersOf(row: DotsRow, axis: DotsPanel['axis'], span: number, withInterval: boolean): string[] {
  if (row.mean === null) return ['–'];
  const decimals = decimalsFor(span * axis.factor);
  const mean = formatValue(row.mean, axis, span);
  if (!row.interval || !withInterval) return [mean];
  return [mean, `[${row.interval.map((each) => formatNumber(each * axis.factor, decimals)).join(', ')}]`];
}

function drawRow(
  row: DotsRow,
  index: number,
  axis: DotsPanel['axis'],
  span: number,
  at: (value: number) => number,
  top: number,
  height: number,
  swarm: Swarm,
): string {
  const style = conditionStyle(index);
  const middle = top + height / 2 - 4.5;
  const below = middle + swarm.reach + 4.5;
  const { offsets } = beeswarm(
    row.points.map((point) => at(point.value)),
    swarm,
  );
  const points = row.points.map((point, index) =>
    element(
      'circle',
      { class: 'point', cx: at(point.value), cy: middle + offsets[index], r: swarm.radius, 'fill-opacity': 0.65 },
      element(
        'title',
        {},
        escaped(`${row.condition}, ${replicateText(point)}: ${formatValue(point.value, axis, span / 100)}`),
      ),
    ),
  );
  const interval = row.interval
    ? [
        line(at(row.interval[0]), below, at(row.interval[1]), below, { stroke: 'currentColor', 'stroke-width': 1.3 }),
        ...row.interval.map((end) =>
          line(at(end), below - 2.2, at(end), below + 2.2, { stroke: 'currentColor', 'stroke-width': 1.3 }),
        ),
      ]
    : [];
  const mean =
    row.mean === null
      ? []
      : [
          element(
            'path',
            { class: 'mean', d: diamond(at(row.mean), below, 3.1) },
            element('title', {}, escaped(`${row.condition}, mean: ${formatValue(row.mean, axis, span / 10)}`)),
          ),
        ];
  const untrained =
    row.untrained === undefined
      ? []
      : [
          element(
            'rect',
            {
              class: 'untrained',
              x: at(row.untrained) - 2,
              y: middle - 2,
              width: 4,
              height: 4,
              fill: 'none',
              stroke: 'currentColor',
              'stroke-width': 0.9,
            },
            element(
              'title',
              {},
              escaped(`${row.condition}, untrained: ${formatValue(row.untrained, axis, span / 10)}`),
            ),
          ),
        ];
  return element(
    'g',
    { class: style.group, color: style.colour, fill: 'currentColor', 'data-condition': row.condition },
    ...points,
    ...interval,
    ...untrained,
    ...mean,
  );
}
function diamond(x: number, y: number, reach: number): string {
  return `M${x - reach} ${y}L${x} ${y - reach}L${x + reach} ${y}L${x} ${y + reach}Z`;
}
/**
 * Vertical offsets, at most `reach`, that keep circles of `radius` apart; each point takes the free place nearest the
 * middle, lowest value first. `apart` is false where there was no room.
 */
function beeswarm(
  x: readonly number[],
  { radius, reach }: Swarm,
): { readonly offsets: readonly number[]; readonly apart: boolean } {
  const order = x.map((_, index) => index).sort((a, b) => x[a] - x[b] || a - b);
  const offsets = new Array<number>(x.length).fill(0);
  const distance = 2 * radius + 0.3;
  const step = 0.5;
  const candidates = [
    0,
    ...Array.from({ length: Math.floor(reach / step) }, (_, index) => [(index + 1) * step, -(index + 1) * step]).flat(),
  ];
  let apart = true;
  order.forEach((index, place) => {
    const near: number[] = [];
    for (let before = place - 1; before >= 0 && x[index] - x[order[before]] < distance; before--)
      near.push(order[before]);
    const free = candidates.find((offset) =>
      near.every((other) => (x[index] - x[other]) ** 2 + (offset - offsets[other]) ** 2 >= distance * distance),
    );
    if (free === undefined) apart = false;
    offsets[index] = free ?? candidates[(place * 7) % candidates.length];
  });
  return { offsets, apart };
}

/** Labels over vertical lines, on as many lines of text as keep them apart. */
function referenceLabels(
  panel: DotsPanel,
  at: (value: number) => number,
  left: number,
  right: number,
): { height: number; draw(top: number, plotTop: number, bottom: number): string } {
  const rowHeight = 9.5;
  const taken: number[] = [];
  const labels = [...panel.references]
    .sort((a, b) => a.value - b.value)
    .map((reference) => {
      const middle = at((reference.value + (reference.to ?? reference.value)) / 2);
      const content = shortened(reference.label, right - left, size.small);
      const width = textWidth(content, size.small);
      const start = Math.max(left, Math.min(right - width, middle - width / 2));
      let row = taken.findIndex((end) => end + 6 <= start);
      if (row < 0) row = taken.length;
      taken[row] = start + width;
      return { reference, content, start, row };
    });
  const height = taken.length * rowHeight + (taken.length ? 3 : 2);
  return {
    height,
    draw: (top, plotTop, bottom) =>
      labels
        .map(({ reference, row }) => {
          const y = top + row * rowHeight + size.small;
          const lineTop = y + 2.5;
          const x = at(reference.value);
          const stroke = referenceStroke(reference);
          const lines =
            reference.to === undefined
              ? line(x, lineTop, x, bottom, stroke)
              : element('rect', {
                  class: 'band',
                  x,
                  y: plotTop,
                  width: at(reference.to) - x,
                  height: bottom - plotTop,
                  fill: '#000000',
                  'fill-opacity': bandOpacity(reference, 0.05),
                }) +
                line(x, plotTop, x, bottom, stroke) +
                line(at(reference.to), plotTop, at(reference.to), bottom, stroke);
          return lines;
        })
        .join('') +
      labels
        .map(({ reference, content, start, row }) =>
          backed(content, start, top + row * rowHeight + size.small, reference.label),
        )
        .join(''),
  };
}
/** Small text on a ground of paper, so that a line that passes does not strike it out. */
function backed(content: string, x: number, y: number, whole: string): string {
  return (
    element('rect', {
      class: 'paper',
      x: x - 1.5,
      y: y - size.small + 0.5,
      width: textWidth(content, size.small) + 3,
      height: size.small + 1.5,
      fill: '#ffffff',
    }) + text(content, x, y, { size: size.small, quiet: true, whole })
  );
}
