/** Under the pointer a mark says what it is; a gene of a wiring also brings out its own edges. */
export function tellStops(holder: HTMLElement, say: (text: string) => void): void {
  holder.addEventListener('pointerover', (event) => {
    const stop = (event.target as Element).closest<SVGElement>('.stop');
    untrace(holder);
    if (!stop) return;
    say(stop.querySelector('title')?.textContent ?? '');
    trace(stop);
  });
  holder.addEventListener('pointerleave', () => untrace(holder));
}
/** Brings out the edges that lead to or from a node; the others fade. */
export function trace(stop: SVGElement): void {
  const node = stop.dataset.node;
  const panel = stop.closest('.panel');
  if (node === undefined || !panel) return;
  panel.classList.add('tracing');
  for (const edge of panel.querySelectorAll<SVGElement>('.edge'))
    edge.classList.toggle('traced', edge.dataset.source === node || edge.dataset.target === node);
}
export function untrace(holder: Element): void {
  for (const panel of holder.querySelectorAll('.tracing')) panel.classList.remove('tracing');
}
