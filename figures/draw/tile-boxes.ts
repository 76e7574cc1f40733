import type { ColourScale } from './colour-scale.ts';
import { pngOf } from './png.ts';
import { element, round } from './svg.ts';

/** More tiles than this are pixels of an image instead of shapes. */
const mostShapes = 2500;

export interface TileBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
/** Rows × columns of values as colours, on white, where zero is. */
export function tiles(
  values: Float32Array | Float64Array,
  rows: number,
  columns: number,
  scale: ColourScale,
  { x, y, width, height }: TileBox,
): string {
  const ground = element('rect', { x, y, width, height, fill: '#ffffff' });
  if (rows * columns > mostShapes) {
    const href = pngOf(columns, rows, Uint8Array.from(values, scale.levelOf), scale.palette);
    return (
      ground +
      element('image', { x, y, width, height, preserveAspectRatio: 'none', 'image-rendering': 'pixelated', href })
    );
  }
  const paths = new Map<number, string>();
  const edgeX = (column: number) => round(x + (column * width) / columns),
    edgeY = (row: number) => round(y + (row * height) / rows);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column];
      if (value === 0) continue;
      const level = scale.levelOf(value),
        wide = round(edgeX(column + 1) - edgeX(column));
      paths.set(
        level,
        `${paths.get(level) ?? ''}M${edgeX(column)} ` +
          `${edgeY(row)}h${wide}v${round(edgeY(row + 1) - edgeY(row))}h${-wide}z`,
      );
    }
  return (
    ground +
    [...paths]
      .map(([level, d]) => element('path', { d, fill: scale.palette[level], 'shape-rendering': 'crispEdges' }))
      .join('')
  );
}
