import type { Kernels } from './kernels.ts';

/** Columns rounded up to whole vectors. */
export const padded = (columns: number, { lanes }: Pick<Kernels, 'lanes'>): number =>
  Math.ceil(columns / lanes) * lanes;

/**
 * The layout that the kernels read weights in: panels of `panel` columns (the last one narrower), in each panel one row
 * after another. Calls `visit(place, row, column)` for each of `rows` × `columns` elements; `columns` is padded to
 * whole vectors, padding is not visited.
 */
export function eachInPanels(
  rows: number,
  columns: number,
  layout: Pick<Kernels, 'lanes' | 'panel'>,
  visit: (place: number, row: number, column: number) => void,
): void {
  const all = padded(columns, layout);
  for (let first = 0; first < columns; first += layout.panel) {
    const width = Math.min(layout.panel, all - first),
      used = Math.min(width, columns - first);
    for (let row = 0; row < rows; row++) {
      const place = first * rows + row * width - first;
      for (let column = first; column < first + used; column++) visit(place + column, row, column);
    }
  }
}
