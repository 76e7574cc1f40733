import {
  type compare,
  compareUnpaired,
  type Finding,
  type Requirement,
  summarise,
  verdict,
} from '../../engine/statistics/index.ts';
import type { Expression } from '../../engine/expressions/expression.ts';
import { instantiate } from '../../language/canonical/instantiate.ts';
import type { ExpectationSpec, ExperimentSpec, SweepPoint } from '../../language/specification.ts';
import { isOverSubjects, replicateCount } from '../../results/replicates.ts';
import { pointText, sweepPoints } from '../../results/sweep.ts';
import { readableDifference, readableEstimate } from '../../results/readable-numbers.ts';
import { objectOf } from './nulls.ts';
import { differenceLimits, type Quantity, withinLimits } from '../../results/quantity.ts';
import type { ExpectationSummary, Row, Verdict } from '../../results/contract.ts';
import { evaluate, keyOf, type Mention, mentionIn, mentions, quantityIn } from './claim-sides.ts';
import { partsOf } from './derived-rows.ts';
import { isExact } from './exact.ts';
import type { JobsAt } from './jobs-at.ts';
import { whyWithout } from './no-value.ts';
import { type Sampled, sampledDifference } from './sampled.ts';
import type { Reduction, Replicate, Values } from '../../results/seed-values.ts';

/** What claims are judged by. */
export interface Evidence {
  readonly values: Values;
  readonly sampled: Sampled;
  readonly compare: typeof compare;
  /** Their notes say why something has no value. */
  readonly jobsAt: JobsAt;
  /** Jobs are to come, or failed: a claim about seeds that they compute is not judged by those that came first. */
  readonly isCutShort?: boolean;
}

/** One verdict for each `expect` at each point of the sweep that it speaks of, at least one for each. */
export function expectationsOf(experiment: ExperimentSpec, evidence: Evidence): ExpectationSummary[] {
  return experiment.expectations.flatMap((expectation) => {
    const points = pointsMeant(experiment, expectation);
    const { text, line, table } = expectation,
      said = { text, line, ...(table !== undefined && { table }) };
    return points.length === 0
      ? [{ ...said, at: expectation.at, verdict: 'unknown' as const, observed: 'the sweep has no such point' }]
      : points.map((at) => ({
          ...said,
          at,
          ...whereOf(expectation, at, experiment),
          ...judged(instantiate(expectation, at) as ExpectationSpec, experiment, at, evidence),
        }));
  });
}

/** Those that a claim speaks of; without the variables that each of its measures is at a value of its own of. */
function pointsMeant(experiment: ExperimentSpec, { left, test, at }: ExpectationSpec): readonly SweepPoint[] {
  const named = [...mentions(left), ...(test.kind === 'compare' ? mentions(test.right) : [])];
  const free = experiment.vary.filter(
    ({ name }) => named.length === 0 || named.some((mention) => mention.at?.[name] === undefined),
  );
  return sweepPoints({ vary: free }).filter((point) => matches(point, at));
}

/** Of a point, what its claim does not say itself. */
function whereOf(expectation: ExpectationSpec, at: Row['at'], experiment: ExperimentSpec): { readonly where?: string } {
  const unsaid = Object.fromEntries(Object.entries(at).filter(([name]) => !(name in expectation.at)));
  const where = pointText(experiment, unsaid);
  return where ? { where } : {};
}

type Judged = Pick<ExpectationSummary, 'verdict' | 'observed' | 'exact' | 'isBetweenGroups'>;

/** The worst of what is found of the conditions that are meant. */
function judged(expectation: ExpectationSpec, experiment: ExperimentSpec, at: Row['at'], evidence: Evidence): Judged {
  const each = conditionsMeant(expectation, experiment).map((condition): Judged => {
    const found = find(expectation, experiment, at, condition, evidence);
    const one = judgedOne(expectation, experiment, found);
    return { ...one, observed: condition === undefined ? one.observed : `${condition} ${one.observed}` };
  });
  if (each.length === 0) return { verdict: 'unknown', observed: 'there is no condition that it speaks of' };
  return {
    verdict: worst(each.map((one) => one.verdict)),
    observed: each.map(({ observed }) => observed).join('; '),
    ...(each.every(({ exact }) => exact) && { exact: true as const }),
    ...(each.some(({ isBetweenGroups }) => isBetweenGroups) && { isBetweenGroups: true as const }),
  };
}

