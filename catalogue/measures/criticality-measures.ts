/** Measures of how near activity is to criticality: avalanches and fluctuations of all neurons together. */
import {
  type AvalancheExponent,
  type Avalanches,
  avalanchesOf,
  type Distribution,
  distributionOf,
  exponentOf,
  fanoFactor,
  fittedDistribution,
  kappa as kappaOf,
  type Population,
  populationOf,
  predictedGamma,
  shapeCollapse,
  sizeByDuration,
  susceptibility as susceptibilityOf,
  variation,
  whyNoPowerLaw,
} from '../../engine/criticality/index.ts';
import type { Finding } from '../finding.ts';
import { NotApplicable } from '../not-applicable.ts';
import { quantity } from '../entry.ts';
import {
  counted,
  defaulting,
  inBins,
  number,
  optional,
  parameter,
  numberOf,
  shareAboveNone,
  word,
} from '../parameters.ts';
import type { Study } from '../study.ts';
import { time } from '../units.ts';
import { type Forms, givesAmount, givesNumber, measure, type Measure, type Shown } from './measure-record.ts';
import { finite, none } from './no-number.ts';

const ours = 'choice of this language';

/** What is an event, and what an avalanche. */
const events = {
  threshold: optional(
    parameter(
      { says: 'a number of standard deviations', example: '3 sd', number: { dimension: [0, 0, 0, 0], counts: ['sd'] } },
      'A neuron is active in the bins where it lies so many of its standard deviations above its mean. Left out: its ' +
        'values are events as they are.',
      numberOf,
    ),
  ),
  bin: optional(
    inBins(quantity(time, { positive: true, counts: ['bins'] }), 'Width of the bins; left out, those of the activity.'),
  ),
};
const avalanching = {
  ...events,
  above: optional(
    shareAboveNone(
      'An avalanche is activity above the level that this share of the bins does not exceed, and its size what lies ' +
        'above it. Left out: activity above 0.',
    ),
  ),
};
interface Events {
  readonly threshold?: number;
  readonly bin?: number;
}
/** What varies takes two bins; an avalanche lies between two that are quiet. */
const fewest = { variation: 2, avalanche: 3 } as const;
const populationIn = (study: Study, { threshold, bin }: Events): Population => {
  const population = populationOf(study.activity(), { deviations: threshold, bins: bin }),
    bins = population.runs.reduce((sum, { length }) => sum + length, 0);
  if (bins < fewest.variation) none(tooWide(bins, population.bin));
  if (population.areCounts && population.runs.every((run) => run.every((sum) => sum === 0)))
    none(
      threshold === undefined
        ? 'nothing is active in any bin'
        : population.isStill
          ? still
          : `no neuron lies ${threshold} sd above its mean in any bin: a lower threshold would do`,
    );
  return population;
};
const still = 'its activity is the same in all bins';
/** Bins as wide as a condition's runs, by their text. */
const widerThan =
  (of: keyof typeof fewest) =>
  ({ bin }: Forms, { kept }: Shown): string | undefined => {
    if (typeof bin !== 'number' || kept === undefined) return undefined;
    const bins = Math.floor(kept / bin + 1e-9);
    return bins < fewest[of] ? tooWide(bins, bin) : undefined;
  };
const tooWide = (bins: number, width: number): string =>
  `${bins === 0 ? 'no bin' : bins === 1 ? 'one bin' : `${bins} bins`} of ${Number(width.toPrecision(4))} s ` +
  `${bins < 2 ? 'is' : 'are'} kept of a run, too few: take narrower ones, or a longer run`;
/** Of events, which are never less than none. */
function unsigned(study: Study, given: Events, why: string): Population {
  const population = populationIn(study, given);
  return population.isSigned ? none(`${why}: say \`threshold: 3 sd\``) : population;
}
function avalanchesIn(study: Study, given: Events & { readonly above?: number }): Avalanches {
  const population = populationIn(study, given),
    longest = population.runs.reduce((most, { length }) => Math.max(most, length), 0);
  return longest < fewest.avalanche ? none(tooWide(longest, population.bin)) : avalanchesOf(population, given.above);
}

