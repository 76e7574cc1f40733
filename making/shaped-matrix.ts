/** What is done to a matrix once it is there: rows of unit length, a lower rank, a scaled spectrum. */
import {
  type Matrix,
  type RankReduction,
  reducedRank,
  ScalingError,
  scaleSpectrum,
  scaleSynapses,
  type SpectrumScale,
  synapsesOf,
  unitRows,
} from '../engine/connectivity/index.ts';
import type { LinearAlgebra } from '../engine/kernels/index.ts';
import { stream } from '../engine/random/index.ts';
import type { ConnectNoun } from '../language/specification.ts';
import type { CachedAlgebra } from './cached-algebra.ts';
import { Failure } from './failure.ts';

export function unitRowsOf(matrix: Matrix, name: string): Matrix {
  try {
    return unitRows(matrix);
  } catch (error) {
    throw error instanceof RangeError
      ? new Failure('run', `unit_rows of ${name} cannot be had: ${error.message}`, { cause: error })
      : error;
  }
}

export function ofRank(
  matrix: Matrix,
  { name, rank, stream: key }: ConnectNoun,
  seed: number,
  algebra: LinearAlgebra,
): Matrix {
  try {
    return reducedRank(matrix, rank as RankReduction, () => stream(seed, key, 'rank'), algebra);
  } catch (error) {
    throw error instanceof RangeError
      ? new Failure('run', `rank of ${name} cannot be had: ${error.message} (C050)`, { cause: error })
      : error;
  }
}

/**
 * What the scaling found is kept with the matrix: its eigenvalues. `isKept`: others use the matrix as it was.
 * @throws Failure for a spectrum that cannot be scaled (C024)
 */
export function scaled(
  matrix: Matrix,
  scale: SpectrumScale,
  name: string,
  algebra: CachedAlgebra,
  isKept: boolean,
): Matrix {
  try {
    const sparse = scaleSynapses(matrix, scale, algebra);
    if (sparse) {
      const { weights } = synapsesOf(sparse.matrix)!;
      algebra.cacheLargest(weights, Float64Array.of(sparse.largest));
      return sparse.matrix;
    }
    const { matrix: result, re, im } = scaleSpectrum(matrix, scale, algebra, isKept ? undefined : matrix.values);
    algebra.cacheEigenvalues(result, { re, im });
    return result;
  } catch (error) {
    if (!(error instanceof ScalingError || error instanceof RangeError)) throw error;
    const reason = error instanceof ScalingError ? `${error.message} (C024)` : error.message;
    throw new Failure('run', `spectrum ${scale.kind} ${scale.value} of ${name} cannot be had: ${reason}`, {
      cause: error,
    });
  }
}