function judgedOne(expectation: ExpectationSpec, experiment: ExperimentSpec, found: Found): Judged {
  const { finding, exact, without, isCutShort, groups } = found;
  if (!finding) return { verdict: 'unknown', observed: without.join('; ') };
  const said = isCutShort ? 'unknown' : verdict(finding, requirementOf(expectation), expectation.every);
  const observed = describe(
    finding,
    isDifference(expectation) || isSubtraction(expectation.left),
    quantityIn(expectation.left, experiment),
  );
  if (exact)
    return {
      verdict: said === 'holds' ? 'supported' : said,
      observed: said === 'fails' ? `${observed}, exact` : observed,
      exact,
    };
  const n =
    groups ?? (finding.missing ? `${finding.values.length} of ${found.due} ${found.over}` : finding.values.length);
  return {
    verdict: said,
    observed: [`${observed}, n = ${n}`, ...(said === 'unknown' ? without : [])].join('; '),
    ...(groups !== undefined && { isBetweenGroups: true as const }),
  };
}

/**
 * Keys the draws of a comparison, whichever side comes first: a table and a claim about one difference give one
 * interval.
 */
export const pairKey = (measure: string, a: string, b: string, at: Row['at']): string =>
  `${measure} ${[a, b].sort().join(' ')} ${JSON.stringify(at)}`;

/**
 * The pairs of conditions that an `expect` holds against each other by the final value of one measure, at a point of
 * the sweep.
 */
export function pairsIn(experiment: ExperimentSpec, at: Row['at']): Pair[] {
  return experiment.expectations
    .filter((expectation) => matches(at, expectation.at) && !stepOf(expectation, at))
    .flatMap((expectation) => {
      return conditionsMeant(expectation, experiment).flatMap((condition) => pairOf(expectation, condition) ?? []);
    });
}
/** The two conditions of a claim that is plainly about them, by the final value of one measure. */
function pairOf({ left, test }: ExpectationSpec, condition: string | undefined): Pair | undefined {
  const [one, other] = [mentionIn(left), test.kind === 'compare' ? mentionIn(test.right) : undefined];
  if (!one || !other || one.reduction || other.reduction || one.at || other.at || one.measure !== other.measure)
    return undefined;
  const [a, b] = [one.condition ?? condition, other.condition ?? condition];
  return a === undefined || b === undefined || a === b ? undefined : { measure: one.measure, a, b };
}
interface Pair {
  readonly measure: string;
  readonly a: string;
  readonly b: string;
}

/** What is not a variable of the sweep says which step of a series is meant. */
const matches = (at: Row['at'], wanted: Row['at']) =>
  Object.entries(wanted).every(([name, value]) => !(name in at) || isSameLevel(at[name], value));
const isSameLevel = (one: number | string, other: number | string): boolean =>
  typeof one === 'number' && typeof other === 'number'
    ? Math.abs(one - other) <= 1e-12 * Math.max(1, Math.abs(other))
    : one === other;

/**
 * Every written condition where a measure stands without `of` (those of a screen are a search, not a claim); else the
 * expectation is about what it names. In `accuracy > accuracy of random` every condition is held against `random`, but
 * not `random` against itself.
 */
function conditionsMeant({ left, test }: ExpectationSpec, experiment: ExperimentSpec): (string | undefined)[] {
  const [one, other] = [mentions(left), test.kind === 'compare' ? mentions(test.right) : []];
  if (![...one, ...other].some(({ condition }) => condition === undefined)) return [undefined];
  const named = (side: readonly Mention[]) => side.flatMap(({ condition }) => condition ?? []);
  const isOpen = (side: readonly Mention[]) => side.length > named(side).length;
  const excluded = isOpen(one) !== isOpen(other) ? named(isOpen(one) ? other : one) : [];
  return experiment.conditions.flatMap(({ name, screened }) => (screened || excluded.includes(name) ? [] : [name]));
}

