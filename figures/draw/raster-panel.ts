import type { RasterPanel } from '../figure.ts';
import { bottomAxis, bottomAxisHeight, leftAxis, placeAxis } from './axis.ts';
import { colourBar, colourScale, labelWidth } from './colour-scale.ts';
import { type Drawn, panelTitle, type Place } from './panel-place.ts';
import { element } from './svg.ts';
import { size, text, textWidth } from './svg-text.ts';
import { tiles } from './tile-boxes.ts';

/** Time to the right, neurons from top to bottom. */
export function rasterPanel(panel: RasterPanel, place: Place): Drawn {
  const { content, below } = panelTitle(panel.title, place.top);
  let top = below;
  content.push(text(panel.y.label, 0, top + size.label));
  top += size.label + 5;
  const height = Math.min(150, Math.max(60, place.width * 0.4));
  const bottom = top + height;
  const y = placeAxis(panel.y, [top, bottom], 5, undefined, true);
  const left = Math.max(...y.ticks.map((tick) => textWidth(tick.label, size.small)), 6) + 7;
  const right = place.width - labelWidth(panel.label) - 9;
  const x = placeAxis(panel.x, [left, right], Math.max(2, Math.floor((right - left) / 50)));
  const scale = colourScale(-panel.most, panel.most);
  content.push(
    element(
      'g',
      {
        class: 'plot',
        'data-plot': [left, top, right, bottom].join(' '),
        'data-domain': [...panel.x.domain, panel.y.domain[1], panel.y.domain[0]].join(' '),
      },
      tiles(panel.values, panel.rows, panel.columns, scale, { x: left, y: top, width: right - left, height }),
    ),
    leftAxis(y, left, top, bottom),
    bottomAxis(panel.x, x, left, right, bottom, place.width),
    colourBar(scale, panel.label, right + 9, top, Math.min(110, height)),
  );
  return { height: bottom + bottomAxisHeight - place.top, content: content.join('') };
}
