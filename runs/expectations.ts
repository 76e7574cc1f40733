import { type Finding, type Requirement, differenceInterval, mean, summarise, type Verdict, verdict } from '../engine/statistics/index.ts';
import type { Expression } from '../engine/expressions/expression.ts';
import type { ExpectationSpec, ExperimentSpec } from '../language/specification.ts';
import { sweepPoints } from './jobs.ts';
import { readableNumber } from './numbers.ts';
import type { ExpectationSummary, Row } from './results.ts';
import type { Values } from './values.ts';

/** One verdict for each `expect` at each point of the sweep that it speaks of. Without numbers yet there is none. */
export function expectationsOf(experiment: ExperimentSpec, values: Values): ExpectationSummary[] {
  return experiment.expectations.flatMap((expectation) => sweepPoints(experiment).filter((at) => matches(at, expectation.at)).flatMap((at) => {
    const judged = conditionsMeant(expectation, experiment).flatMap((condition) => {
      const finding = find(expectation, at, condition, values);
      return finding ? [{ condition, finding, verdict: verdict(finding, requirementOf(expectation), expectation.every) }] : [];
    });
    if (judged.length === 0) return [];
    const observed = judged.map(({ condition, finding }) => (condition === undefined ? '' : `${condition} `) + describe(finding, isDifference(expectation))).join('; ');
    return [{ text: expectation.text, line: expectation.line, at, verdict: worst(judged.map((one) => one.verdict)), observed }];
  }));
}

/** The pairs of conditions that an `expect` holds against each other by one measure. */
export function pairsIn(experiment: ExperimentSpec): { measure: string; a: string; b: string }[] {
  return experiment.expectations.flatMap(({ left, test }) => {
    const [one, other] = [measured(left), test.kind === 'compare' ? measured(test.right) : undefined];
    return one && other && one.measure === other.measure && one.condition !== other.condition ? [{ measure: one.measure, a: one.condition, b: other.condition }] : [];
  });
}

const matches = (at: Row['at'], wanted: Row['at']) => Object.entries(wanted).every(([name, value]) => Math.abs(at[name] - value) <= 1e-12 * Math.max(1, Math.abs(value)));

/** Every condition where a measure stands without `of`; else the expectation is about what it names. */
function conditionsMeant({ left, test }: ExpectationSpec, experiment: ExperimentSpec): (string | undefined)[] {
  const open = hasOpenName(left) || (test.kind === 'compare' && hasOpenName(test.right));
  return open ? experiment.conditions.map(({ name }) => name) : [undefined];
}

/** One value per seed: of the left side against a number or range, of left − right against another measured side. */
function find(expectation: ExpectationSpec, at: Row['at'], condition: string | undefined, values: Values): Finding | undefined {
  const difference = isDifference(expectation) && expectation.test.kind === 'compare';
  const side = difference ? { call: '-', arguments: [expectation.left, (expectation.test as { right: Expression }).right] } : expectation.left;
  const found = seedsOf(side, at, condition, values).map((seed) => evaluate(side, (measure, named) => values(measure, named ?? condition as string, at).get(seed) as number));
  if (found.length === 0) return undefined;
  return difference ? { values: found, mean: mean(found), ci: found.length < 2 ? null : differenceInterval(found, `${expectation.text} ${JSON.stringify(at)}`) } : { values: found, ...summarise(found) };
}

function requirementOf({ test, ...expectation }: ExpectationSpec): Requirement {
  if (test.kind === 'in') return test;
  const right = isDifference({ test, ...expectation }) ? 0 : evaluate(test.right, () => Number.NaN);
  return { kind: 'compare', operator: test.operator, right, within: test.within };
}

const isDifference = ({ test }: ExpectationSpec): boolean => test.kind === 'compare' && mentions(test.right).length > 0;

type Mention = { readonly measure: string; readonly condition?: string };
const measured = (expression: Expression): { measure: string; condition: string } | undefined => {
  if (typeof expression !== 'object' || !('call' in expression) || expression.call !== 'of') return undefined;
  const [measure, condition] = expression.arguments.map((argument) => typeof argument === 'object' && 'name' in argument ? argument.name : typeof argument === 'string' ? argument : undefined);
  return measure !== undefined && condition !== undefined ? { measure, condition } : undefined;
};
function mentions(expression: Expression): Mention[] {
  const named = measured(expression);
  if (named) return [named];
  if (typeof expression !== 'object') return [];
  if ('name' in expression) return [{ measure: expression.name }];
  return 'call' in expression ? expression.arguments.flatMap(mentions) : [];
}
const hasOpenName = (expression: Expression): boolean => mentions(expression).some(({ condition }) => condition === undefined);

/** The seeds for which every measured name has a value. */
function seedsOf(expression: Expression, at: Row['at'], condition: string | undefined, values: Values): number[] {
  const columns = mentions(expression).map((mention) => values(mention.measure, mention.condition ?? condition as string, at));
  return columns.length === 0 ? [] : [...columns[0].keys()].filter((seed) => columns.every((column) => column.has(seed)));
}

function evaluate(expression: Expression, value: (measure: string, condition?: string) => number): number {
  const named = measured(expression);
  if (named) return value(named.measure, named.condition);
  if (typeof expression === 'number') return expression;
  if (typeof expression === 'object' && 'name' in expression) return value(expression.name);
  if (typeof expression === 'object' && 'call' in expression) {
    const operation = arithmetic[expression.call];
    if (operation) return operation(...expression.arguments.map((argument) => evaluate(argument, value)));
  }
  throw new Error(`an expectation cannot hold ${JSON.stringify(expression)}`);
}
const arithmetic: Readonly<Record<string, (...values: number[]) => number>> = {
  '+': (a, b) => a + b, '-': (a, b) => (b === undefined ? -a : a - b), '*': (a, b) => a * b, '/': (a, b) => a / b, '^': (a, b) => a ** b,
  min: Math.min, max: Math.max, abs: Math.abs,
};

const worst = (verdicts: readonly Verdict[]): Verdict => verdicts.includes('fails') ? 'fails' : verdicts.includes('holds') ? 'holds' : 'supported';

const describe = ({ values, mean: centre, ci }: Finding, difference: boolean): string =>
  `${difference ? 'difference ' : ''}${readableNumber(centre)}${ci ? ` [${readableNumber(ci[0])}, ${readableNumber(ci[1])}]` : ''}, n = ${values.length}`;