/** What is found for one condition: `without` says what has no value, in which seeds, and why. */
interface Found {
  readonly finding?: Finding;
  /** Of how many seeds or subjects there should be a value. */
  readonly due: number;
  readonly over: 'seeds' | 'subjects';
  /** Of two groups that share none: how many each has. */
  readonly groups?: string;
  readonly exact?: true;
  readonly isCutShort?: true;
  readonly without: readonly string[];
}

/** One value per seed: of the left side against a number or range, of left − right against another measured side. */
function find(
  expectation: ExpectationSpec,
  experiment: ExperimentSpec,
  at: Row['at'],
  condition: string | undefined,
  { values, sampled, compare, jobsAt, isCutShort }: Evidence,
): Found {
  const { left, test } = expectation;
  const step = stepOf(expectation, at);
  const right = test.kind === 'compare' && isDifference(expectation) ? test.right : undefined;
  const named = [...mentions(left, step), ...(right === undefined ? [] : mentions(right, step))];
  const conditionOf = (mention: Mention) => mention.condition ?? (condition as string);
  const pointOf = (mention: Mention): SweepPoint => ({ ...at, ...mention.at });
  const columns = new Map(
    named.map((mention) => [
      keyOf(mention),
      values(mention.measure, conditionOf(mention), pointOf(mention), mention.reduction),
    ]),
  );
  const dueOf = (mention: Mention): number => replicateCount(experiment, conditionOf(mention), pointOf(mention));
  const due = Math.min(...named.map(dueOf)),
    over: Found['over'] = named.some((mention) => isOverSubjects(experiment, conditionOf(mention)))
      ? 'subjects'
      : 'seeds';
  const partly = named.filter((mention) => (columns.get(keyOf(mention))?.size ?? 0) < dueOf(mention));
  const without = new Set(
    partly.flatMap((mention) => {
      const whole = { ...mention, condition: conditionOf(mention) };
      const lacking = partsOf(experiment, whole).filter(
        (part) => values(part.measure, conditionOf(part), pointOf(part), part.reduction).size < dueOf(part),
      );
      return lacking.length > 0
        ? lacking.map((part) =>
            whyWithout({ ...part, condition: conditionOf(part), at: pointOf(part) }, experiment, jobsAt),
          )
        : [
            mention.reduction === undefined
              ? `${mention.measure} is not a finite number in every ${over === 'seeds' ? 'seed' : 'subject'}`
              : `${mention.measure} is one number, and no series`,
          ];
    }),
  );
  const [first] = columns.values();
  const shared = [...(first?.keys() ?? [])].filter((seed) => [...columns.values()].every((column) => column.has(seed)));
  const sideAt = (side: Expression, seed: Replicate) =>
    evaluate(side, step, (mention) => columns.get(keyOf(mention))?.get(seed) as number);
  const pairs = shared
    .map((seed) => [sideAt(left, seed), right === undefined ? 0 : sideAt(right, seed)] as const)
    .filter(([one, other]) => Number.isFinite(one - other));
  if (pairs.length < shared.length) without.add('what it computes is not a finite number');
  if (!hasBound(expectation)) without.add('what it is held against is not a finite number');
  const apart =
    shared.length === 0 && hasBound(expectation) ? twoGroups(left, right, columns, step, sideAt) : undefined;
  if (apart && expectation.every) without.add('two groups share no subject, so that `every` says nothing of them');
  else if (apart) {
    const { difference, ci } = compareUnpaired(...apart);
    const groups = apart.map(({ length }) => length).join(' and ');
    return { due, over, without: [...without], groups, finding: { values: [], mean: difference, ci, missing: 0 } };
  }
  if (pairs.length === 0 || !hasBound(expectation)) return { due, over, without: [...without] };
  const [found, other] = [pairs.map(([one]) => one), pairs.map(([, one]) => one)];
  const isWithoutChance = named
    .flatMap((mention) => partsOf(experiment, { ...mention, condition: conditionOf(mention) }))
    .every(
      (part) =>
        isExact(experiment, part.measure, conditionOf(part)) &&
        !sampled(part.measure, conditionOf(part), pointOf(part)),
    );
  const missing = Math.max(0, due - pairs.length);
  const rest = {
    due,
    over,
    without: [...without],
    ...(isWithoutChance ? { exact: true as const } : isCutShort && missing > 0 && { isCutShort: true as const }),
  };
  if (isWithoutChance) return { ...rest, finding: { values: found, mean: found[0] - other[0], ci: null, missing } };
  if (right === undefined) {
    const { mean, ci } = summarise(found);
    const mention = mentionIn(left, step);
    const ofSample = mention && sampled(mention.measure, conditionOf(mention), pointOf(mention));
    const interval = withinLimits(ci ?? ofSample ?? null, quantityIn(left, experiment));
    return { ...rest, finding: { values: found, mean, ci: interval, missing } };
  }
  const pair = pairOf(expectation, condition);
  const { difference, ci } = compare(
    found,
    other,
    pair ? pairKey(pair.measure, pair.a, pair.b, at) : `${expectation.text} ${JSON.stringify(at)}`,
  );
  const isAboutOne = pair && objectOf(experiment, pair.measure, pair.a, pair.b) !== undefined;
  const ofSamples = pair && sampledDifference(found, other, pair, at, sampled);
  const interval = isAboutOne ? null : (ci ?? ofSamples ?? null);
  return {
    ...rest,
    finding: {
      values: found.map((value, i) => value - other[i]),
      mean: difference,
      ci: pair ? withinLimits(interval, differenceLimits(quantityIn(left, experiment))) : interval,
      missing,
    },
  };
}

