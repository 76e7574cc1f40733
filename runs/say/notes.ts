import {
  fewestNullsForZ,
  fewestSeedsForEffect,
  fewestSeedsForP,
  isConstant,
  largestEffect,
  mean,
  smallestP,
} from '../../engine/statistics/index.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import type { OwnInterval } from '../../catalogue/finding.ts';
import { isOfGenes, isOfTable } from '../../catalogue/measures/index.ts';
import { genesMeant } from '../../making/gene-networks.ts';
import { isDrawn } from '../../making/gene-networks.ts';
import { criticalityNotes } from './criticality-notes.ts';
import { factorialNotes } from './factorial-notes.ts';
import { graphNotes } from './graph-notes.ts';
import type { JobsAt } from './jobs-at.ts';
import { learningNotes } from './learning-notes.ts';
import { listed, notesOfJobs } from './job-notes.ts';
import { derivedOverSubjects, derivedWithoutParts, derivedWithoutValue } from './derived-rows.ts';
import { memberNotes } from './member-notes.ts';
import { isOverSubjects } from '../../results/replicates.ts';
import { atPoint, sweepPoints } from '../../results/sweep.ts';
import { readableDifference, readableEstimate, readableNumber } from '../../results/readable-numbers.ts';
import { objectOf } from './nulls.ts';
import { quantityOf } from '../../results/quantity.ts';
import type { ComparisonSummary, EffectSummary, ExpectationSummary, Note } from '../../results/contract.ts';
import { intervalKinds } from '../../results/interval-kinds.ts';
import { ownIntervalOf } from '../../results/own-interval.ts';
import { isTestAccuracy } from '../../results/series.ts';
import { reservoirNotes } from './reservoir-notes.ts';
import { weightNotes } from './weight-notes.ts';
import { scalingNotes } from './scaling-notes.ts';
import { spectralNotes } from './spectral-notes.ts';
import type { Sampled } from './sampled.ts';
import type { Finished } from '../plan/outcome.ts';
import type { Values } from '../../results/seed-values.ts';

interface Found {
  readonly values: Values;
  readonly sampled: Sampled;
  readonly comparisons: readonly ComparisonSummary[];
  readonly effects: readonly EffectSummary[];
  readonly expectations: readonly ExpectationSummary[];
  readonly finished: readonly Finished[];
  readonly jobsAt: JobsAt;
  /** Whether all that will be computed has been. */
  readonly isWhole: boolean;
}

/** What should be said of these results though nobody asked: one sentence each, the weightiest first. */
export function notesOf(
  experiment: ExperimentSpec,
  { values, sampled, comparisons, effects, expectations, finished, jobsAt, isWhole }: Found,
): Note[] {
  const written = comparisons.filter(({ exploratory }) => !exploratory);
  return [
    ...claimsWithoutValue(expectations),
    ...derivedWithoutValue(experiment, values),
    ...(isWhole ? derivedOverSubjects(experiment, values) : []),
    ...(isWhole ? derivedWithoutParts(experiment, values, jobsAt) : []),
    ...factorialNotes(experiment, values, effects),
    ...effectsWithoutScale(written),
    ...(isWhole ? controlsThatDoAsWell(experiment, values, written) : []),
    ...circuitsThatCannotRecur(experiment, finished),
    ...oneObject(experiment, written),
    ...reachableP(
      experiment,
      written.filter((one) => one.z === undefined && !isWithoutSeeds(experiment, one)),
    ),
    ...searches(
      experiment,
      comparisons.filter(({ exploratory }) => exploratory),
    ),
    ...memberNotes(experiment),
    ...learningNotes(experiment, finished),
    ...spectralNotes(experiment, finished),
    ...graphNotes(experiment, finished),
    ...criticalityNotes(experiment, jobsAt),
    ...scalingNotes(experiment, finished),
    ...weightNotes(experiment, finished),
    ...reservoirNotes(experiment, finished),
    ...edgesMoved(experiment, finished),
    ...strengthsKept(experiment, finished),
    ...edgesSummed(experiment, finished),
    ...equalInEverySeed(experiment, values, sampled),
    ...sampledOnce(experiment, sampled),
    ...averagedBaselines(experiment),
    ...notesOfJobs(experiment, finished),
    ...(experiment.assumed ?? []).map((text): Note => ({ code: 'D020', text })),
  ];
}

