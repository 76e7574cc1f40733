import { interpolateBlues, interpolateRdBu } from 'd3-scale-chromatic';
import type { MatrixPanel } from '../figure.ts';
import { extent } from '../values.ts';
import { placeAxis } from './axis.ts';
import type { Drawn, Place } from './draw.ts';
import { element, line, round } from './svg.ts';
import { size, text } from './text.ts';

const levels = 33;
const barWidth = 9;

/** Tiles coloured by value: white is zero, diverging around it where there are both signs. */
export function matrixPanel(panel: MatrixPanel, place: Place): Drawn {
  let top = place.top;
  const content: string[] = [];
  if (panel.title) { content.push(text(panel.title, 0, top + size.label, { bold: true })); top += size.label * 1.5; }
  const side = Math.min(230, place.width - 70);
  const [low, high] = extent(panel.values);
  const most = Math.max(Math.abs(low), Math.abs(high)) || 1;
  const from = low < 0 ? -most : 0;
  const colour = (value: number) => (low < 0 ? interpolateRdBu(0.5 - value / (2 * most)) : interpolateBlues(value / most));
  const levelAt = (value: number) => Math.round(((value - from) / (most - from)) * (levels - 1));
  const valueAt = (level: number) => from + (level / (levels - 1)) * (most - from);
  const paths = new Map<number, string>();
  const tile = side / panel.tiles;
  const edge = (index: number) => round(index * tile);
  for (let row = 0; row < panel.tiles; row++) for (let column = 0; column < panel.tiles; column++) {
    const value = panel.values[row * panel.tiles + column];
    if (value === 0) continue;
    const [x, y, width, height] = [edge(column), round(top + edge(row)), round(edge(column + 1) - edge(column)), round(edge(row + 1) - edge(row))];
    paths.set(levelAt(value), `${paths.get(levelAt(value)) ?? ''}M${x} ${y}h${width}v${height}h${-width}z`);
  }
  content.push(element('rect', { class: 'ground', x: 0, y: top, width: side, height: side, fill: '#ffffff' }));
  for (const [level, d] of paths) content.push(element('path', { d, fill: colour(valueAt(level)), 'shape-rendering': 'crispEdges' }));
  content.push(element('rect', { class: 'axis', x: 0, y: top, width: side, height: side, fill: 'none', stroke: '#595959', 'stroke-width': 0.6 }));

  const barLeft = side + 12;
  const barHeight = Math.min(120, side);
  const step = barHeight / levels;
  for (let level = 0; level < levels; level++) {
    content.push(element('rect', { x: barLeft, y: top + 14 + barHeight - (level + 1) * step, width: barWidth, height: step + 0.2, fill: level === levelAt(0) ? '#ffffff' : colour(valueAt(level)) }));
  }
  const axis = placeAxis({ label: panel.label, unit: '', factor: 1, scale: 'linear', domain: [from, most] }, [top + 14 + barHeight, top + 14], 5, undefined, true);
  content.push(text(panel.label, barLeft, top + size.label),
    element('rect', { class: 'axis', x: barLeft, y: top + 14, width: barWidth, height: barHeight, fill: 'none', stroke: '#595959', 'stroke-width': 0.5 }),
    ...axis.ticks.flatMap((tick) => [line(barLeft + barWidth, axis.at(tick.value), barLeft + barWidth + 3, axis.at(tick.value), { stroke: '#595959', 'stroke-width': 0.6, class: 'axis' }), text(tick.label, barLeft + barWidth + 5, axis.at(tick.value) + 2.5, { size: size.small })]),
    text(`${panel.size.toLocaleString('en')} × ${panel.size.toLocaleString('en')} cells`, 0, top + side + 10, { size: size.small, quiet: true }));
  return { height: top + side + 12 - place.top, content: content.join('') };
}
