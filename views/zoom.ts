import type { CurvesPanel, DrawOptions, Figure, PlanePanel } from '../figures/index.ts';
import type { Plot } from './cursor.ts';
import { svgElement } from './element.ts';
import { type PlaceInPlot, placeInPlot, plotsOfPanel, pointOf, readUnder, valueAt } from './under-pointer.ts';

export type Windows = NonNullable<DrawOptions['windows']>;

/**
 * Dragging over curves looks closer, a double click or Escape looks at all of them again, + and − look closer and
 * wider; moving the pointer reads the means.
 */
export function zoomable(
  holder: HTMLElement,
  figure: () => Figure | undefined,
  windows: () => Windows,
  setWindows: (windows: Windows) => void,
  say: (text: string) => void,
): { onKey(event: KeyboardEvent): boolean } {
  let start: { index: number; among: number; x: number; y: number } | undefined;
  let rectangle: SVGRectElement | undefined;

  holder.addEventListener('pointerdown', (event) => {
    const found = plotAt(event);
    if (!found || event.button !== 0 || !canZoom(figure()?.panels[found.index])) return;
    start = { index: found.index, among: found.among, ...found.at };
    holder.setPointerCapture(event.pointerId);
  });
  holder.addEventListener('pointermove', (event) => {
    if (!start) {
      read(event);
      return;
    }
    const plot = plotsNumbered(start.index)[start.among];
    if (!plot) return;
    const to = clamped(pointOf(plot, event), plot);
    rectangle?.remove();
    rectangle = svgElement('rect', {
      class: 'selection',
      x: Math.min(start.x, to.x),
      y: Math.min(start.y, to.y),
      width: Math.abs(to.x - start.x),
      height: Math.abs(to.y - start.y),
      fill: '#888888',
      'fill-opacity': 0.25,
    });
    plot.element.append(rectangle);
  });
  holder.addEventListener('pointerup', (event) => {
    rectangle?.remove();
    const from = start;
    start = undefined;
    const plot = from && plotsNumbered(from.index)[from.among];
    if (!from || !plot) return;
    const to = clamped(pointOf(plot, event), plot);
    if (Math.abs(to.x - from.x) < 4 || Math.abs(to.y - from.y) < 4) return;
    const [left, right] = [from.x, to.x].sort((a, b) => a - b).map((x) => valueAt(plot, 'x', x));
    const [low, high] = [from.y, to.y].sort((a, b) => b - a).map((y) => valueAt(plot, 'y', y));
    setWindows({ ...windows(), [from.index]: { x: [left, right], y: [low, high] } });
  });
  holder.addEventListener('pointercancel', () => {
    start = undefined;
    rectangle?.remove();
  });
  holder.addEventListener('dblclick', () => setWindows({}));

  return {
    onKey(event) {
      if (event.key === 'Escape' && Object.keys(windows()).length > 0) {
        setWindows({});
        return true;
      }
      const factor = { '+': 0.5, '=': 0.5, '-': 2 }[event.key];
      if (factor === undefined || event.ctrlKey || event.metaKey) return false;
      const next: Record<number, Windows[number]> = {};
      for (const [index, panel] of figure()?.panels.entries() ?? []) {
        const [plot] = plotsNumbered(index);
        if (panel.kind === 'curves' && plot) next[index] = towardsEnd(panel, plot, factor);
        if (panel.kind === 'plane' && plot)
          next[index] = { x: towardsRight(plot.x, panel.x.domain, factor), y: around(plot.y, panel.y.domain, factor) };
      }
      const isWhole =
        factor > 1 &&
        Object.entries(next).every(([index, window]) => {
          const panel = figure()!.panels[Number(index)] as CurvesPanel | PlanePanel;
          return window.x[0] <= panel.x.domain[0];
        });
      setWindows(isWhole ? {} : next);
      return true;
    },
  };

  function plotsNumbered(index: number): Plot[] {
    return plotsOfPanel(holder, index);
  }
  function plotAt(event: PointerEvent): PlaceInPlot | undefined {
    return placeInPlot(holder, figure(), event);
  }
  function read(event: PointerEvent): void {
    const said = readUnder(holder, figure(), event);
    if (said) say(said);
  }
}
const canZoom = (panel: Figure['panels'][number] | undefined): boolean =>
  panel?.kind === 'curves' || panel?.kind === 'plane';

function clamped({ x, y }: { x: number; y: number }, plot: Plot): { x: number; y: number } {
  return { x: Math.max(plot.left, Math.min(plot.right, x)), y: Math.max(plot.top, Math.min(plot.bottom, y)) };
}
/** The last part of the curves, where they have settled, and the values there. */
function towardsEnd(panel: CurvesPanel, plot: Plot, factor: number): Windows[number] {
  const end = panel.x.domain[1];
  const first = panel.x.domain[0];
  const from = Math.max(first, plot.isLogX ? end / (end / plot.x[0]) ** factor : end - (end - plot.x[0]) * factor);
  const seen = panel.series.flatMap((series) =>
    series.lines.flatMap((line) => line.y.filter((_, index) => line.x[index] >= from)),
  );
  if (seen.length === 0) return { x: plot.x, y: plot.y };
  const [low, high] = [Math.min(...seen), Math.max(...seen)];
  const margin = (high - low || Math.abs(high) || 1) / 20;
  return {
    x: [from, end],
    y: panel.y.scale === 'log' ? [Math.max(low, panel.y.domain[0]) / 1.05, high * 1.05] : [low - margin, high + margin],
  };
}
/** The right end, where the slowest modes are. */
function towardsRight(
  [from, to]: readonly [number, number],
  [first, last]: readonly [number, number],
  factor: number,
): [number, number] {
  return [Math.max(first, last - (to - from) * factor), last];
}
function around(
  [from, to]: readonly [number, number],
  [first, last]: readonly [number, number],
  factor: number,
): [number, number] {
  const middle = (first + last) / 2,
    half = Math.min((to - from) * factor, last - first) / 2;
  return [middle - half, middle + half];
}
