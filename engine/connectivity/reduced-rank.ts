import type { LinearAlgebra } from '../kernels/index.ts';
import type { Stream } from '../random/index.ts';
import type { Matrix } from './matrix.ts';
import { isSymmetric, symmetricMean } from './symmetry.ts';

/** Which singular components stay: the first ones, or so many drawn with replacement, twice drawn counting twice. */
export interface RankReduction {
  readonly components: number;
  readonly drawn: boolean;
}

/**
 * The singular components of a matrix that stay, Σ u s vᵀ, by falling singular value. The right singular vectors are
 * eigenvectors of Wᵀ W.
 * @throws RangeError for more components than neurons, or none
 */
export function reducedRank(
  matrix: Matrix,
  { components, drawn }: RankReduction,
  draws: () => Stream,
  algebra: LinearAlgebra,
): Matrix {
  const { size } = matrix;
  if (!(Number.isInteger(components) && components >= 1 && components <= size))
    throw new RangeError(`a matrix of ${size} neurons has 1 to ${size} singular components, not ${components}`);
  const chosen = drawn ? drawnComponents(components, size, draws()) : Array.from({ length: components }, (_, k) => k);
  return componentsOf(matrix, chosen, algebra);
}
const drawnComponents = (components: number, size: number, draws: Stream): readonly number[] =>
  Array.from({ length: components }, () => draws.below(size));

/** Those of these places, from 0; one that is named twice counts twice. */
export function componentsOf({ size, values }: Matrix, chosen: readonly number[], algebra: LinearAlgebra): Matrix {
  const { vectors } = algebra.symmetricEigenvectors(innerProducts(values, size), size);
  const times = new Map<number, number>();
  for (const place of chosen) times.set(place, (times.get(place) ?? 0) + 1);
  const result = new Float64Array(size * size);
  for (const [place, count] of times) {
    const right = vectors.subarray((size - 1 - place) * size, (size - place) * size);
    for (let row = 0; row < size; row++) {
      let along = 0;
      for (let column = 0; column < size; column++) along += values[row * size + column] * right[column];
      for (let column = 0; column < size; column++) result[row * size + column] += count * along * right[column];
    }
  }
  // rounding apart, what is left of a symmetric matrix is symmetric
  return { size, values: isSymmetric({ size, values }) ? symmetricMean({ size, values: result }) : result };
}
/** Wᵀ W. */
function innerProducts(values: Float64Array, size: number): Float64Array {
  const products = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let i = 0; i < size; i++) {
      const weight = values[row * size + i];
      if (weight === 0) continue;
      for (let j = i; j < size; j++) products[i * size + j] += weight * values[row * size + j];
    }
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) products[i * size + j] = products[j * size + i];
  return products;
}
