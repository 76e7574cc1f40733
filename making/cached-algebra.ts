import { type Matrix, symmetricForm } from '../engine/connectivity/index.ts';
import type { LinearAlgebra } from '../engine/kernels/index.ts';

type Eigenvalues = ReturnType<LinearAlgebra['eigenvalues']>;
/**
 * Linear algebra that finds the eigenvalues of a matrix once: many measures rest on them. A matrix is known by its
 * array, which must not change.
 */
export interface CachedAlgebra extends LinearAlgebra {
  /** Eigenvalues that are known already, by falling real part. */
  cacheEigenvalues(matrix: Matrix, eigenvalues: Eigenvalues): void;
  /** Those of a matrix, where they have been found. */
  cachedEigenvalues(matrix: Matrix): Eigenvalues | undefined;
}

export function cachedAlgebra(algebra: LinearAlgebra): CachedAlgebra {
  const byMatrix = new WeakMap<Float64Array, Eigenvalues>();
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
  };
}
/** The numbers that eigenvalues are found of. */
const solved = (matrix: Matrix): Float64Array => (symmetricForm(matrix) ?? matrix).values;
