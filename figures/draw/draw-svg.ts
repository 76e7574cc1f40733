import type { Figure, Panel } from '../figure.ts';
import { areasPanel } from './areas-panel.ts';
import { cellsPanel } from './cells-panel.ts';
import { curvesPanel } from './curves-panel.ts';
import { dotsPanel } from './dots-panel.ts';
import { gridPanel } from './grid-panel.ts';
import { heatmapPanel } from './heatmap-panel.ts';
import { mapsPanel } from './maps-panel.ts';
import { matrixPanel } from './matrix-panel.ts';
import type { Drawn, Place, Window } from './panel-place.ts';
import { planePanel } from './plane-panel.ts';
import { rasterPanel } from './raster-panel.ts';
import { regulatorsPanel } from './regulators.ts';
import { sharesPanel } from './shares-panel.ts';
import { identifierOfName } from '../../results/names-as-files.ts';
import { element, escaped, round } from './svg.ts';
import { fontFamily, lineHeight, size, text, wrapped } from './svg-text.ts';
import { surfacePanel } from './surface-panel.ts';
import { tissuePanel } from './tissue-panel.ts';
import { transitionsPanel } from './transitions-panel.ts';
import { trialsPanel } from './trials-panel.ts';
import { wiringPanel } from './wiring-panel.ts';

export interface DrawOptions {
  /** Width on paper in millimetres, at least 60; 180 (two columns) unless told. */
  readonly width?: number;
  /** Parts of curves to look at, by the index of the panel, in the values' own units. */
  readonly windows?: Readonly<Record<number, Window>>;
}

const pointsPerMillimetre = 72 / 25.4;
const margin = 6;

/**
 * A figure as a standalone SVG on white, sizes in millimetres, user units in points. A theme may recolour it by its
 * classes.
 */
export function drawSvg(figure: Figure, options: DrawOptions = {}): string {
  const width = Math.max(60, options.width ?? 180) * pointsPerMillimetre;
  const inner = width - 2 * margin;
  let y = 0;
  const content: string[] = [];
  const id = identifierOfName(figure.name);
  const put = (lines: readonly string[], fontSize: number, style: { bold?: boolean; quiet?: boolean }) => {
    for (const each of lines) {
      content.push(text(each, 0, y + fontSize, { size: fontSize, ...style }));
      y += fontSize * lineHeight;
    }
  };
  put(wrapped(figure.title, inner, size.title, true), size.title, { bold: true });
  y += 5;
  figure.panels.forEach((panel, index) => {
    const drawn = drawPanel(panel, figure.panels, {
      id: `${id}-${index}`,
      index,
      top: y,
      width: inner,
      isLast: index === figure.panels.length - 1,
      window: options.windows?.[index],
    });
    content.push(element('g', { class: 'panel', 'data-panel': index }, drawn.content));
    y += drawn.height + 8;
  });
  put(wrapped(figure.caption.join(' '), inner, size.small), size.small, { quiet: true });
  const height = y + 2 * margin;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: `${round(width / pointsPerMillimetre)}mm`,
      height: `${round(height / pointsPerMillimetre)}mm`,
      viewBox: `0 0 ${round(width)} ${round(height)}`,
      'font-family': fontFamily,
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-desc`,
    },
    element('title', { id: `${id}-title` }, escaped(figure.title)),
    element('desc', { id: `${id}-desc` }, escaped(figure.summary)),
    element('rect', { class: 'paper', width, height, fill: '#ffffff' }),
    element('g', { transform: `translate(${margin} ${margin})` }, ...content),
  );
}
function drawPanel(panel: Panel, panels: readonly Panel[], place: Place): Drawn {
  switch (panel.kind) {
    case 'dots':
      return dotsPanel(
        panel,
        place,
        panels.filter((each) => each.kind === 'dots'),
      );
    case 'curves':
      return curvesPanel(panel, place);
    case 'cells':
      return cellsPanel(panel, place);
    case 'tissue':
      return tissuePanel(panel, place);
    case 'matrix':
      return matrixPanel(panel, place);
    case 'raster':
      return rasterPanel(panel, place);
    case 'plane':
      return planePanel(panel, place);
    case 'surface':
      return surfacePanel(panel, place);
    case 'maps':
      return mapsPanel(panel, place);
    case 'areas':
      return areasPanel(panel, place);
    case 'shares':
      return sharesPanel(panel, place);
    case 'grid':
      return gridPanel(panel, place);
    case 'wiring':
      return wiringPanel(panel, place);
    case 'regulators':
      return regulatorsPanel(panel, place);
    case 'transitions':
      return transitionsPanel(panel, place);
    case 'heatmap':
      return heatmapPanel(panel, place);
    case 'trials':
      return trialsPanel(panel, place);
  }
}
