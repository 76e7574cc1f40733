import type { Figure } from '../figures/index.ts';
import { type Plot, plotsOf } from './cursor.ts';
import { readAt } from './read-at.ts';

/** A place in a plot of a drawn figure: `index` of the panel, `among` its plots. */
export interface PlaceInPlot {
  readonly index: number;
  readonly among: number;
  readonly plot: Plot;
  readonly at: { readonly x: number; readonly y: number };
}

export function plotsOfPanel(holder: Element, index: number): Plot[] {
  const drawn = holder.querySelector(`[data-panel="${index}"]`);
  return drawn ? plotsOf(drawn) : [];
}
export function placeInPlot(holder: Element, figure: Figure | undefined, event: PointerEvent): PlaceInPlot | undefined {
  for (const index of figure?.panels.keys() ?? []) {
    for (const [among, plot] of plotsOfPanel(holder, index).entries()) {
      const at = pointOf(plot, event);
      if (at.x >= plot.left && at.x <= plot.right && at.y >= plot.top && at.y <= plot.bottom)
        return { index, among, plot, at };
    }
  }
  return undefined;
}
/** What a figure shows under the pointer; undefined where it shows nothing that can be read. */
export function readUnder(holder: Element, figure: Figure | undefined, event: PointerEvent): string | undefined {
  const found = placeInPlot(holder, figure, event);
  const panel = found && figure?.panels[found.index];
  if (!found || !panel) return undefined;
  return readAt(panel, found.among, valueAt(found.plot, 'x', found.at.x), valueAt(found.plot, 'y', found.at.y));
}
export function pointOf(plot: Plot, event: PointerEvent): { x: number; y: number } {
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(plot.element.getScreenCTM()!.inverse());
  return { x, y };
}
export function valueAt(plot: Plot, axis: 'x' | 'y', at: number): number {
  const share =
    axis === 'x' ? (at - plot.left) / (plot.right - plot.left) : (plot.bottom - at) / (plot.bottom - plot.top);
  const [from, to] = plot[axis];
  return (axis === 'x' ? plot.isLogX : plot.isLogY) ? from * (to / from) ** share : from + share * (to - from);
}
