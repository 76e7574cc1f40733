/** What a run's numbers do not show, each as a sentence: what a reader may take them for and should not. */
import { functionEntry } from '../../language/vocabulary/index.ts';
import type { ComparisonSummary, Results, Verdict } from '../../results/contract.ts';
import { quantityOf } from '../../results/quantity.ts';
import { readableDifference } from '../../results/readable-numbers.ts';
import { claimAtPoint } from '../../results/shown-verdict.ts';
import { atPoint } from '../../results/sweep.ts';
import { callsIn } from './default-sources.ts';
import { isWhollyExact } from './exact.ts';
import { inWords } from './methods.ts';

/** The most that are named of one kind; the others are counted. */
const mostNamed = 6;

export const limitsOf = (results: Results): string[] =>
  [compared, controls, seeds, undecided, judged, searched, swept, corrected].flatMap((part) => part(results));

const compared = ({ experiment: { conditions } }: Results): string[] =>
  conditions.length > 1 ? [] : ['Nothing is compared: a value alone does not say what brings it about.'];

/** What a difference from a control is no evidence of. */
function controls({ experiment: { conditions } }: Results): string[] {
  const written = conditions.filter(({ screened }) => !screened),
    used = new Map<string, Set<string>>();
  for (const { name, noun } of written)
    for (const { call } of callsIn(noun)) used.set(call, (used.get(call) ?? new Set()).add(name));
  return [...used].flatMap(([call, names]) => {
    const { preserves = '', changes = '' } = functionEntry(call) ?? {};
    if (changes === '' || names.size === written.length) return [];
    return [
      `${call}(…), in ${inWords([...names])}, keeps ${preserves || 'nothing that is promised'}. It changes ` +
        `${changes}. A difference from it is no evidence of what it keeps, and does not tell apart what it changes.`,
    ];
  });
}

function seeds({ experiment, summary: { measures } }: Results): string[] {
  if (isWhollyExact(experiment))
    return ['The values are exact, the same for every seed: they are of these networks or data alone.'];
  if (measures.every(({ ci }) => ci === null))
    return experiment.seeds.length === 1
      ? ['One seed gives no interval over seeds: another seed may give another value.']
      : [];
  return [
    'Intervals and p values are of draws of these conditions; they say nothing of other settings, data or networks.',
  ];
}

/** Differences that are neither shown nor excluded. */
function undecided({ experiment, summary: { comparisons } }: Results): string[] {
  const open = comparisons.filter(({ ci, exploratory }) => ci && !exploratory && ci[0] < 0 && ci[1] > 0);
  if (open.length === 0) return [];
  const says = ({ measure, a, b, at, difference, ci }: ComparisonSummary): string =>
    `${measure} of ${a} − ${b}${atPoint(experiment, at)}, ` +
    readableDifference(difference, ci, quantityOf(experiment, measure)).replace(/^difference /, '');
  return [
    'Neither a difference nor its absence is shown where the interval of a difference holds 0: ' +
      `${some(open.map(says), '; ')}.`,
  ];
}

function judged({ summary: { expectations } }: Results): string[] {
  const claims = (verdict: Verdict): string[] =>
    expectations.filter((each) => each.verdict === verdict).map((claim) => claimAtPoint(claim));
  const holding = claims('holds'),
    unknown = claims('unknown');
  return [
    ...(holding.length > 0 ? [`True of the mean, not shown beyond chance of the draws: ${some(holding, '; ')}.`] : []),
    ...(unknown.length > 0 ? [`Not judged, for something has no value: ${some(unknown, '; ')}.`] : []),
  ];
}

const searched = ({ experiment: { conditions } }: Results): string[] =>
  conditions.some(({ screened }) => screened)
    ? ['A screen is a search: what stands out in it is to be claimed of other seeds, by itself.']
    : [];

function swept({ experiment: { vary } }: Results): string[] {
  const several = vary.filter(({ values }) => values.length > 1).map(({ name }) => name);
  return several.length > 0 ? [`Nothing was computed between and beyond the values of ${inWords(several)}.`] : [];
}

const corrected = ({ summary: { comparisons } }: Results): string[] =>
  comparisons.some(({ p }) => p !== null)
    ? ['P values are corrected for what this experiment compares, not for other experiments and earlier runs.']
    : [];

const some = (texts: readonly string[], between: string): string =>
  texts.slice(0, mostNamed).join(between) +
  (texts.length > mostNamed ? `${between}and ${texts.length - mostNamed} more` : '');
