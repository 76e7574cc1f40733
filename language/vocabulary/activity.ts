/** Measures of spectra and of activity, and what they are taken of. */
import { number, time } from '../../catalogue/units.ts';
import type { FunctionEntry, Slot, Type } from '../../catalogue/entry.ts';
import { call, choice, count, noun, quantity, real, share } from '../../catalogue/entry.ts';

const parameter = (name: string, type: Type, documentation: string, extra: Partial<Slot> = {}): Slot => ({
  name,
  type,
  documentation,
  ...extra,
});
export const lags = quantity(time, { counts: ['steps', 'bins'], least: 0 });
export const rangeOf = (type: Type, example: string): Type => ({ ...type, range: true, says: 'a range', example });
const study = 'the critical-initialisation study (Pachitariu et al. 2026)';

const estimator = parameter(
  'of',
  choice(
    [
      'covariance',
      'The covariance of activity: exact on a connectivity (stationary, white noise), sampled and z-scored ' +
        'by neuron on activity, in which single neurons’ noise counts too.',
    ],
    [
      'shared_variance',
      'Variance shared by two halves of the neurons, over all times (SVCA2 of the study): halves by a ' +
        'checkerboard of 25 um where positions are known, at random where not.',
    ],
    ['svca', 'The same with directions from training times and variance from test times (Stringer et al. 2019).'],
    ['direct', 'Eigenvalues of the sampled covariance of z-scored activity.'],
  ),
  'Which spectrum.',
);
const modes = call('modes', 'dmd(lag: 5 bins, ranks: 40, ridge: 0.01)');
const taken: Type = { ...modes, says: 'modes, such as `dmd(lag: 5 bins, ranks: 40, ridge: 0.01)`' };
const measure = (
  name: string,
  parameters: readonly Slot[],
  documentation: string,
  example: string,
  extra: Partial<FunctionEntry> = {},
): FunctionEntry => ({ name, result: 'measure', dimension: number, parameters, documentation, example, ...extra });
const memory = [
  parameter('task', noun('task'), 'A `working_memory` task.'),
  parameter(
    'readout',
    choice(
      ['timed', 'Made for that delay.'],
      ['untimed', 'One for all delays up to it, of which each trial has one at random.'],
    ),
    'The read-out.',
    { optional: true, default: { text: 'timed', source: study } },
  ),
];