type Of = 'size' | 'duration';
const of = defaulting(
  word(
    {
      size: 'Events in all, or what lies above the level.',
      duration: 'In bins. Those of other bins are other numbers: compare durations at one width of bins only.',
    },
    'Of what.',
  ),
  'size',
  ours,
);
const redraws = defaulting(
  counted('redraws', 'Samples drawn from the fitted law, for its goodness of fit and the interval.', '50', 0),
  50,
  ours,
);

type Treated = 'treated' | 'sharp' | 'exponential' | 'found' | 'none';
interface Fit {
  readonly from?: number;
  readonly to?: number;
  readonly cutoff: Treated;
  readonly redraws: number;
}
function fitted(found: Avalanches, of: Of, { from, to, cutoff, redraws }: Fit, study: Study): AvalancheExponent {
  const values = of === 'size' ? found.sizes : found.durations;
  if (values.length === 0) none(withoutAvalanches(found));
  const fit = exponentOf(
    values,
    {
      from,
      to,
      redraws,
      values: of === 'duration' || found.areWhole ? 'integers' : 'reals',
      cutOff: cutoff !== 'treated' ? cutoff : to === undefined && of === 'size' ? 'exponential' : 'sharp',
    },
    study.key,
  );
  const why = whyNoPowerLaw(fit);
  return why === undefined ? fit : none(`its ${of}s follow no power law: ${why}`);
}
function withoutAvalanches({ sizes, begun, cut, level, population }: Avalanches): string {
  if (sizes.length === 1) return 'it has a single avalanche';
  if (population.isStill) return `${still}, so that no avalanche begins or ends`;
  if (begun === Infinity)
    return 'there is no quiet bin between which avalanches could lie: take finer bins, or `above: 50 %` of them';
  return cut > 0
    ? 'its only avalanches are those in which a run begins or ends, and how large they are is not known'
    : `no bin lies above its level of ${Number(level.toPrecision(4))}, so that there is no avalanche`;
}

/** What the notes say of a fit; shares of 0 are left out by nobody. */
function factsOf(
  { exponent, error, from, to, cutOffSize, n, all, p, comparisons }: AvalancheExponent,
  found: Avalanches,
) {
  const against = (law: string, other: string) =>
    comparisons.find((each) => each.law === law && each.against === other);
  const chosen = cutOffSize === undefined ? 'power' : 'truncated';
  const facts: Record<string, number> = {
    avalanches: all,
    n,
    exponent,
    error,
    from,
    to,
    bin: found.population.bin,
    begun: found.begun,
    cut_ones: found.cut,
  };
  if (cutOffSize !== undefined) facts.cut_off = cutOffSize;
  if (p !== undefined) facts.p = p;
  for (const other of ['lognormal', 'exponential']) {
    const held = against(chosen, other);
    if (held) Object.assign(facts, { [`ratio_${other}`]: held.normalised, [`p_${other}`]: held.p });
  }
  const end = against('power', 'truncated');
  if (end) facts.p_truncated = end.p;
  return facts;
}
const tableOf = (fit: AvalancheExponent): readonly (readonly [string, number])[] => [
  ['exponent', fit.exponent],
  ['standard error', fit.error],
  ['from', fit.from],
  ['to', fit.to],
  ['cut-off', fit.cutOffSize ?? NaN],
  ['avalanches in the range', fit.n],
  ['avalanches', fit.all],
  ['distance', fit.distance],
  ['p of the fit', fit.p ?? NaN],
  ...fit.comparisons.flatMap(({ law, against, ratio, normalised, p }) => [
    [`log likelihood of ${law} less that of ${against}`, ratio] as const,
    [`the same over its standard deviation, ${law} ${against}`, normalised] as const,
    [`p of ${law} against ${against}`, p] as const,
  ]),
];

