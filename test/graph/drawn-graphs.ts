/** Graphs that tests draw, and one that everybody knows. */
import type { Matrix } from '../../engine/connectivity/index.ts';
import { type Stream, stream } from '../../engine/random/index.ts';

/** Symmetric, without a diagonal. */
export function symmetric(size: number, seed: number, weight: (draws: Stream) => number): Matrix {
  const draws = stream(seed, 'test', 'graph');
  const values = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < row; column++)
      values[row * size + column] = values[column * size + row] = weight(draws);
  return { size, values };
}
export const erdosRenyi = (size: number, density: number, seed: number): Matrix =>
  symmetric(size, seed, (draws) => Number(draws.uniform() < density));
export function directed(size: number, density: number, seed: number): Matrix {
  const draws = stream(seed, 'test', 'directed graph');
  const values = Float64Array.from({ length: size * size }, (_, place) =>
    Number(draws.uniform() < density && place % (size + 1) !== 0),
  );
  return { size, values };
}
/** Each node with its k nearest on either side. */
export function ring(size: number, k: number): Matrix {
  const values = new Float64Array(size * size);
  for (let node = 0; node < size; node++)
    for (let step = 1; step <= k; step++) {
      const other = (node + step) % size;
      values[node * size + other] = values[other * size + node] = 1;
    }
  return { size, values };
}
export function ofEdges(size: number, edges: readonly (readonly [number, number])[]): Matrix {
  const values = new Float64Array(size * size);
  for (const [one, other] of edges) values[one * size + other] = values[other * size + one] = 1;
  return { size, values };
}

/** Who saw whom outside the karate club (Zachary 1977): of each member those with a higher number. */
const acquaintances = [
  [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 17, 19, 21, 31],
  [2, 3, 7, 13, 17, 19, 21, 30],
  [3, 7, 8, 9, 13, 27, 28, 32],
  [7, 12, 13],
  [6, 10],
  [6, 10, 16],
  [16],
  [],
  [30, 32, 33],
  [33],
  [],
  [],
  [],
  [33],
  [32, 33],
  [32, 33],
  [],
  [],
  [32, 33],
  [33],
  [32, 33],
  [],
  [32, 33],
  [25, 27, 29, 32, 33],
  [25, 27, 31],
  [31],
  [29, 33],
  [33],
  [31, 33],
  [32, 33],
  [32, 33],
  [32, 33],
  [33],
  [],
];
export const karateClub: Matrix = ofEdges(
  acquaintances.length,
  acquaintances.flatMap((others, one) => others.map((other) => [one, other] as const)),
);
