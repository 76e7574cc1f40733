import type { LinearAlgebra } from '../engine/kernels/index.ts';

type Eigenvalues = ReturnType<LinearAlgebra['eigenvalues']>;
/**
 * Linear algebra that finds the eigenvalues of a matrix once: many measures rest on them. A matrix is known by its
 * array, which must not change.
 */
export interface RememberingAlgebra extends LinearAlgebra {
  /** Eigenvalues that are known already, by falling real part. */
  know(matrix: Float64Array, eigenvalues: Eigenvalues): void;
  /** Those of a matrix, where they have been found. */
  known(matrix: Float64Array): Eigenvalues | undefined;
}

export function remembering(algebra: LinearAlgebra): RememberingAlgebra {
  const found = new WeakMap<Float64Array, Eigenvalues>();
  const recall = (matrix: Float64Array, find: () => Eigenvalues): Eigenvalues => {
    const { re, im } = found.get(matrix) ?? (found.set(matrix, find()).get(matrix) as Eigenvalues);
    return { re: re.slice(), im: im.slice() };
  };
  return {
    ...algebra,
    know: (matrix, { re, im }) => {
      found.set(matrix, { re: re.slice(), im: im.slice() });
    },
    known: (matrix) => found.get(matrix),
    eigenvalues: (matrix, n) => recall(matrix, () => algebra.eigenvalues(matrix, n)),
    symmetricEigenvalues: (matrix, n) =>
      recall(matrix, () => ({
        re: algebra.symmetricEigenvalues(matrix, n).reverse(),
        im: new Float64Array(n),
      })).re.reverse(),
  };
}
