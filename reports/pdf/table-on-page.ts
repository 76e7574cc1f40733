import type { Verdict } from '../../results/contract.ts';
import type { TableBlock } from '../report-blocks.ts';
import { linesOf } from './broken-lines.ts';
import { type PageFlow, quiet, textWidth } from './page-flow.ts';
import type { Pen, TextStyle } from './fonts.ts';

const gap = 9;
const lineHeight = 1.3;
/** In points, from the one that is tried first; a table that is too wide in the last goes on below. */
const sizes = [8, 7, 6.2];
const shareOfNames = 0.4;
/** A table does not begin at the foot of a page with fewer. */
const fewestRows = 4;
const rule = '#bfbfbf';
const colours: Readonly<Record<Verdict, string>> = {
  supported: '#00684a',
  holds: '#7a5600',
  unknown: '#7a5600',
  fails: '#a3341c',
};

/** A table as wide as the page at most: it goes on on the next page, under its header again. */
export function drawTable(flow: PageFlow, table: TableBlock): void {
  const { pen } = flow;
  const found = (table.isText ? sizes.slice(0, 1) : sizes)
    .flatMap((size) => [false, true].map((isBroken) => ({ size, widths: widthsOf(pen, table, size, isBroken) })))
    .find(({ widths }) => sum(widths) + gap * (widths.length - 1) <= textWidth);
  const size = found?.size ?? (table.isText ? sizes[0] : sizes[sizes.length - 1]);
  const widths = found?.widths ?? widthsOf(pen, table, size, true);
  if (table.isText)
    drawColumns(
      flow,
      table,
      table.header.map((_, column) => column),
      shared(widths),
      size,
      '',
    );
  else {
    const narrow = [Math.min(widths[0], textWidth * shareOfNames), ...widths.slice(1)];
    const groups = groupsOf(narrow);
    groups.forEach((columns, k) => {
      const more = groups.length > 1 ? ` (${k + 1} of ${groups.length})` : '';
      drawColumns(
        flow,
        table,
        columns,
        columns.map((column) => narrow[column]),
        size,
        more,
      );
    });
  }
}

function drawColumns(
  flow: PageFlow,
  { title, header, rows, isText }: TableBlock,
  columns: readonly number[],
  widths: readonly number[],
  size: number,
  more: string,
): void {
  const { pen } = flow,
    { document } = pen;
  const wide = sum(widths) + gap * (widths.length - 1);
  const lefts = widths.map((_, k) => flow.left + sum(widths.slice(0, k)) + gap * k);
  const cellsOf = (cells: readonly string[], style: TextStyle): readonly (readonly string[])[] =>
    columns.map((column, k) => linesOf(pen, cells[column], widths[k], size, style));
  const heightOf = (cells: readonly (readonly string[])[]): number =>
    Math.max(...cells.map((lines) => lines.length)) * size * lineHeight + 3;
  const put = (lines: readonly string[], k: number, style: TextStyle, colour?: string): void => {
    const isNumber = k > 0 && !isText;
    lines.forEach((line, at) => {
      pen.text(line, lefts[k] + (isNumber ? widths[k] : 0), flow.y + size + at * size * lineHeight, {
        size,
        style,
        colour,
        anchor: isNumber ? 'end' : 'start',
      });
    });
  };
  const ruled = (): void =>
    flow.ornament(() => {
      document.undash().lineWidth(0.5).strokeOpacity(1).strokeColor(rule);
      document
        .moveTo(flow.left, flow.y - 1)
        .lineTo(flow.left + wide, flow.y - 1)
        .stroke();
    });
  const heads = cellsOf(header, 'plain');
  const caption = linesOf(pen, title + more, textWidth, 9, 'bold');
  const body = rows.map((row) => {
    const style = row.isReference ? 'bold' : 'plain';
    const cells = cellsOf(row.cells, style);
    return { row, style, cells, height: heightOf(cells) } as const;
  });

  const element = flow.part('Table', null);
  const first = sum(body.slice(0, fewestRows).map(({ height }) => height));
  flow.need(Math.min(flow.tallest, caption.length * 12.2 + heightOf(heads) + first + 4));
  flow.within(element, 'Caption', () => flow.lines(caption, flow.left, { size: 9, style: 'bold' }));
  flow.skip(2);
  const headRow = flow.within(element, 'TR', null);
  heads.forEach((lines, k) => {
    flow.within(headRow, 'TH', () => put(lines, k, 'plain', quiet));
  });
  flow.skip(heightOf(heads));
  ruled();
  for (const { row, style, cells, height } of body) {
    if (flow.need(Math.min(height, flow.tallest))) {
      flow.ornament(() => {
        for (const [k, lines] of heads.entries()) put(lines, k, 'plain', quiet);
      });
      flow.skip(heightOf(heads));
      ruled();
    }
    const line = flow.within(element, 'TR', null);
    cells.forEach((lines, k) => {
      const colour = row.verdict && columns[k] === 1 ? colours[row.verdict] : undefined;
      flow.within(line, k === 0 ? 'TH' : 'TD', () => put(lines, k, colour ? 'bold' : style, colour));
    });
    flow.skip(height);
  }
  ruled();
  flow.skip(12);
}

/** What each column takes where nothing is broken, or its header alone, at spaces. */
function widthsOf(pen: Pen, { header, rows, isText }: TableBlock, size: number, isBroken: boolean): number[] {
  return header.map((name, column) => {
    const words = !isBroken || isText || column === 0 ? [name] : name.split(/(?<!−) /);
    return Math.ceil(
      Math.max(
        ...words.map((word) => pen.width(word, size)),
        ...rows.map(({ cells, isReference }) => pen.width(cells[column], size, isReference ? 'bold' : 'plain')),
      ),
    );
  });
}

/** Columns of sentences: the narrow ones as they are, the others with equal shares of what is left. */
function shared(widths: readonly number[]): number[] {
  let room = textWidth - gap * (widths.length - 1);
  const given = new Map<number, number>();
  const open = widths.map((width, column) => ({ width, column })).sort((a, b) => a.width - b.width);
  open.forEach(({ width, column }, k) => {
    const wide = Math.min(width, room / (open.length - k));
    given.set(column, wide);
    room -= wide;
  });
  return widths.map((_, column) => given.get(column)!);
}

/** Columns that fit beside each other, the first of all beside each of them. */
function groupsOf(widths: readonly number[]): number[][] {
  const groups: number[][] = [];
  let room = 0;
  for (let column = 1; column < widths.length; column++) {
    const wide = widths[column] + gap;
    if (groups.length === 0 || wide > room) {
      groups.push([0]);
      room = textWidth - widths[0];
    }
    groups[groups.length - 1].push(column);
    room -= wide;
  }
  return groups.length > 0 ? groups : [[0]];
}
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
