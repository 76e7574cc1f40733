import { demandFinite, type LinearAlgebra } from '../kernels/index.ts';
import { eigenvaluesOf, isNilpotentByStructure, largestModulus } from './eigenvalues.ts';
import type { Matrix } from './matrix.ts';
import type { SpectrumScale } from './matrix-program.ts';

/** A matrix whose spectrum cannot be scaled (C024), or not that way. */
export class ScalingError extends Error {
  override readonly name = 'ScalingError';
}

export interface Scaled {
  readonly matrix: Matrix;
  /** Eigenvalues of the scaled matrix, by falling real part. */
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * Divides a matrix by the largest real part (`max`) or the largest modulus (`radius`) of its eigenvalues and multiplies
 * it by the value.
 * @throws ScalingError for a nilpotent matrix, and for `max` where no real part is positive; RangeError where a weight
 * becomes larger than a number can be
 */
export function scaleSpectrum(matrix: Matrix, { kind, value }: SpectrumScale, algebra: LinearAlgebra): Scaled {
  if (isNilpotentByStructure(matrix))
    throw new ScalingError('all eigenvalues of the matrix are 0 (it has no cycle), so its spectrum cannot be scaled');
  const { re, im } = eigenvaluesOf(matrix, algebra);
  const reached = kind === 'max' ? re[0] : largestModulus({ re, im });
  if (!(reached > 0))
    throw new ScalingError(`\`spectrum max\` needs an eigenvalue with a positive real part; the largest is ${reached}`);
  const factor = value / reached,
    values = matrix.values.map((weight) => weight * factor);
  demandFinite(`the matrix times ${value} / ${reached}`, values, matrix.size);
  return {
    matrix: { size: matrix.size, values },
    re: re.map((real) => real * factor),
    im: im.map((imaginary) => imaginary * factor),
  };
}
