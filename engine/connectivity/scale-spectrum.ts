import { demandFinite, type LinearAlgebra } from '../kernels/index.ts';
import { eigenvaluesOf, isNilpotentByStructure, largestModulus } from './eigenvalues.ts';
import { stream } from '../random/index.ts';
import type { Matrix } from './matrix.ts';
import { isAntisymmetric, isSymmetric } from './symmetry.ts';
import type { SpectrumScale } from './matrix-program.ts';
import { isMutual, type Outgoing } from './outgoing.ts';
import { reweighted, synapsesOf } from './sparse-matrix.ts';

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
 * it by the value. `into`: where the weights go, those of the matrix itself where nothing else uses them.
 * @throws ScalingError for a nilpotent matrix, for `max` where no real part is positive, and where what it would be
 * divided by is no more than rounding; RangeError where a weight becomes larger than a number can be
 */
export function scaleSpectrum(
  matrix: Matrix,
  { kind, value }: SpectrumScale,
  algebra: LinearAlgebra,
  into?: Float64Array,
): Scaled {
  const never = unscalableByStructure(matrix, kind);
  if (never !== undefined) throw new ScalingError(never);
  const reachedBy = (found: Eigenvalues): number => (kind === 'max' ? found.re[0] : largestModulus(found));
  const { re, im } = eigenvaluesOf(matrix, algebra),
    reached = reachedBy({ re, im });
  demandReached(kind, reached, roundingOf(matrix));
  if (changesBy(matrix, reached, reachedBy, algebra) > mostChange) throw isRounding(kind, reached);
  const factor = value / reached,
    weights = matrix.values,
    values = into ?? new Float64Array(weights.length);
  for (let at = 0; at < values.length; at++) values[at] = weights[at] * factor;
  demandFinite(`the matrix times ${value} / ${reached}`, values, matrix.size);
  return {
    matrix: { size: matrix.size, values },
    re: re.map((real) => real * factor),
    im: im.map((imaginary) => imaginary * factor),
  };
}
/** Why a spectrum cannot be scaled, where that shows without eigenvalues; undefined: nothing shows. */
export function unscalableByStructure(matrix: Matrix, kind: SpectrumScale['kind']): string | undefined {
  if (isNilpotentByStructure(matrix))
    return 'all eigenvalues of the matrix are 0 (it has no cycle), so its spectrum cannot be scaled';
  return kind === 'max' && isAntisymmetric(matrix)
    ? '`spectrum max` needs an eigenvalue with a positive real part, and all those of this matrix are imaginary, for ' +
        'w(i, j) = −w(j, i); `spectrum radius` divides by their largest modulus'
    : undefined;
}
/**
 * The same of a symmetric matrix that is held as its synapses, and stays so: of its eigenvalues only the one that
 * decides is found, and given. Undefined where that needs the whole matrix.
 * @throws ScalingError, RangeError as `scaleSpectrum`
 */
export function scaleSynapses(
  matrix: Matrix,
  { kind, value }: SpectrumScale,
  algebra: Pick<LinearAlgebra, 'largestEigenvalues'>,
): { readonly matrix: Matrix; readonly largest: number } | undefined {
  const synapses = synapsesOf(matrix);
  if (!synapses || synapses.weights.length === 0 || !isMutual(synapses)) return undefined;
  const ends = [synapses, ...(kind === 'max' ? [] : [negative(synapses)])].map(
    (rows) => algebra.largestEigenvalues(rows, 1)?.[0],
  );
  if (ends.includes(undefined)) return undefined;
  const [largest] = ends,
    reached = Math.max(...(ends as number[])),
    squares = synapses.weights.reduce((sum, weight) => sum + weight * weight, 0);
  demandReached(kind, reached, matrix.size * Number.EPSILON * Math.sqrt(squares));
  const factor = value / reached,
    weights = synapses.weights.map((weight) => weight * factor);
  demandFinite(`the weights times ${value} / ${reached}`, weights);
  return { matrix: reweighted(matrix, weights), largest: largest! * factor };
}
const negative = (synapses: Outgoing): Outgoing => ({
  ...synapses,
  weights: synapses.weights.map((weight) => -weight),
});

/** @throws ScalingError */
function demandReached(kind: SpectrumScale['kind'], reached: number, rounding: number): void {
  if (kind === 'max' && !(reached > -rounding))
    throw new ScalingError(`\`spectrum max\` needs an eigenvalue with a positive real part; the largest is ${reached}`);
  if (!(reached > rounding)) throw isRounding(kind, reached);
}
const isRounding = (kind: SpectrumScale['kind'], reached: number): ScalingError =>
  new ScalingError(
    `\`spectrum ${kind}\` divides by the ${kind === 'max' ? 'largest real part' : 'largest modulus'} of an ` +
      `eigenvalue, and ${Number(reached.toPrecision(2))} is what rounding makes of 0 in such a matrix ` +
      '(skew-symmetric, or nilpotent in another basis): it cannot be scaled that way',
  );
type Eigenvalues = Pick<Scaled, 're' | 'im'>;

/** What eigenvalues of a matrix err by where they are well conditioned: n ε ‖W‖, in the Frobenius norm. */
export function roundingOf({ size, values }: Matrix): number {
  return size * Number.EPSILON * Math.sqrt(values.reduce((sum, weight) => sum + weight * weight, 0));
}

/** A number that changes so much under changes of rounding is made of it. */
const mostChange = 0.05;
/** Weights are changed by so many times n ε of themselves. */
const shaken = 1000;
/** Above so many neurons a second set of eigenvalues is found only where the first two traces are rounding as well. */
const always = 300;
/**
 * How much of an eigenvalue changes with weights that are slightly others: of a nilpotent matrix whose zeros are hidden
 * by a change of basis it is a root of the rounding, far above it, and nothing but the change itself tells.
 */
function changesBy(
  matrix: Matrix,
  reached: number,
  reachedBy: (found: Eigenvalues) => number,
  algebra: LinearAlgebra,
): number {
  if (isSymmetric(matrix) || (matrix.size > always && !hasVanishingTraces(matrix))) return 0;
  const draws = stream(1, 'spectrum', 'rounding'),
    size = shaken * matrix.size * Number.EPSILON;
  const values = matrix.values.map((weight) => weight * (1 + size * draws.normal()));
  return Math.abs(reachedBy(eigenvaluesOf({ ...matrix, values }, algebra)) - reached) / reached;
}
/** Σ λ and Σ λ² are 0 to rounding, as of every nilpotent matrix. */
function hasVanishingTraces({ size: n, values }: Matrix): boolean {
  let first = 0,
    second = 0,
    square = 0;
  for (let i = 0; i < n; i++) {
    first += values[i * n + i];
    for (let j = 0; j < n; j++) {
      second += values[i * n + j] * values[j * n + i];
      square += values[i * n + j] ** 2;
    }
  }
  const rounding = n * Number.EPSILON;
  return Math.abs(first) <= rounding * Math.sqrt(square) && Math.abs(second) <= rounding * square;
}
