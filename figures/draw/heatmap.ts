import { interpolateBlues, interpolateRdBu } from 'd3-scale-chromatic';
import type { HeatmapCell, HeatmapPanel } from '../figure.ts';
import { formatPoint } from '../quantity.ts';
import type { Drawn, Place } from './draw.ts';
import { element, escaped, line, round } from './svg.ts';
import { shortened, size, text, textWidth, wrapped } from './text.ts';

const rowHeight = 11.5;
const widestColumn = 74;
const headLine = 8.5;

/** Rows and columns named, the value written in each cell; as many bands of columns as the page asks for, each with the rows' names. */
export function heatmapPanel(panel: HeatmapPanel, place: Place): Drawn {
  let top = place.top;
  const content: string[] = [];
  const title = [panel.title, formatPoint(panel.at)].filter(Boolean).join(', ');
  for (const each of title ? wrapped(title, place.width, size.label, true) : []) { content.push(text(each, 0, top + size.label, { bold: true })); top += size.label * 1.4; }
  const namesWidth = Math.min(Math.max(0, ...panel.rows.map((row) => textWidth(row.name, size.small, row.isReference))), place.width * 0.34);
  const left = namesWidth + 6;
  const narrowest = Math.max(26, ...panel.rows.flatMap((row) => row.cells.map((cell) => (cell ? textWidth(cell.text, size.small) + (cell.isSignificant ? 9 : 4) : 0))));
  const perBand = Math.max(1, Math.min(panel.columns.length, Math.floor((place.width - left) / narrowest)));
  const bands = Math.ceil(panel.columns.length / perBand);
  const inBand = Math.ceil(panel.columns.length / bands);
  const width = Math.min(Math.max(widestColumn, narrowest), (place.width - left) / inBand);
  for (let band = 0; band < bands; band++) {
    const columns = panel.columns.map((_, index) => index).slice(band * inBand, (band + 1) * inBand);
    const drawn = drawBand(panel, columns, { left, top, width, namesWidth });
    content.push(drawn.content);
    top += drawn.height + 8;
  }
  return { height: top - 8 - place.top, content: content.join('') };
}

function drawBand(panel: HeatmapPanel, columns: readonly number[], { left, top, width, namesWidth }: { readonly left: number; readonly top: number; readonly width: number; readonly namesWidth: number }): Drawn {
  const content: string[] = [];
  const heads = columns.map((column) => {
    const { name, unit } = panel.columns[column];
    return [...wrapped(name, width - 4, size.small, false, 3), ...(unit ? [`(${unit})`] : [])];
  });
  const headHeight = Math.max(...heads.map((lines) => lines.length)) * headLine + 2;
  content.push(...heads.flatMap((lines, index) => lines.map((each, at) => text(each, left + (index + 0.5) * width, top + headHeight - 3.5 - (lines.length - 1 - at) * headLine, { size: size.small, anchor: 'middle' }))));
  let y = top + headHeight;
  panel.rows.forEach((row, index) => {
    content.push(text(shortened(row.name, namesWidth, size.small, row.isReference), namesWidth, y + 8, { size: size.small, anchor: 'end', bold: row.isReference, whole: row.name }));
    content.push(...columns.map((column, at) => drawCell(panel, row.name, row.isReference, row.cells[column], column, left + at * width, y, width)));
    y += rowHeight;
    if (row.isReference && index === 0) { content.push(line(left, y + 1, left + columns.length * width, y + 1, { stroke: '#595959', 'stroke-width': 0.6, class: 'axis' })); y += 3; }
  });
  return { height: y - top, content: content.join('') };
}
function drawCell(panel: HeatmapPanel, row: string, isReference: boolean, cell: HeatmapCell | null, column: number, x: number, y: number, width: number): string {
  const { name, unit, most } = panel.columns[column];
  const box = { x: x + 0.5, y: y + 0.5, width: width - 1, height: rowHeight - 1 };
  if (!cell) return element('rect', { class: 'off', ...box, fill: '#f2f2f2' }) + text('–', x + width / 2, y + 8, { size: size.small, anchor: 'middle', quiet: true });
  const share = most > 0 ? Math.max(-1, Math.min(1, cell.value / most)) : 0;
  const isPlain = panel.scale === 'diverging' && isReference;
  const fill = isPlain ? '#ffffff' : panel.scale === 'diverging' ? interpolateRdBu(0.5 - share * 0.42) : interpolateBlues(share * 0.85);
  const ink = isPlain ? undefined : isDark(fill) ? 'on-dark' : 'on-light';
  const told = `${row}, ${name}: ${cell.text}${unit ? ` ${unit}` : ''}, n = ${cell.n}${cell.p === null ? '' : `, p = ${cell.p < 0.001 ? '< 0.001' : cell.p.toFixed(3)}`}`;
  return element('g', { class: 'stop', 'data-at': [box.x, box.y, box.width, box.height].map(round).join(' ') }, element('title', {}, escaped(told)),
    element('rect', { ...box, fill, ...(isPlain ? { class: 'paper' } : {}) }),
    text(cell.text, x + width / 2, y + 8, { size: size.small, anchor: 'middle', ink, bold: isReference }),
    ...(cell.isSignificant ? [element('circle', { class: `dot ${ink ?? ''}`, cx: x + width / 2 + textWidth(cell.text, size.small) / 2 + 3.2, cy: y + 5.6, r: 1.4, fill: ink === 'on-dark' ? '#ffffff' : '#1a1a1a' })] : []));
}
/** Whether white is easier to read on it than black (relative luminance, WCAG 2). */
function isDark(fill: string): boolean {
  const [red, green, blue] = fill.match(/\d+/g)!.map((each) => { const value = Number(each) / 255; return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.18;
}
