import {
  correlation,
  directSpectrum,
  dmd,
  optimalRank,
  type Key,
  type Modes,
  type Recorded,
  reducedCovariance,
  sharedRank,
  sharedVariance,
  svca,
  type Timescales,
  timescales,
} from '../engine/activity/index.ts';
import { eigenvaluesOf, isWhole, leadingEigenvalues, type Matrix, synapsesOf } from '../engine/connectivity/index.ts';
import type { KernelBackend, LinearAlgebra, ReducedMatrix } from '../engine/kernels/index.ts';
import {
  type Bulk,
  bulkOf,
  covarianceSpectrum,
  type ExponentFit,
  fitExponent,
  leadingSize,
  type SpectrumEstimator,
  tridiagonalGoe,
  varianceOfModes,
} from '../engine/spectra/index.ts';
import { mean } from '../engine/statistics/index.ts';
import { Diverged, NotApplicable } from '../catalogue/not-applicable.ts';
import type { DmdSettings, Eigenvalues } from '../catalogue/study.ts';
import type { Noun } from '../language/specification.ts';
import type { CachedAlgebra } from './cached-algebra.ts';
import type { CellValues } from './cell-values.ts';
import type { Wiring } from './circuits.ts';
import type { Ensemble } from './ensemble.ts';
import { recentResults } from './recent-results.ts';

/** The kernels of a job: of one matrix or one correlation, eigenvalues are found once. */
export type Kernels = KernelBackend & { readonly algebra: CachedAlgebra };
/**
 * What a symmetric Gaussian matrix of so many neurons with this largest real part has for an exponent over these ranks,
 * and its deviation from matrix to matrix.
 */
export type Expected = (
  neurons: number,
  maxReal: number,
  ranks: { readonly from: number; readonly to: number },
) => Expectation;
export interface Expectation {
  readonly value: number;
  readonly spread: number;
}
/** What can be found about a condition, and what of it: a matrix, activity, or both. */
export interface Studied {
  readonly noun: Noun;
  readonly seed: number;
  readonly wiring?: Wiring;
  /** The weights of `wiring` after a training that has changed them; `diverged`: it left the range of numbers. */
  readonly learned?: Matrix | 'diverged';
  readonly ensemble?: Ensemble;
  readonly activity?: Recorded;
  /** Why there is none, where it left all bounds. */
  readonly exploded?: string;
  readonly kernels: Kernels;
  readonly expected: Expected;
  /** What its neurons draw from the cells of tables. */
  readonly cells?: CellValues;
  readonly onFraction?: (fraction: number) => void;
}

export interface Leading {
  readonly values: Float64Array;
  readonly of: number;
}
/**
 * Spectra, modes and timescales of one condition and seed: each is found when it is first asked for, once, and then
 * kept for the run's folder.
 */
export interface Findings {
  readonly studied: Studied;
  readonly spectra: ReadonlyMap<SpectrumEstimator, Float64Array>;
  /** The largest of the exact variances, where only they were found. */
  readonly largest: Float64Array | undefined;
  readonly decompositions: readonly { readonly settings: DmdSettings; readonly modes: Modes }[];
  readonly longest: Timescales | undefined;
  spectrum(estimator: SpectrumEstimator): Float64Array;
  modes(settings: DmdSettings): Modes;
  /** Of at least so many components. */
  timescales(pcs: number): Timescales;
  /** At least the so many largest variances, falling, of so many in all. */
  leading(estimator: SpectrumEstimator, count: number): Leading;
  correlation(): Float64Array;
  eigenvalues(): { readonly re: Float64Array; readonly im: Float64Array };
  bulk(): Bulk;
  /** Beside the exponent of an exact covariance. */
  expectedExponent(fit: ExponentFit): Expectation | undefined;
  /** Lets go of memory that is kept for what may be asked next; what is found stays. */
  release(): void;
}

