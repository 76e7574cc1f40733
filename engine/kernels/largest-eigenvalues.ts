/**
 * The largest eigenvalues of a sparse symmetric matrix, in memory for its synapses and for some vectors: by block
 * Krylov spaces of Chebyshev polynomials of it, which raise what lies above a cut (Zhou & Saad, SIAM J. Matrix Anal.
 * Appl. 29:954, 2007). Each space is at right angles to all that was found in those before. Of an eigenvalue with more
 * vectors than a block has, a space finds no more than that: where more than a block is wanted, spaces of vectors drawn
 * anew follow until one finds nothing more above the least that is wanted.
 */
import { stream } from '../random/index.ts';
import type { LinearAlgebra } from './algebra.ts';
import { blockKrylov } from './block-krylov.ts';
import { type FoundVectors, foundVectors } from './found-vectors.ts';
import type { Kernels } from './kernels.ts';
import { plain, type SpectralEdge, spectralEdge } from './spectral-edge.ts';
import { abreast, type Filter, type SymmetricRows, vectorBlocks } from './vector-blocks.ts';

/** So much of an eigenvector, of the largest eigenvalue, may be left outside its space: the eigenvalue errs by its square. */
const near = 1e-8;
/** Blocks of the first space. */
const lookedOver = 16;
/** A space of vectors drawn anew is looked through to such a degree before it is said that it holds no more. */
const lookedThrough = 54;
/** No more products with the matrix are made than take as long as such a share of its cube. */
const worthwhile = 0.5;

/**
 * So many, falling, to rounding (n ε ‖A‖); undefined where they do not come out within reason. The matrix is connected,
 * of some hundred rows at least, and its largest number, multiplied by `factor`, is about 1.
 */
export function largestOfConnected(
  kernels: Kernels,
  algebra: Pick<LinearAlgebra, 'symmetricEigenvectors' | 'symmetricEigenvalues'>,
  rows: SymmetricRows,
  factor: number,
  wanted: number,
): Float64Array | undefined {
  const n = rows.size,
    sought = Math.min(n, wanted + Math.ceil(wanted / 100) + 1),
    mostDimensions = Math.min(Math.floor(n / 2), 3 * sought + 20 * abreast),
    mostSpent = (worthwhile * n ** 3) / (2 * abreast * rows.weights.length);
  const vectors = vectorBlocks(kernels, rows, factor),
    found = foundVectors(vectors),
    draws = stream(1, 'largest eigenvalues', 'start');
  const spaceOf = (filter: Filter, scale: number) =>
    blockKrylov(vectors, filter, scale, found.blocks, draws, algebra.symmetricEigenvectors);
  try {
    const edge = firstLook();
    let cut = edge.cutAbove(1.4 * sought + abreast),
      spent = 0;
    for (;;) {
      const isEnough = found.count >= sought,
        raising = edge.filterAbove(isEnough ? found.largest(wanted)[wanted - 1] : cut);
      if (!raising || spent > mostSpent) return undefined;
      const looked = lookAbove(raising, edge, isEnough ? n : sought - found.count);
      spent += looked.spent;
      const isSure = isEnough ? looked.isAll && looked.found === 0 : wanted <= abreast && found.count >= sought;
      if (isSure) return largestOf(found, edge);
      if (!looked.isAll && looked.found === 0) return undefined;
      const lower = edge.cutBelow(cut);
      if (isEnough || found.count >= sought || !looked.isAll) continue;
      if (lower === undefined) return undefined;
      cut = lower;
    }
  } finally {
    found.release();
    vectors.release();
  }

  /** A space of the matrix itself tells where its eigenvalues lie, and finds those that stand apart. */
  function firstLook(): SpectralEdge {
    const whole = spaceOf(plain, largestRowSum(rows, factor));
    try {
      for (let step = Math.min(lookedOver, Math.floor(n / (2 * abreast))); step > 0; step--) whole.grow();
      const pairs = whole.ritz(),
        largest = Math.max(pairs.values[0], -pairs.values[pairs.values.length - 1]);
      let apart = 0;
      while (apart < sought && pairs.residual(apart) <= near * largest) apart++;
      found.add(whole, pairs, apart);
      return spectralEdge(pairs, n, apart);
    } finally {
      whole.release();
    }
  }
  /**
   * At most so many of the eigenvalues above a cut that were not found before, the largest first; `isAll`: the space
   * was large enough for all of them.
   */
  function lookAbove(
    { filter, scale }: { readonly filter: Filter; readonly scale: number },
    { norm }: SpectralEdge,
    most: number,
  ): { readonly found: number; readonly isAll: boolean; readonly spent: number } {
    const close = (near * norm) / filter.half,
      raised = spaceOf(filter, scale);
    try {
      for (let size = Math.max(4 * abreast, most < n ? 1.8 * most : 0); ; size *= 1.06) {
        do raised.grow();
        while (raised.dimensions < Math.min(size, mostDimensions));
        const pairs = raised.ritz(),
          isFull = raised.dimensions >= mostDimensions,
          spent = filter.degree * (raised.dimensions / abreast);
        let above = 0,
          done = 0;
        while (above < Math.min(most, pairs.values.length) && pairs.values[above] > 1 + close) above++;
        while (done < above && pairs.residual(done) <= close) done++;
        const isDone = above > 0 ? done === above : spent >= lookedThrough;
        if (!isDone && !isFull) continue;
        found.add(raised, pairs, done);
        return { found: done, isAll: isDone, spent };
      }
    } finally {
      raised.release();
    }
  }
  /**
   * What a space leads out of itself bounds how far its eigenvalues err: to first order by itself, to second by the
   * distance to the others (Mathias, Linear Algebra Appl. 270:257, 1998).
   */
  function largestOf({ restricted, count }: FoundVectors, { norm }: SpectralEdge): Float64Array | undefined {
    const { matrix, outside } = restricted(),
      values = algebra.symmetricEigenvalues(matrix, count).reverse(),
      rest = values[count - 1];
    return values.subarray(0, wanted).every(
      (value) => Math.min(outside, outside ** 2 / (value - rest)) <= n * Number.EPSILON * norm,
    )
      ? values.slice(0, wanted).map((value) => value / factor)
      : undefined;
  }
}

function largestRowSum({ size, starts, weights }: SymmetricRows, factor: number): number {
  let largest = 0;
  for (let row = 0; row < size; row++) {
    let sum = 0;
    for (let at = starts[row]; at < starts[row + 1]; at++) sum += Math.abs(weights[at] * factor);
    largest = Math.max(largest, sum);
  }
  return largest;
}
