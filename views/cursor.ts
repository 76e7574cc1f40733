import { type CurvesPanel, type Figure, plainNumber, formatValue } from '../figures/index.ts';
import { svgElement } from './element.ts';
import { trace } from './trace.ts';

/** A place the keyboard cursor can stop at; up and down go to the next group. */
export interface CursorStop {
  readonly label: string;
  readonly group: string;
  show(): void;
}

/** Points of a drawn figure one by one; along curves, every value of x with the means of all conditions there. */
export function cursorStops(figure: Figure, holder: Element): CursorStop[] {
  return figure.panels.flatMap((panel, index) => {
    const drawn = holder.querySelector(`[data-panel="${index}"]`);
    if (!drawn) return [];
    if (panel.kind === 'curves' && panel.seeds === 'lines') return curveStops(panel, index, drawn);
    if (panel.kind !== 'dots' && panel.kind !== 'curves') return markStops(panel, index, drawn);
    return [...drawn.querySelectorAll<SVGCircleElement>('circle.point')].map((point) => ({
      label: [panel.title, point.querySelector('title')?.textContent].filter(Boolean).join(', '),
      group: `${index} ${point.closest<SVGElement>('.series')?.dataset.condition}`,
      show: () =>
        point.parentElement!.append(
          svgElement('circle', {
            class: 'cursor',
            cx: point.getAttribute('cx')!,
            cy: point.getAttribute('cy')!,
            r: 5,
            fill: 'none',
            stroke: '#000000',
            'stroke-width': 1.2,
          }),
        ),
    }));
  });
}
/** Marks that say where they are and what they are; those of a row are one group. */
function markStops({ title }: Figure['panels'][number], index: number, drawn: Element): CursorStop[] {
  return [...drawn.querySelectorAll<SVGElement>('.stop')].map((mark) => {
    const [x, y, width, height] = mark.dataset.at!.split(' ').map(Number);
    return {
      label: [title, mark.querySelector('title')?.textContent].filter(Boolean).join(', '),
      group: `${index} ${mark.dataset.row ?? ''}`,
      show: () => {
        trace(mark);
        drawn.append(
          svgElement('rect', {
            class: 'cursor',
            x: x - 1,
            y: y - 1,
            width: width + 2,
            height: height + 2,
            fill: 'none',
            stroke: '#000000',
            'stroke-width': 1.2,
          }),
        );
      },
    };
  });
}
function curveStops(panel: CurvesPanel, index: number, drawn: Element): CursorStop[] {
  const [plot] = plotsOf(drawn);
  if (!plot) return [];
  const [from, to] = plot.x;
  const xs = [...new Set(panel.series.flatMap((series) => series.mean.x))]
    .filter((x) => x >= from && x <= to)
    .sort((a, b) => a - b);
  return xs.map((x) => ({
    label: curveLabel(panel, x),
    group: String(index),
    show: () => {
      const share = plot.isLogX ? Math.log(x / from) / Math.log(to / from) : (x - from) / (to - from);
      const at = plot.left + share * (plot.right - plot.left);
      plot.element.append(
        svgElement('line', {
          class: 'cursor',
          x1: at,
          x2: at,
          y1: plot.top,
          y2: plot.bottom,
          stroke: '#000000',
          'stroke-width': 0.8,
        }),
      );
    },
  }));
}
const placeText = (x: number, { factor, unit }: CurvesPanel['x']): string =>
  `${plainNumber(Number((x * factor).toPrecision(4)))}${unit ? ` ${unit}` : ''}`;
/** What the means are at, or next before, a value of x. */
export function curveLabel(panel: CurvesPanel, x: number): string {
  const span = panel.y.domain[1] - panel.y.domain[0];
  const said = panel.series.flatMap((series) => {
    const at = series.mean.x.findLastIndex((each) => each <= x + 1e-12);
    if (at < 0) return [];
    const y = series.mean.y[at];
    return [
      `${series.condition} ${panel.y.scale === 'log' ? written(y, panel.y) : formatValue(y, panel.y, span / 10)}`,
    ];
  });
  return (
    `${panel.title ? `${panel.title}, ` : ''}${panel.x.label.toLowerCase()} ` +
    `${panel.x.names?.[x] ?? placeText(x, panel.x)}, ` +
    `${panel.measure}: ${said.join(', ')}`
  );
}

/** Three digits, whatever the size. */
function written(value: number, { unit, factor }: CurvesPanel['y']): string {
  return `${plainNumber(Number((value * factor).toPrecision(3)))}${unit ? `\u00a0${unit}` : ''}`;
}

export interface Plot {
  readonly element: SVGGElement;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly isLogX: boolean;
  readonly isLogY: boolean;
}
/** Where a drawn panel has its plots, in the figure's points, and what they span. */
export function plotsOf(drawn: Element): Plot[] {
  return [...drawn.querySelectorAll<SVGGElement>('.plot')].map((element) => {
    const [left, top, right, bottom] = element.dataset.plot!.split(' ').map(Number);
    const [x0, x1, y0, y1] = element.dataset.domain!.split(' ').map(Number);
    return {
      element,
      left,
      top,
      right,
      bottom,
      x: [x0, x1],
      y: [y0, y1],
      isLogX: element.dataset.x === 'log',
      isLogY: element.dataset.y === 'log',
    };
  });
}