function claimsWithoutValue(judged: readonly ExpectationSummary[]): Note[] {
  const lines = [...new Set(judged.flatMap(({ verdict, line }) => (verdict === 'unknown' ? [line] : [])))];
  if (lines.length === 0) return [];
  const [claims, doNot] = lines.length === 1 ? ['The claim of line', 'does not'] : ['The claims of lines', 'do not'];
  return [{ code: 'S067', text: `${claims} ${lines.join(', ')} cannot be judged and ${doNot} pass.` }];
}

/** S081: differences that hardly differ between seeds. */
function effectsWithoutScale(comparisons: readonly ComparisonSummary[]): Note[] {
  const pairs = comparisons.filter(
    ({ ci, d_z, n, z }) => z === undefined && ci !== null && d_z === null && n >= fewestSeedsForEffect,
  );
  if (pairs.length === 0) return [];
  const named = [...new Set(pairs.map(({ measure, a, b }) => `${measure} of ${a} and ${b}`))];
  return [
    {
      code: 'S081',
      text:
        `${listed(named)}: the difference is more than ${largestEffect} times its standard deviation between seeds, ` +
        `so there is no effect size (d_z): the deviation is no scale to measure by.`,
    },
  ];
}

/** A control that is not clearly worse than the reference takes the reference's claim away; said for accuracies. */
function controlsThatDoAsWell(
  experiment: ExperimentSpec,
  values: Values,
  comparisons: readonly ComparisonSummary[],
): Note[] {
  const accuracies = new Set(experiment.measures.filter(isTestAccuracy).map(({ name }) => name));
  const [reference] = experiment.conditions;
  return comparisons
    .filter(({ measure, b }) => accuracies.has(measure) && b === reference.name)
    .flatMap(({ measure, a, at, difference, ci, n }) => {
      const quantity = quantityOf(experiment, measure);
      const [control, held] = [a, reference.name].map((name) =>
        readableEstimate(mean([...values(measure, name, at).values()]), null, quantity),
      );
      const found =
        `${measure}${atPoint(experiment, at)} ${control} against ${held} of ${reference.name}, ` +
        `${readableDifference(difference, ci, quantity)}, n = ${n}`;
      const what =
        hasNoCircuit(experiment, a) && !hasNoCircuit(experiment, reference.name)
          ? `The control without the circuit (${a})`
          : `The control ${a}`;
      if (difference >= 0)
        return [
          {
            code: 'S064',
            text: `${what} does at least as well: ${found}. This accuracy is no evidence for ${reference.name}.`,
          },
        ];
      if (ci && ci[1] >= 0)
        return [
          {
            code: 'S064',
            text: `${what} is not clearly worse: ${found}. The interval does not exclude that it does as well.`,
          },
        ];
      return [];
    });
}

