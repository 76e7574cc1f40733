import {
  drawMatrix,
  eigenvaluesOf,
  largestModulus,
  lawOf,
  type MatrixProgram,
  scaleSpectrum,
  type SpectrumScale,
  fewerGroups,
} from '../connectivity/index.ts';
import type { LinearAlgebra } from '../kernels/index.ts';
import { covarianceSpectrum } from './covariance.ts';
import { fitExponent } from './exponent.ts';
import { leadingSize, tridiagonalGoe } from './tridiagonal.ts';

/** What a connectivity's spectrum will be like, before anything runs. Times in units of tau. */
export interface Prediction {
  /**
   * `semicircle`: samples of a Gaussian symmetric matrix of that size stand for it (all laws of finite variance agree);
   * `drawn`: the matrix itself, for a few seeds; `reduced`: a smaller matrix of the same kind.
   */
  readonly method: 'semicircle' | 'drawn' | 'reduced';
  /** Neurons of what was computed. */
  readonly neurons: number;
  readonly samples: number;
  /** Largest modulus and largest real part of the eigenvalues: means over the samples. */
  readonly radius: number;
  readonly maxReal: number;
  /**
   * 1 − largest real part: the slowest mode decays by 1/e in 1/gap time constants. Negative: activity grows without
   * bound.
   */
  readonly gap: number;
  /**
   * Exponent of the exact covariance over the ranks, with the deviation from sample to sample; undefined where activity
   * grows, or the spectrum is too short.
   */
  readonly exponent?: { readonly value: number; readonly spread: number; readonly from: number; readonly to: number };
}

/** Above these a matrix is not drawn for a prediction. */
const mostDrawn = { symmetric: 1000, directed: 300 };

/**
 * A spectrum foreseen in a second or two. `ranks`: of the fit. @throws as drawMatrix and
 * scaleSpectrum do
 */
export function predictSpectrum(
  program: MatrixProgram,
  scale: SpectrumScale | undefined,
  algebra: LinearAlgebra,
  ranks: { readonly from: number; readonly to: number },
): Prediction {
  const { neurons: n, symmetric } = program;
  if (symmetric && isHomogeneous(program) && scale)
    return ofSamples('semicircle', n, n > 4000 ? 3 : 6, ranks, (seed) => {
      const { diagonal, beside } = tridiagonalGoe(n, { seed, stream: 'prediction' });
      const kept = n < ranks.to ? n : leadingSize(n, ranks.to);
      const values = algebra.tridiagonalEigenvalues(diagonal.slice(0, kept), beside.slice(0, kept)).reverse();
      const reached = scale.kind === 'max' ? values[0] : Math.max(values[0], -values[kept - 1]);
      const re = values.map((value) => (value * scale.value) / reached);
      return { re, im: new Float64Array(kept), variances: () => re.map((value) => 1 / (2 * (1 - value))) };
    });
  const limit = symmetric ? mostDrawn.symmetric : mostDrawn.directed,
    reduced = Math.min(n, limit);
  const smaller: MatrixProgram = {
    ...program,
    neurons: reduced,
    ...(program.groups !== undefined && { groups: fewerGroups(program.groups, n, reduced) }),
  };
  const range = reducedRanks(ranks, n, reduced);
  return ofSamples(reduced === n ? 'drawn' : 'reduced', reduced, 3, range, (seed) => {
    const { matrix } = drawMatrix(smaller, { seed, stream: 'prediction' });
    const scaled = scale ? scaleSpectrum(matrix, scale, algebra) : { matrix, ...eigenvaluesOf(matrix, algebra) };
    return {
      ...scaled,
      variances: () =>
        symmetric ? scaled.re.map((value) => 1 / (2 * (1 - value))) : covarianceSpectrum(scaled.matrix, algebra),
    };
  });
}

/** Every pair alike, of finite variance, with enough partners that the semicircle holds (the study: from 40 on). */
function isHomogeneous({ neurons, wire, weights, positive, autapses }: MatrixProgram): boolean {
  if (autapses || 'expression' in weights) return false;
  if ('distribution' in weights && lawOf(weights, positive).variance === undefined) return false;
  if ('constant' in weights && wire === undefined) return false;
  return wire === undefined || (typeof wire === 'number' && wire * neurons >= 40);
}

/**
 * Ranks of a spectrum of `reduced` values that stand for those of `n`: the end in proportion, the beginning as it is.
 * (Where the beginning moves too, the few modes at the edge weigh in: directed, N = 300 for 1,000, 1.48 in place of
 * 1.27, where 1.21 is due; symmetric, N = 1,000 for 2,000, 0.73 in place of 0.72, where 0.71 is due.)
 */
export function reducedRanks(
  { from, to }: { readonly from: number; readonly to: number },
  n: number,
  reduced: number,
): { readonly from: number; readonly to: number } {
  return reduced >= n
    ? { from, to }
    : { from, to: Math.max(Math.round((to * reduced) / n), Math.min(to, 3 * from, Math.floor(reduced / 2))) };
}

interface Sample {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly variances: () => Float64Array;
}

function ofSamples(
  method: Prediction['method'],
  neurons: number,
  samples: number,
  ranks: { readonly from: number; readonly to: number },
  sample: (seed: number) => Sample,
): Prediction {
  const radii: number[] = [],
    reals: number[] = [],
    fits: ReturnType<typeof fitExponent>[] = [];
  for (let seed = 1; seed <= samples; seed++) {
    const { re, im, variances } = sample(seed);
    radii.push(largestModulus({ re, im }));
    reals.push(re[0]);
    if (re[0] < 1)
      try {
        fits.push(fitExponent(variances(), ranks));
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
  }
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const maxReal = mean(reals),
    alphas = fits.map(({ alpha }) => alpha);
  return {
    method,
    neurons,
    samples,
    radius: mean(radii),
    maxReal,
    gap: 1 - maxReal,
    ...(fits.length > 1 && {
      exponent: {
        value: mean(alphas),
        spread: Math.sqrt(alphas.reduce((sum, alpha) => sum + (alpha - mean(alphas)) ** 2, 0) / (alphas.length - 1)),
        from: fits[0].from,
        to: fits[0].to,
      },
    }),
  };
}
