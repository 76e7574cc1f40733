/** Measures of activity: modes, timescales, branching, and what is near in space. */
import {
  branching,
  connectionRecovery,
  decayForms,
  globality,
  modeFits,
  type Modes,
  plainRatios,
  populationActivity,
  type RankChoice,
  rankChoices,
  realFraction,
  refuseModesOfChance,
  rotations,
  strongPairOdds,
} from '../../engine/activity/index.ts';
import { symmetricForm } from '../../engine/connectivity/index.ts';
import type { FunctionEntry, Type } from '../entry.ts';
import { call, choice, count, either } from '../entry.ts';
import type { Curve, Finding, WithoutInterval } from '../finding.ts';
import {
  callOf,
  defaulting,
  entryOf,
  lag,
  lags,
  number,
  numberOf,
  optional,
  parameter,
  share,
  span,
  word,
} from '../parameters.ts';
import type { Study } from '../study.ts';
import {
  type Gives,
  givesAmount,
  givesNumber,
  givesShare,
  measure,
  type Measure,
  seriesFinding,
} from './measure-record.ts';
import { finite, none } from './no-number.ts';

const study = 'the critical-initialisation study (Pachitariu et al. 2026)';

const dmd = {
  name: 'dmd',
  documentation:
    'Dynamic mode decomposition (Schmid 2010) of z-scored activity along its first principal components: ' +
    'eigenvalues of C_lag (C_0 + ridge)⁻¹. No lag crosses from one run into the next.',
  example: 'dmd(lag: 5 bins, ranks: 1000, ridge: 0.01)',
  takes: {
    lag: lag('From one state to the one it is predicted from.'),
    ranks: defaulting(
      parameter<number | RankChoice>(
        either(count('ranks', '1000', 1), choice(...Object.entries(rankChoices))),
        'Principal components kept at most: so many, or chosen by the activity. Of those that remain each has 25 ' +
          'effective bins.',
        (form) => (form === 'optimal' || form === 'shared' ? form : numberOf(form)),
      ),
      1000,
      study,
    ),
    ridge: defaulting(
      number('Added to the diagonal of the covariance.', '0.01', 0),
      0.01,
      `${study}: 0.01 for imaging and simulations, 0.1 for electrodes`,
    ),
    fit: defaulting(word(modeFits, 'How the map from one state to the next is fitted.'), 'plain', study),
  },
};
export const modesEntry: FunctionEntry = entryOf(
  { ...dmd, sources: ['Schmid 2010', 'Gavish & Donoho 2014', 'Hemati et al. 2017'] },
  'modes',
  dmd.takes,
);
const modesType: Type = {
  ...call('modes', 'dmd(lag: 5 bins, ranks: 40, ridge: 0.01)'),
  says: 'modes, such as `dmd(lag: 5 bins, ranks: 40, ridge: 0.01)`',
};
const modes = callOf<typeof dmd.takes, Study>(dmd, modesType, 'The modes.');
/** What modes rest on: their components beside those asked for, and what reversible activity has by chance. */
const groundsOf = ({ re, asked, chance, pairs, effective, irreversibility }: Modes) => ({
  components: re.length,
  wanted: asked,
  effective,
  pairs,
  ...(Number.isFinite(chance) && { chance }),
  ...(irreversibility && { reversible_p: irreversibility.p, asymmetry: irreversibility.index }),
});

const timescalesGive = { unit: 'seconds', series: { over: 'rank', stands: 'first' } } as const satisfies Gives;
const globalityGives = { unit: 'amount', series: { over: 'rank', stands: 'mean' } } as const satisfies Gives;
const oddsGive = { unit: 'amount', series: { over: 'distance', stands: 'first' } } as const satisfies Gives;

