/** Avalanches and events of the activity that a measure is taken of, and what is said of a fitted exponent. */
import {
  type AvalancheExponent,
  type Avalanches,
  avalanchesOf,
  type Distribution,
  distributionOf,
  exponentOf,
  fittedDistribution,
  type Population,
  populationOf,
  whyNoPowerLaw,
} from '../../engine/criticality/index.ts';
import { NotApplicable } from '../not-applicable.ts';
import { quantity } from '../entry.ts';
import { counted, defaulting, inBins, optional, parameter, numberOf, shareAboveNone, word } from '../parameters.ts';
import type { Study } from '../study.ts';
import { time } from '../units.ts';
import type { Forms, Shown } from './measure-record.ts';
import { none } from './no-number.ts';

const ours = 'choice of this language';

/** What is an event, and what an avalanche. */
export const events = {
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
export const avalanching = {
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
export const populationIn = (study: Study, { threshold, bin }: Events): Population => {
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
export const widerThan =
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
export function unsigned(study: Study, given: Events, why: string): Population {
  const population = populationIn(study, given);
  return population.isSigned ? none(`${why}: say \`threshold: 3 sd\``) : population;
}
export function avalanchesIn(study: Study, given: Events & { readonly above?: number }): Avalanches {
  const population = populationIn(study, given),
    longest = population.runs.reduce((most, { length }) => Math.max(most, length), 0);
  return longest < fewest.avalanche ? none(tooWide(longest, population.bin)) : avalanchesOf(population, given.above);
}

type Of = 'size' | 'duration';
export const of = defaulting(
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
export const redraws = defaulting(
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
export function fitted(found: Avalanches, of: Of, { from, to, cutoff, redraws }: Fit, study: Study): AvalancheExponent {
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
export function withoutAvalanches({ sizes, begun, cut, level, population }: Avalanches): string {
  if (sizes.length === 1) return 'it has a single avalanche';
  if (population.isStill) return `${still}, so that no avalanche begins or ends`;
  if (begun === Infinity)
    return 'there is no quiet bin between which avalanches could lie: take finer bins, or `above: 50 %` of them';
  return cut > 0
    ? 'its only avalanches are those in which a run begins or ends, and how large they are is not known'
    : `no bin lies above its level of ${Number(level.toPrecision(4))}, so that there is no avalanche`;
}

/** What the notes say of a fit; shares of 0 are left out by nobody. */
export function factsOf(
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
export const tableOf = (fit: AvalancheExponent): readonly (readonly [string, number])[] => [
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
export function drawnOf(values: ArrayLike<number>, fit?: AvalancheExponent): readonly (readonly [string, number])[] {
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
export function withDistribution<Fit>(table: string, values: ArrayLike<number>, make: () => Fit): Fit {
  try {
    return make();
  } catch (error) {
    const isWithout = error instanceof NotApplicable || error instanceof RangeError;
    throw isWithout && values.length > 0 ? new NotApplicable(error.message, { [table]: drawnOf(values) }) : error;
  }
}

export const cutoff = defaulting(
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
export const usualFit: Fit = { cutoff: 'treated', redraws: 0 };