/** C024, from the matrices that were used: a nilpotent layer forgets its input after a few steps. */
function circuitsThatCannotRecur(experiment: ExperimentSpec, finished: readonly Finished[]): Note[] {
  const screened = experiment.conditions.flatMap(({ name, screened: of }) =>
    of && factsOf(name, finished).some(({ nilpotent }) => nilpotent === 1) ? [name] : [],
  );
  const inScreen =
    screened.length === 0
      ? []
      : [
          {
            code: 'C024' as const,
            text: `${listed(screened)}: the recurrent layer is nilpotent for some seed or all: activity cannot recur.`,
          },
        ];
  const written = writtenIn(experiment).flatMap((name) => {
    const facts = factsOf(name, finished).filter(({ nilpotent }) => nilpotent === 1);
    if (facts.length === 0) return [];
    const every =
      facts.length === factsOf(name, finished).length
        ? ''
        : ` in ${facts.length} of ${factsOf(name, finished).length} jobs`;
    const ranks = span(facts.map(({ rank }) => rank));
    return [
      {
        code: 'C024' as const,
        text:
          `${name}: the recurrent layer is nilpotent${every}: activity cannot recur; it has rank ${ranks} of ` +
          `${span(facts.map(({ size }) => size))}.`,
      },
    ];
  });
  return [...written, ...inScreen];
}

/** S068: one recording, imported matrix or gene network among its nulls. */
function oneObject(experiment: ExperimentSpec, comparisons: readonly ComparisonSummary[]): Note[] {
  return comparisons.flatMap(({ measure, a, b, at, n, p, z, percentile }) => {
    const object = objectOf(experiment, measure, a, b);
    if (object === undefined || p === null || percentile === undefined) return [];
    const standing =
      z != null ? `z = ${readableNumber(z)}, ` : n < fewestNullsForZ ? `no z of fewer than ${fewestNullsForZ}, ` : '';
    const place = `${standing}percentile ${readableNumber(100 * percentile)}, p = ` + `${readableNumber(p)}`;
    return [
      {
        code: 'S068' as const,
        text:
          `${measure}${atPoint(experiment, at)} of ${object} among ${n} of ${object === a ? b : a}: ${place}. ` +
          `This is about ${object} alone, not about a population of such.`,
      },
    ];
  });
}

/** Networks that no seed draws: more seeds would tell nothing more. */
function isWithoutSeeds({ measures, conditions }: ExperimentSpec, { measure, a, b }: ComparisonSummary): boolean {
  const spec = measures.find(({ name }) => name === measure);
  if (spec && isOfTable(spec.call)) return true;
  if (!spec || !isOfGenes(spec.call)) return false;
  return conditions
    .filter(({ name }) => name === a || name === b)
    .every(({ noun }) => {
      const genes = genesMeant(spec, noun);
      return genes !== undefined && !isDrawn(genes);
    });
}

/** Of intervals over seeds: those of one recording or of samples are the same however many there are. */
function intervalsRestOn(seeds: number, comparisons: readonly ComparisonSummary[]): string {
  const kinds = comparisons.flatMap(({ ci, interval }) => (ci && interval ? [interval] : []));
  return kinds.some((kind) => intervalKinds[kind].isOverSeeds)
    ? `Intervals over seeds rest on ${seeds} values each.`
    : 'No interval here is over seeds.';
}

/** S061: what these seeds can show at best. */
function reachableP(experiment: ExperimentSpec, comparisons: readonly ComparisonSummary[]): Note[] {
  const isOfSubjects = isOverSubjects(experiment, experiment.conditions[0].name);
  return reachableBySeeds(comparisons).map(({ code, text }) => ({
    code,
    text: isOfSubjects ? text.replaceAll(/\bseed(?=s?\b)/g, 'subject') : text,
  }));
}
function reachableBySeeds(comparisons: readonly ComparisonSummary[]): Note[] {
  if (comparisons.length === 0) return [];
  const seeds = Math.max(...comparisons.map(({ n }) => n));
  if (seeds < fewestSeedsForP) {
    return [
      {
        code: 'S061',
        text:
          `With ${seeds} ${seeds === 1 ? 'seed' : 'seeds'} there is no p-value: ${fewestSeedsForP} seeds are ` +
          `the fewest with which a paired sign-flip test can reach 0.05. ` +
          `${seeds === 1 ? 'Nor are there intervals over seeds.' : intervalsRestOn(seeds, comparisons)}` +
          `${seeds > 1 && seeds < fewestSeedsForEffect ? ` An effect size (d_z) needs ${fewestSeedsForEffect}.` : ''}`,
      },
    ];
  }
  const tested = comparisons.filter(({ p }) => p !== null).length;
  const smallest = smallestP(seeds, tested);
  return tested === 0 || smallest <= 0.05
    ? []
    : [
        {
          code: 'S061',
          text:
            `The smallest p that ${seeds} seeds can reach over ${tested} comparisons is ` +
            `${readableNumber(smallest)} after correction: no comparison here can be significant at 0.05. ` +
            `More seeds, ` +
            `or fewer comparisons, would change that.`,
        },
      ];
}

