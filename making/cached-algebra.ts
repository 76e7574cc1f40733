import { type Matrix, symmetricForm } from '../engine/connectivity/index.ts';
import type { LinearAlgebra } from '../engine/kernels/index.ts';

type Eigenvalues = ReturnType<LinearAlgebra['eigenvalues']>;
/**
 * Linear algebra that finds the eigenvalues of a matrix once: many measures rest on them. A matrix is known by its
 * array, one that is held as its synapses by the array of their weights; they must not change.
 */
export interface CachedAlgebra extends LinearAlgebra {
  /** Eigenvalues that are known already, by falling real part. */
  cacheEigenvalues(matrix: Matrix, eigenvalues: Eigenvalues): void;
  /** Those of a matrix, where they have been found. */
  cachedEigenvalues(matrix: Matrix): Eigenvalues | undefined;
  /** The largest eigenvalues of a matrix of these synapses, falling, that are known already. */
  cacheLargest(weights: Float64Array, largest: Float64Array): void;
  cachedLargest(weights: Float64Array): Float64Array | undefined;
}

export function cachedAlgebra(algebra: LinearAlgebra): CachedAlgebra {
  const byMatrix = new WeakMap<Float64Array, Eigenvalues>(),
    byWeights = new WeakMap<Float64Array, Float64Array>();
  const once = (matrix: Float64Array, find: () => Eigenvalues): Eigenvalues => {
    const { re, im } = byMatrix.get(matrix) ?? (byMatrix.set(matrix, find()).get(matrix) as Eigenvalues);
    return { re: re.slice(), im: im.slice() };
  };
  return {
    ...algebra,
    cacheEigenvalues: (matrix, { re, im }) => {
      byMatrix.set(solved(matrix), { re: re.slice(), im: im.slice() });
    },
    cachedEigenvalues: (matrix) => byMatrix.get(solved(matrix)),
    eigenvalues: (matrix, n) => once(matrix, () => algebra.eigenvalues(matrix, n)),
    symmetricEigenvalues: (matrix, n) =>
      once(matrix, () => ({
        re: algebra.symmetricEigenvalues(matrix, n).reverse(),
        im: new Float64Array(n),
      })).re.reverse(),
    cacheLargest: (weights, largest) => {
      byWeights.set(weights, largest.slice());
    },
    cachedLargest: (weights) => byWeights.get(weights),
    largestEigenvalues(rows, wanted) {
      const known = byWeights.get(rows.weights),
        found = known && known.length >= wanted ? known : algebra.largestEigenvalues(rows, wanted);
      if (found) byWeights.set(rows.weights, found);
      return found?.slice(0, wanted);
    },
  };
}
/** The numbers that eigenvalues are found of. */
const solved = (matrix: Matrix): Float64Array => (symmetricForm(matrix) ?? matrix).values;
