import { interpolateBlues, interpolateRdBu } from 'd3-scale-chromatic';
import type { HeatmapCell, HeatmapGroup, HeatmapPanel } from '../figure.ts';
import type { Drawn, Place } from './panel-place.ts';
import { element, escaped, line, round } from './svg.ts';
import { shortened, size, text, textWidth, wrapped } from './svg-text.ts';

const rowHeight = 11.5;
const widestColumn = 64;
const headLine = 8.5;
const groupGap = 9;

type Column = HeatmapGroup['columns'][number] & { readonly group: HeatmapGroup; readonly index: number };

/**
 * Rows and columns named, the value written in each cell; as many bands of columns as the page asks for, each with the
 * rows' names.
 */
export function heatmapPanel(panel: HeatmapPanel, place: Place): Drawn {
  let top = place.top;
  const content: string[] = [];
  for (const each of panel.title ? wrapped(panel.title, place.width, size.label, true) : []) {
    content.push(text(each, 0, top + size.label, { bold: true }));
    top += size.label * 1.4;
  }
  const namesWidth = Math.min(
    Math.max(0, ...panel.rows.map((row) => textWidth(row.name, size.small, row.isReference))),
    place.width * 0.34,
  );
  const left = namesWidth + 6;
  const columns = panel.groups
    .flatMap((group) => group.columns.map((column) => ({ ...column, group })))
    .map((column, index): Column => ({ ...column, index }));
  const needed = Math.max(
    28,
    ...columns.map(({ name }) => Math.min(58, longestWord(name) + 4)),
    ...panel.rows.flatMap((row) =>
      row.cells.map((cell) =>
        cell ? textWidth(cell.text, size.small, row.isReference) + (cell.isSignificant ? 12 : 5) : 0,
      ),
    ),
  );
  const bands = bandsOf(
    panel.groups,
    columns,
    Math.max(1, Math.floor((place.width - left - (panel.groups.length - 1) * groupGap) / needed)),
  );
  const widest = Math.max(...bands.map((band) => band.length));
  const width = Math.max(
    needed,
    Math.min(widestColumn, (place.width - left - (panel.groups.length - 1) * groupGap) / widest),
  );
  for (const band of bands) {
    const drawn = drawBand(panel, band, { left, top, width, namesWidth });
    content.push(drawn.content);
    top += drawn.height + 8;
  }
  return { height: top - 8 - place.top, content: content.join('') };
}

function longestWord(name: string): number {
  return Math.max(...(name.match(/[^ _]*_+|[^ _]+/g) ?? ['']).map((word) => textWidth(word, size.small)));
}
/** Groups stay whole where a band has room for them; larger ones are divided evenly. */
function bandsOf(groups: readonly HeatmapGroup[], columns: readonly Column[], most: number): Column[][] {
  const bands: Column[][] = [];
  for (const group of groups) {
    const members = columns.filter((column) => column.group === group);
    const last = bands.at(-1);
    if (last && last.length + members.length <= most) {
      last.push(...members);
      continue;
    }
    const pieces = Math.ceil(members.length / most);
    const each = Math.ceil(members.length / pieces);
    for (let piece = 0; piece < pieces; piece++) bands.push(members.slice(piece * each, (piece + 1) * each));
  }
  return bands;
}

