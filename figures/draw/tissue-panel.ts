import type { TissuePanel, TissuePlot } from '../figure.ts';
import { formatLength, roundLength } from '../number-text.ts';
import { cornersOf, edgesOf, firstTurn, fromMiddle, type Point, pointAt, turned } from '../turned-space.ts';
import { type Drawn, panelTitle, type Place } from './panel-place.ts';
import { element, line, round } from './svg.ts';
import { shortened, size, text } from './svg-text.ts';

const gap = 14;
const padding = 9;
const tallest = 330;
/** Connections are drawn in so many widths. */
const widths = 5;
/** Red and blue that are told apart without seeing both, by lightness too. */
export const signColours = { positive: '#b2182b', negative: '#2166ac' } as const;

/** Networks side by side, all to one scale, with one scale bar below. */
export function tissuePanel(panel: TissuePanel, place: Place): Drawn {
  const { content, below: top } = panelTitle(panel.title, place.top);
  const columns = place.width > 300 ? Math.min(panel.plots.length, panel.plots.length > 4 ? 3 : 2) : 1;
  const width = (place.width - (columns - 1) * gap) / columns;
  const turn = turned(firstTurn(panel.space));
  const see = (point: Point): Point => turn(fromMiddle(panel.space, point));
  const corners = cornersOf(panel.space).map(see);
  const across = 2 * Math.max(...corners.map(([x]) => Math.abs(x)), 1e-9),
    high = 2 * Math.max(...corners.map(([, y]) => Math.abs(y)), 1e-9);
  const scale = Math.min((width - 2 * padding) / across, (tallest - 2 * padding) / high);
  const head = 2 * size.label + 8,
    height = head + high * scale + 2 * padding;
  panel.plots.forEach((plot, index) => {
    const left = (index % columns) * (width + gap),
      above = top + Math.floor(index / columns) * (height + 6);
    content.push(
      text(shortened(plot.condition, width, size.label, plot.isReference), left, above + size.label, {
        bold: plot.isReference,
        whole: plot.condition,
      }),
      text(shortened(plot.note, width, size.small), left, above + 2 * size.label + 1, {
        size: size.small,
        quiet: true,
        whole: plot.note,
      }),
      plotOf(plot, panel, {
        see,
        scale,
        fine: columns > 2 ? 0.7 : 1,
        middle: [left + width / 2, above + head + padding + (high * scale) / 2],
      }),
    );
  });
  const bottom = top + Math.ceil(panel.plots.length / columns) * (height + 6);
  content.push(scaleBar(Math.max(...panel.space.lengths), scale, bottom));
  return { height: bottom + 14 - place.top, content: content.join('') };
}

interface Seen {
  readonly see: (point: Point) => Point;
  /** Points for a metre. */
  readonly scale: number;
  readonly middle: readonly [number, number];
  /** How wide lines and dots are drawn where networks are small. */
  readonly fine: number;
}
function plotOf(plot: TissuePlot, { space }: TissuePanel, { see, scale, middle, fine }: Seen): string {
  const onPaper = ([x, y, z]: Point): Point => [middle[0] + x * scale, middle[1] - y * scale, z];
  const corners = cornersOf(space).map((corner) => onPaper(see(corner)));
  const neurons = plot.positions.length / plot.dimensions;
  const places = Array.from({ length: neurons }, (_, neuron) =>
    onPaper(see(pointAt(plot.positions, plot.dimensions, neuron))),
  );
  return element(
    'g',
    { class: 'tissue' },
    ...edgesOf(corners.length).map(([a, b]) =>
      line(corners[a][0], corners[a][1], corners[b][0], corners[b][1], {
        class: 'leader',
        stroke: '#b0b0b0',
        'stroke-width': 0.5,
      }),
    ),
    ...linesOf(plot, places, fine),
    ...dotsOf(places, fine),
  );
}

/** Weaker ones first, in a few widths. */
function linesOf({ pre, post, weight }: TissuePlot, places: readonly Point[], fine: number): string[] {
  const most = Math.abs(weight[0] ?? 0);
  const paths = new Map<string, string>();
  for (let level = 0; level < widths; level++)
    for (const sign of ['negative', 'positive']) paths.set(`${level} ${sign}`, '');
  for (let k = weight.length - 1; k >= 0; k--) {
    const level = widthOf(Math.abs(weight[k]), most),
      key = `${level} ${weight[k] < 0 ? 'negative' : 'positive'}`,
      [[x, y], [u, v]] = [places[pre[k]], places[post[k]]];
    paths.set(key, `${paths.get(key)}M${round(x)} ${round(y)}L${round(u)} ${round(v)}`);
  }
  return [...paths].flatMap(([key, d]) => {
    if (d === '') return [];
    const [level, sign] = key.split(' ') as [string, keyof typeof signColours];
    return element('path', {
      class: `connection ${sign}`,
      d,
      fill: 'none',
      stroke: signColours[sign],
      'stroke-width': fine * (0.35 + 0.2 * Number(level)),
      'stroke-opacity': 0.4 + 0.12 * Number(level),
    });
  });
}
/** 0 to `widths` − 1: as the square root of the magnitude, so that those next to the strongest are seen too. */
export const widthOf = (magnitude: number, most: number): number =>
  most > 0 ? Math.min(widths - 1, Math.floor(widths * Math.sqrt(magnitude / most))) : 0;

/** Nearer ones larger, over those behind them; all in three sizes. */
function dotsOf(places: readonly Point[], fine: number): string[] {
  const depths = places.map(([, , z]) => z),
    [far, near] = [Math.min(...depths), Math.max(...depths)];
  const sizes = [2.2, 2.9, 3.6];
  const paths = sizes.map(() => '');
  for (const [x, y, z] of places) {
    const level = near > far ? Math.min(2, Math.floor((3 * (z - far)) / (near - far))) : 1;
    paths[level] += `M${round(x)} ${round(y)}h0`;
  }
  return paths.flatMap((d, level) =>
    d === ''
      ? []
      : element('path', {
          class: 'ink',
          d,
          fill: 'none',
          stroke: '#1a1a1a',
          'stroke-width': fine * sizes[level],
          'stroke-linecap': 'round',
        }),
  );
}
function scaleBar(longest: number, scale: number, y: number): string {
  if (!(longest > 0)) return '';
  const length = roundLength(longest / 4);
  return (
    line(0, y, length * scale, y, { stroke: '#1a1a1a', 'stroke-width': 1.6, class: 'scale-bar' }) +
    text(formatLength(length), 0, y + 10, { size: size.small })
  );
}