/** @throws NotApplicable where the condition has no such thing; RangeError, Unstable … from the engine. */
export function findingsOf(studied: Studied): Findings {
  const { wiring, ensemble, activity, kernels, onFraction } = studied;
  const spectra = new Map<SpectrumEstimator, Float64Array>(),
    decompositions: { readonly settings: DmdSettings; readonly modes: Modes }[] = [];
  const held = recentResults<Float64Array>(1),
    bulks = recentResults<Bulk>(1);
  let longest: Timescales | undefined, largest: Float64Array | undefined, reducedOnce: ReducedMatrix | undefined;
  const matrix = (): Matrix => matrixOf(studied);
  const recorded = (): Recorded => activityOf(studied);
  const key = keyOf(studied);
  const correlations = () => held.get(null, () => correlation(recorded(), kernels, onFraction));
  /** Of large recordings the correlations are not kept beside what they are reduced to. */
  const reduced = (): ReducedMatrix =>
    (reducedOnce ??= reducedCovariance(
      recorded(),
      kernels,
      onFraction,
      recorded().neurons <= mostKeptTwice
        ? (listen) => held.get(null, () => correlation(recorded(), kernels, listen))
        : undefined,
    ));
  const eigenvalues = () => ensemble ?? eigenvaluesOf(matrix(), kernels.algebra);
  const estimate = (estimator: SpectrumEstimator): Float64Array => {
    switch (estimator) {
      case 'covariance':
        return ensemble ? varianceOfModes(ensemble.re) : covarianceSpectrum(matrix(), kernels.algebra);
      case 'direct':
        return directSpectrum(recorded(), kernels, { reduced });
      case 'shared_variance':
        return sharedVariance(recorded(), key, kernels, { onProgress: onFraction });
      case 'svca':
        return svca(recorded(), key, kernels, { onProgress: onFraction });
    }
  };
  const spectrum: Findings['spectrum'] = (estimator) => {
    const found = spectra.get(estimator) ?? estimate(estimator);
    spectra.set(estimator, found);
    return found;
  };
  const ranksOf = ({ ranks }: DmdSettings): number => {
    if (typeof ranks === 'number') return ranks;
    if (ranks === 'shared') return sharedRank(spectra.get('svca') ?? estimate('svca'));
    const { neurons, frames } = recorded();
    return optimalRank(spectra.get('direct') ?? estimate('direct'), neurons, frames);
  };
  return {
    studied,
    spectra,
    decompositions,
    eigenvalues,
    get longest() {
      return longest;
    },
    get largest() {
      return spectra.has('covariance') ? undefined : largest;
    },
    spectrum,
    leading(estimator, count) {
      const isOfMatrix = estimator === 'covariance' && !ensemble && !spectra.has(estimator),
        eigenvalues = isOfMatrix ? leadingEigenvalues(matrix(), count, kernels.algebra) : undefined;
      if (!eigenvalues) {
        const values = spectrum(estimator);
        return { values, of: values.length };
      }
      if (!largest || largest.length < count) largest = varianceOfModes(eigenvalues);
      return { values: largest, of: matrix().size };
    },
    modes(settings) {
      const known = decompositions.find(
        ({ settings: { lag, ranks, ridge, fit } }) =>
          lag === settings.lag && ranks === settings.ranks && ridge === settings.ridge && fit === settings.fit,
      );
      if (known) return known.modes;
      const asked = { ...settings, ranks: ranksOf(settings), reduced, onProgress: onFraction };
      const modes = dmd(recorded(), asked, kernels);
      decompositions.push({ settings, modes });
      return modes;
    },
    timescales(pcs) {
      if (!longest || longest.constants.length < pcs)
        longest = timescales(recorded(), { pcs, onProgress: onFraction }, key, kernels);
      return longest;
    },
    correlation: correlations,
    bulk: () => bulks.get(null, () => bulkOf(matrix(), eigenvalues())),
    expectedExponent(fit) {
      if ((!wiring && !ensemble) || activity) return undefined;
      const edge = (ensemble ? undefined : leadingEigenvalues(matrix(), 1, kernels.algebra)) ?? eigenvalues().re;
      return edge[0] > 0 && edge[0] < 1 ? studied.expected(fit.n, Number(edge[0].toPrecision(6)), fit) : undefined;
    },
    release() {
      reducedOnce?.release();
      reducedOnce = undefined;
    },
  };
}
/** Neurons whose correlations are 128 MB. */
const mostKeptTwice = 4096;

