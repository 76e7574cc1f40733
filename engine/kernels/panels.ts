import type { Kernels } from './kernels.ts';

/** Columns rounded up to whole vectors. */
export const padded = (columns: number, { lanes }: Pick<Kernels, 'lanes'>): number =>
  Math.ceil(columns / lanes) * lanes;

/**
 * The layout that the kernels read weights in: panels of `panel` columns (the last one narrower), in each panel one row
 * after another. Calls `visit(column, place, step)` for each column of `rows` elements, the first of which lies at
 * `place` and each next one `step` further; `columns` is padded to whole vectors, padding is not visited.
 */
export function eachColumnInPanels(
  rows: number,
  columns: number,
  layout: Pick<Kernels, 'lanes' | 'panel'>,
  visit: (column: number, place: number, step: number) => void,
): void {
  const all = padded(columns, layout);
  for (let first = 0; first < columns; first += layout.panel) {
    const width = Math.min(layout.panel, all - first),
      end = Math.min(first + width, columns);
    for (let column = first; column < end; column++) visit(column, first * rows + column - first, width);
  }
}