/** What `plot avalanches` draws. */
function drawnOf(values: ArrayLike<number>, fit?: AvalancheExponent): readonly (readonly [string, number])[] {
  const listed = (name: string, { at, share }: Distribution) => [
    ...Array.from(at, (each) => [`${name}_at`, each] as const),
    ...Array.from(share, (each) => [`${name}_share`, each] as const),
  ];
  const seen = listed('seen', distributionOf(values));
  if (!fit) return seen;
  return [
    ...seen,
    ...listed('fit', fittedDistribution(fit, values)),
    ['exponent', fit.exponent],
    ['error', fit.error],
    ['from', fit.from],
    ...(Number.isFinite(fit.to) ? [['to', fit.to] as const] : []),
    ...(fit.cutOffSize === undefined ? [] : [['cut_off', fit.cutOffSize] as const]),
  ];
}

/** Avalanches without an exponent are drawn too. */
function withDistribution<Fit>(table: string, values: ArrayLike<number>, make: () => Fit): Fit {
  try {
    return make();
  } catch (error) {
    const isWithout = error instanceof NotApplicable || error instanceof RangeError;
    throw isWithout && values.length > 0 ? new NotApplicable(error.message, { [table]: drawnOf(values) }) : error;
  }
}

const cutoff = defaulting(
  word(
    {
      treated: '`sharp` where `to` is said, and of durations; else `exponential`.',
      sharp: 'The law ends at `to`, or at the largest there is; what lies above is left out.',
      exponential: 'The power law has an exponential cut-off, fitted with it.',
      found: 'Sharp, at the end of the widest range in which no deviation is seen (Deluca & Corral 2013).',
      none: 'A power law without end: a cut-off that is there makes its exponent too large.',
    },
    'How the largest are treated.',
  ),
  'treated',
  'Clauset et al. 2009',
);
const usualFit: Fit = { cutoff: 'treated', redraws: 0 };

