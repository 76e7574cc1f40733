import { tileWidth } from '../../engine/connectivity/index.ts';
import type { MatrixMap, MatrixPanel } from '../figure.ts';
import { extent } from '../axis-range.ts';
import { colourBar, colourScale, labelWidth } from './colour-scale.ts';
import { type Drawn, panelTitle, type Place } from './panel-place.ts';
import { element, line } from './svg.ts';
import { shortened, size, text } from './svg-text.ts';
import { tiles } from './tile-boxes.ts';

const largestSide = 230;
const gap = 12;
const barGap = 7;
/** Maps of more tiles along an edge are drawn larger. */
const finest = 150;
/** Groups with less of the edge are too small for a frame. */
const leastFramed = 0.015;

/** Maps side by side where the page has room, each with its scale; the two of a reduced matrix stay together. */
export function matrixPanel(panel: MatrixPanel, place: Place): Drawn {
  const { content, below: top } = panelTitle(panel.title, place.top);
  const bar = Math.max(...panel.maps.map(({ label }) => labelWidth(label))) + barGap;
  const isFine = panel.maps.some(({ tiles, size: whole }) => tiles < whole || tiles > finest);
  const columns = place.width > 300 ? Math.min(panel.maps.length, isFine || panel.maps.length === 4 ? 2 : 3) : 1;
  const side = Math.min(largestSide, (place.width - (columns - 1) * gap) / columns - bar);
  const height = side + 10 + (panel.maps.some(({ title }) => title) ? 11 : 0) + 4;
  // one condition has signs, another has not: positive is one colour in both
  const isSigned = panel.maps.some(({ values }) => values.some((value) => value < 0));
  panel.maps.forEach((map, index) => {
    const left = (index % columns) * (side + bar + gap);
    content.push(mapOf(map, isSigned, `${place.id}-${index}`, left, top + Math.floor(index / columns) * height, side));
  });
  return { height: top + Math.ceil(panel.maps.length / columns) * height - place.top, content: content.join('') };
}

function mapOf(map: MatrixMap, isSigned: boolean, id: string, left: number, above: number, side: number): string {
  const top = above + (map.title ? 11 : 0);
  const [low, high] = extent(map.values);
  const { most = high } = map;
  const scale = colourScale(low < 0 && map.most !== undefined ? -most : low, most, isSigned);
  // the last tile may stand for fewer cells
  const whole = (side * map.tiles * tileWidth(map.size, map.tiles)) / map.size;
  const border = { class: 'axis', stroke: '#595959', 'stroke-width': 0.6 };
  return [
    map.title ? text(shortened(map.title, side, size.label), left, above + size.label, { whole: map.title }) : '',
    element('clipPath', { id: `${id}-clip` }, element('rect', { x: left, y: top, width: side, height: side })),
    element(
      'g',
      {
        class: 'plot',
        'clip-path': `url(#${id}-clip)`,
        'data-plot': [left, top, left + side, top + side].join(' '),
        'data-domain': `0 ${map.size} ${map.size} 0`,
      },
      tiles(map.values, map.tiles, map.tiles, scale, { x: left, y: top, width: whole, height: whole }),
    ),
    ...(map.isFramed ? frames(map, left, top, side) : []),
    element('rect', { ...border, x: left, y: top, width: side, height: side, fill: 'none' }),
    ...borders(map).flatMap((share) => [
      line(left - 3, top + share * side, left, top + share * side, border),
      line(left + share * side, top + side, left + share * side, top + side + 3, border),
    ]),
    colourBar(scale, map.label, left + side + barGap, top, Math.min(120, side), map.most !== undefined),
    text(`${map.size.toLocaleString('en')} × ${map.size.toLocaleString('en')} cells`, left, top + side + 10, {
      size: size.small,
      quiet: true,
    }),
  ].join('');
}
/** A square around what lies within each group of two or more. */
function frames({ groups = [], size: whole }: MatrixMap, left: number, top: number, side: number): string[] {
  let start = 0;
  return groups.flatMap((count) => {
    const [from, length] = [(start / whole) * side, (count / whole) * side];
    start += count;
    return count < 2 || count / whole < leastFramed
      ? []
      : [
          element('rect', {
            class: 'axis',
            ...{ x: left + from, y: top + from, width: length, height: length },
            ...{ fill: 'none', stroke: '#1a1a1a', 'stroke-width': 0.7 },
          }),
        ];
  });
}
/** Where a group ends and the next begins, as shares of the edge; frames show that themselves. */
function borders({ groups = [], size: whole, isFramed }: MatrixMap): number[] {
  if (isFramed) return [];
  let sum = 0;
  return groups.slice(0, -1).map((each) => {
    sum += each;
    return sum / whole;
  });
}
