import type { Tint } from '../figure.ts';
import { hatching } from './areas-panel.ts';
import { tintStyle } from './palette.ts';
import { element } from './svg.ts';
import { shortened, size, text, textWidth } from './svg-text.ts';

const swatch = 6;
const rowHeight = 10;

/**
 * What the colours of fates stand for: each name once, in order of first appearance, in as many lines as it takes.
 * `opacity` is that of the marks it explains.
 */
export function tintKey(
  named: readonly { readonly name: string; readonly tint: Tint }[],
  left: number,
  right: number,
  opacity = 0.3,
): { readonly height: number; draw(top: number): string } {
  const items = named.filter(({ name }, index) => name && named.findIndex((other) => other.name === name) === index);
  let [x, row] = [left, 0];
  const placed = items.map(({ name, tint }) => {
    const shown = shortened(name, right - left - swatch - 4, size.small);
    const taken = swatch + 4 + textWidth(shown, size.small);
    if (x > left && x + taken > right) {
      x = left;
      row++;
    }
    const at = { name, tint, shown, x, row };
    x += taken + 12;
    return at;
  });
  return {
    height: items.length > 0 ? (row + 1) * rowHeight : 0,
    draw: (top) =>
      placed
        .map((item) => {
          const { colour, group } = tintStyle(item.tint);
          const box = { x: item.x + 0.5, y: top + item.row * rowHeight + 1.5, width: swatch - 1, height: swatch - 1 };
          return (
            element(
              'g',
              { class: group, color: colour },
              element('rect', {
                ...box,
                fill: 'currentColor',
                'fill-opacity': item.tint === 'mixed' ? 0.12 : opacity,
                stroke: 'currentColor',
                'stroke-width': 0.8,
              }),
              item.tint === 'mixed'
                ? element('path', {
                    d: hatching(box.x, box.y, box.width, box.height, 2.5),
                    fill: 'none',
                    stroke: 'currentColor',
                    'stroke-width': 0.5,
                  })
                : '',
            ) +
            text(item.shown, item.x + swatch + 4, top + item.row * rowHeight + 6.6, {
              size: size.small,
              whole: item.name,
            })
          );
        })
        .join(''),
  };
}