/** S070: what a screen is, and what its seeds can show of a single gene. */
function searches(experiment: ExperimentSpec, comparisons: readonly ComparisonSummary[]): Note[] {
  if (comparisons.length === 0) return [];
  const families = new Map<string, ComparisonSummary[]>();
  for (const one of comparisons) {
    const family = JSON.stringify([one.measure, one.at]);
    families.set(family, [...(families.get(family) ?? []), one]);
  }
  const seeds = Math.max(...comparisons.map(({ n }) => n));
  const tested = Math.max(...[...families.values()].map((family) => family.filter(({ p }) => p !== null).length));
  const few =
    seeds < fewestSeedsForP && comparisons.some((one) => !isWithoutSeeds(experiment, one))
      ? ` With ${seeds} ${seeds === 1 ? 'seed' : 'seeds'} there is no p-value: ${fewestSeedsForP} are the fewest.`
      : '';
  const reach =
    tested === 0
      ? few
      : ` With ${seeds} seeds the smallest corrected p of one condition that alone differs among ${tested} is ` +
        `${readableNumber(smallestP(seeds, tested))}.`;
  const screened = experiment.conditions.filter((condition) => condition.screened).length;
  return [
    {
      code: 'S070',
      text:
        `The ${screened === 1 ? 'condition' : `${screened} conditions`} of the screen ` +
        `${screened === 1 ? 'is' : 'are'} held against ${experiment.conditions[0].name} only, each measure and ` +
        `point of the sweep corrected by itself (Benjamini–Hochberg). This is a search, not a claim: what stands ` +
        `out should be tested again with other seeds.${reach}`,
    },
  ];
}

function edgesMoved(experiment: ExperimentSpec, finished: readonly Finished[]): Note[] {
  const moved = writtenIn(experiment).flatMap((name) => {
    const facts = factsOf(name, finished).filter(({ share_moved }) => share_moved !== undefined);
    if (facts.length === 0) return [];
    const share = mean(facts.map(({ share_moved }) => share_moved)),
      keepsConnections = share > 0 && facts.every(({ rewired }) => rewired === 0);
    return [
      `${name} ${readableNumber(100 * share)} %` +
        `${keepsConnections ? ' (their weights: the same pairs are connected, and no connection moved)' : ''}`,
    ];
  });
  return moved.length === 0 ? [] : [{ code: 'S060', text: `Of the edges the controls moved: ${moved.join(', ')}.` }];
}

/** S117: how nearly controls that are to keep strengths have kept them. */
function strengthsKept(experiment: ExperimentSpec, finished: readonly Finished[]): Note[] {
  const kept = writtenIn(experiment).flatMap((name) => {
    const facts = factsOf(name, finished).filter(({ strength_error }) => strength_error !== undefined);
    if (facts.length === 0) return [];
    const [correlation, error] = [
      Math.min(...facts.map(({ strength_correlation }) => strength_correlation)),
      Math.max(...facts.map(({ strength_error }) => strength_error)),
    ];
    return [
      `${name}: correlated by ${readableNumber(correlation)} with those before, off by at most ` +
        `${readableNumber(100 * error)} % of the mean`,
    ];
  });
  return kept.length === 0
    ? []
    : [{ code: 'S117', text: `Strengths that the controls kept, in the worst of the seeds. ${kept.join('. ')}.` }];
}

