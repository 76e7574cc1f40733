import type { LinearAlgebra } from '../kernels/index.ts';

/**
 * Neurons in the order of their places along the first principal axis; those that stand alike there along the second,
 * then the third, so that a grid is read row by row. `positions`: neurons × dimensions, in metres. `share`: of the
 * variance of the places that the first axis has, 0 where all stand at one place.
 */
export function orderOfPlaces(
  positions: Float64Array,
  dimensions: number,
  algebra: Pick<LinearAlgebra, 'symmetricEigenvectors'>,
): { readonly order: Int32Array; readonly share: number } {
  const neurons = positions.length / dimensions;
  const centre = Float64Array.from({ length: dimensions }, (_, d) => meanOf(positions, d, dimensions));
  const covariance = new Float64Array(dimensions * dimensions);
  for (let i = 0; i < neurons; i++)
    for (let a = 0; a < dimensions; a++)
      for (let b = 0; b < dimensions; b++)
        covariance[a * dimensions + b] +=
          (positions[i * dimensions + a] - centre[a]) * (positions[i * dimensions + b] - centre[b]);
  const { values, vectors } = algebra.symmetricEigenvectors(covariance, dimensions);
  const total = values.reduce((sum, value) => sum + value, 0);
  // what differs by less than this is rounding
  const step = Math.sqrt(total / Math.max(1, neurons)) * 1e-6 || 1;
  const along = Array.from({ length: dimensions }, (_, rank) => {
    const axis = pointedUp(vectors.subarray((dimensions - 1 - rank) * dimensions, (dimensions - rank) * dimensions));
    return Float64Array.from({ length: neurons }, (_, i) => {
      let sum = 0;
      for (let d = 0; d < dimensions; d++) sum += axis[d] * (positions[i * dimensions + d] - centre[d]);
      return Math.round(sum / step);
    });
  });
  const order = Int32Array.from({ length: neurons }, (_, i) => i).sort((i, j) => {
    for (const places of along) if (places[i] !== places[j]) return places[i] - places[j];
    return i - j;
  });
  return { order, share: total > 0 ? values[dimensions - 1] / total : 0 };
}

function meanOf(positions: Float64Array, d: number, dimensions: number): number {
  let sum = 0;
  for (let at = d; at < positions.length; at += dimensions) sum += positions[at];
  return sum / (positions.length / dimensions);
}
/** An axis has no sign of its own: its largest component is made positive. */
function pointedUp(axis: Float64Array): Float64Array {
  const largest = axis.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest < 0 ? axis.map((value) => -value) : axis;
}
