import { canBeDrawn } from '../axis-range.ts';
import type { MapsPanel } from '../figure.ts';
import { formatLength, roundLength } from '../number-text.ts';
import { colourBar, colourScale, labelWidth, zeroLevel } from './colour-scale.ts';
import { type Drawn, panelTitle, type Place } from './panel-place.ts';
import { element, line, round } from './svg.ts';
import { size, text, textWidth } from './svg-text.ts';

const gap = 10;

/** Small maps to one scale; the shared bar reads each map's own largest weight as 1. */
export function mapsPanel(panel: MapsPanel, place: Place): Drawn {
  const { content, below: top } = panelTitle(panel.title, place.top);
  const [originX, originY, length, height] = panel.extent;
  const label = `${panel.label} / largest`;
  const bar = labelWidth(label) + 8;
  const columns = Math.max(1, Math.min(panel.maps.length, 4, Math.floor((place.width - bar + gap) / 82)));
  const wide = (place.width - bar - (columns - 1) * gap) / columns;
  const inset = 4;
  const factor = Math.min((wide - 2 * inset) / (length || 1), 140 / (height || length || 1));
  const tall = Math.max(20, height * factor + 2 * inset);
  const diameter = Math.max(
    1.2,
    Math.min(6, (0.8 * Math.sqrt((wide - 2 * inset) * Math.max(tall, 4))) / Math.sqrt(Math.max(1, panel.x.length))),
  );
  const scale = colourScale(-1, 1);
  panel.maps.forEach((map, index) => {
    const left = (index % columns) * (wide + gap),
      above = top + Math.floor(index / columns) * (tall + 16);
    const d = new Map<number, string>();
    for (let neuron = 0; neuron < panel.x.length; neuron++) {
      if (!canBeDrawn(panel.x[neuron]) || !canBeDrawn(panel.y[neuron])) continue;
      const level = scale.levelOf(map.values[neuron] / map.most);
      d.set(
        level,
        `${d.get(level) ?? ''}M${round(left + inset + (panel.x[neuron] - originX) * factor)} ` +
          `${round(above + 11 + tall - inset - (panel.y[neuron] - originY) * factor)}h0`,
      );
    }
    const byStrength = [...d].sort(([a], [b]) => Math.abs(a - zeroLevel) - Math.abs(b - zeroLevel));
    content.push(
      text(map.name, left, above + size.label),
      map.note
        ? text(map.note, left + textWidth(map.name, size.label) + 5, above + size.label, {
            size: size.small,
            quiet: true,
          })
        : '',
      element('rect', {
        x: left,
        y: above + 11,
        width: length * factor + 2 * inset,
        height: tall,
        fill: '#ffffff',
        stroke: '#b0b0b0',
        'stroke-width': 0.5,
        class: 'leader',
      }),
      ...byStrength.map(([level, path]) =>
        element('path', {
          d: path,
          fill: 'none',
          stroke: scale.palette[level],
          'stroke-width': diameter,
          'stroke-linecap': 'round',
        }),
      ),
    );
  });
  const bottom = top + Math.ceil(panel.maps.length / columns) * (tall + 16);
  const unit = roundLength((length || height || 1) / 3);
  content.push(
    colourBar(scale, label, place.width - bar + 8, top, Math.min(110, Math.max(60, tall + 11))),
    line(0, bottom + 3, unit * factor, bottom + 3, { stroke: '#1a1a1a', 'stroke-width': 1.6, class: 'scale-bar' }),
    text(formatLength(unit), 0, bottom + 13, { size: size.small }),
  );
  return { height: Math.max(bottom + 15, top + 75) - place.top, content: content.join('') };
}
