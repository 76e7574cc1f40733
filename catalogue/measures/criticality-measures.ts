/** Measures of how near activity is to criticality: avalanches and fluctuations of all neurons together. */
import {
  fanoFactor,
  kappa as kappaOf,
  predictedGamma,
  shapeCollapse,
  sizeByDuration,
  susceptibility as susceptibilityOf,
  variation,
} from '../../engine/criticality/index.ts';
import type { Finding } from '../finding.ts';
import { defaulting, number, optional, numberOf, word } from '../parameters.ts';
import { givesAmount, givesNumber, measure, type Measure } from './measure-record.ts';
import { finite, none } from './no-number.ts';
import {
  events,
  avalanching,
  populationIn,
  widerThan,
  unsigned,
  avalanchesIn,
  of,
  redraws,
  factsOf,
  fitted,
  withoutAvalanches,
  tableOf,
  drawnOf,
  withDistribution,
  cutoff,
  usualFit,
} from './avalanches-of-study.ts';

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
