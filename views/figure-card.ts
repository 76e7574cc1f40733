import { drawSvg, type Figure } from '../figures/index.ts';
import { h, parseSvg, setText } from './element.ts';
import { makeDataTable } from './data-table.ts';
import { exportButtons } from './exporting.ts';
import type { ExportedFigure } from './view-messages.ts';
import { dataCursor } from './data-cursor.ts';
import { tellStops } from './trace.ts';
import { zoomable, type Windows } from './zoom.ts';

export interface CardState {
  readonly windows: Windows;
  readonly isTableOpen: boolean;
}
export interface CardOptions {
  readonly post: (message: ExportedFigure) => void;
  readonly state: CardState;
  readonly keep: (state: CardState) => void;
  readonly select: (condition: string) => void;
}
export interface FigureCard {
  readonly element: HTMLElement;
  update(figure: Figure, selected: string | undefined): void;
}

/** On screen a point of the figure is this many pixels, so that its smallest text is as large as the editor's. */
const pixelsPerPoint = 1.5;
const widestPoints = 560;

/**
 * A figure that is drawn anew whenever its data, its width or its zoom change, with a cursor, a table of its data, and
 * its exports.
 */
export function makeFigureCard(options: CardOptions): FigureCard {
  let { windows, isTableOpen } = options.state;
  let figure: Figure | undefined;
  let selected: string | undefined;
  let drawn = '';
  const holder = h('div', {
    class: 'figure',
    tabindex: 0,
    role: 'application',
    'aria-roledescription': 'figure',
    onkeydown: onKey,
    onclick: onClick,
    onblur: () => cursor.leave(),
  });
  const readout = h('p', { class: 'readout', 'aria-live': 'polite' });
  const reset = h(
    'button',
    { type: 'button', class: 'secondary', hidden: true, onclick: () => setWindows({}) },
    'Reset zoom',
  );
  const table = makeDataTable(() => {
    isTableOpen = !isTableOpen;
    keep();
    showTable();
  });
  const exports = exportButtons(() => figure, options.post);
  const tools = h('div', { class: 'tools' }, readout, reset, table.button, ...exports);
  const element = h('section', { class: 'card' }, holder, tools, table.element);
  const zoom = zoomable(
    holder,
    () => figure,
    () => windows,
    setWindows,
    (text) => setText(readout, text),
  );
  const cursor = dataCursor(
    holder,
    () => figure,
    (text) => setText(readout, text),
  );
  tellStops(holder, (text) => setText(readout, text));
  new ResizeObserver(() => draw()).observe(holder);

  return {
    element,
    update(next, nowSelected) {
      figure = next;
      selected = nowSelected;
      element.setAttribute('aria-label', next.title);
      holder.setAttribute(
        'aria-label',
        `${next.summary}${next.panels.length > 0 ? ' Arrow keys move along the data.' : ''}`,
      );
      tools.hidden = next.panels.length === 0;
      draw();
      showTable();
    },
  };

  function draw(): void {
    if (!figure || holder.clientWidth === 0) return;
    const points = Math.min(widestPoints, holder.clientWidth / pixelsPerPoint);
    const svg = drawSvg(figure, { width: (points / 72) * 25.4, windows });
    if (svg !== drawn) {
      drawn = svg;
      const root = parseSvg(svg);
      const [, , width, height] = root.getAttribute('viewBox')!.split(' ').map(Number);
      root.setAttribute('width', String(width * pixelsPerPoint));
      root.setAttribute('height', String(height * pixelsPerPoint));
      root.removeAttribute('aria-labelledby');
      root.setAttribute('aria-hidden', 'true'); // the holder around it has the name and the summary
      holder.replaceChildren(root);
      cursor.redraw();
    }
    reset.hidden = Object.keys(windows).length === 0;
    const isSelected = figure.panels.some(
      (panel) =>
        (panel.kind === 'dots' && panel.rows.some((row) => row.condition === selected)) ||
        (panel.kind === 'curves' && panel.series.some((series) => series.condition === selected)) ||
        (panel.kind === 'plane' && panel.plots.some((plot) => plot.condition === selected)),
    );
    holder.classList.toggle('selecting', isSelected);
    for (const series of holder.querySelectorAll<SVGElement>('.series'))
      series.classList.toggle('selected', series.dataset.condition === selected);
  }
  function setWindows(next: Windows): void {
    windows = next;
    keep();
    draw();
  }
  function keep(): void {
    options.keep({ windows, isTableOpen });
  }

  function onKey(event: KeyboardEvent): void {
    if (figure && (zoom.onKey(event) || cursor.onKey(event))) event.preventDefault();
  }
  function onClick(event: MouseEvent): void {
    const condition = (event.target as Element).closest<SVGElement>('.series')?.dataset.condition;
    if (condition !== undefined) options.select(condition);
  }
  function showTable(): void {
    table.show(figure, isTableOpen);
  }
}