export const activityMeasures: readonly Measure[] = [
  measure({
    name: 'rotations',
    quantity: 'rotations per tenfold decay',
    documentation:
      'Rotations per tenfold decay of the modes, the median over those with |λ| > 0.25 and no negative angle; ' +
      'the 5, 25, 75 and 95 % points are in the table. Angles that reversible activity has by chance count as none.',
    example: 'rotations(dmd(lag: 5 bins, ranks: 1000, ridge: 0.01))',
    takes: { modes },
    needs: ['activity'],
    gives: givesAmount,
    sources: ['Pachitariu 2026'],
    readsSymmetry: true,
    reads: 'direction of time',
    compute({ modes: settings }, found) {
      const decomposed = found.modes(settings);
      refuseModesOfChance(decomposed);
      const { median, percentiles, modes: used } = rotations(decomposed);
      const rows = [0.05, 0.25, 0.5, 0.75, 0.95].map((part, i) => [String(part), percentiles[i]] as const);
      return {
        value: finite(median, 'no mode of |λ| above 0.25 decays'),
        facts: { ...groundsOf(decomposed), counted: used },
        tables: { rotations: [...rows, ['modes', used]] },
      };
    },
  }),
  measure({
    name: 'real_fraction',
    quantity: 'share of modes that do not rotate',
    documentation: 'Share of the modes with |λ| > 0.25 that do not rotate by more than chance.',
    example: 'real_fraction(dmd(lag: 1 bins, ranks: 40, ridge: 0.01))',
    takes: { modes },
    needs: ['activity'],
    gives: givesShare,
    sources: ['Pachitariu 2026'],
    readsSymmetry: true,
    reads: 'direction of time',
    compute({ modes: settings }, found) {
      const decomposed = found.modes(settings);
      refuseModesOfChance(decomposed);
      return {
        value: finite(realFraction(decomposed), 'no mode has |λ| above 0.25'),
        facts: groundsOf(decomposed),
      };
    },
  }),
  measure({
    name: 'time_asymmetry',
    quantity: 'asymmetry in time',
    documentation:
      'How far activity is from looking alike forwards and backwards: ‖C − Cᵀ‖ / ‖C + Cᵀ‖ of its lagged covariance, ' +
      'of what different stretches of the recording agree on, so that chance adds nothing. 0 of a linear network ' +
      'with symmetric weights, above of a directed one; its note has the p of stretches turned round in time.',
    example: 'time_asymmetry(dmd(lag: 5 bins, ranks: 1000, ridge: 0.01))',
    takes: { modes },
    needs: ['activity'],
    gives: givesAmount,
    readsSymmetry: true,
    reads: 'direction of time',
    compute({ modes: settings }, found) {
      const decomposed = found.modes(settings),
        { irreversibility } = decomposed;
      return {
        value: irreversibility?.index ?? none('one component, or fewer than 4 stretches, have no direction of time'),
        facts: groundsOf(decomposed),
      };
    },
  }),
  measure({
    name: 'timescales',
    quantity: 'time constant',
    documentation:
      'Time constants of the components that two halves of the neurons share, each from its autocorrelation ' +
      'in times that did not choose it; none longer than a twentieth of the recording, which cannot be told from ' +
      'it, and none of a component that halves share by chance, or that has no memory. A series over rank; the ' +
      'first stands in tables.',
    example: 'timescales(pcs: 1 .. 100)',
    takes: { pcs: span('components', 'Principal components.', '1 .. 100') },
    needs: ['activity'],
    gives: timescalesGive,
    ofHalves: true,
    sources: ['Pachitariu 2026'],
    compute({ pcs: { from, to } }, found) {
      found.activity();
      const { constants } = found.timescales(to);
      const last = Math.min(to, constants.length);
      return ranked(constants, from, last, timescalesGive, 'no component has a timescale that the recording can tell');
    },
  }),
  measure({
    name: 'branching',
    quantity: 'branching ratio',
    documentation:
      'Branching ratio of the summed activity per bin, with its interval: how many events an event causes in ' +
      'the next ' +
      'bin. Counts only: signed activity has none. Where activity says nothing of itself later, alternates, or ' +
      'drifts ' +
      'as slowly as the recording is long, it is not known.',
    example: 'branching()',
    takes: {
      estimator: defaulting(
        word(
          {
            multistep:
              'Regression over many lags: seeing a part of the neurons does not change it (Wilting & Priesemann 2018).',
            slope:
              'The slope of A(t + 1) on A(t): exact where all neurons are seen, and falling with the part that is ' +
              '(0.72 of 0.98 at 10 %).',
            naive: 'The same as `slope`: what Wilting & Priesemann call the naive estimate.',
            ratio:
              'The mean of A(t + 1) / A(t) over bins with activity: it tends to 1 whatever the branching, and ' +
              'is above ' +
              '1 also where activity dies out. Above 1 does not mean supercritical.',
          },
          'How it is estimated.',
        ),
        'multistep',
        'Wilting & Priesemann 2018',
      ),
      fit: defaulting(
        word(decayForms, 'What the slopes r_k of the multistep regression are fitted by, k bins later.'),
        'exponential',
        'Wilting & Priesemann 2018',
      ),
      lags: optional(
        lags(
          'The lags of the multistep regression. Left out: from one bin to the time constant that is found, with an ' +
            'offset or the complex form to five times that.',
        ),
      ),
      trials: defaulting(
        word(
          {
            pooled: 'One mean for all runs.',
            separate: 'Each run has a mean of its own, so that differences between trials are no memory.',
          },
          'How runs are taken together.',
        ),
        'pooled',
        'Spitzner et al. 2021',
      ),
    },
    needs: ['activity', 'counts'],
    gives: givesNumber,
    sources: ['Wilting & Priesemann 2018'],
    ownInterval: 'redraws',
    reads: 'how it lasts',
    contradiction({ estimator = 'multistep', fit = 'exponential', lags, trials }) {
      if (estimator === 'multistep') return undefined;
      const lone = fit !== 'exponential' ? `fit: ${String(fit)}` : lags !== undefined ? 'lags: …' : undefined;
      if (lone) return `\`${lone}\` is of the multistep regression, and \`estimator: ${String(estimator)}\` has none`;
      return estimator === 'ratio' && trials === 'separate'
        ? '`trials: separate` takes the mean of each run away, and `estimator: ratio` has no mean'
        : undefined;
    },
    compute({ estimator, fit, lags, trials }, found): Finding {
      const activity = found.activity(),
        runs = populationActivity(activity);
      if (estimator !== 'multistep') {
        const { slope, ratio } = plainRatios(runs, trials);
        return estimator === 'ratio'
          ? { value: finite(ratio, 'no bin with activity is followed by another') }
          : { value: finite(slope, 'its activity is the same in all bins') };
      }
      const { m, interval, amplitude, left, times, slopes } = branching(runs, activity.bin, {
        form: fit,
        pooling: trials,
        lags,
      });
      return {
        value: m,
        ci: interval,
        facts: { branching: 1, amplitude, left, times, lags: slopes.length },
        tables: { branching_slopes: Array.from(slopes, (slope, i) => [String(i + (lags?.from ?? 1)), slope] as const) },
      };
    },
  }),
  measure({
    name: 'strong_pair_odds',
    documentation:
      'How much likelier strongly correlated pairs are near (up to 200 um) than far (2.2 to 3 mm): the ' +
      'strongest 1 % of the partners of each neuron, pairs closer than 20 um left out. Needs positions.',
    example: 'strong_pair_odds()',
    takes: {},
    needs: ['activity', 'places'],
    reads: 'population by bin',
    gives: givesAmount,
    compute: (_, found) => ({
      value: finite(odds(found).nearOverFar, 'it has no pairs 20 to 200 um apart, or none 2.2 to 3 mm apart'),
    }),
  }),
  measure({
    name: 'odds_by_distance',
    documentation: 'The same odds in 15 bins of 200 um. A series over distance, in metres. Needs positions.',
    example: 'odds_by_distance()',
    takes: {},
    needs: ['activity', 'places'],
    reads: 'population by bin',
    gives: oddsGive,
    compute(_, found) {
      const { distances, odds: values } = odds(found);
      return seriesFinding({ steps: Array.from(distances), values: Array.from(values) }, oddsGive.series);
    },
  }),
  measure({
    name: 'recovery',
    documentation:
      'How well the strongest correlations name connections: the share of them that are connected, over that ' +
      'of all pairs; 1 says nothing. Needs a matrix.',
    example: 'recovery(top: 1 %)',
    takes: {
      top: defaulting(
        share('Share of the partners of each neuron, by falling correlation.'),
        0.01,
        'choice of this language',
      ),
    },
    needs: ['matrix', 'activity'],
    gives: givesAmount,
    compute({ top }, found) {
      found.activity();
      return {
        value: finite(connectionRecovery(found.correlation(), found.matrix(), [top])[0], 'it has no connections'),
      };
    },
  }),
  measure({
    name: 'globality',
    documentation:
      'How far eigenvectors of a symmetric matrix reach: mean squared weight within 375 um of the middle of a ' +
      'mode over that of all neurons; 1 is everywhere alike. A series over rank. Needs positions.',
    example: 'globality(modes: 1 .. 100)',
    takes: { modes: span('modes', 'The modes.', '1 .. 100') },
    needs: ['matrix', 'places', 'symmetry'],
    gives: globalityGives,
    compute({ modes: { from, to } }, found) {
      const matrix = symmetricForm(found.matrix());
      const { lengths, ...places } = found.space();
      if (!matrix) none('its matrix is not symmetric, so its modes do not stand at right angles');
      const n = matrix.size,
        last = Math.min(to, n),
        rows = new Float64Array(last * n);
      const { vectors } = found.kernels.algebra.symmetricEigenvectors(matrix.values, n);
      for (let k = 0; k < last; k++) rows.set(vectors.subarray((n - 1 - k) * n, (n - k) * n), k * n);
      return ranked(globality(rows, places, lengths), from, last, globalityGives, 'no mode has a middle');
    },
  }),
];

function odds(found: Study) {
  const places = found.positions();
  return strongPairOdds(found.correlation(), places);
}
/** Values by rank, without those that could not be told; the first, where it stands for all, must be. */
function ranked(
  all: Float64Array,
  from: number,
  to: number,
  { series }: { readonly series: NonNullable<Gives['series']> },
  otherwise: string,
): WithoutInterval {
  const curve: Curve & { steps: number[]; values: number[] } = { steps: [], values: [] };
  for (let rank = from; rank <= to; rank++) {
    if (!Number.isFinite(all[rank - 1])) continue;
    curve.steps.push(rank);
    curve.values.push(all[rank - 1]);
  }
  if (curve.values.length === 0) none(otherwise);
  const [first] = curve.steps;
  if (series.stands === 'first' && first > from)
    none(`that of rank ${from}, which stands for all, cannot be told; the first that can is of rank ${first}`);
  return seriesFinding(curve, series);
}
