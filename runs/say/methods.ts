/** What a methods section says of a run: a paragraph, every setting, and where its definitions come from. */
import type { CitationKey } from '../../catalogue/citations.ts';
import { fewestSeedsForEffect, fewestSeedsForP, mostPairsForExactTest } from '../../engine/statistics/index.ts';
import { functions } from '../../language/vocabulary/index.ts';
import type { Results } from '../../results/contract.ts';
import { intervalKinds } from '../../results/interval-kinds.ts';
import { readableRanges } from '../../results/number-ranges.ts';
import { isOverSubjects } from '../../results/replicates.ts';
import { changesText, versionText } from '../../results/run-facts.ts';
import { levelText } from '../../results/sweep.ts';
import { isWhollyExact } from './exact.ts';
import { specificationText } from './specification-text.ts';

export interface Methods {
  readonly paragraph: string;
  /** Where it stands, and what it is in the units of the text; defaults are among them. */
  readonly settings: readonly (readonly [where: string, value: string])[];
  readonly sources: readonly CitationKey[];
}

export function methodsOf(results: Results): Methods {
  const settings = [...specificationText(results.experiment)].filter(
    ([where, value]) => value !== '' && !/^(expect|plot) /.test(where),
  );
  return {
    paragraph: [design, completeness, trained, measured, statistics, data, program]
      .flatMap((part) => part(results))
      .join(' '),
    settings,
    sources: sourcesOf(settings.map(([, value]) => value)),
  };
}

function design({ experiment }: Results): string[] {
  const { conditions, seeds, vary, subjects } = experiment;
  const written = conditions.filter(({ screened }) => !screened).map(({ name }) => name),
    screened = conditions.length - written.length;
  const compared =
    written.length === 1
      ? `The condition ${written[0]} was studied`
      : `The conditions ${inWords(written)} were compared`;
  const screen = screened === 0 ? '' : ` and ${screened} interventions on ${written[0]} screened`;
  const varied = vary.map((variable) => {
    const values = variable.values.map((value) => levelText(experiment, variable.name, value));
    return `${values.length > 1 ? 'each ' : ''}${variable.name} ${values.length > 1 ? 'of' : '='} ${inWords(values)}`;
  });
  const drawn = seeds.length === 1 ? `seed ${seeds[0]}` : `${seeds.length} seeds ${readableRanges(seeds)}`;
  const each = conditions.length === 1 ? '' : 'each ';
  return [
    `${compared}${screen}, ${each}with the ${drawn}${varied.length > 0 ? ` and at ${inWords(varied)}` : ''}.`,
    ...(seeds.length > 1 ? ['A seed draws the same in every condition.'] : []),
    ...(subjects
      ? [
          `The data are of ${subjects.length} subjects; these are paired, and means, intervals and tests are over ` +
            'them: of several seeds the mean is taken.',
        ]
      : []),
  ];
}

/** What of it there is, where that is not all. */
function completeness({ experiment, rows, run }: Results): string[] {
  const { seeds, conditions } = experiment,
    { done, total } = run.jobs ?? {};
  const having = new Map(
    conditions.flatMap(({ name, screened }) => (screened ? [] : [[name, new Set<number>()] as const])),
  );
  for (const { condition, seed } of rows) having.get(condition)?.add(seed);
  const fewer = [...having].flatMap(([name, { size }]) =>
    size < seeds.length ? [`${name} (${size} of ${seeds.length})`] : [],
  );
  const isWhole = run.status === 'done' || run.status === 'cached';
  return [
    ...(isWhole ? [] : [`The run is ${run.status}${total ? ` at ${done} of ${total} jobs` : ''}: more is to come.`]),
    ...(fewer.length > 0 ? [`Not all seeds have values in ${inWords(fewer)}.`] : []),
  ];
}

/** How a classifier is trained, as it is written. */
function trained(results: Results): string[] {
  const settings = [...specificationText(results.experiment)].flatMap(([where, value]) =>
    where.startsWith('train, ') && value !== '' ? [`${where.slice('train, '.length)} ${value}`] : [],
  );
  return settings.length > 0 ? [`Training: ${settings.join('; ')}.`] : [];
}

