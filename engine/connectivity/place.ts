import type { Stream } from '../random/index.ts';
import type { Placement } from './matrix-program.ts';

/**
 * Positions of neurons, n × dimensions, metres: drawn evenly, or on a grid of equal spacing that fills the space row by
 * row.
 */
export function placeNeurons(n: number, { how, lengths }: Placement, draws: Stream): Float64Array {
  const dimensions = lengths.length;
  const positions = new Float64Array(n * dimensions);
  if (how === 'uniform') {
    for (let i = 0; i < positions.length; i++) positions[i] = lengths[i % dimensions] * draws.uniform();
    return positions;
  }
  const spacing = (lengths.reduce((volume, length) => volume * length, 1) / n) ** (1 / dimensions);
  const counts = lengths.map((length) => Math.max(1, Math.ceil(length / spacing - 1e-9)));
  for (let i = 0; i < n; i++) {
    let rest = i;
    for (let axis = 0; axis < dimensions; axis++) {
      const count =
        axis === dimensions - 1
          ? Math.max(counts[axis], Math.ceil(n / counts.slice(0, -1).reduce((product, each) => product * each, 1)))
          : counts[axis];
      positions[i * dimensions + axis] = (lengths[axis] * ((rest % count) + 0.5)) / count;
      rest = Math.floor(rest / count);
    }
  }
  return positions;
}

/** Distance of two neurons in metres: Euclidean, on the torus by the shorter way round. */
export function separation(
  positions: Float64Array,
  { lengths, torus }: { readonly lengths: ArrayLike<number>; readonly torus: boolean },
): (a: number, b: number) => number {
  const dimensions = lengths.length;
  return (a, b) => {
    let squared = 0;
    for (let axis = 0; axis < dimensions; axis++) {
      const along = Math.abs(positions[a * dimensions + axis] - positions[b * dimensions + axis]);
      squared += (torus ? Math.min(along, lengths[axis] - along) : along) ** 2;
    }
    return Math.sqrt(squared);
  };
}
