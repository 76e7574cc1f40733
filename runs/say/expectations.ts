import {
  compare,
  type Finding,
  type Requirement,
  summarise,
  type Verdict,
  verdict,
} from '../../engine/statistics/index.ts';
import type { Expression } from '../../engine/expressions/expression.ts';
import { exp, log } from '../../engine/random/index.ts';
import type { ExpectationSpec, ExperimentSpec } from '../../language/specification.ts';
import { sweepPoints } from '../../results/sweep.ts';
import { readableDifference, readableEstimate } from '../../results/readable-numbers.ts';
import { objectOf } from './nulls.ts';
import { type Quantity, quantityOf, withinLimits } from '../../results/quantity.ts';
import type { ExpectationSummary, Row } from '../../results/contract.ts';
import { type Sampled, sampledDifference } from './sampled.ts';
import type { Reduction, Values } from '../../results/seed-values.ts';

/** One verdict for each `expect` at each point of the sweep that it speaks of. Without numbers yet there is none. */
export function expectationsOf(
  experiment: ExperimentSpec,
  values: Values,
  sampled: Sampled = () => undefined,
): ExpectationSummary[] {
  return experiment.expectations.flatMap((expectation) =>
    sweepPoints(experiment)
      .filter((at) => matches(at, expectation.at))
      .flatMap((at) => {
        const judged = conditionsMeant(expectation, experiment).flatMap((condition) => {
          const finding = find(expectation, experiment, at, condition, values, sampled);
          return finding
            ? [{ condition, finding, verdict: verdict(finding, requirementOf(expectation), expectation.every) }]
            : [];
        });
        if (judged.length === 0) return [];
        const observed = judged
          .map(
            ({ condition, finding }) =>
              (condition === undefined ? '' : `${condition} `) +
              describe(finding, isDifference(expectation), quantityIn(expectation.left, experiment)),
          )
          .join('; ');
        return [
          {
            text: expectation.text,
            line: expectation.line,
            at,
            verdict: worst(judged.map((one) => one.verdict)),
            observed,
          },
        ];
      }),
  );
}

/**
 * Keys the draws of a comparison, whichever side comes first: a table and a claim about one difference give one
 * interval.
 */
export const pairKey = (measure: string, a: string, b: string, at: Row['at']): string =>
  `${measure} ${[a, b].sort().join(' ')} ${JSON.stringify(at)}`;

/** The claims that nothing can be said of, because what they name has no value. */
export function unjudged(experiment: ExperimentSpec, judged: readonly ExpectationSummary[]): ExpectationSpec[] {
  return experiment.expectations.filter(
    ({ text, line }) => !judged.some((one) => one.text === text && one.line === line),
  );
}

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
  if (!one || !other || one.reduction || other.reduction || one.measure !== other.measure) return undefined;
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
  Object.entries(wanted).every(
    ([name, value]) => !(name in at) || Math.abs(at[name] - value) <= 1e-12 * Math.max(1, Math.abs(value)),
  );

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

/** One value per seed: of the left side against a number or range, of left − right against another measured side. */
function find(
  expectation: ExpectationSpec,
  experiment: ExperimentSpec,
  at: Row['at'],
  condition: string | undefined,
  values: Values,
  sampled: Sampled,
): Finding | undefined {
  const { left, test } = expectation;
  const step = stepOf(expectation, at);
  const right = test.kind === 'compare' && isDifference(expectation) ? test.right : undefined;
  const columns = new Map(
    [...mentions(left, step), ...(right === undefined ? [] : mentions(right, step))].map((mention) => [
      keyOf(mention),
      values(mention.measure, mention.condition ?? (condition as string), at, mention.reduction),
    ]),
  );
  const [first] = columns.values();
  const seeds = [...(first?.keys() ?? [])].filter((seed) => [...columns.values()].every((column) => column.has(seed)));
  if (seeds.length === 0) return undefined;
  const valuesOf = (side: Expression) =>
    seeds.map((seed) => evaluate(side, step, (mention) => columns.get(keyOf(mention))?.get(seed) as number));
  const found = valuesOf(left);
  if (right === undefined) {
    const { mean, ci } = summarise(found);
    const mention = mentionIn(left, step);
    const ofSample = mention && sampled(mention.measure, mention.condition ?? (condition as string), at);
    return { values: found, mean, ci: withinLimits(ci ?? ofSample ?? null, quantityIn(left, experiment)) };
  }
  const other = valuesOf(right);
  const pair = pairOf(expectation, condition);
  const { difference, ci } = compare(
    found,
    other,
    pair ? pairKey(pair.measure, pair.a, pair.b, at) : `${expectation.text} ${JSON.stringify(at)}`,
  );
  const isAboutOne = pair && objectOf(experiment, pair.measure, pair.a, pair.b) !== undefined;
  const ofSamples = pair && sampledDifference(found, other, pair, at, sampled);
  return {
    values: found.map((value, i) => value - other[i]),
    mean: difference,
    ci: isAboutOne ? null : (ci ?? ofSamples ?? null),
  };
}

