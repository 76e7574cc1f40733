import type { GridBlock, GridPanel, GridValue } from '../figure.ts';
import { hatching } from './areas-panel.ts';
import { type Drawn, panelTitle, type Place } from './panel-place.ts';
import { labelsAbove } from './labels-above.ts';
import { tintStyle } from './palette.ts';
import { element, escaped, line, round } from './svg.ts';
import { shortened, size, text, textWidth } from './svg-text.ts';

const rowHeight = 9;
const widestCell = 13;
const narrowestCell = 7;
const bandCell = 9;
const blockGap = 3;
const fateGap = 7;
const sectionGap = 12;

/** Genes on rows; attractors in bands of columns as wide as the page, each band with the genes' names. */
export function gridPanel(panel: GridPanel, place: Place): Drawn {
  const { content, below } = panelTitle(panel.title, place.top);
  let top = below;
  const namesWidth = Math.min(
    Math.max(0, ...panel.rows.map(({ name }) => textWidth(name, size.small))),
    place.width * 0.3,
  );
  const left = namesWidth + 5;
  const { cell, isRoomy } = cellWidth(panel.blocks, place.width - left);
  for (const band of bandsOf(panel.blocks, cell, place.width - left)) {
    const drawn = drawBand(panel, band, { left, top, right: place.width, namesWidth, cell, isRoomy });
    content.push(drawn.content);
    top += drawn.height + 8;
  }
  return { height: top - 8 - place.top, content: content.join('') };
}

/**
 * Where each block begins, and the width of all. A section is at least as wide as its name; with `isRoomy`, so are the
 * blocks of a fate.
 */
function laidOut(
  blocks: readonly GridBlock[],
  cell: number,
  isRoomy: boolean,
): { readonly starts: readonly number[]; readonly width: number } {
  const starts: number[] = [];
  let [x, fateEnd, sectionEnd] = [0, 0, 0];
  blocks.forEach((block, index) => {
    const before = blocks[index - 1];
    const isNewSection = index === 0 || before.section !== block.section;
    const isNewFate = isNewSection || before.name !== block.name;
    if (isNewFate) x = Math.max(x, fateEnd);
    if (isNewSection) x = Math.max(x, sectionEnd);
    if (index > 0) x += isNewSection ? sectionGap : isNewFate ? fateGap : blockGap;
    if (isNewFate) fateEnd = isRoomy ? x + textWidth(block.name, size.small) : 0;
    if (isNewSection) sectionEnd = block.section ? x + textWidth(block.section, size.small, true) : 0;
    starts.push(x);
    x += block.columns.length * cell;
  });
  return { starts, width: Math.max(x, fateEnd, sectionEnd) };
}
/** The widest cells that let all stand in one band, with room for the names of the fates before cells become small. */
function cellWidth(blocks: readonly GridBlock[], room: number): { cell: number; isRoomy: boolean } {
  for (const [isRoomy, narrowest] of [
    [true, bandCell],
    [false, narrowestCell],
  ] as const) {
    for (let cell = widestCell; cell >= narrowest; cell -= 0.5)
      if (laidOut(blocks, cell, isRoomy).width <= room) return { cell, isRoomy };
  }
  return { cell: bandCell, isRoomy: false };
}
function bandsOf(blocks: readonly GridBlock[], cell: number, room: number): GridBlock[][] {
  const most = Math.max(1, Math.floor(room / cell));
  const pieces = blocks.flatMap((block) =>
    Array.from({ length: Math.ceil(block.columns.length / most) }, (_, piece) => ({
      ...block,
      columns: block.columns.slice(piece * most, (piece + 1) * most),
    })),
  );
  const bands: GridBlock[][] = [[]];
  pieces.forEach((piece, index) => {
    const band = bands[bands.length - 1];
    const isNewSection = index > 0 && pieces[index - 1].section !== piece.section;
    const next = isNewSection ? pieces.filter((each) => each.section === piece.section) : [piece];
    const fits = (added: readonly GridBlock[]) => laidOut([...band, ...added], cell, false).width <= room + 1e-6;
    const isWhole = laidOut(next, cell, false).width <= room;
    if (band.length > 0 && !fits(isWhole ? next : [piece])) bands.push([piece]);
    else band.push(piece);
  });
  return bands;
}

