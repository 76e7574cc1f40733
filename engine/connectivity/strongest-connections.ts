import type { Matrix } from './matrix.ts';

/** Connections of different neurons, by falling |w|, of equal ones in the order of the matrix. */
export interface StrongestConnections {
  readonly pre: Int32Array;
  readonly post: Int32Array;
  readonly weight: Float64Array;
  /** How many there are in all. */
  readonly connections: number;
}

/** At most `most` of them. */
export function strongestConnections({ size, values }: Matrix, most: number): StrongestConnections {
  const places: number[] = [];
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      if (row !== column && values[row * size + column] !== 0) places.push(row * size + column);
  const chosen = Int32Array.from(places)
    .sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]) || a - b)
    .subarray(0, most);
  return {
    pre: chosen.map((place) => place % size),
    post: chosen.map((place) => Math.floor(place / size)),
    weight: Float64Array.from(chosen, (place) => values[place]),
    connections: places.length,
  };
}