export const criticalityMeasures: readonly Measure[] = [
  measure({
    name: 'avalanches',
    documentation: 'How many avalanches there are: stretches of activity between bins without any.',
    example: 'avalanches(above: 50 %)',
    takes: avalanching,
    needs: ['activity'],
    contradiction: widerThan('avalanche'),
    gives: givesAmount,
    reads: 'population in time',
    sources: ['Beggs & Plenz 2003'],
    compute(given, study) {
      const found = avalanchesIn(study, given);
      return { value: found.sizes.length > 0 ? found.sizes.length : none(withoutAvalanches(found)) };
    },
  }),
  measure({
    name: 'mean_avalanche',
    documentation: 'Mean size or duration (in bins) of avalanches.',
    example: 'mean_avalanche(of: size, above: 50 %)',
    takes: { of, ...avalanching },
    needs: ['activity'],
    contradiction: widerThan('avalanche'),
    gives: givesAmount,
    reads: 'population in time',
    sources: ['Beggs & Plenz 2003'],
    compute(given, study) {
      const found = avalanchesIn(study, given),
        values = given.of === 'size' ? found.sizes : found.durations;
      let sum = 0;
      for (const value of values) sum += value;
      return { value: finite(sum / values.length, withoutAvalanches(found)) };
    },
  }),
  measure({
    name: 'avalanche_exponent',
    quantity: 'exponent of avalanches',
    documentation:
      'Exponent of the power law of sizes or durations of avalanches, by maximum likelihood over whole numbers, with ' +
      'its goodness of fit and likelihood ratios against other laws. Of critical branching it is 3/2 for sizes and 2 ' +
      'for long durations. Fewer than 50 avalanches in the range have none, nor has what is no power law: an ' +
      'exponent below 1, a range of less than a decade, sizes that an exponential fits as well.',
    example: 'avalanche_exponent(of: size, above: 50 %)',
    takes: {
      of,
      from: optional(
        number(
          'The least size of the fit. Left out: where the fit lies nearest to the sizes (Kolmogorov & Smirnov), ' +
            'among ' +
            'those from which the exponent no longer moves.',
          '10',
          0,
        ),
      ),
      to: optional(number('The largest size of the fit.', '1000', 0)),
      cutoff,
      redraws,
      ...avalanching,
    },
    needs: ['activity'],
    gives: givesNumber,
    contradiction: (takes, times) =>
      takes.from !== undefined && takes.to !== undefined && numberOf(takes.from) >= numberOf(takes.to)
        ? `no size lies from ${numberOf(takes.from)} to ${numberOf(takes.to)}: \`to\` is the larger`
        : widerThan('avalanche')(takes, times),
    reads: 'population in time',
    sources: ['Clauset et al. 2009', 'Deluca & Corral 2013', 'Vuong 1989'],
    ownInterval: 'likelihood',
    compute(given, study): Finding {
      const found = avalanchesIn(study, given),
        values = given.of === 'size' ? found.sizes : found.durations,
        table = `avalanches-${given.of}`,
        fit = withDistribution(table, values, () => fitted(found, given.of, given, study));
      return {
        value: fit.exponent,
        ci: [fit.exponent - 1.96 * fit.error, fit.exponent + 1.96 * fit.error],
        facts: { ...factsOf(fit, found), ...(given.of === 'duration' && { of_durations: 1 }) },
        tables: {
          [`avalanche-fit-${given.of}`]: tableOf(fit),
          [table]: drawnOf(values, fit),
        },
      };
    },
  }),
  measure({
    name: 'crackling',
    quantity: 'deviation from the crackling relation',
    documentation:
      'How far the growth of mean size with duration, ⟨S⟩ ~ T^γ, is from the (α − 1)/(τ − 1) of the exponents of ' +
      'durations and sizes: the deviation from criticality coefficient. Small also away from criticality: hold it ' +
      'against a surrogate.',
    example: 'crackling(above: 50 %)',
    takes: {
      of: defaulting(
        word(
          {
            deviation: '|γ − (α − 1)/(τ − 1)|.',
            gamma: 'γ as measured, over the durations of the fit of α.',
            predicted: '(α − 1)/(τ − 1).',
          },
          'Which number.',
        ),
        'deviation',
        'Ma et al. 2019',
      ),
      ...avalanching,
    },
    needs: ['activity'],
    contradiction: widerThan('avalanche'),
    gives: givesNumber,
    reads: 'population in time',
    sources: ['Sethna et al. 2001', 'Ma et al. 2019'],
    ownInterval: 'likelihood',
    compute({ of, ...given }, study): Finding {
      const found = avalanchesIn(study, given),
        size = fitted(found, 'size', usualFit, study),
        duration = fitted(found, 'duration', usualFit, study);
      if (of !== 'gamma' && size.exponent - 1.96 * size.error <= 1)
        none(
          `the exponent of its sizes, ${size.exponent.toFixed(2)} ± ${size.error.toFixed(2)}, is not told from 1, ` +
            'where (α − 1)/(τ − 1) has no value',
        );
      const measured = sizeByDuration(found, duration.from, duration.to),
        predicted = predictedGamma(size, duration);
      const facts = {
        gamma: measured.gamma,
        gamma_error: measured.error,
        predicted: predicted.gamma,
        predicted_error: predicted.error,
        tau: size.exponent,
        alpha: duration.exponent,
        begun: found.begun,
        bin: found.population.bin,
        of_durations: 1,
      };
      const [value, error] =
        of === 'gamma'
          ? [measured.gamma, measured.error]
          : of === 'predicted'
            ? [predicted.gamma, predicted.error]
            : [Math.abs(measured.gamma - predicted.gamma), Math.hypot(measured.error, predicted.error)];
      const least = of === 'deviation' ? 0 : -Infinity;
      return { value, ci: [Math.max(least, value - 1.96 * error), value + 1.96 * error], facts };
    },
  }),
  measure({
    name: 'shape_collapse',
    quantity: 'exponent of the shape collapse',
    documentation:
      'γ of the collapse of mean avalanche shapes, s(t, T) = T^(γ − 1) F(t/T): 2 of critical branching. Its ' +
      'interval is ' +
      'from redraws of avalanches. Shapes of at least 4 bins, of durations with at least 10 avalanches.',
    example: 'shape_collapse(above: 50 %)',
    takes: avalanching,
    needs: ['activity'],
    contradiction: widerThan('avalanche'),
    gives: givesNumber,
    reads: 'population in time',
    sources: ['Sethna et al. 2001', 'Marshall et al. 2016'],
    ownInterval: 'likelihood',
    compute(given, study): Finding {
      const found = avalanchesIn(study, given);
      if (found.sizes.length === 0) none(withoutAvalanches(found));
      const { gamma, error, spread, shapes } = shapeCollapse(found, study.key);
      return {
        value: gamma,
        ci: [gamma - 1.96 * error, gamma + 1.96 * error],
        tables: {
          shapes: [
            ['gamma', gamma],
            ['error', error],
            ...shapes.flatMap(({ duration, values }) => [
              ['duration', duration] as const,
              ...Array.from(values, (value) => ['height', value] as const),
            ]),
          ],
        },
        facts: { shapes: shapes.length, spread, bin: found.population.bin, of_durations: 1, begun: found.begun },
      };
    },
  }),
  measure({
    name: 'kappa',
    documentation:
      'κ of avalanche sizes: 1 plus the mean difference of the shares below ten sizes, under a power law of that ' +
      'exponent, from those seen. Above 1 larger avalanches are too many, below 1 too few; another bin is another κ.',
    example: 'kappa(above: 50 %)',
    takes: { exponent: defaulting(number('Of the power law.', '1.5', 1), 1.5, 'Shew et al. 2009'), ...avalanching },
    needs: ['activity'],
    contradiction: (takes, times) =>
      takes.exponent === 1
        ? 'a power law of exponent 1 has no share below a size without an end: take 1.5'
        : widerThan('avalanche')(takes, times),
    gives: givesNumber,
    reads: 'population in time',
    sources: ['Shew et al. 2009'],
    compute({ exponent, ...given }, study) {
      const found = avalanchesIn(study, given);
      if (found.sizes.length < 2) none(withoutAvalanches(found));
      return { value: finite(kappaOf(found, exponent), 'all its avalanches are of one size') };
    },
  }),
  measure({
    name: 'susceptibility',
    documentation:
      'N(⟨ρ²⟩ − ⟨ρ⟩²) of ρ, the mean activity of the N neurons in a bin (with `threshold`, the share of them ' +
      'that are ' +
      'active).',
    example: 'susceptibility()',
    takes: events,
    needs: ['activity'],
    contradiction: widerThan('variation'),
    gives: givesAmount,
    reads: 'population by bin',
    compute({ threshold, bin }, study) {
      populationIn(study, { threshold, bin });
      return { value: susceptibilityOf(study.activity(), { deviations: threshold, bins: bin }) };
    },
  }),
  measure({
    name: 'fano',
    quantity: 'Fano factor',
    documentation: 'Variance over mean of the events of all neurons per bin: 1 of independent Poisson events.',
    example: 'fano(bin: 100 ms, threshold: 2 sd)',
    takes: events,
    needs: ['activity'],
    contradiction: widerThan('variation'),
    gives: givesAmount,
    reads: 'population by bin',
    compute(given, study) {
      const population = unsigned(study, given, 'its activity goes below 0 and has no events');
      return { value: finite(fanoFactor(population), 'nothing is active in any bin') };
    },
  }),
  measure({
    name: 'coefficient_of_variation',
    quantity: 'coefficient of variation',
    documentation: 'Standard deviation over mean of the activity of all neurons per bin.',
    example: 'coefficient_of_variation(threshold: 2 sd)',
    takes: events,
    needs: ['activity'],
    contradiction: widerThan('variation'),
    gives: givesAmount,
    reads: 'population by bin',
    compute(given, study) {
      const population = unsigned(
        study,
        given,
        'its activity goes below 0, and its mean is no scale for how it varies',
      );
      return { value: finite(variation(population), 'nothing is active in any bin') };
    },
  }),
];