interface BandPlace {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly namesWidth: number;
  readonly cell: number;
  readonly isRoomy: boolean;
}
function drawBand(
  panel: GridPanel,
  blocks: readonly GridBlock[],
  { left, top: bandTop, right, namesWidth, cell, isRoomy }: BandPlace,
): Drawn {
  const starts = laidOut(blocks, cell, isRoomy).starts.map((start) => left + start);
  const isSame = (a: GridBlock, b: GridBlock) => a.name === b.name && a.section === b.section;
  const sections = blocks.flatMap(({ section }, index) => {
    if (!section || (index > 0 && blocks[index - 1].section === section)) return [];
    const next = blocks.findIndex((block, at) => at > index && block.section !== section);
    return [{ section, x: starts[index], room: (next < 0 ? right : starts[next] - 4) - starts[index] }];
  });
  const top = bandTop + (sections.length > 0 ? 11 : 0);
  const runs = blocks.flatMap((block, index) =>
    block.name && (index === 0 || !isSame(blocks[index - 1], block)) ? [index] : [],
  );
  const runEnd = (index: number) => {
    let last = index;
    while (last + 1 < blocks.length && isSame(blocks[last + 1], blocks[index])) last++;
    return starts[last] + blocks[last].columns.length * cell;
  };
  const labels = labelsAbove(
    runs.map((index) => ({ content: blocks[index].name, left: starts[index], right: runEnd(index) })),
    left,
    right,
  );
  const content = [
    ...sections.map(({ section, x, room }) =>
      text(shortened(section, room, size.small, true), x, bandTop + size.small, {
        size: size.small,
        bold: true,
        whole: section,
      }),
    ),
    labels.draw(top),
  ];
  let y = top + labels.height;
  for (const index of runs) {
    const { colour, group } = tintStyle(blocks[index].tint);
    content.push(
      element(
        'g',
        { class: group, color: colour },
        element('rect', {
          x: starts[index],
          y,
          width: runEnd(index) - starts[index],
          height: 2.5,
          fill: 'currentColor',
        }),
      ),
    );
  }
  y += 4;
  const hasSteps = blocks.some((block) => block.columns.some(({ label }) => label !== '')) && cell >= 8.5;
  blocks.forEach((block, index) => {
    const width = block.columns.length * cell;
    const most = (index + 1 < blocks.length ? starts[index + 1] - starts[index] : width + blockGap) - 1;
    if (textWidth(block.number, size.small) <= most)
      content.push(
        text(block.number, starts[index] + width / 2, y + size.small, {
          size: size.small,
          anchor: 'middle',
          bold: true,
        }),
      );
    if (block.columns.length > 1)
      content.push(
        line(starts[index] + 1, y + size.small + 2, starts[index] + width - 1, y + size.small + 2, {
          stroke: '#595959',
          'stroke-width': 0.6,
          class: 'axis',
        }),
      );
  });
  y += size.small + 3;
  if (hasSteps) {
    content.push(
      ...blocks.flatMap((block, index) =>
        block.columns.map(({ label }, column) =>
          label
            ? text(label, starts[index] + (column + 0.5) * cell, y + 6, { size: 6, anchor: 'middle', quiet: true })
            : '',
        ),
      ),
    );
    y += 8;
  }
  const rowTop = panel.rows.map(
    (row, index) => y + index * rowHeight + (row.isInput && panel.rows.some((each) => !each.isInput) ? 4 : 0),
  );
  const bottom = (rowTop.at(-1) ?? y) + rowHeight;
  content.push(
    ...panel.rows.map((row, index) =>
      text(shortened(row.name, namesWidth, size.small), namesWidth, rowTop[index] + 6.8, {
        size: size.small,
        anchor: 'end',
        quiet: row.isInput,
        whole: row.name,
      }),
    ),
  );
  content.push(...blocks.map((block, index) => drawBlock(panel, block, starts[index], rowTop, cell)));
  return { height: bottom - bandTop, content: content.join('') };
}
function drawBlock(panel: GridPanel, block: GridBlock, left: number, rowTop: readonly number[], cell: number): string {
  const { colour, group } = tintStyle(block.tint);
  const height = (rowTop.at(-1) ?? 0) + rowHeight - (rowTop[0] ?? 0);
  const columns = block.columns.map((column, index) => {
    const x = left + index * cell;
    const on = panel.rows.flatMap(({ name }, row) => (column.values[row] === 1 ? [name] : []));
    const told =
      `${[block.section, block.number, block.name].filter(Boolean).join(' ')}, ` +
      `${block.detail}${column.label ? `, step ${column.label}` : ''}: ` +
      `${on.length > 0 ? `${on.join(', ')} on` : 'nothing on'}${partly(panel, column.values)}`;
    return element(
      'g',
      { class: 'stop', 'data-at': [x, rowTop[0] ?? 0, cell, height].map(round).join(' ') },
      element('title', {}, escaped(told)),
      ...column.values.map((value, row) => drawCell(value, x, rowTop[row], cell)),
    );
  });
  return element('g', { class: group, color: colour }, ...columns);
}
function partly(panel: GridPanel, values: readonly GridValue[]): string {
  const free = panel.rows.flatMap(({ name }, row) => (values[row] === '*' ? [name] : []));
  const shares = panel.rows.flatMap(({ name }, row) => {
    const value = values[row];
    return typeof value === 'number' && value > 0 && value < 1
      ? [`${name} in ${Math.round(value * 100)} % of its states`]
      : [];
  });
  return `${shares.length > 0 ? `; ${shares.join(', ')}` : ''}${free.length > 0 ? `; ${free.join(', ')} free` : ''}`;
}
function drawCell(value: GridValue, left: number, top: number, cell: number): string {
  const [x, y, width, height] = [left + 0.5, top + 0.5, cell - 1, rowHeight - 1];
  const frame = element('rect', { class: 'off', x, y, width, height, fill: '#f2f2f2' });
  if (value === '*')
    return (
      frame +
      element('path', {
        d: hatching(x, y, width, height, 2.6),
        fill: 'none',
        stroke: 'currentColor',
        'stroke-width': 0.4,
      }) +
      starred(x + width / 2, y + height / 2)
    );
  if (value === 0) return frame;
  return (
    frame +
    element('rect', {
      x,
      y,
      width,
      height,
      fill: 'currentColor',
      'fill-opacity': value < 1 ? round(0.08 + 0.8 * value) : undefined,
    })
  );
}
/** An asterisk as three strokes: it lies in the middle of its cell in every font. */
function starred(x: number, y: number): string {
  return [0, 60, 120]
    .map((degrees) => {
      const [dx, dy] = [2.3 * Math.cos((degrees * Math.PI) / 180), 2.3 * Math.sin((degrees * Math.PI) / 180)];
      return line(x - dx, y - dy, x + dx, y + dy, { stroke: '#1a1a1a', 'stroke-width': 0.9, class: 'ink' });
    })
    .join('');
}
