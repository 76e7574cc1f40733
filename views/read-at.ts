import { tileWidth } from '../engine/connectivity/index.ts';
import { type Figure, plainNumber, type MatrixPanel, type RasterPanel } from '../figures/index.ts';
import { curveLabel } from './cursor.ts';

/** What a figure shows under the pointer: `among` is the plot of the panel, x and y in its units. */
export function readAt(panel: Figure['panels'][number], among: number, x: number, y: number): string | undefined {
  switch (panel.kind) {
    case 'curves':
      return curveLabel(panel, x);
    case 'plane':
      return `${panel.plots[among].condition}: ${told(x)} ${y < 0 ? '−' : '+'} ${told(Math.abs(y))}i`;
    case 'matrix':
      return ofMatrix(panel.maps[among], x, y);
    case 'raster':
      return ofRaster(panel, x, y);
    default:
      return undefined;
  }
}
function ofMatrix(
  { title, label, size, tiles, values, isOrdered }: MatrixPanel['maps'][number],
  x: number,
  y: number,
): string {
  const width = tileWidth(size, tiles);
  const tileOf = (place: number) => Math.max(0, Math.min(tiles - 1, Math.floor(place / width)));
  const [row, column] = [tileOf(y), tileOf(x)];
  const cells = (tile: number) => {
    const [from, end] = [tile * width, Math.min(size, (tile + 1) * width)];
    return end - from > 1 ? `${from + 1} to ${end}` : `${from + 1}`;
  };
  return (
    `${title ? `${title}, ` : ''}${isOrdered ? 'places in the order: ' : ''}to ${cells(row)}, ` +
    `from ${cells(column)}: ${label.toLowerCase()} ${told(values[row * tiles + column])}`
  );
}
function ofRaster(
  { title, rows, columns, values, label, x: time, y: neurons }: RasterPanel,
  x: number,
  y: number,
): string {
  const column = Math.max(
    0,
    Math.min(columns - 1, Math.floor(((x - time.domain[0]) / (time.domain[1] - time.domain[0])) * columns)),
  );
  const row = Math.max(0, Math.min(rows - 1, Math.floor((y / neurons.domain[1]) * rows)));
  return (
    `${title ? `${title}, ` : ''}neuron ${Math.min(neurons.domain[1], Math.floor(y) + 1)}, ` +
    `${told(x * time.factor)} ${time.unit}: ${told(values[row * columns + column])} ${label}`
  );
}
const told = (value: number): string => plainNumber(Number(value.toPrecision(3)));
