import type { Matrix } from './matrix.ts';
import { incomingOf } from './outgoing.ts';
import { synapsesOf } from './sparse-matrix.ts';

/** A square matrix made small enough to be seen: `tiles` × `tiles` values, row-major. */
export interface Tiles {
  /** Neurons along an edge of the whole matrix. */
  readonly size: number;
  readonly tiles: number;
  /** Over all cells of a tile, those without a connection counted as zero. */
  readonly mean: Float64Array;
  /** The value of largest magnitude in a tile, with its sign. */
  readonly largest: Float64Array;
  /** Cells that are not zero, in the whole matrix. */
  readonly connections: number;
}

/** At most this many tiles along an edge: 240 × 240 of them are seen one by one on a screen. */
export const mostTiles = 240;

/**
 * Cells along the edge of a tile: alike for all but the last, which may have fewer. (Tiles of different sizes would
 * draw a pattern of their own.)
 */
export const tileWidth = (size: number, tiles: number): number => Math.ceil(size / tiles);

/**
 * Reduces a matrix in one pass, row by row, to at most `most` tiles along an edge; one of at most `most` neurons is not
 * reduced.
 */
export function tilesOf(matrix: Matrix, most = mostTiles): Tiles {
  const synapses = synapsesOf(matrix),
    { size } = matrix,
    sums = collect(size, most);
  if (synapses) {
    const { starts, targets, weights } = incomingOf(synapses),
      row = new Float64Array(size);
    for (let post = 0; post < size; post++) {
      for (let at = starts[post]; at < starts[post + 1]; at++) row[targets[at]] = weights[at];
      sums.addRow(post, row, 0);
      for (let at = starts[post]; at < starts[post + 1]; at++) row[targets[at]] = 0;
    }
    return sums.done();
  }
  const { values } = matrix;
  for (let row = 0; row < size; row++) sums.addRow(row, values, row * size);
  return sums.done();
}

/** The same for a matrix that is only known by its connections. */
export function tilesOfConnections(
  size: number,
  each: (visit: (row: number, column: number, weight: number) => void) => void,
  most = mostTiles,
): Tiles {
  const sums = collect(size, most);
  each(sums.add);
  return sums.done();
}

function collect(size: number, most: number) {
  const tiles = size === 0 ? 0 : Math.ceil(size / Math.ceil(size / most)),
    width = tileWidth(size, tiles);
  const start = Int32Array.from({ length: tiles + 1 }, (_, tile) => Math.min(size, tile * width));
  const mean = new Float64Array(tiles * tiles),
    largest = new Float64Array(tiles * tiles);
  let connections = 0;
  const tileOf = (place: number): number => Math.floor(place / width);
  return {
    addRow(row: number, values: Float64Array, offset: number): void {
      const first = tileOf(row) * tiles;
      for (let tile = 0; tile < tiles; tile++) {
        let sum = 0,
          far = largest[first + tile],
          size = Math.abs(far);
        for (let at = offset + start[tile], end = offset + start[tile + 1]; at < end; at++) {
          const value = values[at];
          if (value === 0) continue;
          connections++;
          sum += value;
          if (Math.abs(value) > size) {
            far = value;
            size = Math.abs(value);
          }
        }
        mean[first + tile] += sum;
        largest[first + tile] = far;
      }
    },
    add(row: number, column: number, weight: number): void {
      if (weight === 0) return;
      const at = tileOf(row) * tiles + tileOf(column);
      connections++;
      mean[at] += weight;
      if (Math.abs(weight) > Math.abs(largest[at])) largest[at] = weight;
    },
    done(): Tiles {
      for (let at = 0; at < mean.length; at++) {
        const row = Math.floor(at / tiles),
          column = at % tiles;
        mean[at] /= (start[row + 1] - start[row]) * (start[column + 1] - start[column]);
      }
      return { size, tiles, mean, largest, connections };
    },
  };
}
