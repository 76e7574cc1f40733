import type { SharePart, SharesPanel } from '../figure.ts';
import { hatching } from './areas-panel.ts';
import { type Drawn, panelTitle, type Place } from './panel-place.ts';
import { tintStyle } from './palette.ts';
import { element, escaped, round } from './svg.ts';
import { shortened, size, text, textWidth } from './svg-text.ts';
import { tintKey } from './tint-key.ts';

const barHeight = 13;
const rowHeight = 16;

/**
 * A bar per row on one scale; a part says what it is where there is room, and what the colours are stands under the
 * bars.
 */
export function sharesPanel(panel: SharesPanel, place: Place): Drawn {
  const { content, below: top } = panelTitle(panel.title, place.top);
  const namesWidth = Math.min(
    Math.max(0, ...panel.rows.map(({ name }) => textWidth(name, size.small))),
    place.width * 0.34,
  );
  const left = namesWidth + 6;
  panel.rows.forEach((row, index) => {
    const y = top + index * rowHeight;
    let x = left;
    content.push(
      text(shortened(row.name, namesWidth, size.small), namesWidth, y + 9, {
        size: size.small,
        anchor: 'end',
        whole: row.name,
      }),
    );
    for (const part of row.parts) {
      const width = part.share * (place.width - left);
      content.push(drawPart(row.name, part, x, y, width));
      x += width;
    }
  });
  const key = tintKey(
    panel.rows.flatMap((row) => row.parts),
    left,
    place.width,
  );
  content.push(key.draw(top + panel.rows.length * rowHeight + 2));
  return { height: panel.rows.length * rowHeight + 2 + key.height + top - place.top, content: content.join('') };
}

function drawPart(row: string, part: SharePart, left: number, top: number, whole: number): string {
  const { colour, group } = tintStyle(part.tint);
  const inset = Math.min(0.5, whole / 6);
  const [x, width] = [left + inset, whole - 2 * inset];
  const words =
    [`${part.name}  ${part.note}`, part.note, ''].find((each) => textWidth(each, size.small) + 6 <= width) ?? '';
  return element(
    'g',
    {
      class: `${group} stop`,
      color: colour,
      'data-row': row,
      'data-at': [x, top, width, barHeight].map(round).join(' '),
    },
    element('title', {}, escaped(`${row}: ${part.name} ${part.note}${part.detail ? `, ${part.detail}` : ''}`)),
    element('rect', {
      x,
      y: top,
      width,
      height: barHeight,
      fill: 'currentColor',
      'fill-opacity': part.tint === 'mixed' ? 0.12 : 0.3,
      stroke: 'currentColor',
      'stroke-width': Math.min(0.7, inset * 1.4),
    }),
    ...(part.tint === 'mixed'
      ? [
          element('path', {
            d: hatching(x, top, width, barHeight),
            fill: 'none',
            stroke: 'currentColor',
            'stroke-width': 0.5,
            'stroke-opacity': 0.55,
          }),
        ]
      : []),
    words ? text(words, x + 3, top + 9.2, { size: size.small }) : '',
  );
}
