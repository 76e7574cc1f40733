import type { Figure } from '../figures/index.ts';
import { unpackedArrays } from './unpacked-arrays.ts';
import type { CircuitData } from '../results/circuit-data.ts';
import { makeCircuitViewer } from './circuit-viewer.ts';
import { dataCursor } from './data-cursor.ts';
import { h, setText } from './element.ts';
import { growthOf } from './model.ts';
import { makeSortable } from './sort-table.ts';
import { tellStops } from './trace.ts';
import { readUnder } from './under-pointer.ts';

/** A report is whole without this: here its figures tell values, its tables sort, and its circuits grow again. */
for (const table of document.querySelectorAll<HTMLTableElement>('table')) makeSortable(table);
for (const figure of document.querySelectorAll<HTMLElement>('figure')) {
  const data = dataIn<Figure>(figure, 'shown');
  if (data) tellValues(figure, data);
  const circuit = dataIn<CircuitData>(figure, 'replay');
  if (data && circuit) replay(figure, data, circuit);
}
addEventListener('beforeprint', () => {
  for (const closed of document.querySelectorAll<HTMLDetailsElement>('details:not([open])')) {
    closed.open = true;
    addEventListener('afterprint', () => closed.removeAttribute('open'), { once: true });
  }
});

function dataIn<Value>(figure: HTMLElement, kind: string): Value | undefined {
  const text = figure.querySelector(`script[data-kind="${kind}"]`)?.textContent;
  return text ? (unpackedArrays(text) as Value) : undefined;
}

function tellValues(figure: HTMLElement, data: Figure): void {
  const holder = figure.querySelector<HTMLElement>('.drawing');
  if (!holder) return;
  const readout = h('p', { class: 'readout', 'aria-live': 'polite' });
  holder.after(readout);
  const say = (text: string): void => setText(readout, text);
  holder.setAttribute('role', 'application');
  holder.setAttribute('aria-roledescription', 'figure');
  holder.setAttribute('aria-label', `${data.summary} Arrow keys move along the data.`);
  holder.querySelector('svg')?.setAttribute('aria-hidden', 'true');
  const cursor = dataCursor(holder, () => data, say);
  holder.addEventListener('keydown', (event) => {
    if (cursor.onKey(event)) event.preventDefault();
  });
  holder.addEventListener('blur', () => cursor.leave());
  tellStops(holder, say);
  holder.addEventListener('pointermove', (event) => {
    const under = event.target as Element;
    const own = under.closest('.panel') && under.querySelector(':scope > title')?.textContent;
    const said = own || readUnder(holder, data, event);
    if (said) say(said);
  });
}

/** In place of the drawing, which paper keeps. */
function replay(figure: HTMLElement, data: Figure, circuit: CircuitData): void {
  const still = { frame: undefined, turn: { yaw: 0.6, pitch: 0.4 }, isDrawnWithSynapses: true };
  const viewer = makeCircuitViewer({ buttons: [], below: [], show: () => {} }, still, () => {});
  figure.classList.add('replayed');
  figure.prepend(viewer.element);
  viewer.update(growthOf(circuit), circuit.space, data);
}
