import { interpolateViridis } from 'd3-scale-chromatic';
import { plainNumber } from '../number-text.ts';
import type { SurfacePanel, SurfacePlot } from '../figure.ts';
import { axisLabel, bottomAxis, bottomAxisHeight, leftAxis, placeAxis } from './axis.ts';
import { barTicks, barWidth, unknownColour } from './colour-scale.ts';
import { type Drawn, panelTitle, type Place } from './panel-place.ts';
import { element, escaped, line, round } from './svg.ts';
import { shortened, size, text, textWidth } from './svg-text.ts';

const gap = 14;
const largestSide = 190;

/** Square maps side by side, one scale of colours; marks keep clear of each other's names. */
export function surfacePanel(panel: SurfacePanel, place: Place): Drawn {
  const { content, below } = panelTitle(panel.title, place.top);
  let top = below;
  const range = rangeOf(panel.plots);
  const barRoom = barWidth + 46;
  const columns = Math.max(1, Math.min(panel.plots.length, Math.floor((place.width - barRoom + gap) / 130)));
  const labels = 34;
  const side = Math.min(largestSide, (place.width - barRoom - columns * labels - (columns - 1) * gap) / columns);
  for (let first = 0; first < panel.plots.length; first += columns) {
    panel.plots.slice(first, first + columns).forEach((plot, at) => {
      const left = labels + at * (side + labels + gap);
      const head = top + 2 * size.label + 8;
      content.push(
        text(shortened(plot.condition, side, size.label, plot.isReference), left, top + size.label, {
          bold: plot.isReference,
          whole: plot.condition,
        }),
        text(axisLabel(plot.y), left - labels + 4, top + 2 * size.label + 3),
        map(plot, range, left, head, side),
        leftAxis(yOf(plot, head, side), left, head, head + side),
        bottomAxis(plot.x, xOf(plot, left, side), left, left + side, head + side, place.width),
      );
      if (first === 0 && at === Math.min(columns, panel.plots.length) - 1)
        content.push(bar(panel.label, range, left + side + 12, head, Math.min(side, 120)));
    });
    top += 2 * size.label + 8 + side + bottomAxisHeight + (first + columns < panel.plots.length ? 10 : 0);
  }
  return { height: top - place.top, content: content.join('') };
}
const xOf = ({ x }: SurfacePlot, left: number, side: number) =>
  placeAxis(x, [left, left + side], Math.max(2, Math.floor(side / 36)));
const yOf = ({ y }: SurfacePlot, top: number, side: number) =>
  placeAxis(y, [top + side, top], Math.max(2, Math.floor(side / 30)), undefined, true);

/** Beyond so many times the lowest value the colour is that of the highest. */
const mostRange = 1e4;
type Range = readonly [low: number, high: number];
function rangeOf(plots: readonly SurfacePlot[]): Range {
  const values = plots.flatMap((plot) => Array.from(plot.values).filter((value) => value > 0));
  const [low, high] = values.reduce<Range>(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, 0],
  );
  if (!(high > 0)) return [0.1, 1];
  return high > low ? [low, Math.min(high, mostRange * low)] : [low / 2, high * 2];
}
const shareIn = ([low, high]: Range, value: number): number =>
  Math.max(0, Math.min(1, (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))));
const colourOf = (range: Range, value: number): string =>
  Number.isNaN(value) ? unknownColour : interpolateViridis(value > 0 ? shareIn(range, value) : 0);

function map(plot: SurfacePlot, range: Range, left: number, top: number, side: number): string {
  const { points, values, condition } = plot,
    step = side / points;
  const cells = Array.from(values, (value, index) =>
    element('rect', {
      x: round(left + (index % points) * step),
      y: round(top + side - (Math.floor(index / points) + 1) * step),
      width: round(step + 0.3),
      height: round(step + 0.3),
      fill: colourOf(range, value),
    }),
  );
  return element(
    'g',
    {
      class: 'plot',
      'data-plot': [left, top, left + side, top + side].map(round).join(' '),
      'data-domain': [...plot.x.domain, ...plot.y.domain].join(' '),
      'data-name': condition,
    },
    ...cells,
    element('rect', {
      class: 'axis',
      x: left,
      y: top,
      width: side,
      height: side,
      fill: 'none',
      stroke: '#595959',
      'stroke-width': 0.5,
    }),
    ...marks(plot, left, top, side),
  );
}
/** A white cross within a black one, its name beside it; one that lies outside stands at the edge, and says so. */
function marks(plot: SurfacePlot, left: number, top: number, side: number): string[] {
  const x = xOf(plot, left, side),
    y = yOf(plot, top, side);
  const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));
  const taken: (readonly [left: number, right: number, height: number])[] = [];
  return plot.marks.flatMap(({ name, x: across, y: up }) => {
    const [at, down] = [clamp(x.at(across), left + 4, left + side - 4), clamp(y.at(up), top + 4, top + side - 4)];
    const isOutside = Math.abs(at - x.at(across)) > 4.5 || Math.abs(down - y.at(up)) > 4.5;
    const label = isOutside ? `${name} (beyond)` : name;
    const width = textWidth(label, size.small);
    const onLeft = at + 6 + width > left + side;
    let height = clamp(down + 2.5, top + size.small + 1, top + side - 2);
    const start = onLeft ? at - 6 - width : at + 6;
    const isTaken = ([from, to, other]: (typeof taken)[number]): boolean =>
      start < to && from < start + width && Math.abs(other - height) < size.small + 1.5;
    while (taken.some(isTaken)) height -= size.small + 2;
    taken.push([start - 3, start + width + 3, height]);
    const cross = (stroke: string, thick: number) =>
      [
        [at - 3, down - 3, at + 3, down + 3],
        [at - 3, down + 3, at + 3, down - 3],
      ].map(([a, b, c, d]) => line(a, b, c, d, { stroke, 'stroke-width': thick, 'stroke-linecap': 'round' }));
    return [
      element(
        'title',
        {},
        escaped(`${name}: ${plainNumber(Number(across.toPrecision(3)))}, ${plainNumber(Number(up.toPrecision(3)))}`),
      ),
      ...cross('#000000', 2.6),
      ...cross('#ffffff', 1.2),
      element('rect', {
        x: start - 1.5,
        y: height - size.small + 0.8,
        width: width + 3,
        height: size.small + 1.4,
        rx: 1.5,
        fill: '#ffffff',
        'fill-opacity': 0.85,
      }),
      text(label, start, height, { size: size.small }),
    ];
  });
}
function bar(label: string, range: Range, left: number, top: number, height: number): string {
  const steps = 40,
    step = height / steps;
  const axis = placeAxis(
    { label, unit: '', factor: 1, scale: 'log', domain: range },
    [top + height, top],
    Math.max(2, Math.floor(height / 14)),
    undefined,
    true,
  );
  return [
    text(label, left, top - 4, { size: size.small }),
    ...Array.from({ length: steps }, (_, level) =>
      element('rect', {
        x: left,
        y: round(top + height - (level + 1) * step),
        width: barWidth,
        height: round(step + 0.3),
        fill: interpolateViridis((level + 0.5) / steps),
      }),
    ),
    ...barTicks(axis, left),
  ].join('');
}