function requirementOf(expectation: ExpectationSpec): Requirement {
  const { test } = expectation;
  if (test.kind === 'in') return test;
  const right = isDifference(expectation) ? 0 : evaluate(test.right, undefined, () => Number.NaN);
  return { kind: 'compare', operator: test.operator, right, within: test.within };
}

const isDifference = ({ test }: ExpectationSpec): boolean => test.kind === 'compare' && mentions(test.right).length > 0;
function stepOf({ at: wanted }: ExpectationSpec, at: Row['at']): Reduction | undefined {
  const step = Object.entries(wanted).find(([name]) => !(name in at))?.[1];
  return step === undefined ? undefined : { step };
}

/** A measure as an expectation names it. */
interface Mention {
  readonly measure: string;
  readonly condition?: string;
  readonly reduction?: Reduction;
}
const keyOf = (mention: Mention): string => JSON.stringify([mention.measure, mention.condition, mention.reduction]);

/** `accuracy of grown`, `accuracy`, `max(accuracy of grown)`. */
function mentionIn(expression: Expression, reduction?: Reduction): Mention | undefined {
  if (typeof expression !== 'object') return undefined;
  if ('name' in expression) return { measure: expression.name, reduction };
  if (!('call' in expression)) return undefined;
  const [first, second] = expression.arguments;
  if (expression.call === 'of') return { measure: nameIn(first), condition: nameIn(second), reduction };
  if (expression.arguments.length === 1 && isReduction(expression.call)) return mentionIn(first, expression.call);
  return undefined;
}
const isReduction = (word: string): word is 'final' | 'max' | 'mean' =>
  word === 'final' || word === 'max' || word === 'mean';
const nameIn = (expression: Expression): string =>
  typeof expression === 'object' && 'name' in expression ? expression.name : String(expression);

function mentions(expression: Expression, step?: Reduction): Mention[] {
  const mention = mentionIn(expression, step);
  if (mention) return [mention];
  return typeof expression === 'object' && 'call' in expression
    ? expression.arguments.flatMap((argument) => mentions(argument, step))
    : [];
}

function evaluate(expression: Expression, step: Reduction | undefined, value: (mention: Mention) => number): number {
  const mention = mentionIn(expression, step);
  if (mention) return value(mention);
  if (typeof expression === 'number') return expression;
  const operation = typeof expression === 'object' && 'call' in expression ? arithmetic[expression.call] : undefined;
  if (!operation || typeof expression !== 'object' || !('call' in expression))
    throw new Error(`an expectation cannot hold ${JSON.stringify(expression)}`);
  return operation(...expression.arguments.map((argument) => evaluate(argument, step, value)));
}
const arithmetic: Readonly<Record<string, (...values: number[]) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => (b === undefined ? -a : a - b),
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
  min: Math.min,
  max: Math.max,
  abs: Math.abs,
  sqrt: Math.sqrt,
  exp,
  log,
};

const worst = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes('fails') ? 'fails' : verdicts.includes('holds') ? 'holds' : 'supported';

const describe = ({ values, mean: centre, ci }: Finding, difference: boolean, quantity: Quantity): string =>
  `${(difference ? readableDifference : readableEstimate)(centre, ci, quantity)}, n = ${values.length}`;

/**
 * In what a side of a claim is read: as its measure where it is one, or the sum, difference or extreme of one; else as
 * a pure number.
 */
function quantityIn(expression: Expression, experiment: ExperimentSpec): Quantity {
  const mention = mentionIn(expression);
  if (mention) return quantityOf(experiment, mention.measure);
  const [first, ...others] =
    typeof expression === 'object' && 'call' in expression && sameInKind.has(expression.call)
      ? mentions(expression).map(({ measure }) => quantityOf(experiment, measure))
      : [];
  return first && others.every(({ unit }) => unit === first.unit)
    ? { ...first, limits: undefined }
    : { label: '', unit: '', factor: 1 };
}
const sameInKind: ReadonlySet<string> = new Set(['+', '-', 'min', 'max', 'abs']);
