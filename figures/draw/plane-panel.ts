import type { PlanePanel, PlanePlot } from '../figure.ts';
import { axisLabel, gridStroke, leftAxis, placeAxis, bottomAxis, bottomAxisHeight, type PlacedAxis } from './axis.ts';
import { type Drawn, panelTitle, type Place, type Window } from './panel-place.ts';
import { conditionStyle } from './palette.ts';
import { element, escaped, line, round } from './svg.ts';
import { shortened, size, text, textWidth, wrapped } from './svg-text.ts';

const gap = 14;
const largestSide = 200;
/** Of each plot, so many of the points that reach furthest right can be gone to one by one. */
const mostStops = 20;

/** Square plots side by side, one scale for both axes and all plots. */
export function planePanel(panel: PlanePanel, place: Place): Drawn {
  const { content, below } = panelTitle(panel.title, place.top);
  let top = below;
  content.push(text(axisLabel(panel.y), 0, top + size.label));
  top += size.label + 5;
  const window = squared(place.window ?? { x: panel.x.domain, y: panel.y.domain });
  const [xAxis, yAxis] = [
    { ...panel.x, domain: window.x },
    { ...panel.y, domain: window.y },
  ];
  const numbers = placeAxis(yAxis, [200, 0], 5, undefined, true).ticks;
  const labels = Math.max(...numbers.map((tick) => textWidth(tick.label, size.small)), 6) + 7;
  const most = Math.max(1, Math.min(3, Math.floor((place.width + gap) / 118)));
  const columns = Math.ceil(panel.plots.length / Math.ceil(panel.plots.length / most));
  const side = Math.min(largestSide, (place.width - columns * labels - (columns - 1) * gap) / columns - 2);
  for (let first = 0; first < panel.plots.length; first += columns) {
    const row = panel.plots.slice(first, first + columns);
    const notes = row.map(({ note }) => wrapped(note, side, size.small));
    const head = 11 + Math.max(...notes.map((lines) => lines.length)) * 8.75 + 3;
    row.forEach((plot, at) => {
      const left = labels + at * (side + labels + gap);
      content.push(
        text(shortened(plot.condition, side, size.label, plot.isReference), left, top + size.label, {
          bold: plot.isReference,
          whole: plot.condition,
        }),
        ...notes[at].map((each, index) =>
          text(each, left, top + 11 + 7 + index * 8.75, { size: size.small, quiet: true }),
        ),
        drawPlot(
          plot,
          `${place.id}-${first + at}`,
          window,
          placeAxis(xAxis, [left, left + side], Math.max(2, Math.floor(side / 36))),
          placeAxis(yAxis, [top + head + side, top + head], Math.max(2, Math.floor(side / 30)), undefined, true),
          left,
          top + head,
          side,
        ),
      );
      content.push(
        bottomAxis(
          xAxis,
          placeAxis(xAxis, [left, left + side], Math.max(2, Math.floor(side / 36))),
          left,
          left + side,
          top + head + side,
          place.width,
        ),
      );
    });
    top += head + side + bottomAxisHeight + (first + columns < panel.plots.length ? 8 : 0);
  }
  return { height: top - place.top, content: content.join('') };
}
/** The window widened to as many units up as to the right. */
function squared({ x, y }: Window): Window {
  const half = Math.max(x[1] - x[0], y[1] - y[0]) / 2;
  const around = ([low, high]: readonly [number, number]): [number, number] => [
    (low + high) / 2 - half,
    (low + high) / 2 + half,
  ];
  return { x: around(x), y: around(y) };
}

function drawPlot(
  plot: PlanePlot,
  id: string,
  window: Window,
  x: PlacedAxis,
  y: PlacedAxis,
  left: number,
  top: number,
  side: number,
): string {
  const [right, bottom] = [left + side, top + side];
  const style = conditionStyle(plot.index);
  const count = plot.points.reduce((sum, { re }) => sum + re.length, 0);
  const diameter = Math.max(1.1, Math.min(2.6, (0.6 * side) / Math.sqrt(count)));
  const dots = plot.points.map(({ seed, re, im }) => {
    let d = '';
    for (let k = 0; k < re.length; k++)
      if (isIn(re[k], window.x) && isIn(im[k], window.y)) d += `M${round(x.at(re[k]))} ${round(y.at(im[k]))}h0`;
    return element(
      'path',
      {
        class: 'seed',
        d,
        fill: 'none',
        stroke: 'currentColor',
        'stroke-width': diameter,
        'stroke-linecap': 'round',
        'stroke-opacity': 0.6,
      },
      element('title', {}, escaped(`${plot.condition}, seed ${seed}`)),
    );
  });
  const circles = plot.circles.map(({ label, radius, isDashed }) =>
    element(
      'circle',
      {
        class: 'axis',
        cx: x.at(0),
        cy: y.at(0),
        r: x.at(radius) - x.at(0),
        fill: 'none',
        stroke: '#595959',
        'stroke-width': 0.8,
        'stroke-dasharray': isDashed ? '4 2' : undefined,
      },
      element('title', {}, escaped(label)),
    ),
  );
  return [
    ...x.ticks.map((tick) => line(x.at(tick.value), top, x.at(tick.value), bottom, gridStroke)),
    ...y.ticks.map((tick) => line(left, y.at(tick.value), right, y.at(tick.value), gridStroke)),
    element('clipPath', { id: `${id}-clip` }, element('rect', { x: left, y: top, width: side, height: side })),
    element(
      'g',
      {
        class: 'plot',
        'clip-path': `url(#${id}-clip)`,
        'data-plot': [left, top, right, bottom].map(round).join(' '),
        'data-domain': [...window.x, ...window.y].join(' '),
        'data-name': plot.condition,
      },
      ...circles,
      element('g', { class: style.group, color: style.colour, 'data-condition': plot.condition }, ...dots),
      ...stops(plot, window, x, y, diameter),
    ),
    leftAxis(y, left, top, bottom),
  ].join('');
}
function stops(plot: PlanePlot, window: Window, x: PlacedAxis, y: PlacedAxis, diameter: number): string[] {
  const points = plot.points
    .flatMap(({ seed, re, im }) => Array.from(re, (real, k) => ({ seed, real, imaginary: im[k] })))
    .filter((each) => isIn(each.real, window.x) && isIn(each.imaginary, window.y));
  const reach = Math.max(2, diameter / 2 + 0.8);
  return points
    .sort((a, b) => b.real - a.real || b.imaginary - a.imaginary)
    .slice(0, mostStops)
    .map(({ seed, real, imaginary }) => {
      const box = { x: x.at(real) - reach, y: y.at(imaginary) - reach, width: 2 * reach, height: 2 * reach };
      return element(
        'g',
        {
          class: 'stop',
          'data-row': plot.condition,
          'data-at': [box.x, box.y, box.width, box.height].map(round).join(' '),
        },
        element('title', {}, escaped(`${plot.condition}, seed ${seed}: ${complex(real, imaginary)}`)),
        element('rect', { ...box, fill: '#000000', 'fill-opacity': 0 }),
      );
    });
}
function complex(real: number, imaginary: number): string {
  const written = (value: number) => String(Number(Math.abs(value).toPrecision(4)));
  return `${real < 0 ? '−' : ''}${written(real)}${
    imaginary === 0 ? '' : ` ${imaginary < 0 ? '−' : '+'} ${written(imaginary)}i`
  }`;
}
const isIn = (value: number, [low, high]: readonly [number, number]): boolean => value >= low && value <= high;