function measured({ experiment: { measures } }: Results): string[] {
  const asked = measures.filter(({ beside }) => beside === undefined);
  return asked.length === 0
    ? []
    : [
        `${asked.length === 1 ? 'The measure is' : 'The measures are'} ` +
          `${inWords(asked.map(({ name, text }) => (name === text ? name : `${name} = ${text}`)))}.`,
      ];
}

function statistics({ experiment, summary }: Results): string[] {
  const { measures, comparisons, effects = [] } = summary;
  const over = experiment.conditions.some(({ name }) => isOverSubjects(experiment, name)) ? 'subjects' : 'seeds';
  const kinds = new Set([...measures, ...comparisons, ...effects].flatMap(({ interval }) => interval ?? []));
  const isExact = isWhollyExact(experiment);
  const tested = comparisons.filter(({ p }) => p !== null),
    exploratory = tested.some((each) => each.exploratory),
    confirmed = tested.filter((each) => !each.exploratory).length;
  const tests = [
    ...(tested.some(({ percentile }) => percentile === undefined)
      ? [
          `two-sided sign-flip tests of the paired differences (every flip up to ${mostPairsForExactTest} pairs, ` +
            'drawn flips beyond)',
        ]
      : []),
    ...(tested.some(({ percentile }) => percentile !== undefined)
      ? ['surrogate tests: the two-sided rank of the one object among its surrogates, one a seed']
      : []),
  ];
  return [
    ...(kinds.size > 0 ? [`Intervals: ${[...kinds].map((kind) => intervalKinds[kind].says).join('; ')}.`] : []),
    ...(isExact ? ['The values are exact: no seed has a part in them, so there is nothing to test.'] : []),
    ...(!isExact && comparisons.some(({ percentile }) => percentile === undefined)
      ? [`Differences are those of the same ${over}.`]
      : []),
    ...(tests.length > 0
      ? [
          `P values are of ${inWords(tests)}${
            confirmed > 1 ? `, corrected after Holm over the ${confirmed} written comparisons` : ''
          }${exploratory ? '; those of a screen after Benjamini and Hochberg, as a search' : ''}.`,
        ]
      : comparisons.length > 0 && !isExact
        ? [`There is no p value: it needs ${fewestSeedsForP} ${over} and values that differ.`]
        : []),
    ...(comparisons.some(({ d_z }) => d_z !== null)
      ? [
          `The effect size d_z is the mean difference over its standard deviation between ${over}, from ` +
            `${fewestSeedsForEffect} ${over} on.`,
        ]
      : []),
    ...(effects.length > 0
      ? ['Effects of factors are of a repeated-measures analysis of variance, corrected after Holm.']
      : []),
    ...(experiment.expectations.length > 0
      ? [
          'A claim is supported where the 95 % interval excludes the other side; it holds where only the mean, or ' +
            `for “every” the value of each ${over.slice(0, -1)}, meets it.`,
        ]
      : []),
    ...(summary.expectations.some(({ isBetweenGroups }) => isBetweenGroups)
      ? ['Claims between groups that share no subject are judged by the 95 % interval of Welch’s t.']
      : []),
  ];
}

const data = ({ run: { files } }: Results): string[] =>
  files.length === 0
    ? []
    : [`Data: ${files.map(({ reference, sha256 }) => `${reference} (SHA-256 ${sha256.slice(0, 12)}…)`).join(', ')}.`];

const program = ({ run }: Results): string[] => [
  `All of this was computed by ${versionText(run)}, backend ${run.backend}, on ${run.machine}; the same text, seeds ` +
    `and backend give the same numbers (key ${run.key.slice(0, 12)}).`,
  ...(run.changes?.length ? [`${sentence(changesText(run))}.`] : []),
];

/** Of every function that a setting calls or names. */
function sourcesOf(values: readonly string[]): CitationKey[] {
  const words = new Set(values.flatMap((value) => value.match(/[A-Za-z_]\w*/g) ?? []));
  return [...new Set(functions.flatMap(({ name, sources = [] }) => (words.has(name) ? sources : [])))].sort();
}

const sentence = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
export const inWords = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts[texts.length - 1]}`;