interface BandPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly namesWidth: number;
}
function drawBand(panel: HeatmapPanel, columns: readonly Column[], { left, top, width, namesWidth }: BandPlace): Drawn {
  const content: string[] = [];
  const starts: number[] = [];
  let x = left;
  columns.forEach((column, at) => {
    if (at > 0 && columns[at - 1].group !== column.group) x += groupGap;
    starts.push(x);
    x += width;
  });
  const right = x;
  const groups = columns.flatMap(({ group }, at) =>
    at === 0 || columns[at - 1].group !== group
      ? [{ group, from: starts[at], to: starts[columns.findLastIndex((each) => each.group === group)] + width }]
      : [],
  );
  const titles = groups.map(({ group, from, to }) => wrapped(group.title, to - from - 2, size.small, true, 3));
  const titleHeight = Math.max(...titles.map((lines) => lines.length)) * headLine;
  groups.forEach(({ from, to }, at) => {
    content.push(
      ...titles[at].map((each, lineAt) =>
        text(each, from + 1, top + titleHeight - 2 - (titles[at].length - 1 - lineAt) * headLine, {
          size: size.small,
          bold: true,
        }),
      ),
      line(from + 0.5, top + titleHeight + 0.5, to - 0.5, top + titleHeight + 0.5, {
        stroke: '#595959',
        'stroke-width': 0.6,
        class: 'axis',
      }),
    );
  });
  const heads = columns.map(({ name, unit }) => [
    ...wrapped(name, width - 4, size.small, false, 3),
    ...(unit ? [`(${unit})`] : []),
  ]);
  const headHeight = titleHeight + 3 + Math.max(...heads.map((lines) => lines.length)) * headLine + 2;
  content.push(
    ...heads.flatMap((lines, at) =>
      lines.map((each, lineAt) =>
        text(each, starts[at] + width / 2, top + headHeight - 3.5 - (lines.length - 1 - lineAt) * headLine, {
          size: size.small,
          anchor: 'middle',
        }),
      ),
    ),
  );
  let y = top + headHeight;
  panel.rows.forEach((row, index) => {
    content.push(
      text(shortened(row.name, namesWidth, size.small, row.isReference), namesWidth, y + 8, {
        size: size.small,
        anchor: 'end',
        bold: row.isReference,
        whole: row.name,
      }),
    );
    content.push(...columns.map((column, at) => drawCell(row, row.cells[column.index], column, starts[at], y, width)));
    y += rowHeight;
    if (row.isReference && index === 0) {
      content.push(line(left, y + 1, right, y + 1, { stroke: '#595959', 'stroke-width': 0.6, class: 'axis' }));
      y += 3;
    }
  });
  return { height: y - top, content: content.join('') };
}
function drawCell(
  { name: row, isReference }: HeatmapPanel['rows'][number],
  cell: HeatmapCell | null,
  { name, unit, most, group }: Column,
  x: number,
  y: number,
  width: number,
): string {
  const box = { x: x + 0.5, y: y + 0.5, width: width - 1, height: rowHeight - 1 };
  if (!cell)
    return (
      element('rect', { class: 'off', ...box, fill: '#f2f2f2' }) +
      text('–', x + width / 2, y + 8, { size: size.small, anchor: 'middle', quiet: true })
    );
  const share = most > 0 ? Math.max(-1, Math.min(1, cell.value / most)) : 0;
  const isPlain = group.shows === 'difference' && isReference;
  const colour = group.shows === 'difference' ? interpolateRdBu(0.5 - share * 0.42) : interpolateBlues(share * 0.62);
  const fill = isPlain || share === 0 ? '#ffffff' : colour;
  const ink = isPlain ? undefined : isDark(fill) ? 'on-dark' : 'on-light';
  const against = group.shows === 'difference' && !isReference ? ' from the reference' : '';
  const told =
    `${row}, ${group.shows === 'value' ? `${group.title} ` : ''}${name}: ` +
    `${cell.text}${unit ? ` ${unit}` : ''}${against}, ` +
    `n = ${cell.n}${cell.p === null ? '' : `, p = ${cell.p < 0.001 ? '< 0.001' : cell.p.toFixed(3)}`}`;
  return element(
    'g',
    { class: 'stop', 'data-row': row, 'data-at': [box.x, box.y, box.width, box.height].map(round).join(' ') },
    element('title', {}, escaped(told)),
    element('rect', { ...box, fill, ...(isPlain ? { class: 'paper' } : {}) }),
    text(cell.text, x + width / 2, y + 8, { size: size.small, anchor: 'middle', ink, bold: isReference }),
    ...(cell.isSignificant
      ? [
          element('circle', {
            cx: x + width - 4.5,
            cy: y + rowHeight / 2,
            r: 1.5,
            fill: ink === 'on-dark' ? '#ffffff' : '#1a1a1a',
          }),
        ]
      : []),
  );
}
/** Whether white is easier to read on it than black (relative luminance, WCAG 2). */
function isDark(fill: string): boolean {
  if (fill.startsWith('#')) return false;
  const [red, green, blue] = fill.match(/\d+/g)!.map((each) => {
    const value = Number(each) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.18;
}