/** D017: a list of edges that names a pair more than once. */
function edgesSummed(experiment: ExperimentSpec, finished: readonly Finished[]): Note[] {
  const names = writtenIn(experiment).filter((name) => factsOf(name, finished).some(({ summed }) => summed > 0));
  if (names.length === 0) return [];
  const counts = span(names.flatMap((name) => factsOf(name, finished).map(({ summed }) => summed)));
  return [
    {
      code: 'D017',
      text:
        `${names.join(', ')}: ${counts} edges of the file are on a pair of neurons that has one already; the ` +
        `weights of a pair were summed.`,
    },
  ];
}

/** A measure without spread has neither interval nor p; better said than guessed. */
function equalInEverySeed(experiment: ExperimentSpec, values: Values, sampled: Sampled): Note[] {
  const equal = experiment.measures
    .map(({ name }) => name)
    .filter((measure) => {
      const places = sweepPoints(experiment).flatMap((at) => experiment.conditions.map(({ name }) => ({ at, name })));
      const columns = places
        .map(({ at, name }) => [...values(measure, name, at).values()])
        .filter((column) => column.length > 1);
      return (
        columns.length > 0 &&
        columns.every((column) => isConstant(column)) &&
        !places.some(({ at, name }) => sampled(measure, name, at))
      );
    });
  if (equal.length === 0) return [];
  const [are, have] = equal.length === 1 ? ['is', 'it has'] : ['are', 'they have'];
  return [
    { code: 'S065', text: `${equal.join(', ')} ${are} equal in every seed: ${have} no interval and no p-value.` },
  ];
}

const whySampled: Readonly<Record<OwnInterval, string>> = {
  samples: 'was sampled, for the network is too large for the exact value: the interval is that of the sample',
  redraws: 'is of one stretch of activity: the interval comes from redraws of parts of it',
  likelihood: 'is of one stretch of activity: the interval is that of the fit to its avalanches',
};
/** S069: a probability that is not exact, with the interval of its sample. */
function sampledOnce(experiment: ExperimentSpec, sampled: Sampled): Note[] {
  return experiment.measures.flatMap((spec) => {
    const { name: measure } = spec;
    const names = experiment.conditions.flatMap(({ name }) =>
      sweepPoints(experiment).some((at) => sampled(measure, name, at)) ? [name] : [],
    );
    const kind = ownIntervalOf(experiment, measure);
    return names.length === 0 || !kind
      ? []
      : [
          {
            code: 'S069' as const,
            text:
              `${measure} of ${listed(names)} ${whySampled[kind]}, the same for every seed, and there is no ` +
              `p-value.`,
          },
        ];
  });
}

const averagedBaselines = (experiment: ExperimentSpec): Note[] =>
  (experiment.train || experiment.trainings) && experiment.vary.length > 0
    ? [
        {
          code: 'S062',
          text:
            `The baselines are means over all points of the sweep; those of each point are in ` +
            `tables/baselines.csv.`,
        },
      ]
    : [];

/** Conditions that stand in the file; those of a screen go from the first. */
const writtenIn = ({ conditions }: ExperimentSpec): string[] =>
  conditions.flatMap(({ name, screened }) => (screened ? [] : [name]));
const factsOf = (condition: string, finished: readonly Finished[]) =>
  finished
    .filter(
      ({ job, outcome }) =>
        job.kind === 'condition' && job.condition === condition && Object.keys(outcome.facts).length > 0,
    )
    .map(({ outcome }) => outcome.facts);

function hasNoCircuit(experiment: ExperimentSpec, condition: string): boolean {
  const noun = experiment.conditions.find(({ name }) => name === condition)?.noun;
  return noun?.noun === 'network' && (noun.recurrent === undefined || noun.recurrent.removed);
}
function span(numbers: readonly number[]): string {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return least === most ? String(least) : `${least} … ${most}`;
}
