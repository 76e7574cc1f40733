/** What a claim compares: like with like, at values that its variables have. */
import type { AtClause, ClaimTest, Expectation, Expression, RangeExpression, Statement } from '../../grammar/tree.ts';
import { isNumber, same } from '../../catalogue/units.ts';
import { replaceBy } from '../checks/check.ts';
import { misplaced } from '../checks/language-checks.ts';
import { isPercent } from '../claim-tolerance.ts';
import { constantOf } from '../constants.ts';
import { isOfShares } from '../experiments/shares.ts';
import { parametersWithin } from '../file-parameters.ts';
import { dimensioned, infer, isBare, type Kind, type Place } from '../kinds-of-expressions.ts';
import type { Names, Walk } from './walk-context.ts';
import { checkOrder, report } from './walk-numbers.ts';
import { checkOperand } from './walk-operands.ts';
import { checkPoint } from './walk-points.ts';

/** What the claims of an experiment may speak of. */
export interface Claimed {
  readonly names: Names;
  readonly kinds: ReadonlyMap<string, Kind>;
  /** Measures between 0 and 1. */
  readonly shares: ReadonlySet<string>;
  /** Of the experiment, with those that it inherits. */
  readonly statements: readonly Statement[];
}

export function checkExpectation(walk: Walk, { left, test, at }: Expectation, claimed: Claimed): void {
  const before = walk.problems.length;
  checkOperand(walk, left, claimed.names);
  checkTest(walk, left, test, claimed, before);
  checkClaimPoint(walk, at, claimed, walk.problems.length === before);
}

/** `before`: how many problems there were before the claim; one that is damaged is not looked into. */
export function checkTest(
  walk: Walk,
  left: Expression,
  test: ClaimTest,
  { names, kinds, shares, statements }: Claimed,
  before: number,
): void {
  const isSound = (): boolean => walk.problems.length === before;
  if (test.kind === 'compare') {
    checkOperand(walk, test.right, names);
    if (test.within) checkOperand(walk, test.within, names);
  } else {
    for (const end of [test.range.from, test.range.to]) checkOperand(walk, end, names);
    if (isSound()) checkOrder(walk, test.range, true);
  }
  const bounds = test.kind === 'in' ? [test.range.from, test.range.to].map((bound) => ({ bound, of: 'in' })) : [];
  const within = test.kind === 'compare' && test.within ? [{ bound: test.within, of: 'within' }] : [];
  if (isSound()) checkApart(walk, test);
  if (isSound()) checkFixed(walk, [...bounds, ...within], names);
  if (isSound()) checkDimensions(walk, left, test, kinds);
  if (isSound()) checkShares(walk, left, test, shares);
  if (isSound()) checkPart(walk, left, test, statements);
}

/** `isSound`: nothing is wrong with the claim before it. */
export function checkClaimPoint(walk: Walk, at: readonly AtClause[], { names }: Claimed, isSound: boolean): void {
  const before = walk.problems.length;
  checkPoint(walk, at, names, { checkNumber: (value) => checkOperand(walk, value, names), steps: true });
  const numbers = at.filter(({ name }) => !names.variables.get(name.text)?.levels);
  if (isSound && walk.problems.length === before)
    checkFixed(
      walk,
      numbers.map(({ value }) => ({ bound: value, of: 'at' })),
      names,
    );
}

interface Bound {
  readonly bound: Expression;
  readonly of: string;
}
/** The ends of a range, what lies `within`, and the point of a claim are the same all through the sweep. */
function checkFixed(walk: Walk, bounds: readonly Bound[], { variables }: Names): void {
  for (const { bound, of } of bounds)
    if (constantOf(bound) === undefined || parametersWithin(bound).some((name) => variables.has(name))) {
      walk.problems.push(
        misplaced(
          bound.range,
          `After \`${of}\` a number must stand that is the same all through the sweep` +
            (of === 'at' ? '.' : ': write two claims, `>=` the least and `<=` the most.'),
        ),
      );
      return;
    }
}

/** A claim compares like with like: `accuracy of a > 85 um` says nothing. */
function checkDimensions(walk: Walk, left: Expression, test: ClaimTest, kinds: ReadonlyMap<string, Kind>): void {
  const place: Place = { kindOf: (name) => kinds.get(name), report: (misfit) => report(walk, misfit) };
  const kind = infer(left, place);
  const within = test.kind === 'compare' && test.within && !isPercent(test.within) ? [test.within] : [];
  for (const right of test.kind === 'compare' ? [test.right, ...within] : [test.range]) {
    const other = infer(right, place);
    if (!dimensioned(kind) || !dimensioned(other) || same(kind, other) || isNothing(right)) continue;
    report(
      walk,
      isNumber(other) && isBare(right)
        ? { misfit: 'bare', range: right.range, expected: kind }
        : { misfit: 'dimension', range: right.range, found: other, expected: kind },
    );
  }
}
/** 0 is the same in every unit. */
const isNothing = (written: Expression | RangeExpression): boolean =>
  written.kind !== 'range' && isBare(written) && constantOf(written) === 0;
/** A share lies between 0 and 1: `accuracy > 85` can never hold. */
function checkShares(walk: Walk, left: Expression, test: ClaimTest, shares: ReadonlySet<string>): void {
  const measure = left.kind === 'of' ? left.measure : left;
  if (measure.kind !== 'name' || !shares.has(measure.text)) return;
  for (const bound of test.kind === 'compare' ? [test.right] : [test.range.from, test.range.to]) {
    const value = constantOf(bound);
    if (value === undefined || (value >= 0 && value <= 1)) continue;
    const text = walk.source.slice(bound.range.start, bound.range.end);
    const fixes = bound.kind === 'number' && !bound.unit && value <= 100 ? [replaceBy(bound.range, `${text} %`)] : [];
    walk.problems.push(
      misplaced(
        bound.range,
        `\`${measure.text}\` is a share: it lies between 0 and 1, or 0 % and 100 ` +
          `%.${fixes.length ? ` Write \`${text} %\`.` : ''}`,
        fixes,
      ),
    );
    return;
  }
}
/** What is claimed to be more or less has no room on both sides. */
function checkApart(walk: Walk, test: ClaimTest): void {
  if (test.kind !== 'compare' || !test.within || test.operator === '=') return;
  const { start } = test.right.range,
    { end } = test.within.range;
  walk.problems.push(
    misplaced(
      test.within.range,
      `\`within\` says how far two numbers that are equal may be apart, and \`${test.operator}\` leaves one side ` +
        'open: leave `within` out, write `=`, or put the room into the number.',
      [replaceBy({ start, end }, walk.source.slice(start, test.right.range.end))],
    ),
  );
}
/** `within 10 %` is a part of the number on the right, so there must be one. */
function checkPart(walk: Walk, left: Expression, test: ClaimTest, statements: readonly Statement[]): void {
  if (test.kind !== 'compare' || !test.within || !isPercent(test.within) || isOfShares(left, statements)) return;
  const fixed = constantOf(test.right) !== undefined;
  if (!fixed)
    walk.problems.push(
      misplaced(
        test.within.range,
        'This would be a part of a number that is measured: write how far the two may be apart in the unit of the ' +
          'measure, `within 0.05`.',
      ),
    );
}
