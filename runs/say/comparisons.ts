import { benjaminiHochberg, type compare, holm, type P } from '../../engine/statistics/index.ts';
import type { ConditionSpec, ExperimentSpec } from '../../language/specification.ts';
import { pairKey, pairsIn } from './expectations.ts';
import { sweepPoints } from '../../results/sweep.ts';
import { compareWithNulls, objectOf } from './nulls.ts';
import type { ComparisonSummary, Row } from '../../results/contract.ts';
import { intervalOverSeeds } from '../../results/interval-kinds.ts';
import { replicatesOf } from '../../results/replicates.ts';
import { measuresOfEach } from '../../results/measures-shown.ts';
import { searchText } from '../../results/screened-text.ts';
import { type Sampled, sampledDifference } from './sampled.ts';
import type { Values } from '../../results/seed-values.ts';

interface Pair {
  readonly a: string;
  readonly b: string;
}
interface Compared {
  readonly values: Values;
  readonly sampled: Sampled;
  readonly compare: typeof compare;
}
type Uncorrected = Omit<ComparisonSummary, 'p_corrected'>;

/**
 * Written comparisons (each written condition against the first, and each pair of an `expect`), corrected together
 * after Holm; and of screens each condition against the first, corrected after Benjamini–Hochberg over the screen for
 * each measure and point of the sweep.
 */
export function comparisonsOf(experiment: ExperimentSpec, { values, sampled, compare }: Compared): ComparisonSummary[] {
  const screens = new Map(experiment.conditions.map((condition) => [condition.name, screenOf(condition)]));
  const besides = new Set(experiment.measures.flatMap(({ name, beside }) => (beside === undefined ? [] : [name])));
  const asked = measuresOfEach(experiment).filter((measure) => !besides.has(measure));
  const found = asked.flatMap((measure) =>
    sweepPoints(experiment).flatMap((at) => {
      const claimed = pairsIn(experiment, at).filter((pair) => pair.measure === measure);
      const isClaimed = new Set(claimed.map(pairText));
      return distinct([...againstFirst(experiment), ...claimed]).flatMap((pair) => {
        const compared = compareAt(experiment, { values, sampled, compare }, measure, pair, at);
        if (!compared) return [];
        const screen = isClaimed.has(pairText(pair)) ? undefined : (screens.get(pair.a) ?? screens.get(pair.b));
        return [
          {
            compared: screen === undefined ? compared : { ...compared, exploratory: true as const },
            family: screen === undefined ? undefined : JSON.stringify([screen, measure, at]),
          },
        ];
      });
    }),
  );
  return corrected(found);
}

const screenOf = ({ screened }: ConditionSpec): string | undefined => screened && searchText(screened);

const againstFirst = ({ conditions: [reference, ...others] }: ExperimentSpec): Pair[] =>
  others.map(({ name }) => ({ a: name, b: reference.name }));
const pairText = ({ a, b }: Pair): string => JSON.stringify([a, b].sort());
/** Each pair once, whichever comes first. */
function distinct(pairs: readonly Pair[]): Pair[] {
  const seen = new Set<string>();
  return pairs.filter((pair) => {
    const text = pairText(pair);
    return !seen.has(text) && seen.add(text);
  });
}

function compareAt(
  experiment: ExperimentSpec,
  { values, sampled, compare }: Compared,
  measure: string,
  { a, b }: Pair,
  at: Row['at'],
): Uncorrected | undefined {
  const [left, right] = inPairs(values(measure, a, at), values(measure, b, at));
  if (left.length === 0) return undefined;
  const object = objectOf(experiment, measure, a, b);
  const compared = object
    ? compareWithNulls(left, right, object === a ? 'a' : 'b')
    : compare(left, right, pairKey(measure, a, b, at));
  const ofSamples = sampledDifference(left, right, { measure, a, b }, at, sampled);
  const interval = compared.ci
    ? intervalOverSeeds(compared.n, replicatesOf(experiment, a))
    : ofSamples && ('estimates' as const);
  return {
    measure,
    a,
    b,
    at,
    ...compared,
    ci: compared.ci ?? ofSamples ?? null,
    ...(interval && { interval }),
    difference: withoutRounding(compared.difference, left),
  };
}
/** Two values that are equal but for the order of their sums differ by nothing. */
const withoutRounding = (difference: number, of: readonly number[]): number =>
  Math.abs(difference) <= 1e-12 * of.reduce((most, value) => Math.max(most, Math.abs(value)), 0) ? 0 : difference;

/** The values of the seeds that both sides have. */
function inPairs(a: ReturnType<Values>, b: ReturnType<Values>): [number[], number[]] {
  const seeds = [...a.keys()].filter((seed) => b.has(seed));
  return [seeds.map((seed) => a.get(seed) as number), seeds.map((seed) => b.get(seed) as number)];
}

/** `family`: the search that a comparison is part of; none for what was written. */
function corrected(
  found: readonly { readonly compared: Uncorrected; readonly family: string | undefined }[],
): ComparisonSummary[] {
  const families = new Map<string | undefined, number[]>();
  for (const [i, { family }] of found.entries()) {
    const places = families.get(family);
    if (places) places.push(i);
    else families.set(family, [i]);
  }
  const ps: P[] = found.map(() => null);
  for (const [family, places] of families) {
    const adjusted = (family === undefined ? holm : benjaminiHochberg)(places.map((i) => found[i].compared.p));
    for (const [place, i] of places.entries()) ps[i] = adjusted[place];
  }
  return found.map(({ compared: { exploratory, ...compared } }, i) => ({
    ...compared,
    p_corrected: ps[i],
    ...(exploratory && { exploratory }),
  }));
}
