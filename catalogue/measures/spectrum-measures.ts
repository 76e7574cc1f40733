/** Measures of spectra of variances, and of the eigenvalues of a matrix. */
import { usualSplitting } from '../../engine/activity/index.ts';
import { isSymmetric } from '../../engine/connectivity/index.ts';
import {
  departureFromNormality,
  type ExponentFit,
  fitExponent,
  participationRatio,
  type SpectrumEstimator,
  transientGain,
} from '../../engine/spectra/index.ts';
import type { CallForm } from '../forms.ts';
import { decoded, defaulting, type Range, span, word } from '../parameters.ts';
import { type Forms, givesAmount, givesNumber, measure, type Measure, type SideOfActivity } from './measure-record.ts';
import { finite, none } from './no-number.ts';

const study = 'the critical-initialisation study (Pachitariu et al. 2026)';

/** Which spectrum. */
export const estimator = word<SpectrumEstimator>(
  {
    covariance:
      'The covariance of activity: exact on a connectivity (stationary, white noise), sampled and z-scored ' +
      'by neuron on activity, in which single neurons’ noise counts too.',
    shared_variance:
      'Variance shared by two halves of the neurons, over all times (SVCA2 of the study): halves by a ' +
      'checkerboard of 25 um where neurons are known to lie closer than that; where they lie further apart, as ' +
      'electrodes do, their places at random, and without positions the neurons.',
    svca: 'The same with directions from training times and variance from test times (Stringer et al. 2019).',
    direct: 'Eigenvalues of the sampled covariance of z-scored activity.',
  },
  'Which spectrum.',
);
/** The ranks that an exponent is fitted over. */
const fitRanks = defaulting(
  span('ranks', 'The ranks of the fit.', '11 .. 500'),
  { from: 11, to: 500 },
  `the program of ${study}`,
);
/** The ranks where a text says none. */
export const usualRanks: Range = fitRanks.decode(fitRanks.default?.value, undefined);
/** How the halves of shared variance are made, by the number that a note reads. */
export const halvings = ['random', 'places', 'checkerboard'] as const;
const takesFit = { of: estimator, ranks: fitRanks };
/** All but `svca`, which is of some times and of others, are of all bins alike. */
const readsBins = ({ of }: Forms): SideOfActivity | undefined => (of === 'svca' ? undefined : 'population by bin');

export const exponent = measure({
  name: 'exponent',
  documentation:
    'Exponent of a spectrum: weighted least squares of log s on −log rank, weights 1/rank, with number of ' +
    'neurons, ranks, estimator and curvature. Of a spectrum shorter than the ranks its first half is fitted, of a ' +
    'longer one all of them: what that leaves out, or takes in of its edge, is said. Not a test for a power law.',
  example: 'exponent(covariance, ranks: 11 .. 500)',
  takes: takesFit,
  needs: ['spectrum'],
  gives: givesNumber,
  sources: ['Pachitariu 2026', 'Stringer 2019'],
  readsSymmetry: true,
  reads: readsBins,
  compute({ of, ranks }, found) {
    const { values, of: size } = found.leading(of, ranks.to);
    const fit = fitExponent(values, ranks, size);
    const expected = found.expectedExponent(fit);
    return {
      value: fit.alpha,
      facts: {
        ...(expected && { expected: expected.value, spread: expected.spread }),
        from: fit.from,
        to: fit.to,
        asked: ranks.to,
        values: fit.n,
        ...((of === 'shared_variance' || of === 'svca') && {
          halves: halvings.indexOf(usualSplitting(found.activity()).how),
        }),
        curvature: fit.curvature,
      },
    };
  },
});
/** The fit that a call made of this estimator's spectrum; undefined where it is of something else. */
export function fitMeant(
  { call, takes }: CallForm,
  estimator: SpectrumEstimator,
  values: Float64Array,
  size: number,
): ExponentFit | undefined {
  if (call !== exponent.name) return undefined;
  const { of, ranks } = decoded(takesFit, takes, undefined);
  const isMeant = of === estimator || (of === 'covariance' && estimator === 'direct');
  return isMeant ? fitExponent(values, ranks, size) : undefined;
}

export const spectrumMeasures: readonly Measure[] = [
  exponent,
  measure({
    name: 'participation_ratio',
    documentation: '(Σ s)² / Σ s²: how many directions share the variance, from 1 to the number of neurons.',
    example: 'participation_ratio(covariance)',
    takes: { of: estimator },
    needs: ['spectrum'],
    gives: givesAmount,
    reads: readsBins,
    compute: ({ of }, found) => ({ value: finite(participationRatio(found.spectrum(of)), 'it has no variance') }),
  }),
  measure({
    name: 'henrici',
    documentation:
      'Henrici’s departure from normality of the matrix, √(‖W‖² − Σ|λ|²) / ‖W‖: 0 for a symmetric one, 1 for ' +
      'one without cycles.',
    example: 'henrici()',
    takes: {},
    needs: ['matrix'],
    gives: { unit: 'number', limits: [0, 1] },
    sources: ['Henrici 1962'],
    compute(_, found) {
      const matrix = found.matrix();
      return { value: isSymmetric(matrix) ? 0 : departureFromNormality(matrix, found.eigenvalues()) };
    },
  }),
  measure({
    name: 'transient_gain',
    documentation:
      'How far linear activity can grow on its way to rest: the largest ‖exp((W − 1) t)‖² over time; 1 where ' +
      'nothing grows. Activity that never comes to rest has none.',
    example: 'transient_gain()',
    takes: {},
    needs: ['matrix'],
    gives: { unit: 'number', limits: [1, Number.POSITIVE_INFINITY] },
    compute: (_, found) => ({ value: transientGain(found.matrix(), found.eigenvalues().re[0] ?? 0, found.kernels) }),
  }),
  measure({
    name: 'bulk_radius',
    documentation:
      'Radius of the bulk of the eigenvalues that weights of this variance have (circular or semicircle law).',
    example: 'bulk_radius()',
    takes: {},
    needs: ['matrix'],
    gives: givesAmount,
    sources: ['Girko 1984', 'Wigner 1958'],
    compute: (_, found) => ({
      value: found.eigenvalues().re.length > 1 ? found.bulk().radius : none('it has fewer than two neurons'),
    }),
  }),
  measure({
    name: 'outliers',
    documentation: 'Number of eigenvalues beyond the bulk by more than four times the scatter of its edge.',
    example: 'outliers()',
    takes: {},
    needs: ['matrix'],
    gives: givesAmount,
    compute: (_, found) => ({ value: found.bulk().outliers.length }),
  }),
];
