import type { GridBlock, GridPanel, GridValue } from '../figure.ts';
import { hatching } from './areas.ts';
import type { Drawn, Place } from './draw.ts';
import { labelsAbove } from './labels-above.ts';
import { tintStyle } from './palette.ts';
import { element, escaped, line, round } from './svg.ts';
import { shortened, size, text, textWidth } from './text.ts';

const rowHeight = 9;
const widestCell = 13;
const narrowestCell = 7;
const blockGap = 3;
const fateGap = 7;

/** Genes on rows; attractors in bands of columns as wide as the page, each band with the genes' names. */
export function gridPanel(panel: GridPanel, place: Place): Drawn {
  let top = place.top;
  const content: string[] = [];
  if (panel.title) { content.push(text(panel.title, 0, top + size.label, { bold: true })); top += size.label * 1.5; }
  const namesWidth = Math.min(Math.max(0, ...panel.rows.map(({ name }) => textWidth(name, size.small))), place.width * 0.3);
  const left = namesWidth + 5;
  const cell = cellWidth(panel.blocks, place.width - left);
  for (const band of bandsOf(panel.blocks, cell, place.width - left)) {
    const drawn = drawBand(panel, band, { left, top, right: place.width, namesWidth, cell });
    content.push(drawn.content);
    top += drawn.height + 8;
  }
  return { height: top - 8 - place.top, content: content.join('') };
}

function gapBefore(blocks: readonly GridBlock[], index: number): number {
  return index === 0 ? 0 : blocks[index].name === blocks[index - 1].name ? blockGap : fateGap;
}
function widthOf(blocks: readonly GridBlock[], cell: number): number {
  return blocks.reduce((sum, block, index) => sum + gapBefore(blocks, index) + block.columns.length * cell, 0);
}
/** As wide as lets all stand in one band, where that is wide enough to read. */
function cellWidth(blocks: readonly GridBlock[], room: number): number {
  const columns = blocks.reduce((sum, block) => sum + block.columns.length, 0);
  const gaps = widthOf(blocks, 0);
  const fits = (room - gaps) / columns;
  return fits >= narrowestCell ? Math.min(widestCell, fits) : 9;
}
function bandsOf(blocks: readonly GridBlock[], cell: number, room: number): GridBlock[][] {
  const most = Math.max(1, Math.floor(room / cell));
  const pieces = blocks.flatMap((block) => Array.from({ length: Math.ceil(block.columns.length / most) }, (_, piece) => ({ ...block, columns: block.columns.slice(piece * most, (piece + 1) * most) })));
  const bands: GridBlock[][] = [[]];
  for (const piece of pieces) {
    const band = bands[bands.length - 1];
    if (band.length > 0 && widthOf([...band, piece], cell) > room + 1e-6) bands.push([piece]); else band.push(piece);
  }
  return bands;
}

