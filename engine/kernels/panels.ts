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

/** a (rows × depth) times b (depth × columns), row-major. */
export function matrixProduct(
  kernels: Kernels,
  a: Float32Array,
  b: Float32Array,
  rows: number,
  depth: number,
  columns: number,
): Float32Array {
  const wide = padded(columns, kernels);
  const left = kernels.allocate(4 * rows * depth),
    right = kernels.allocate(4 * depth * wide),
    result = kernels.allocate(4 * rows * wide);
  try {
    left.floats().set(a);
    const packed = right.floats();
    eachInPanels(depth, columns, kernels, (place, row, column) => {
      packed[place] = b[row * columns + column];
    });
    kernels.product(rows, wide, depth, left, right, result);
    const values = result.floats(),
      c = new Float32Array(rows * columns);
    for (let row = 0; row < rows; row++) c.set(values.subarray(row * wide, row * wide + columns), row * columns);
    return c;
  } finally {
    for (const block of [left, right, result]) block.release();
  }
}
