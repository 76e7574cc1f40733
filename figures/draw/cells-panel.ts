import type { CellsPanel } from '../figure.ts';
import { formatLength, roundLength } from '../number-text.ts';
import type { Drawn, Place } from './panel-place.ts';
import { fateColour, fateGroup } from './palette.ts';
import { element, line, round } from './svg.ts';
import { shortened, size, text, textWidth } from './svg-text.ts';

/** Of cells without a synapse, where others have some: against the others. */
export const unconnected = { size: 0.6, opacity: 0.4 } as const;

/**
 * The space to scale, with a scale bar. Nothing that matters is hidden: pale cells without a synapse lie under the
 * synapses, the others above, rarer fates over commoner ones.
 */
export function cellsPanel(panel: CellsPanel, place: Place): Drawn {
  const beside = place.width > 300;
  const shown = panel.fates.map((fate, index) => ({ ...fate, index })).filter((fate) => fate.count > 0);
  const names = shown.map((fate) => `${fate.name}  ${fate.count.toLocaleString('en')}`);
  const legendWidth = Math.min(
    Math.max(0, ...names.map((name) => textWidth(name, size.label))) + 14,
    place.width * 0.35,
  );
  const [width, height] = fitted(panel.extent, beside ? place.width - legendWidth - 14 : place.width, 330);
  const [left, top] = [0, place.top];
  const scale = width / panel.extent[0];
  const x = (cell: number) => round(left + panel.x[cell] * scale);
  const y = (cell: number) => round(top + height - panel.y[cell] * scale);
  const diameter = Math.max(
    1.6,
    Math.min(7, (0.5 * Math.sqrt(width * height)) / Math.sqrt(Math.max(1, panel.x.length))),
  );

  const { pre, post } = panel.synapses;
  let synapses = '';
  for (let k = 0; k < pre.length; k++) synapses += `M${x(pre[k])} ${y(pre[k])}L${x(post[k])} ${y(post[k])}`;
  const byRarity = [...shown].sort((a, b) => b.count - a.count);
  const dotsOf = (isConnected: boolean, size: number, opacity?: number) =>
    byRarity.flatMap((fate) => {
      let path = '';
      for (let cell = 0; cell < panel.x.length; cell++)
        if (panel.fate[cell] === fate.index && Boolean(panel.connected[cell]) === isConnected)
          path += `M${x(cell)} ${y(cell)}${point}`;
      return path
        ? [
            element('path', {
              class: [fateGroup(fate.index, panel.fates.length), opacity ? 'unconnected' : '']
                .filter(Boolean)
                .join(' '),
              d: path,
              ...dotStyle(fate.index, panel.fates.length, size),
              'stroke-opacity': opacity,
            }),
          ]
        : [];
    });
  const isWired = panel.synapses.total > 0;
  const content = [
    element('rect', {
      x: left,
      y: top,
      width,
      height,
      fill: 'none',
      stroke: '#b0b0b0',
      'stroke-width': 0.5,
      class: 'leader',
    }),
    ...dotsOf(false, isWired ? diameter * unconnected.size : diameter, isWired ? unconnected.opacity : undefined),
    ...(synapses
      ? [
          element('path', {
            class: 'synapses',
            d: synapses,
            fill: 'none',
            stroke: '#404040',
            'stroke-width': 0.3,
            'stroke-opacity': 0.22,
          }),
        ]
      : []),
    ...dotsOf(true, diameter),
    scaleBar(panel.extent[0], scale, left, top + height + 7),
  ];
  const legendLeft = beside ? width + 14 : 0;
  const legendTop = beside ? top + 6 : top + height + 28;
  shown.forEach((fate, row) => {
    const middle = legendTop + row * 12;
    content.push(
      element('path', {
        class: fateGroup(fate.index, panel.fates.length),
        d: `M${legendLeft + 4} ${middle}${point}`,
        ...dotStyle(fate.index, panel.fates.length, 6),
      }),
      text(
        shortened(names[row], legendWidth - 14 + (beside ? 0 : place.width), size.label),
        legendLeft + 12,
        middle + 2.8,
        { whole: names[row] },
      ),
    );
  });
  return {
    height: Math.max(height + 20, legendTop - top + shown.length * 12 - (beside ? 0 : 4)),
    content: content.join(''),
  };
}
/** Of next to no length: with square ends, paper would leave out one of none. */
const point = 'h.01';
/** Even fates are round, odd ones square: colour is not the only difference. */
function dotStyle(fate: number, fates: number, diameter: number) {
  const square = fate % 2 === 1;
  return {
    fill: 'none',
    stroke: fateColour(fate, fates),
    'stroke-width': square ? diameter * 0.88 : diameter,
    'stroke-linecap': square ? 'square' : 'round',
  };
}
function fitted([width, height]: readonly [number, number], mostWidth: number, mostHeight: number): [number, number] {
  const scale = Math.min(mostWidth / width, mostHeight / height);
  return [width * scale, height * scale];
}
function scaleBar(extent: number, scale: number, x: number, y: number): string {
  const length = roundLength(extent / 4);
  return (
    line(x, y, x + length * scale, y, { stroke: '#1a1a1a', 'stroke-width': 1.6, class: 'scale-bar' }) +
    text(formatLength(length), x, y + 11, { size: size.small })
  );
}