/** The values of the two sides of a difference that share no seed and no subject; undefined of any other. */
function twoGroups(
  left: Expression,
  right: Expression | undefined,
  columns: ReadonlyMap<string, ReturnType<Values>>,
  step: Reduction | undefined,
  sideAt: (side: Expression, replicate: Replicate) => number,
): [number[], number[]] | undefined {
  const sides =
    right === undefined
      ? typeof left === 'object' && 'call' in left && left.call === '-' && left.arguments.length === 2
        ? left.arguments
        : []
      : [left, right];
  const found = sides.map((side) => {
    const [first, ...others] = mentions(side, step).map((mention) => columns.get(keyOf(mention)));
    return [...(first?.keys() ?? [])]
      .filter((one) => others.every((column) => column?.has(one)))
      .map((one) => sideAt(side, one))
      .filter(Number.isFinite);
  });
  return found.length === 2 && found.every(({ length }) => length > 0) ? [found[0], found[1]] : undefined;
}

/** Whether the number that a claim is held against is one. */
function hasBound(expectation: ExpectationSpec): boolean {
  const requirement = requirementOf(expectation);
  return requirement.kind === 'in' || Number.isFinite(requirement.right);
}

function requirementOf(expectation: ExpectationSpec): Requirement {
  const { test } = expectation;
  if (test.kind === 'in') return test;
  const right = isDifference(expectation) ? 0 : evaluate(test.right, undefined, () => Number.NaN);
  return { kind: 'compare', operator: test.operator, right, within: test.within };
}

const isDifference = ({ test }: ExpectationSpec): boolean => test.kind === 'compare' && mentions(test.right).length > 0;
/** `accuracy of a - accuracy of b`, and what an effect of factors is. */
const isSubtraction = (side: Expression): boolean =>
  typeof side === 'object' && 'call' in side && side.call === '-' && side.arguments.length === 2;
function stepOf({ at: wanted }: ExpectationSpec, at: Row['at']): Reduction | undefined {
  const step = Object.entries(wanted).find(([name]) => !(name in at))?.[1];
  return typeof step === 'number' ? { step } : undefined;
}

const byWeight: Readonly<Record<Verdict, number>> = { fails: 3, unknown: 2, holds: 1, supported: 0 };
const worst = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.reduce((most, one) => (byWeight[one] > byWeight[most] ? one : most));

const describe = ({ mean: centre, ci }: Finding, difference: boolean, quantity: Quantity): string =>
  (difference ? readableDifference : readableEstimate)(centre, ci, quantity);