export const activityMeasures: readonly FunctionEntry[] = [
  measure(
    'exponent',
    [
      estimator,
      parameter('ranks', rangeOf(count('ranks', '11 .. 500', 1), '11 .. 500'), 'The ranks of the fit.', {
        optional: true,
        default: { text: '11 .. 500', source: `the program of ${study}` },
      }),
    ],
    'Exponent of a spectrum: weighted least squares of log s on −log rank, weights 1/rank, with number of ' +
      'neurons, ranks, estimator and curvature. Ranks beyond half of a shorter spectrum are left out. Not a test ' +
      'for a power law.',
    'exponent(covariance, ranks: 11 .. 500)',
  ),
  measure(
    'participation_ratio',
    [estimator],
    '(Σ s)² / Σ s²: how many directions share the variance, from 1 to the number of neurons.',
    'participation_ratio(covariance)',
  ),
  measure(
    'rotations',
    [parameter('modes', taken, 'The modes.')],
    'Rotations per tenfold decay of the modes, the median over those with |λ| > 0.25 and no negative angle; ' +
      'the 5, 25, 75 and 95 % points are in the table.',
    'rotations(dmd(lag: 5 bins, ranks: 1000, ridge: 0.01))',
  ),
  measure(
    'real_fraction',
    [parameter('modes', taken, 'The modes.')],
    'Share of the modes with |λ| > 0.25 that do not rotate.',
    'real_fraction(dmd(lag: 1 bins, ranks: 40, ridge: 0.01))',
    { share: true },
  ),
  {
    name: 'dmd',
    result: 'modes',
    documentation:
      'Dynamic mode decomposition (Schmid 2010) of z-scored activity along its first principal components: ' +
      'eigenvalues of C_lag (C_0 + ridge)⁻¹. No lag crosses from one run into the next.',
    example: 'dmd(lag: 5 bins, ranks: 1000, ridge: 0.01)',
    parameters: [
      parameter('lag', lags, 'From one state to the one it is predicted from.'),
      parameter('ranks', count('ranks', '1000', 1), 'Principal components kept at most.', {
        optional: true,
        default: { text: '1000', source: study },
      }),
      parameter('ridge', real('0.01', 0), 'Added to the diagonal of the covariance.', {
        optional: true,
        default: { text: '0.01', source: `${study}: 0.01 for imaging and simulations, 0.1 for electrodes` },
      }),
    ],
  },
  measure(
    'timescales',
    [parameter('pcs', rangeOf(count('components', '1 .. 100', 1), '1 .. 100'), 'Principal components.')],
    'Time constants of the components that two halves of the neurons share, each from its autocorrelation ' +
      'in times that did not choose it. A series over rank.',
    'timescales(pcs: 1 .. 100)',
    { dimension: time, series: 'rank' },
  ),
  measure(
    'henrici',
    [],
    'Henrici’s departure from normality of the matrix, √(‖W‖² − Σ|λ|²) / ‖W‖: 0 for a symmetric one, 1 for ' +
      'one without cycles.',
    'henrici()',
  ),
  measure(
    'transient_gain',
    [],
    'How far linear activity can grow on its way to rest: the largest ‖exp((W − 1) t)‖² over time; 1 where ' +
      'nothing grows.',
    'transient_gain()',
  ),
  measure(
    'bulk_radius',
    [],
    'Radius of the bulk of the eigenvalues that weights of this variance have (circular or semicircle law).',
    'bulk_radius()',
  ),
  measure(
    'outliers',
    [],
    'Number of eigenvalues beyond the bulk by more than four times the scatter of its edge.',
    'outliers()',
  ),
  measure(
    'branching',
    [
      parameter(
        'estimator',
        choice(
          [
            'multistep',
            'Regression over many lags: seeing a part of the neurons does not change it (Wilting & Priesemann 2018).',
          ],
          [
            'naive',
            'The mean of A(t + 1) / A(t) over bins with activity: wrong where only a part of the neurons is ' +
              'seen, or where bursts are rare.',
          ],
        ),
        'How it is estimated.',
        { optional: true, default: { text: 'multistep', source: 'Wilting & Priesemann 2018' } },
      ),
    ],
    'Branching ratio of the summed activity per bin, with its interval. Counts only: signed activity has none.',
    'branching()',
  ),
  measure(
    'strong_pair_odds',
    [],
    'How much likelier strongly correlated pairs are near (up to 200 um) than far (2.2 to 3 mm): the ' +
      'strongest 1 % of the partners of each neuron, pairs closer than 20 um left out. Needs positions.',
    'strong_pair_odds()',
  ),
  measure(
    'odds_by_distance',
    [],
    'The same odds in 15 bins of 200 um. A series over distance, in metres. Needs positions.',
    'odds_by_distance()',
    { series: 'distance' },
  ),
  measure(
    'recovery',
    [
      parameter('top', share, 'Share of the partners of each neuron, by falling correlation.', {
        optional: true,
        default: { text: '1 %', source: 'choice of this language' },
      }),
    ],
    'How well the strongest correlations name connections: the share of them that are connected, over that ' +
      'of all pairs; 1 says nothing. Needs a matrix.',
    'recovery(top: 1 %)',
  ),
  measure(
    'globality',
    [parameter('modes', rangeOf(count('modes', '1 .. 100', 1), '1 .. 100'), 'The modes.')],
    'How far eigenvectors of a symmetric matrix reach: mean squared weight within 375 um of the middle of a ' +
      'mode over that of all neurons; 1 is everywhere alike. A series over rank. Needs positions.',
    'globality(modes: 1 .. 100)',
    { series: 'rank' },
  ),
  measure(
    'delayed_choice',
    memory,
    'Share of trials in which one of two patterns is named rightly after a delay (nearest class mean, ' +
      'twofold); chance is ½. A series over delay, in seconds.',
    'delayed_choice(memory)',
    { share: true, series: 'delay' },
  ),
  measure(
    'zero_shot_recall',
    memory,
    'Share of patterns never seen before that are told from all others after a delay (ridge regression); ' +
      'chance is 1 / number of trials held out. A series over delay, in seconds.',
    'zero_shot_recall(memory)',
    { share: true, series: 'delay' },
  ),
];
