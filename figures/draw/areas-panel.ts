import type { Area, AreasPanel } from '../figure.ts';
import { type Drawn, panelTitle, type Place } from './panel-place.ts';
import { labelsAbove } from './labels-above.ts';
import { tintStyle } from './palette.ts';
import { squarified } from './squarified.ts';
import { element, escaped, round } from './svg.ts';
import { size, text, textWidth } from './svg-text.ts';

/**
 * One bar, a part per group under its name, each part divided among its areas; an area says what it is where there is
 * room.
 */
export function areasPanel(panel: AreasPanel, place: Place): Drawn {
  const { content, below } = panelTitle(panel.title, place.top);
  let top = below;
  const areas = panel.groups.reduce((sum, group) => sum + group.areas.length, 0);
  const height = Math.min(areas > 3 ? 96 : 56, place.width * 0.4);
  let x = 0;
  const parts = panel.groups.map((group) => {
    const width = group.areas.reduce((sum, area) => sum + area.share, 0) * place.width;
    const part = { group, left: x, width };
    x += width;
    return part;
  });
  const labels = labelsAbove(
    parts.flatMap(({ group, left, width }) =>
      group.name ? [{ content: `${group.name}  ${group.note}`, left, right: left + width }] : [],
    ),
    0,
    place.width,
  );
  content.push(labels.draw(top));
  top += labels.height + 1;
  for (const { group, left, width } of parts) {
    const boxes = squarified(
      group.areas.map((area) => area.share),
      { x: left, y: top, width, height },
    );
    content.push(...group.areas.map((area, index) => areaBox(area, boxes[index])));
  }
  return { height: top + height + 2 - place.top, content: content.join('') };
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
function areaBox(area: Area, box: Box): string {
  const { colour, group } = tintStyle(area.tint);
  const inset = Math.min(0.6, box.width / 6, box.height / 6);
  const [x, y, width, height] = [box.x + inset, box.y + inset, box.width - 2 * inset, box.height - 2 * inset];
  const told = [[area.number, area.name].filter(Boolean).join(' '), area.detail, area.note].filter(Boolean).join(', ');
  return element(
    'g',
    { class: `${group} stop`, color: colour, 'data-at': [x, y, width, height].map(round).join(' ') },
    element('title', {}, escaped(told)),
    element('rect', {
      x,
      y,
      width,
      height,
      fill: 'currentColor',
      'fill-opacity': area.tint === 'mixed' ? 0.12 : 0.3,
      stroke: 'currentColor',
      'stroke-width': Math.min(0.9, inset * 1.5),
    }),
    ...(area.tint === 'mixed'
      ? [
          element('path', {
            d: hatching(x, y, width, height),
            fill: 'none',
            stroke: 'currentColor',
            'stroke-width': 0.5,
            'stroke-opacity': 0.55,
          }),
        ]
      : []),
    words(area, { x, y, width, height }),
  );
}
/** Number, then what it is, then its share: as much as there is room for. */
function words(area: Area, { x, y, width, height }: Box): string {
  const room = width - 6;
  const lineHeight = 9;
  const numberWidth = area.number ? textWidth(area.number, size.small, true) : 0;
  if (numberWidth > room || height < lineHeight + 2) return '';
  const before = numberWidth > 0 ? numberWidth + 5 : 0;
  const detail = before + textWidth(area.detail, size.small) <= room ? area.detail : '';
  const note = area.note && height >= 2 * lineHeight + 2 && textWidth(area.note, size.small) <= room ? area.note : '';
  const backed = (wide: number, top: number) =>
    area.tint === 'mixed' && wide > 0
      ? element('rect', {
          class: 'paper',
          x: x + 1.5,
          y: top,
          width: wide + 3,
          height: lineHeight,
          fill: '#ffffff',
          'fill-opacity': 0.8,
        })
      : '';
  return [
    backed(before + textWidth(detail, size.small), y + 1.5),
    backed(textWidth(note, size.small), y + 1.5 + lineHeight),
    area.number ? text(area.number, x + 3, y + 8.5, { size: size.small, bold: true }) : '',
    detail ? text(detail, x + 3 + before, y + 8.5, { size: size.small }) : '',
    note ? text(note, x + 3, y + 8.5 + lineHeight, { size: size.small }) : '',
  ].join('');
}
/** Lines at 45 degrees across a rectangle. */
export function hatching(x: number, y: number, width: number, height: number, gap = 4): string {
  let path = '';
  for (let offset = gap; offset < width + height; offset += gap) {
    const [x1, y1] = offset <= height ? [x, y + offset] : [x + offset - height, y + height];
    const [x2, y2] = offset <= width ? [x + offset, y] : [x + width, y + offset - width];
    path += `M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}`;
  }
  return path;
}