interface BandPlace { readonly left: number; readonly top: number; readonly right: number; readonly namesWidth: number; readonly cell: number }
function drawBand(panel: GridPanel, blocks: readonly GridBlock[], { left, top, right, namesWidth, cell }: BandPlace): Drawn {
  const starts: number[] = [];
  let x = left;
  blocks.forEach((block, index) => { x += gapBefore(blocks, index); starts.push(x); x += block.columns.length * cell; });
  const runs = blocks.flatMap((block, index) => (block.name && (index === 0 || blocks[index - 1].name !== block.name) ? [index] : []));
  const runEnd = (index: number) => { let last = index; while (last + 1 < blocks.length && blocks[last + 1].name === blocks[index].name) last++; return starts[last] + blocks[last].columns.length * cell; };
  const labels = labelsAbove(runs.map((index) => ({ content: blocks[index].name, left: starts[index], middle: (starts[index] + runEnd(index)) / 2 })), left, right);
  const content = [labels.draw(top)];
  let y = top + labels.height;
  for (const index of runs) {
    const { colour, group } = tintStyle(blocks[index].tint);
    content.push(element('g', { class: group, color: colour }, element('rect', { x: starts[index], y, width: runEnd(index) - starts[index], height: 2.5, fill: 'currentColor' })));
  }
  y += 4;
  const hasSteps = blocks.some((block) => block.columns.some(({ label }) => label !== '')) && cell >= 8.5;
  blocks.forEach((block, index) => {
    const width = block.columns.length * cell;
    const most = width + (index + 1 < blocks.length ? gapBefore(blocks, index + 1) : 0) - 1;
    if (textWidth(block.number, size.small) <= most) content.push(text(block.number, starts[index] + width / 2, y + size.small, { size: size.small, anchor: 'middle', bold: true }));
    if (block.columns.length > 1) content.push(line(starts[index] + 1, y + size.small + 2, starts[index] + width - 1, y + size.small + 2, { stroke: '#595959', 'stroke-width': 0.6, class: 'axis' }));
  });
  y += size.small + 3;
  if (hasSteps) {
    content.push(...blocks.flatMap((block, index) => block.columns.map(({ label }, column) => (label ? text(label, starts[index] + (column + 0.5) * cell, y + 6, { size: 6, anchor: 'middle', quiet: true }) : ''))));
    y += 8;
  }
  const rowTop = panel.rows.map((row, index) => y + index * rowHeight + (row.isInput && panel.rows.some((each) => !each.isInput) ? 4 : 0));
  const bottom = (rowTop.at(-1) ?? y) + rowHeight;
  content.push(...panel.rows.map((row, index) => text(shortened(row.name, namesWidth, size.small), namesWidth, rowTop[index] + 6.8, { size: size.small, anchor: 'end', quiet: row.isInput, whole: row.name })));
  content.push(...blocks.map((block, index) => drawBlock(panel, block, starts[index], rowTop, cell)));
  return { height: bottom - top, content: content.join('') };
}
function drawBlock(panel: GridPanel, block: GridBlock, left: number, rowTop: readonly number[], cell: number): string {
  const { colour, group } = tintStyle(block.tint);
  const height = (rowTop.at(-1) ?? 0) + rowHeight - (rowTop[0] ?? 0);
  const columns = block.columns.map((column, index) => {
    const x = left + index * cell;
    const on = panel.rows.flatMap(({ name }, row) => (column.values[row] === 1 ? [name] : []));
    const told = `${[block.number, block.name].filter(Boolean).join(' ')}, ${block.detail}${column.label ? `, step ${column.label}` : ''}: ${on.length > 0 ? `${on.join(', ')} on` : 'nothing on'}${partly(panel, column.values)}`;
    return element('g', { class: 'stop', 'data-at': [x, rowTop[0] ?? 0, cell, height].map(round).join(' ') }, element('title', {}, escaped(told)),
      ...column.values.map((value, row) => drawCell(value, x, rowTop[row], cell)));
  });
  return element('g', { class: group, color: colour }, ...columns);
}
function partly(panel: GridPanel, values: readonly GridValue[]): string {
  const free = panel.rows.flatMap(({ name }, row) => (values[row] === '*' ? [name] : []));
  const shares = panel.rows.flatMap(({ name }, row) => { const value = values[row]; return typeof value === 'number' && value > 0 && value < 1 ? [`${name} in ${Math.round(value * 100)} % of its states`] : []; });
  return `${shares.length > 0 ? `; ${shares.join(', ')}` : ''}${free.length > 0 ? `; ${free.join(', ')} free` : ''}`;
}
function drawCell(value: GridValue, left: number, top: number, cell: number): string {
  const [x, y, width, height] = [left + 0.5, top + 0.5, cell - 1, rowHeight - 1];
  const frame = element('rect', { class: 'off', x, y, width, height, fill: '#f2f2f2' });
  if (value === '*') return frame + element('path', { d: hatching(x, y, width, height, 2.6), fill: 'none', stroke: 'currentColor', 'stroke-width': 0.4 }) + starred(x + width / 2, y + height / 2);
  if (value === 0) return frame;
  return frame + element('rect', { x, y, width, height, fill: 'currentColor', 'fill-opacity': value < 1 ? round(0.08 + 0.8 * value) : undefined });
}
/** An asterisk as three strokes: it lies in the middle of its cell in every font. */
function starred(x: number, y: number): string {
  return [0, 60, 120].map((degrees) => {
    const [dx, dy] = [2.3 * Math.cos((degrees * Math.PI) / 180), 2.3 * Math.sin((degrees * Math.PI) / 180)];
    return line(x - dx, y - dy, x + dx, y + dy, { stroke: '#1a1a1a', 'stroke-width': 0.9, class: 'ink' });
  }).join('');
}