/**
 * Each finite-size expectation once, from spectra of symmetric Gaussian matrices (Dumitriu & Edelman's tridiagonal
 * ones): 20 of them, 5 of large ones.
 */
export function expectations(algebra: LinearAlgebra): Expected {
  const expected = recentResults<Expectation>(100);
  return (neurons, maxReal, { from, to }) =>
    expected.get([neurons, maxReal, from, to], () => {
      const alphas = Array.from({ length: neurons > 4000 ? 5 : 20 }, (_, sample) => {
        const { diagonal, beside } = tridiagonalGoe(neurons, { seed: sample + 1, stream: 'expectation' });
        const kept = neurons < to ? neurons : leadingSize(neurons, to);
        const values = algebra.tridiagonalEigenvalues(diagonal.subarray(0, kept), beside.subarray(0, kept)).reverse();
        return fitExponent(
          values.map((value) => 1 / (2 * (1 - (value * maxReal) / values[0]))),
          { from, to },
          neurons,
        ).alpha;
      });
      const value = mean(alphas);
      return {
        value,
        spread: Math.sqrt(alphas.reduce((sum, alpha) => sum + (alpha - value) ** 2, 0) / (alphas.length - 1)),
      };
    });
}

export function matrixOf(studied: Studied): Matrix {
  const { learned } = studied;
  if (learned === 'diverged') throw new Diverged('its training diverged');
  return learned ?? matrixAtStartOf(studied);
}
/** What `matrixOf` gives, where there is one. */
export const usedMatrix = ({ learned, wiring }: Studied): Matrix | undefined =>
  learned === 'diverged' ? undefined : (learned ?? wiring?.matrix);
/** All eigenvalues of a matrix, where they have been found; of one that is held as its synapses, the largest. */
export const eigenvaluesKnown = (matrix: Matrix, algebra: CachedAlgebra): Eigenvalues | undefined =>
  isWhole(matrix) ? algebra.cachedEigenvalues(matrix) : undefined;
export function largestKnown(matrix: Matrix, algebra: CachedAlgebra): Float64Array | undefined {
  const synapses = synapsesOf(matrix);
  return synapses && algebra.cachedLargest(synapses.weights);
}
export function matrixAtStartOf({ noun, wiring, ensemble }: Studied): Matrix {
  if (wiring) return wiring.matrix;
  if (ensemble) throw new NotApplicable('`weights goe` draws eigenvalues without a matrix');
  if (noun.noun === 'dynamics')
    throw new NotApplicable('so large a circuit is held as its synapses alone: compare its `connect` for the matrix');
  throw new NotApplicable(noun.noun === 'network' ? 'it has no recurrent layer' : 'it has no matrix');
}
export function activityOf({ activity, exploded }: Studied): Recorded {
  if (activity) return activity;
  if (exploded !== undefined) throw new Diverged(exploded);
  throw new NotApplicable('it has no activity; a `dynamics` of the matrix would have');
}

/** What keys the draws of an analysis: a recording is split alike for every seed, and so are its surrogates. */
export function keyOf({ noun, seed }: Pick<Studied, 'noun' | 'seed'>): Key {
  return { seed: noun.noun === 'data' ? 0 : seed, stream: 'stream' in noun ? noun.stream : noun.name };
}

export const isReal = ({ re, im }: { readonly re: Float64Array; readonly im: Float64Array }): boolean => {
  const largest = re.reduce((most, real, i) => Math.max(most, Math.hypot(real, im[i])), 0);
  return im.every((imaginary) => Math.abs(imaginary) <= 1e-7 * largest);
};
